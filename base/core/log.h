#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace clearway {

// journald's levels (sd-daemon(3)); the number is what the line begins with.
enum class Priority : std::uint8_t {
  kEmergency,
  kAlert,
  kCritical,
  kError,
  kWarning,
  kNotice,
  kInfo,
  kDebug,
};

// A text that was in the source code: it can only be made by the compiler, so that nothing read
// from a code, a device or a file can ever be one.
class LogName {
 public:
  consteval LogName(const char* literal) : text_(literal) {}
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

template <typename Word>
concept LogWord = std::is_enum_v<Word> && requires(Word word) {
  { ToString(word) } -> std::same_as<const char*>;
};

// One line of the log while it is made. It takes numbers, durations and words of enumerations;
// there is no door for free text. No allocation: what does not fit into the line is cut off.
class LogLine {
 public:
  LogLine(Priority priority, LogName name);

  template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
  void Add(LogName key, Number number) {
    AddNumber(key, static_cast<std::int64_t>(number), "");
  }
  void Add(LogName key, std::chrono::milliseconds time) { AddNumber(key, time.count(), "ms"); }
  void Add(LogName key, std::chrono::seconds time) { AddNumber(key, time.count(), "s"); }
  void Add(LogName key, LogWord auto word) { AddText(key, ToString(word)); }

  // Ends the line with the event's sentence and writes it to stderr in one write(2), which keeps
  // lines of several threads and processes whole. Trouble with stderr is nobody's to hear.
  void Write(LogName meaning);

 private:
  void AddNumber(LogName key, std::int64_t number, std::string_view unit);
  void AddText(LogName key, std::string_view text);
  void Append(std::string_view text);

  std::array<char, 512> buffer_{};
  std::size_t size_ = 0;
};

// A struct that generate_events.py made from base/core/events.toml.
template <typename Event>
concept RegisteredEvent = requires(const Event& event, LogLine& line) {
  { Event::kName } -> std::same_as<const LogName&>;
  { Event::kPriority } -> std::same_as<const Priority&>;
  { Event::kMeaning } -> std::same_as<const LogName&>;
  event.AddTo(line);
};

// Writes one registered event to stderr in journald's priority form, from any thread:
//   #include "events/kiosk_events.h"
//   Log(events::kiosk::AuditRepaired{.bytes = 17});
// gives `<4>kiosk.audit_repaired bytes=17 The last line of ...`.
void Log(const RegisteredEvent auto& event) {
  LogLine line(event.kPriority, event.kName);
  event.AddTo(line);
  line.Write(event.kMeaning);
}

}  // namespace clearway
