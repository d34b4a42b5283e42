#include "keys/issuing/issuer.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/core/unique_fd.h"
#include "base/core/wipe.h"
#include "keys/certificate_file.h"
#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;

std::string Reason(int error) {
  return std::generic_category().message(error);
}

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

// Another one's key file is as good as lost: refused, so that somebody notices.
Status CheckMode(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (error || !fs::is_regular_file(status)) {
    return Fail(Fault::kNotFound, "there is no key file " + file.string());
  }
  using fs::perms;
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none) {
    return Fail(Fault::kDenied, file.string() +
                                    " can be read by others than its owner: make a new key, or run "
                                    "chmod 600 if you are sure that nobody has read it");
  }
  return {};
}

Status WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Fail(Fault::kFull, Reason(errno));
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0 ? Status{} : Fail(Fault::kFull, Reason(errno));
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
  if (Status status = CheckMode(file); !status) return std::unexpected(status.error());
  auto certificates = ReadCertificateFile(file);
  if (!certificates) {
    return Fail(certificates.error().fault, file.string() + ": " + certificates.error().detail);
  }
  std::ifstream stream(file, std::ios::binary);
  std::string pem((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  Result<PrivateKey> key = PrivateKey::FromPem(pem);
  Wipe(pem);
  if (!key) return Fail(key.error().fault, file.string() + ": " + key.error().detail);
  Result<Issuer> issuer = Assemble(std::move(*key), std::move(certificates->front()));
  if (!issuer) return Fail(issuer.error().fault, file.string() + ": " + issuer.error().detail);
  return issuer;
}

Status SaveIssuer(const Issuer& issuer, const fs::path& file) {
  Result<std::string> pem = issuer.key.ToPem();
  if (!pem) return std::unexpected(pem.error());
  const UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd) {
    return Fail(Fault::kDenied,
                "the key file " + file.string() + " cannot be made: " + Reason(errno));
  }
  Status status = WriteAll(fd.get(), *pem);
  if (status) status = WriteAll(fd.get(), CertificateToPem(issuer.certificate));
  Wipe(*pem);
  if (!status) {
    ::unlink(file.c_str());
    return Fail(status.error().fault, file.string() + ": " + status.error().detail);
  }
  return {};
}

}  // namespace clearway::keys
