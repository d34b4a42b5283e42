#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace clearway::session {

// What somebody typed: a number of a document, a date, a PIN. Lies in the object itself and is
// overwritten when it goes, so that no block of the heap ever holds it.
class TypedText {
 public:
  static constexpr std::size_t kMost = 24;

  TypedText() = default;
  explicit TypedText(std::string_view text);  // as far as it fits
  TypedText(const TypedText&) = default;
  TypedText& operator=(const TypedText&) = default;
  TypedText(TypedText&& other) noexcept;
  TypedText& operator=(TypedText&& other) noexcept;
  ~TypedText();

  void Add(char key);  // nothing happens when it is full
  void RemoveLast();
  void Wipe();

  [[nodiscard]] std::string_view view() const { return {keys_.data(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  std::array<char, kMost> keys_{};
  std::size_t size_ = 0;
};

}  // namespace clearway::session
