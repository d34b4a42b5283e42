#include "keys/certificate_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

#include "keys/pem.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;

constexpr std::uintmax_t kLargestFile = 1 << 20;

Result<Bytes> ReadBytes(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) return Fail(Fault::kDenied, "it cannot be read: " + error.message());
  if (size > kLargestFile) return Fail(Fault::kInvalid, "it is too large for certificates");
  std::ifstream stream(file, std::ios::binary);
  Bytes bytes(size);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!stream) return Fail(Fault::kDenied, "it cannot be read: check its permissions");
  return bytes;
}

bool IsCertificateFile(const std::filesystem::directory_entry& entry) {
  constexpr std::array<std::string_view, 4> kExtensions = {".pem", ".crt", ".cer", ".der"};
  std::error_code error;
  return entry.is_regular_file(error) &&
         std::ranges::find(kExtensions, entry.path().extension().string()) != kExtensions.end();
}

}  // namespace

Result<std::vector<std::filesystem::path>> CertificateFiles(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return Fail(Fault::kNotFound,
                fmt::format("the trust folder {} does not exist: create it and put the signers' "
                            "certificates (DER or PEM) there",
                            folder.string()));
  }
  std::filesystem::directory_iterator entries(folder, error);
  if (error) {
    return Fail(Fault::kDenied, fmt::format("the trust folder {} cannot be read: {}",
                                            folder.string(), error.message()));
  }
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::directory_entry& entry : entries) {
    if (IsCertificateFile(entry)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

Result<std::vector<Bytes>> ReadCertificateFile(const std::filesystem::path& file) {
  const Result<Bytes> bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(bytes.error());
  if (!LooksLikePem(*bytes)) return std::vector<Bytes>{*bytes};
  std::vector<Bytes> certificates = PemBlocks(*bytes, "CERTIFICATE");
  if (certificates.empty()) return Fail(Fault::kInvalid, "no certificate is in it");
  return certificates;
}

}  // namespace clearway::keys
