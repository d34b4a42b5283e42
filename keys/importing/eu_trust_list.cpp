#include "keys/importing/eu_trust_list.h"

#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/capitals.h"
#include "base/encoding/hex.h"
#include "keys/digest.h"
#include "keys/importing/list_limits.h"
#include "keys/openssl_handles.h"
#include "keys/signer.h"
#include "keys/x509_fields.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::json::Item;

using CmsHandle = std::unique_ptr<CMS_ContentInfo, FreeWith<&CMS_ContentInfo_free>>;
// The certificates on it belong to others.
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackHandle = std::unique_ptr<STACK_OF(X509), FreeStack>;

struct Entry {
  std::string kid;      // base64, as codes' key ids
  std::string country;  // in capital letters, however it is written
  std::string type;
  std::string thumbprint;  // SHA-256 in hexadecimal; may be absent
  Bytes der;
  Bytes signature;  // CMS, detached
};

bool EqualIgnoringCase(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

Result<Entry> ReadEntry(const Item& item) {
  Entry entry{.kid = std::string(item.TextAt("kid")),
              .country = encoding::InCapitals(item.TextAt("country")),
              .type = std::string(item.TextAt("certificateType")),
              .thumbprint = std::string(item.TextAt("thumbprint")),
              .der = {},
              .signature = {}};
  Result<Bytes> der = encoding::DecodeBase64(item.TextAt("rawData"));
  if (!der || der->empty()) return Fail(Fault::kInvalid, "its rawData is no base64 certificate");
  entry.der = std::move(*der);
  if (Result<Bytes> cms = encoding::DecodeBase64(item.TextAt("signature"))) {
    entry.signature = std::move(*cms);
  }
  return entry;
}

// One of these certificates has made the detached signature over the content.
bool IsCmsOver(ByteView cms, ByteView content, const std::vector<X509*>& makers) {
  const unsigned char* at = cms.data();
  const CmsHandle message(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(cms.size())));
  const BioHandle data(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const StackHandle stack(sk_X509_new_null());
  for (X509* maker : makers) sk_X509_push(stack.get(), maker);
  const bool sound =
      message != nullptr && at == cms.data() + cms.size() && CMS_is_detached(message.get()) == 1 &&
      CMS_verify(message.get(), stack.get(), nullptr, data.get(), nullptr,
                 CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY | CMS_DETACHED) == 1;
  ERR_clear_error();
  return sound;
}

bool IsForTls(const X509* certificate) {
  const auto usage = ExtensionOf<UsageHandle>(certificate, NID_ext_key_usage);
  if (!usage) return true;  // nobody knows what it is for
  for (int i = 0; *usage != nullptr && i < sk_ASN1_OBJECT_num(usage->get()); ++i) {
    const int purpose = OBJ_obj2nid(sk_ASN1_OBJECT_value(usage->get(), i));
    if (purpose == NID_client_auth || purpose == NID_server_auth) return true;
  }
  return false;
}

// The anchor signs the certificate, not what the entry says of it. Nullopt: it can be what the
// entry says.
std::optional<std::string> Unfit(const Entry& entry, X509* certificate) {
  if (CountryOf(certificate) != entry.country) return "its certificate belongs to another country";
  const bool is_authority = (X509_get_extension_flags(certificate) & EXFLAG_CA) != 0 &&
                            (X509_get_key_usage(certificate) & KU_KEY_CERT_SIGN) != 0;
  if (entry.type == "CSCA") {
    return is_authority ? std::nullopt : std::optional("its certificate is no authority's");
  }
  if (is_authority || IsForTls(certificate)) return "its certificate is not for signing uploads";
  return std::nullopt;
}

class List {
 public:
  explicit List(X509Handle anchor) : anchor_(std::move(anchor)) {}

  // Authorities and uploaders first: the signers are checked with them, in whatever order they
  // stand.
  Imported Check(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) TakeVoucher(entry);
    for (const Entry& entry : entries) {
      if (entry.type == "DSC") TakeSigner(entry);
    }
    AddNotes();
    return std::move(imported_);
  }
  void LeaveOut(std::string_view what, std::string_view why) {
    imported_.problems.push_back(fmt::format("{} of the EU list was left out: {}", what, why));
  }

 private:
  void TakeVoucher(const Entry& entry) {
    if (entry.type != "CSCA" && entry.type != "UPLOAD") return;
    X509Handle certificate = ParseX509(entry.der);
    const std::string what = fmt::format("a {} certificate of {}", entry.type, entry.country);
    if (certificate == nullptr) return LeaveOut(what, "it is no X.509 certificate");
    if (anchor_ != nullptr && !IsCmsOver(entry.signature, entry.der, {anchor_.get()})) {
      return LeaveOut(what, "the gateway's trust anchor has not signed it");
    }
    if (const auto why = Unfit(entry, certificate.get())) return LeaveOut(what, *why);
    (entry.type == "CSCA" ? authorities_ : uploaders_)[entry.country].push_back(
        std::move(certificate));
  }

  void TakeSigner(const Entry& entry) {
    const std::string what = fmt::format("signer {} of {}", entry.kid, entry.country);
    const Result<Signer> signer = DocumentSignerFromX509(entry.der);
    if (!signer) return LeaveOut(what, signer.error().detail);
    if (const auto why = Mismatch(entry, *signer)) return LeaveOut(what, *why);
    if (const auto why = Distrust(entry)) return LeaveOut(what, *why);
    imported_.signers.push_back(
        {.x509 = entry.der, .spki = {}, .key_id = {}, .issuer = {}, .limits = {}});
  }

  // What the entry says of its certificate, against the certificate.
  [[nodiscard]] static std::optional<std::string> Mismatch(const Entry& entry,
                                                           const Signer& signer) {
    if (encoding::EncodeBase64(encoding::AsBytes(signer.key_id)) != entry.kid) {
      return "its kid is another certificate's";
    }
    if (!entry.thumbprint.empty() &&
        !EqualIgnoringCase(encoding::EncodeHex(Sha256(entry.der)), entry.thumbprint)) {
      return "its thumbprint is another certificate's";
    }
    if (!EqualIgnoringCase(signer.country, entry.country)) {
      return fmt::format("its certificate belongs to {}", signer.country);
    }
    return std::nullopt;
  }

  // Whether its country's authority and uploader stand by it.
  [[nodiscard]] std::optional<std::string> Distrust(const Entry& entry) {
    if (anchor_ != nullptr) {
      std::vector<X509*> makers;
      for (const X509Handle& uploader : uploaders_[entry.country]) makers.push_back(uploader.get());
      if (makers.empty() || !IsCmsOver(entry.signature, entry.der, makers)) {
        return "no uploader of its country has signed it";
      }
    }
    const auto& authorities = authorities_[entry.country];
    if (authorities.empty()) {
      ++without_authority_;
      return std::nullopt;
    }
    const X509Handle certificate = ParseX509(entry.der);
    const bool signed_by_one = std::ranges::any_of(authorities, [&](const X509Handle& authority) {
      return X509_verify(certificate.get(), X509_get0_pubkey(authority.get())) == 1;
    });
    ERR_clear_error();
    if (signed_by_one) return std::nullopt;
    return "no authority (CSCA) of its country in the list has signed it";
  }

  void AddNotes() {
    if (without_authority_ > 0) {
      imported_.notes.push_back(
          fmt::format("{} signers of the EU list were taken without their country's authority "
                      "(CSCA), which the "
                      "list does not have",
                      without_authority_));
    }
    if (anchor_ == nullptr && !imported_.signers.empty()) {
      imported_.notes.emplace_back(
          "the signatures of the EU list's entries were not checked: give the gateway's trust "
          "anchor "
          "with --eu-anchor");
    }
  }

  X509Handle anchor_;
  std::map<std::string, std::vector<X509Handle>> authorities_;  // by country
  std::map<std::string, std::vector<X509Handle>> uploaders_;
  std::size_t without_authority_ = 0;
  Imported imported_;
};

