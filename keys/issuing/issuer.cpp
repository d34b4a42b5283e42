#include "keys/issuing/issuer.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string>
#include <utility>

#include "base/core/wipe.h"
#include "keys/certificate_file.h"
#include "keys/issuing/key_file.h"
#include "keys/openssl_handles.h"
#include "keys/secret_file.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;

bool Belongs(const PrivateKey& key, const Bytes& der) {
  const unsigned char* at = der.data();
  const X509Handle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  return certificate != nullptr &&
         EVP_PKEY_eq(X509_get0_pubkey(certificate.get()), key.handle()) == 1;
}

Result<Issuer> Assemble(PrivateKey key, Bytes der) {
  if (!Belongs(key, der)) {
    return Fail(Fault::kInvalid, "the certificate belongs to another key");
  }
  Result<Signer> signer = SignerFromX509(der);
  if (!signer) return std::unexpected(signer.error());
  return Issuer{.key = std::move(key), .certificate = std::move(der), .signer = std::move(*signer)};
}

}  // namespace

Result<Issuer> MakeIssuer(KeyKind kind, const SignerProfile& profile) {
  Result<PrivateKey> key = PrivateKey::Generate(kind);
  if (!key) return std::unexpected(key.error());
  Result<Bytes> certificate = MakeSignerCertificate(*key, profile);
  if (!certificate) return std::unexpected(certificate.error());
  return Assemble(std::move(*key), std::move(*certificate));
}

Result<Issuer> LoadIssuer(const fs::path& file) {
  Result<PrivateKey> key = LoadPrivateKey(file);
  if (!key) return std::unexpected(key.error());
  auto certificates = ReadCertificateFile(file);
  if (!certificates) {
    return Fail(certificates.error().fault, file.string() + ": " + certificates.error().detail);
  }
  Result<Issuer> issuer = Assemble(std::move(*key), std::move(certificates->front()));
  if (!issuer) return Fail(issuer.error().fault, file.string() + ": " + issuer.error().detail);
  return issuer;
}

Status SaveIssuer(const Issuer& issuer, const fs::path& file) {
  const Result<Secret> pem = issuer.key.ToPem();
  if (!pem) return std::unexpected(pem.error());
  std::string both(encoding::AsText(pem->view()));
  both += CertificateToPem(issuer.certificate);
  const Status status = CreateSecretFile(file, encoding::AsBytes(both));
  Wipe(both);
  return status;
}

}  // namespace clearway::keys
