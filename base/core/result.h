#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace clearway {

// The kinds of expected trouble. A refused certificate is none of these: it is a
// certificate::Verdict.
enum class Fault : std::uint8_t {
  kInvalid,      // the input breaks its format or a bound
  kNotFound,     // the named thing does not exist
  kUnsupported,  // well-formed, but of a kind that this build does not handle
  kUnavailable,  // a device, server or file that may come back by itself
  kTimeout,      // no answer within the bound
  kFull,         // a disk, queue or budget is used up
  kDenied,       // permissions or a policy forbid it
  kBroken,       // the outside answered with nonsense, or a library failed
};
// "not_found" and the like: the log's word.
[[nodiscard]] const char* ToString(Fault fault);

// What a system call on a file or device means by this errno.
[[nodiscard]] Fault FaultOfErrno(int error);

// What went wrong. `detail` is one English sentence for an operator that says what to do; it never
// carries personal data: no name, date of birth, document number or payload.
struct Error {
  Fault fault = Fault::kBroken;
  std::string detail;
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline std::unexpected<Error> Fail(Fault fault, std::string detail) {
  return std::unexpected(Error{fault, std::move(detail)});
}

}  // namespace clearway