std::optional<Item> EntriesIn(const Item& root) {
  if (root.kind() == encoding::json::Kind::kArray) return root;
  const auto entries = root.Find("certificates");
  return entries && entries->kind() == encoding::json::Kind::kArray ? entries : std::nullopt;
}

}  // namespace

Result<Imported> ReadEuTrustList(std::string_view json, ByteView gateway_anchor) {
  X509Handle anchor;
  if (!gateway_anchor.empty()) {
    anchor = ParseX509(gateway_anchor);
    if (anchor == nullptr) {
      return Fail(Fault::kInvalid, "the gateway's trust anchor is no X.509 certificate");
    }
  }
  if (json.size() > kLargestList) return Fail(Fault::kFull, "the EU list is over 64 MiB");
  const auto document = encoding::json::Document::Parse(json, kListLimits);
  if (!document) return std::unexpected(document.error());
  const auto items = EntriesIn(document->root());
  if (!items) return Fail(Fault::kInvalid, "the EU list is no array of certificates");
  List list(std::move(anchor));
  std::vector<Entry> entries;
  std::size_t number = 0;
  for (const Item& item : items->Elements()) {
    ++number;
    Result<Entry> entry = ReadEntry(item);
    if (entry) {
      entries.push_back(std::move(*entry));
    } else {
      list.LeaveOut(fmt::format("entry {}", number), entry.error().detail);
    }
  }
  return list.Check(entries);
}

}  // namespace clearway::keys
