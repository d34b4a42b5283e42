#include "kiosk/records/audit_line.h"

#include <fmt/format.h>

#include <charconv>
#include <ctime>
#include <iterator>
#include <utility>

#include "base/encoding/bytes.h"
#include "keys/digest.h"

namespace clearway::records {

namespace {

constexpr std::size_t kDigestDigits = 64;
constexpr std::string_view kHashMember = ",\"hash\":\"";

HexDigest Digest(std::string_view text) {
  HexDigest hex;
  for (const std::uint8_t byte : keys::Sha256(encoding::AsBytes(text)))
    fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
  return hex;
}

// Writes the members that each kind of record has. Every value is a number or made of characters
// that JSON takes as they are: see audit_record.h.
class Members {
 public:
  explicit Members(std::string& line) : line_(line) {}

  void operator()(const KioskStarted& record) {
    Kind("kiosk_started");
    Add("demo", record.demo);
  }
  void operator()(const KioskStopped&) { Kind("kiosk_stopped"); }
  void operator()(const SessionBegan&) { Kind("session_began"); }
  void operator()(const SessionEnded& record) {
    Kind("session_ended");
    Add("end", ToString(record.end));
  }
  void operator()(const VerdictGiven& record) {
    Kind("verdict");
    Add("format", ToString(record.format));
    Add("answer", ToString(record.answer));
    std::string reasons;
    for (const ReasonCode& reason : record.reasons)
      fmt::format_to(std::back_inserter(reasons), "{}\"{}\"", reasons.empty() ? "" : ",",
                     reason.text());
    Put("reasons", "[" + reasons + "]");
    Add("issuer", record.issuer.text());
    Add("demo", record.demo);
  }
  void operator()(const ReceiptChecked& record) {
    Kind("receipt_checked");
    Add("from", record.from.text());
    Add("outcome", record.problem ? ToString(*record.problem) : "counts");
  }
  void operator()(const PrintStarted& record) {
    Kind("print_started");
    Add("ticket", record.ticket);
  }
  void operator()(const PrintEnded& record) {
    Kind("print_ended");
    Add("ticket", record.ticket);
    Add("outcome", ToString(record.outcome));
    Add("code", ToString(record.code));
  }
  void operator()(const PrintRecalled& record) {
    Kind("print_recalled");
    Add("outcome", ToString(record.outcome));
  }
  void operator()(const DeviceFault& record) {
    Kind("device_fault");
    Add("device", ToString(record.device));
    Add("state", ToString(record.status.state));
    Add("code", ToString(record.status.code));
  }
  void operator()(const DeviceRecovered& record) {
    Kind("device_recovered");
    Add("device", ToString(record.device));
  }
  void operator()(const LogRepaired& record) {
    Kind("log_repaired");
    Add("bytes", record.bytes);
  }
  void operator()(const LogSetAside& record) {
    Kind("log_set_aside");
    Add("line", record.line);
  }
  void operator()(const CopyKept&) { Kind("copy_kept"); }
  void operator()(const CopyOpened&) { Kind("copy_opened"); }
  void operator()(const CopyNotOpened& record) {
    Kind("copy_not_opened");
    Add("fault", ToString(record.fault));
  }
  void operator()(const CopiesPurged& record) {
    Kind("copies_purged");
    Add("expired", record.expired);
    Add("lost", record.lost);
  }
  void operator()(const IssuerAsked& record) {
    Kind("issuer_asked");
    Add("outcome", ToString(record.outcome));
  }
  void operator()(const StaffSignedIn& record) {
    Kind("staff_signed_in");
    AddBadge(record.badge);
    Add("role", ToString(record.role));
  }
  void operator()(const StaffSignedOut& record) {
    Kind("staff_signed_out");
    AddBadge(record.badge);
  }
  void operator()(const BadgeRefused& record) {
    Kind("badge_refused");
    Add("problem", ToString(record.problem));
  }
  void operator()(const SignInRefused& record) {
    Kind("sign_in_refused");
    AddBadge(record.badge);
    Add("problem", ToString(record.problem));
  }
  void operator()(const PinGiven& record) {
    Kind("pin_given");
    AddBadge(record.badge);
    AddBadge(record.by, "by");
  }
  void operator()(const ActionBegun& record) {
    Kind("action_begun");
    Add("action", record.action);
    Add("what", ToString(record.what));
    AddBadge(record.badge);
    Add("reason", ToString(record.reason));
  }
  void operator()(const ActionEnded& record) {
    Kind("action_ended");
    Add("action", record.action);
    Add("outcome", ToString(record.outcome));
  }

