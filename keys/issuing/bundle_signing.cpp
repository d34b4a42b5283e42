#include "keys/issuing/bundle_signing.h"

#include <openssl/pem.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/encoding/cose.h"
#include "base/encoding/cose_sign.h"
#include "keys/openssl_handles.h"
#include "keys/public_key.h"
#include "keys/trust_bundle.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cose::MadeSignature;

constexpr std::size_t kMostSignatures = 8;

// What is to be signed, and the signatures that are there.
struct Begun {
  Bytes content;
  std::vector<MadeSignature> signatures;
};

Result<Begun> TakeApart(ByteView file) {
  if (!IsTrustBundle(file)) return Begun{Bytes(file.begin(), file.end()), {}};
  const auto message = encoding::cose::ParseSign(file);
  if (!message) return std::unexpected(message.error());
  Begun begun{Bytes(message->payload.begin(), message->payload.end()), {}};
  for (const auto& part : message->signers) {
    begun.signatures.push_back({Bytes(part.protected_header.begin(), part.protected_header.end()),
                                Bytes(part.signature.begin(), part.signature.end())});
  }
  return begun;
}

Result<MadeSignature> SignAs(const PrivateKey& key, ByteView content) {
  const auto half = PublicKey::FromHandle(key.handle());
  if (!half) return std::unexpected(half.error());
  const auto root = RootFromSpki(half->ToSpki());
  if (!root) return std::unexpected(root.error());
  MadeSignature made{.protected_header = encoding::cose::SignerHeader(
                         encoding::cose::kEs256, encoding::AsBytes(root->key_id)),
                     .signature = {}};
  Result<Bytes> signature = key.Sign(encoding::cose::SignedBytes(
      {}, made.protected_header, content, encoding::AsBytes(kTrustBundleContext)));
  if (!signature) return std::unexpected(signature.error());
  made.signature = std::move(*signature);
  return made;
}

}  // namespace

Result<Bytes> SignTrustBundle(ByteView content_or_bundle, std::span<const PrivateKey> roots) {
  Result<Begun> begun = TakeApart(content_or_bundle);
  if (!begun) return std::unexpected(begun.error());
  if (const auto content = ParseTrustBundle(begun->content); !content) {
    return std::unexpected(content.error());
  }
  if (begun->signatures.size() + roots.size() > kMostSignatures) {
    return Fail(Fault::kInvalid, "a trust bundle has at most eight signatures");
  }
  for (const PrivateKey& root : roots) {
    Result<MadeSignature> made = SignAs(root, begun->content);
    if (!made) return std::unexpected(made.error());
    if (std::ranges::find(begun->signatures, made->protected_header,
                          &MadeSignature::protected_header) != begun->signatures.end()) {
      return Fail(Fault::kDenied, "this root has signed the bundle already");
    }
    begun->signatures.push_back(std::move(*made));
  }
  return encoding::cose::MakeSign(begun->content, begun->signatures);
}

Result<std::string> RootKeyPem(const PrivateKey& root) {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), root.handle()) != 1) {
    return Fail(Fault::kBroken, "OpenSSL could not write a public key");
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace clearway::keys
