#include "keys/certificate_file.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <fstream>
#include <string_view>
#include <system_error>

#include "keys/openssl_handles.h"

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

std::vector<Bytes> PemCertificates(const Bytes& text) {
  std::vector<Bytes> certificates;
  const BioHandle bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long length = 0;
  while (bio != nullptr && PEM_read_bio(bio.get(), &name, &header, &data, &length) == 1) {
    if (std::string_view(name) == PEM_STRING_X509) certificates.emplace_back(data, data + length);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  return certificates;
}

}  // namespace

Result<std::vector<Bytes>> ReadCertificateFile(const std::filesystem::path& file) {
  const Result<Bytes> bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(bytes.error());
  if (encoding::AsText(*bytes).find("-----BEGIN") == std::string_view::npos) {
    return std::vector<Bytes>{*bytes};
  }
  std::vector<Bytes> certificates = PemCertificates(*bytes);
  if (certificates.empty()) return Fail(Fault::kInvalid, "no certificate is in it");
  return certificates;
}

}  // namespace clearway::keys
