#include "keys/pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "keys/openssl_handles.h"

namespace clearway::keys {

std::vector<encoding::Bytes> PemBlocks(encoding::ByteView text, std::string_view label) {
  std::vector<encoding::Bytes> blocks;
  const BioHandle bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long length = 0;
  while (bio != nullptr && PEM_read_bio(bio.get(), &name, &header, &data, &length) == 1) {
    if (label == name) blocks.emplace_back(data, data + length);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  return blocks;
}

bool LooksLikePem(encoding::ByteView text) {
  return encoding::AsText(text).find("-----BEGIN") != std::string_view::npos;
}

}  // namespace clearway::keys
