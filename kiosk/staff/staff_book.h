#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "kiosk/staff/role.h"

namespace clearway::staff {

// A badge that has a PIN at this kiosk.
struct Enrolment {
  BadgeId badge{};
  Role role = Role::kStaff;  // when it was enrolled; what counts is the badge's own
  std::array<std::uint8_t, 16> salt{};
  std::array<std::uint8_t, 32> verifier{};  // the PIN's key, peppered with the kiosk's secret
  BadgeId enrolled_by{};                    // itself: the first supervisor
  std::uint32_t wrong = 0;                  // PINs since the last right one
  bool operator==(const Enrolment&) const = default;
};

// The kiosk's lock of its staff sign-in.
struct Lockout {
  std::uint32_t wrong = 0;  // PINs since the last lock, whoever's
  std::uint32_t locks = 0;  // since all was well
  Timestamp locked_at;
  Timestamp locked_until;
  Timestamp last_wrong;
  bool operator==(const Lockout&) const = default;
};

// Who may sign in at one kiosk, and how often somebody failed.
struct StaffBook {
  std::vector<Enrolment> enrolments;
  Lockout lockout;
  [[nodiscard]] Enrolment* Find(const BadgeId& badge);
  bool operator==(const StaffBook&) const = default;
};

inline constexpr std::size_t kMostEnrolments = 2000;

// The file's content: an HMAC-SHA-256 under `key` and the book in CBOR, so that nobody without the
// kiosk's secret can write a PIN or a count of their own into it. An earlier book of the same kiosk
// passes: who can put one back has back its PINs, counts and locks, and needs a badge all the same.
[[nodiscard]] encoding::Bytes EncodeStaffBook(const StaffBook& book, encoding::ByteView key);
// Nullopt: nothing that was written under this key.
[[nodiscard]] std::optional<StaffBook> ParseStaffBook(encoding::ByteView file,
                                                      encoding::ByteView key);
// The book without its HMAC.
[[nodiscard]] std::optional<StaffBook> ParseStaffBookContent(encoding::ByteView content);

// An empty book where there is no file. kBroken: the file is none of ours; kDenied, kUnavailable:
// it cannot be read.
[[nodiscard]] Result<StaffBook> LoadStaffBook(const std::filesystem::path& file,
                                              encoding::ByteView key);
// On the disk when it returns, whole or not at all.
[[nodiscard]] Status SaveStaffBook(const StaffBook& book, const std::filesystem::path& file,
                                   encoding::ByteView key);

}  // namespace clearway::staff
