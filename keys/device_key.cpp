#include "keys/device_key.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "keys/decryption_key.h"
#include "keys/openssl_handles.h"
#include "keys/secret_file.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr std::size_t kMostBytes = std::size_t{16} * 1024;

// A SubjectPublicKeyInfo of a key on P-256 (RFC 5480) before its uncompressed point.
constexpr std::uint8_t kSpkiHead[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48,
                                      0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
                                      0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};

}  // namespace

Result<DecryptionKey> MakeDeviceKey(const std::filesystem::path& file) {
  Result<DecryptionKey> key = DecryptionKey::Generate(Curve::kP256);
  if (!key) return key;
  const Result<Secret> pem = key->ToPem();
  if (!pem) return std::unexpected(pem.error());
  if (Status status = CreateSecretFile(file, pem->view()); !status) {
    return std::unexpected(status.error());
  }
  return key;
}

Result<DecryptionKey> LoadDeviceKey(const std::filesystem::path& file) {
  const Result<Secret> pem = ReadSecretFile(file, kMostBytes);
  if (!pem) return std::unexpected(pem.error());
  Result<DecryptionKey> key = DecryptionKey::FromPem(pem->view());
  if (!key) return Fail(key.error().fault, file.string() + ": " + key.error().detail);
  if (key->curve() != Curve::kP256) {
    return Fail(Fault::kInvalid, file.string() + ": a kiosk's own key is on P-256");
  }
  return key;
}

Result<Bytes> DevicePointFromPem(std::string_view pem) {
  const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const PkeyHandle key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  unsigned char* der = nullptr;
  const int length = key == nullptr ? 0 : i2d_PUBKEY(key.get(), &der);
  ERR_clear_error();
  const std::unique_ptr<unsigned char, decltype([](unsigned char* p) { OPENSSL_free(p); })> owned(
      der);
  const ByteView spki(der, length > 0 ? static_cast<std::size_t>(length) : 0);
  const ByteView head(kSpkiHead);
  if (spki.size() != head.size() + kPointBytes ||
      !std::equal(head.begin(), head.end(), spki.begin())) {
    return Fail(Fault::kInvalid, "this is not the public half of a kiosk's own key on P-256");
  }
  return Bytes(spki.begin() + static_cast<std::ptrdiff_t>(head.size()), spki.end());
}

}  // namespace clearway::keys
