#include "keys/importing/crl.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <optional>

#include "keys/openssl_handles.h"
#include "keys/revocation_scope.h"
#include "keys/x509_fields.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

using CrlHandle = std::unique_ptr<X509_CRL, FreeWith<&X509_CRL_free>>;

// The subject key id of the authority that signed it.
std::optional<Bytes> SignedBy(X509_CRL* list, std::span<const Bytes> authorities) {
  for (const Bytes& der : authorities) {
    const X509Handle authority = ParseX509(der);
    EVP_PKEY* key = authority == nullptr ? nullptr : X509_get0_pubkey(authority.get());
    if (key == nullptr || X509_CRL_verify(list, key) != 1) continue;
    Bytes key_id = BytesOf(X509_get0_subject_key_id(authority.get()));
    if (!key_id.empty()) return key_id;
  }
  return std::nullopt;
}

// A delta, or a list that its issuing distribution point narrows: it is silent about the rest.
bool IsPartial(const X509_CRL* list) {
  for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
    if (X509_EXTENSION_get_critical(X509_CRL_get_ext(list, i)) == 1) return true;
  }
  return false;
}

std::vector<Bytes> SerialsIn(X509_CRL* list) {
  std::vector<Bytes> serials;
  const STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(list);
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    serials.push_back(
        SerialBytes(X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(entries, i))));
  }
  return serials;
}

}  // namespace

Result<CrlContent> ReadCrl(ByteView der, std::span<const Bytes> authorities) {
  const unsigned char* at = der.data();
  const CrlHandle list(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (list == nullptr || at != der.data() + der.size()) {
    return Fail(Fault::kInvalid, "this is not one certificate revocation list");
  }
  const auto signed_by = SignedBy(list.get(), authorities);
  ERR_clear_error();
  if (!signed_by) {
    return Fail(Fault::kDenied,
                "none of the authorities given has signed this CRL: give its authority's "
                "certificate with --anchors");
  }
  const auto issued = ToTimestamp(X509_CRL_get0_lastUpdate(list.get()));
  const auto next_update = ToTimestamp(X509_CRL_get0_nextUpdate(list.get()));
  if (IsPartial(list.get())) {
    return Fail(Fault::kUnsupported, "the CRL is about a part of the certificates only");
  }
  if (!issued || !next_update) {
    return Fail(Fault::kInvalid, "the CRL does not say when it was issued or when the next comes");
  }
  return CrlContent{.scope = CrlScope(*signed_by),
                    .issued = *issued,
                    .next_update = *next_update,
                    .serials = SerialsIn(list.get())};
}

}  // namespace clearway::keys
