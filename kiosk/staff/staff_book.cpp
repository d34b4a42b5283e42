#include "kiosk/staff/staff_book.h"

#include <sys/stat.h>

#include <algorithm>
#include <string>

#include "base/core/file.h"
#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "keys/key_derivation.h"

namespace clearway::staff {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Item;
using encoding::cbor::Value;

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMacBytes = 32;
constexpr std::size_t kLargestFile = 512U << 10;
constexpr std::int64_t kMostCount = UINT32_MAX;
constexpr std::int64_t kLastSecond = 253'402'300'799;  // of the year 9999

Value Number(std::int64_t number) {
  return Value::Integer(number);
}

Value Time(Timestamp time) {
  return Value::Integer(time.time_since_epoch().count());
}

Value Encode(const Enrolment& one) {
  return Value::Array({Value::String(one.badge), Number(static_cast<std::int64_t>(one.role)),
                       Value::String(one.salt), Value::String(one.verifier),
                       Value::String(one.enrolled_by), Number(one.wrong)});
}

Value Encode(const Lockout& lockout) {
  return Value::Array({Number(lockout.wrong), Number(lockout.locks), Time(lockout.locked_at),
                       Time(lockout.locked_until), Time(lockout.last_wrong)});
}

// Takes an array apart in its order, and remembers whether all was as it should be.
class Elements {
 public:
  Elements(const Item& array, std::size_t count) : items_(array.Elements()) {
    good_ = items_.size() == count;
  }

  template <std::size_t kBytes>
  void Take(std::array<std::uint8_t, kBytes>& into) {
    const auto bytes = Next() ? items_[at_++].AsBytes() : std::nullopt;
    good_ = bytes && bytes->size() == kBytes;
    if (bytes && good_) std::ranges::copy(*bytes, into.begin());
  }
  [[nodiscard]] std::int64_t Number(std::int64_t most) {
    const auto number = Next() ? items_[at_++].AsInteger() : std::nullopt;
    good_ = number && *number >= 0 && *number <= most;
    return good_ ? number.value_or(0) : 0;
  }
  void Take(std::uint32_t& into) { into = static_cast<std::uint32_t>(Number(kMostCount)); }
  void Take(Timestamp& into) { into = Timestamp(std::chrono::seconds(Number(kLastSecond))); }
  void Take(Role& into) {
    into = static_cast<Role>(Number(static_cast<std::int64_t>(Role::kTechnician)));
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  [[nodiscard]] bool Next() const { return good_ && at_ < items_.size(); }

  std::vector<Item> items_;
  std::size_t at_ = 0;
  bool good_ = false;
};

// The members in their order, as Encode writes them.
template <typename Record, typename... Members>
std::optional<Record> Read(const Item& item, Members Record::*... members) {
  Elements parts(item, sizeof...(members));
  Record record;
  (parts.Take(record.*members), ...);
  return parts.good() ? std::optional(record) : std::nullopt;
}

std::optional<Enrolment> ReadEnrolment(const Item& item) {
  return Read(item, &Enrolment::badge, &Enrolment::role, &Enrolment::salt, &Enrolment::verifier,
              &Enrolment::enrolled_by, &Enrolment::wrong);
}

std::optional<Lockout> ReadLockout(const Item& item) {
  return Read(item, &Lockout::wrong, &Lockout::locks, &Lockout::locked_at, &Lockout::locked_until,
              &Lockout::last_wrong);
}

Bytes EncodeContent(const StaffBook& book) {
  std::vector<Value> enrolments;
  enrolments.reserve(book.enrolments.size());
  for (const Enrolment& one : book.enrolments) enrolments.push_back(Encode(one));
  return Value::Array({Number(kVersion), Value::Array(enrolments), Encode(book.lockout)}).encoded();
}

}  // namespace

Enrolment* StaffBook::Find(const BadgeId& badge) {
  const auto found = std::ranges::find(enrolments, badge, &Enrolment::badge);
  return found == enrolments.end() ? nullptr : &*found;
}

Bytes EncodeStaffBook(const StaffBook& book, ByteView key) {
  const Bytes content = EncodeContent(book);
  const keys::Sha256Digest mac = keys::HmacSha256(key, content);
  Bytes file(mac.begin(), mac.end());
  file.insert(file.end(), content.begin(), content.end());
  return file;
}

std::optional<StaffBook> ParseStaffBookContent(ByteView content) {
  const auto document =
      encoding::cbor::Document::Parse(content, {.depth = 4, .items = 8 * kMostEnrolments});
  if (!document) return std::nullopt;
  const auto parts = document->root().Elements();
  if (parts.size() != 3 || parts[0].AsInteger() != kVersion ||
      parts[1].kind() != encoding::cbor::Kind::kArray || parts[1].size() > kMostEnrolments) {
    return std::nullopt;
  }
  StaffBook book;
  for (const Item& item : parts[1].Elements()) {
    const auto one = ReadEnrolment(item);
    if (!one || book.Find(one->badge) != nullptr) return std::nullopt;
    book.enrolments.push_back(*one);
  }
  const auto lockout = ReadLockout(parts[2]);
  if (!lockout) return std::nullopt;
  book.lockout = *lockout;
  return book;
}

std::optional<StaffBook> ParseStaffBook(ByteView file, ByteView key) {
  if (file.size() < kMacBytes) return std::nullopt;
  const ByteView content = file.subspan(kMacBytes);
  if (!keys::SameTag(file.first(kMacBytes), keys::HmacSha256(key, content))) return std::nullopt;
  return ParseStaffBookContent(content);
}

Result<StaffBook> LoadStaffBook(const std::filesystem::path& file, ByteView key) {
  const auto bytes = ReadFile(file, kLargestFile);
  if (!bytes && bytes.error().fault == Fault::kNotFound) return StaffBook{};
  if (!bytes && bytes.error().fault != Fault::kInvalid) return std::unexpected(bytes.error());
  auto book = bytes ? ParseStaffBook(*bytes, key) : std::nullopt;
  if (!book) {
    return Fail(Fault::kBroken, file.string() +
                                    " was not written by this kiosk: find out who could write it, "
                                    "remove it, and enrol the staff anew");
  }
  return std::move(*book);
}

Status SaveStaffBook(const StaffBook& book, const std::filesystem::path& file, ByteView key) {
  return ReplaceFile(file, EncodeStaffBook(book, key), S_IRUSR | S_IWUSR);
}

}  // namespace clearway::staff
