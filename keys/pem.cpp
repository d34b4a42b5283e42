#include "keys/pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

constexpr std::string_view kBegin = "-----BEGIN";

std::size_t BlocksBegunIn(std::string_view text) {
  std::size_t begun = 0;
  for (std::size_t at = text.find(kBegin); at != std::string_view::npos;
       at = text.find(kBegin, at + kBegin.size())) {
    ++begun;
  }
  return begun;
}

}  // namespace

Result<std::vector<encoding::Bytes>> PemBlocks(encoding::ByteView text, std::string_view label) {
  std::vector<encoding::Bytes> blocks;
  const BioHandle bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long length = 0;
  std::size_t read = 0;
  for (; PEM_read_bio(bio.get(), &name, &header, &data, &length) == 1; ++read) {
    if (label == name) blocks.emplace_back(data, data + length);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  // OpenSSL stops at a broken block as at the end, and passes over one that begins wrongly.
  if (read != BlocksBegunIn(encoding::AsText(text))) {
    return Fail(Fault::kInvalid, "a PEM block in it is damaged");
  }
  return blocks;
}

Result<std::vector<encoding::Bytes>> PemBlocksOrDer(encoding::ByteView file,
                                                    std::string_view label) {
  if (encoding::AsText(file).contains(kBegin)) return PemBlocks(file, label);
  return std::vector<encoding::Bytes>{encoding::Bytes(file.begin(), file.end())};
}

}  // namespace clearway::keys