 private:
  void Kind(const char* name) { Add("kind", name); }
  void AddBadge(const staff::BadgeId& badge, const char* name = "badge") {
    Add(name, std::string_view(staff::ToText(badge)));
  }
  void Add(const char* name, std::string_view word) { Put(name, fmt::format("\"{}\"", word)); }
  void Add(const char* name, const char* word) { Add(name, std::string_view(word)); }
  void Add(const char* name, bool yes) { Put(name, yes ? "true" : "false"); }
  void Add(const char* name, std::uint64_t number) { Put(name, std::to_string(number)); }
  void Add(const char* name, std::uint32_t number) { Put(name, std::to_string(number)); }
  void Put(const char* name, std::string_view value) {
    fmt::format_to(std::back_inserter(line_), ",\"{}\":{}", name, value);
  }

  std::string& line_;
};

// Takes a line apart from its beginning.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] bool Skip(std::string_view literal) {
    if (!rest_.starts_with(literal)) return false;
    rest_.remove_prefix(literal.size());
    return true;
  }
  [[nodiscard]] bool Number(std::uint64_t& number) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }
  [[nodiscard]] std::string Text(std::size_t length) {
    const std::string text(rest_.substr(0, length));
    rest_.remove_prefix(text.size());
    return text;
  }

 private:
  std::string_view rest_;
};

std::optional<Timestamp> ParseTimestamp(const std::string& text) {
  tm parts{};
  if (strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return std::nullopt;
  const Timestamp time{std::chrono::seconds(timegm(&parts))};
  if (FormatTimestamp(time) != text) return std::nullopt;
  return time;
}

}  // namespace

HexDigest NoDigest() {
  return HexDigest(kDigestDigits, '0');
}

FormattedLine FormatLine(std::uint64_t sequence, const HexDigest& previous,
                         const std::string& kiosk, const AuditEntry& entry,
                         std::optional<Timestamp> newest_trusted) {
  std::string line = fmt::format(R"({{"seq":{},"prev":"{}","time":"{}","trusted":{})", sequence,
                                 previous, FormatTimestamp(entry.time.now), entry.time.trusted);
  if (newest_trusted && !(entry.time.trusted && entry.time.now >= *newest_trusted))
    line += fmt::format(R"(,"newest":"{}")", FormatTimestamp(*newest_trusted));
  line += fmt::format(R"(,"kiosk":"{}")", kiosk);
  std::visit(Members(line), entry.record);
  HexDigest hash = Digest(line);
  fmt::format_to(std::back_inserter(line), "{}{}\"}}", kHashMember, hash);
  return {std::move(line), std::move(hash)};
}

std::optional<AuditLine> ParseLine(std::string_view line) {
  constexpr std::size_t kTail = kHashMember.size() + kDigestDigits + 2;
  if (line.size() < kTail || line.size() > kMaxLineBytes) return std::nullopt;
  AuditLine parsed;
  Cursor tail(line.substr(line.size() - kTail));
  if (!tail.Skip(kHashMember)) return std::nullopt;
  parsed.hash = tail.Text(kDigestDigits);
  if (!tail.Skip("\"}") || parsed.hash != Digest(line.substr(0, line.size() - kTail)))
    return std::nullopt;

  Cursor head(line);
  if (!head.Skip("{\"seq\":") || !head.Number(parsed.sequence) || !head.Skip(",\"prev\":\""))
    return std::nullopt;
  parsed.previous = head.Text(kDigestDigits);
  if (!head.Skip("\",\"time\":\"")) return std::nullopt;
  const std::optional<Timestamp> time = ParseTimestamp(head.Text(20));
  if (!time || !head.Skip("\",\"trusted\":")) return std::nullopt;
  parsed.time = {.now = *time, .trusted = head.Skip("true")};
  if (parsed.time.trusted) parsed.newest_trusted = parsed.time.now;
  if (!parsed.time.trusted && !head.Skip("false")) return std::nullopt;
  if (!head.Skip(",\"newest\":\"")) return parsed;
  parsed.newest_trusted = ParseTimestamp(head.Text(20));
  if (!parsed.newest_trusted) return std::nullopt;
  return parsed;
}

}  // namespace clearway::records
