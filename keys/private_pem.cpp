#include "keys/private_pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace clearway::keys {

PkeyHandle ReadPrivatePem(encoding::ByteView pem) {
  const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  // An empty passphrase keeps OpenSSL from asking for one on the terminal.
  char no_passphrase[] = "";
  PkeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, no_passphrase));
  ERR_clear_error();
  return key;
}

Result<Secret> WritePrivatePem(EVP_PKEY* key) {
  const BioHandle bio(BIO_new(BIO_s_secmem()));
  if (bio == nullptr || PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr,
                                                      nullptr) != 1) {
    ERR_clear_error();
    return Fail(Fault::kBroken, "OpenSSL could not write a private key");
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return Secret(encoding::Bytes(text, text + length));
}

}  // namespace clearway::keys
