#include "keys/certificate_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "base/core/file.h"
#include "keys/pem.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;

constexpr std::size_t kLargestFile = 1 << 20;

bool IsCertificateFile(const std::filesystem::path& path) {
  constexpr std::array<std::string_view, 4> kExtensions = {".pem", ".crt", ".cer", ".der"};
  std::error_code error;
  return std::ranges::find(kExtensions, path.extension().string()) != kExtensions.end() &&
         std::filesystem::is_regular_file(path, error);
}

}  // namespace

Result<std::vector<std::filesystem::path>> CertificateFiles(const std::filesystem::path& folder) {
  auto files = PathsIn(folder);
  if (!files && files.error().fault == Fault::kNotFound) {
    return Fail(Fault::kNotFound,
                fmt::format("the trust folder {} does not exist: create it and put the signers' "
                            "certificates (DER or PEM) there",
                            folder.string()));
  }
  if (!files) return Fail(Fault::kDenied, "the trust folder " + files.error().detail);
  std::erase_if(*files, [](const auto& path) { return !IsCertificateFile(path); });
  return files;
}

Result<std::vector<Bytes>> ReadCertificateFile(const std::filesystem::path& file) {
  auto bytes = ReadFile(file, kLargestFile);
  if (!bytes && bytes.error().fault == Fault::kInvalid) {
    return Fail(Fault::kInvalid, "it is no plain file, or too large for certificates");
  }
  if (!bytes) {
    return Fail(Fault::kDenied, "it cannot be read: check that it is there, and its permissions");
  }
  auto certificates = PemBlocksOrDer(*bytes, "CERTIFICATE");
  if (certificates && certificates->empty()) {
    return Fail(Fault::kInvalid, "no certificate is in it");
  }
  return certificates;
}

}  // namespace clearway::keys
