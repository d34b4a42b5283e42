#include "keys/crl_fields.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace clearway::keys {
namespace {

using ReasonHandle = std::unique_ptr<ASN1_ENUMERATED, FreeWith<&ASN1_ENUMERATED_free>>;

NameHandle WithoutGeneration(const X509_NAME* name) {
  NameHandle copy(X509_NAME_dup(name));
  int at = -1;
  while ((at = X509_NAME_get_index_by_NID(copy.get(), NID_serialNumber, -1)) >= 0) {
    X509_NAME_ENTRY_free(X509_NAME_delete_entry(copy.get(), at));
  }
  return copy;
}

ReasonHandle ReasonOf(const X509_REVOKED* entry) {
  return ReasonHandle(static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
}

bool TakesBack(const ASN1_ENUMERATED* reason) {
  return ASN1_ENUMERATED_get(reason) == CRL_REASON_REMOVE_FROM_CRL;
}

bool IsPlain(const X509_REVOKED* entry) {
  for (int i = 0; i < X509_REVOKED_get_ext_count(entry); ++i) {
    if (X509_EXTENSION_get_critical(X509_REVOKED_get_ext(entry, i)) == 1) return false;
  }
  if (X509_REVOKED_get_ext_by_NID(entry, NID_crl_reason, -1) < 0) return true;
  const ReasonHandle reason = ReasonOf(entry);
  return reason != nullptr && !TakesBack(reason.get());
}

// Whether an entry for the number does not take a revocation back.
bool IsHeldRevoked(X509_CRL* list, const ASN1_INTEGER* serial) {
  const STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(list);
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    const X509_REVOKED* entry = sk_X509_REVOKED_value(entries, i);
    if (ASN1_INTEGER_cmp(X509_REVOKED_get0_serialNumber(entry), serial) != 0) continue;
    const ReasonHandle reason = ReasonOf(entry);
    if (reason == nullptr || !TakesBack(reason.get())) return true;
  }
  return false;
}

}  // namespace

CrlHandle ParseCrl(encoding::ByteView der) {
  const unsigned char* at = der.data();
  CrlHandle list(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (at != der.data() + der.size()) list.reset();
  return list;
}

NameHandle ParseName(encoding::ByteView der) {
  const unsigned char* at = der.data();
  NameHandle name(d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return name;
}

bool IsSameAuthority(const X509_NAME* one, const X509_NAME* other) {
  return X509_NAME_cmp(WithoutGeneration(one).get(), WithoutGeneration(other).get()) == 0;
}

bool HasPlainEntries(X509_CRL* list) {
  const STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(list);
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    if (!IsPlain(sk_X509_REVOKED_value(entries, i))) return false;
  }
  return true;
}

bool IsDelta(const X509_CRL* list) {
  return X509_CRL_get_ext_by_NID(list, NID_delta_crl, -1) >= 0;
}

bool Revokes(X509_CRL* list, const ASN1_INTEGER* serial) {
  constexpr int kTakenBack = 2;  // by the first of its entries
  X509_REVOKED* entry = nullptr;
  const int found = X509_CRL_get0_by_serial(list, &entry, serial);
  return found == 1 || (found == kTakenBack && (!IsDelta(list) || IsHeldRevoked(list, serial)));
}

bool IsPartial(const X509_CRL* list) {
  for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
    if (X509_EXTENSION_get_critical(X509_CRL_get_ext(list, i)) == 1) return true;
  }
  return IsDelta(list) || X509_CRL_get_ext_by_NID(list, NID_issuing_distribution_point, -1) >= 0;
}

}  // namespace clearway::keys
