#include "keys/trust_bundle.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose_sign.h"
#include "keys/digest.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Entries;
using encoding::cbor::Item;
using encoding::cbor::Value;

constexpr std::int64_t kFormatVersion = 1;
constexpr std::size_t kBadgeIdBytes = 8;
constexpr encoding::cbor::Limits kLimits{.depth = 6, .items = 4'000'000};

// Map keys of the content.
enum Label : std::int64_t {
  kVersion = 1,
  kSequence = 2,
  kIssuedAt = 3,
  kExpiresAt = 4,
  kSigners = 5,
  kAuthorities = 6,
  kCrls = 7,
  kRoots = 8,
  kRevocation = 9,
  kRules = 10,
  kValueSets = 11,
  kBadgeSigners = 12,
  kRevokedBadges = 13,
};
// Map keys of a signer or an authority.
enum SignerLabel : std::int64_t {
  kX509 = 1,
  kSpki = 2,
  kKeyId = 3,
  kIssuer = 4,
  kFormats = 5,
  kKinds = 6,
  kCountries = 7,
  kIssuedFrom = 8,
  kIssuedUntil = 9,
  kRevocationRequired = 10,
};

// Reads a map's fields and remembers the first that is missing or of the wrong kind, so that the
// callers read as a list. Fields that it was not asked for are refused: an older kiosk must not
// overlook a newer limit.
class Fields {
 public:
  explicit Fields(Item map) : map_(map) {
    if (map.kind() != encoding::cbor::Kind::kMap) Break("is no map");
  }

  std::optional<Item> Take(std::int64_t label) {
    auto item = map_.Find(label);
    if (item) ++taken_;
    return item;
  }
  template <typename T>
  void Number(std::int64_t label, T& value) {
    const auto item = Take(label);
    const auto number = item ? item->AsInteger() : std::nullopt;
    if (!number || *number < 0) return Break("lacks a number");
    value = T(*number);
  }
  void Time(std::int64_t label, Timestamp& value) {
    std::int64_t seconds = 0;
    Number(label, seconds);
    value = Timestamp(std::chrono::seconds(seconds));
  }
  void OptionalTime(std::int64_t label, std::optional<Timestamp>& value) {
    if (map_.Find(label)) Time(label, value.emplace());
  }
  void OptionalBytes(std::int64_t label, Bytes& value) {
    const auto item = Take(label);
    if (!item) return;
    const auto bytes = item->AsBytes();
    if (!bytes || bytes->empty()) return Break("has a field that is no byte string");
    value.assign(bytes->begin(), bytes->end());
  }
  void OptionalText(std::int64_t label, std::string& value) {
    const auto item = Take(label);
    if (!item) return;
    const auto text = item->AsText();
    if (!text) return Break("has a field that is no text");
    value = *text;
  }
  // Cards name keys by texts, everybody else by bytes.
  void OptionalKeyId(std::int64_t label, bool is_cards, std::string& value) {
    const auto item = map_.Find(label);
    if (is_cards || !item || !item->AsBytes()) return OptionalText(label, value);
    Bytes bytes;
    OptionalBytes(label, bytes);
    value = encoding::AsText(bytes);
  }
  void OptionalTexts(std::int64_t label, std::vector<std::string>& values) {
    const auto item = Take(label);
    if (!item) return;
    if (item->kind() != encoding::cbor::Kind::kArray) return Break("has a list that is no array");
    // An empty list would mean "nothing" to its author and "everything" to us.
    if (item->size() == 0) return Break("has an empty list");
    for (const Item& element : item->Elements()) {
      const auto text = element.AsText();
      if (!text) return Break("has a list of something else than texts");
      values.emplace_back(*text);
    }
  }
  void OptionalFlag(std::int64_t label, bool& value) {
    const auto item = Take(label);
    if (!item) return;
    const auto flag = item->AsBoolean();
    if (!flag) return Break("has a field that is not true or false");
    value = *flag;
  }
  void Break(const char* why) {
    if (why_ == nullptr) why_ = why;
  }
  // `what` names the map in the error.
  [[nodiscard]] Status Done(const char* what) const {
    const char* why =
        why_ == nullptr && taken_ != map_.size() ? "has a field that is not known here" : why_;
    if (why == nullptr) return {};
    return Fail(Fault::kInvalid, std::string("trust bundle: ") + what + " " + why);
  }

 private:
  Item map_;
  std::size_t taken_ = 0;
  const char* why_ = nullptr;
};

void TakeLimits(Fields& fields, SignerLimits& limits) {
  fields.OptionalTexts(kFormats, limits.formats);
  fields.OptionalTexts(kKinds, limits.kinds);
  fields.OptionalTexts(kCountries, limits.countries);
  fields.OptionalTime(kIssuedFrom, limits.issued_from);
  fields.OptionalTime(kIssuedUntil, limits.issued_until);
  fields.OptionalFlag(kRevocationRequired, limits.revocation_required);
}

Result<BundledSigner> ReadSigner(const Item& item) {
  Fields fields(item);
  BundledSigner signer;
  fields.OptionalBytes(kX509, signer.x509);
  fields.OptionalBytes(kSpki, signer.spki);
  fields.OptionalText(kIssuer, signer.issuer);
  fields.OptionalKeyId(kKeyId, !signer.issuer.empty(), signer.key_id);
  TakeLimits(fields, signer.limits);
  // A certificate names itself, but not to cards.
  const bool is_bare = signer.x509.empty();
  const bool is_named = !signer.key_id.empty();
  if (is_bare != !signer.spki.empty() || is_named != (is_bare || !signer.issuer.empty())) {
    fields.Break("is neither a certificate nor a key with its identifier");
  }
  if (Status done = fields.Done("a signer"); !done) return std::unexpected(done.error());
  return signer;
}

Result<BundledAuthority> ReadAuthority(const Item& item) {
  Fields fields(item);
  BundledAuthority authority;
  fields.OptionalBytes(kX509, authority.x509);
  TakeLimits(fields, authority.limits);
  if (authority.x509.empty()) fields.Break("has no certificate");
  if (Status done = fields.Done("an authority"); !done) return std::unexpected(done.error());
  return authority;
}

Result<Bytes> ReadBytes(const Item& item) {
  const auto bytes = item.AsBytes();
  if (!bytes || bytes->empty())
    return Fail(Fault::kInvalid, "trust bundle: a list element is no byte string");
  return Bytes(bytes->begin(), bytes->end());
}

Result<Bytes> ReadBadgeId(const Item& item) {
  Result<Bytes> id = ReadBytes(item);
  if (id && id->size() != kBadgeIdBytes) {
    return Fail(Fault::kInvalid, "trust bundle: a badge's identifier has 8 bytes");
  }
  return id;
}

template <typename T>
Status ReadList(Fields& fields, std::int64_t label, Result<T> (*read)(const Item&),
                std::vector<T>& list) {
  const auto item = fields.Take(label);
  if (!item) return {};
  if (item->kind() != encoding::cbor::Kind::kArray) {
    fields.Break("has a list that is no array");
    return {};
  }
  for (const Item& element : item->Elements()) {
    Result<T> value = read(element);
    if (!value) return std::unexpected(value.error());
    list.push_back(std::move(*value));
  }
  return {};
}

void TakeRevocation(Fields& fields, TrustBundle& bundle) {
  Bytes digest;
  fields.OptionalBytes(kRevocation, digest);
  if (digest.empty()) return;
  auto& kept = bundle.revocation.emplace();
  if (digest.size() != kept.size()) return fields.Break("has a digest of a wrong length");
  std::ranges::copy(digest, kept.begin());
}

Value Texts(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  values.reserve(texts.size());
  for (const std::string& text : texts) values.push_back(Value::Text(text));
  return Value::Array(values);
}

Value Time(Timestamp time) {
  return Value::Integer(time.time_since_epoch().count());
}

Value List(const std::vector<Bytes>& list) {
  std::vector<Value> values;
  values.reserve(list.size());
  for (const Bytes& bytes : list) values.push_back(Value::String(bytes));
  return Value::Array(values);
}

void PutLimits(const SignerLimits& limits, Entries& entries) {
  const auto put = [&](std::int64_t label, Value value) {
    entries.emplace_back(Value::Integer(label), std::move(value));
  };
  if (!limits.formats.empty()) put(kFormats, Texts(limits.formats));
  if (!limits.kinds.empty()) put(kKinds, Texts(limits.kinds));
  if (!limits.countries.empty()) put(kCountries, Texts(limits.countries));
  if (limits.issued_from) put(kIssuedFrom, Time(*limits.issued_from));
  if (limits.issued_until) put(kIssuedUntil, Time(*limits.issued_until));
  if (limits.revocation_required) put(kRevocationRequired, Value::Boolean(true));
}

Value Encode(const BundledSigner& signer) {
  Entries entries;
  if (!signer.x509.empty()) entries.emplace_back(Value::Integer(kX509), Value::String(signer.x509));
  if (!signer.spki.empty()) entries.emplace_back(Value::Integer(kSpki), Value::String(signer.spki));
  if (!signer.key_id.empty()) {
    entries.emplace_back(Value::Integer(kKeyId),
                         signer.issuer.empty() ? Value::String(encoding::AsBytes(signer.key_id))
                                               : Value::Text(signer.key_id));
  }
  if (!signer.issuer.empty())
    entries.emplace_back(Value::Integer(kIssuer), Value::Text(signer.issuer));
  PutLimits(signer.limits, entries);
  return Value::Map(std::move(entries));
}

Value Encode(const BundledAuthority& authority) {
  Entries entries;
  entries.emplace_back(Value::Integer(kX509), Value::String(authority.x509));
  PutLimits(authority.limits, entries);
  return Value::Map(std::move(entries));
}

template <typename T>
Value EncodeList(const std::vector<T>& list) {
  std::vector<Value> values;
  values.reserve(list.size());
  for (const T& element : list) values.push_back(Encode(element));
  return Value::Array(values);
}

bool SignedBy(const encoding::cose::Sign& message, const encoding::cose::SignerPart& part,
              std::span<const Root> roots) {
  const auto algorithm = SignatureAlgorithmFromCose(part.algorithm);
  if (!algorithm) return false;
  const Bytes bytes =
      encoding::cose::SignedBytes(message.protected_header, part.protected_header, message.payload,
                                  encoding::AsBytes(kTrustBundleContext));
  return std::ranges::any_of(roots, [&](const Root& root) {
    return encoding::AsText(part.key_id) == root.key_id &&
           root.key.Verifies(*algorithm, bytes, part.signature);
  });
}

}  // namespace

Result<Root> RootFromSpki(ByteView spki) {
  auto key = PublicKey::FromSpki(spki);
  if (!key) return std::unexpected(key.error());
  if (key->kind() != KeyKind::kP256) return Fail(Fault::kUnsupported, "a root key is on P-256");
  const Sha256Digest digest = Sha256(spki);
  return Root{.key_id = std::string(encoding::AsText(ByteView(digest).first(8))),
              .spki = Bytes(spki.begin(), spki.end()),
              .key = std::move(*key)};
}

Result<TrustBundle> ParseTrustBundle(ByteView content) {
  const auto document = encoding::cbor::Document::Parse(content, kLimits);
  if (!document) return std::unexpected(document.error());
  Fields fields(document->root());
  std::int64_t version = 0;
  fields.Number(kVersion, version);
  if (version > kFormatVersion) {
    return Fail(Fault::kUnsupported, "this trust bundle needs a newer version of Clearway");
  }
  if (version < kFormatVersion) fields.Break("has a format version that there never was");
  TrustBundle bundle;
  fields.Number(kSequence, bundle.sequence);
  if (bundle.sequence == 0) fields.Break("has the number 0, and the first is 1");
  fields.Time(kIssuedAt, bundle.issued_at);
  fields.Time(kExpiresAt, bundle.expires_at);
  if (bundle.expires_at <= bundle.issued_at) fields.Break("expires before it is issued");
  Status status = ReadList(fields, kSigners, &ReadSigner, bundle.signers);
  if (status) status = ReadList(fields, kAuthorities, &ReadAuthority, bundle.authorities);
  if (status) status = ReadList(fields, kCrls, &ReadBytes, bundle.crls);
  if (status) status = ReadList(fields, kRoots, &ReadBytes, bundle.roots);
  if (status) status = ReadList(fields, kRules, &ReadBytes, bundle.rules);
  if (status) status = ReadList(fields, kValueSets, &ReadBytes, bundle.value_sets);
  if (status) status = ReadList(fields, kBadgeSigners, &ReadBytes, bundle.badge_signers);
  if (status) status = ReadList(fields, kRevokedBadges, &ReadBadgeId, bundle.revoked_badges);
  if (!status) return std::unexpected(status.error());
  TakeRevocation(fields, bundle);
  if (Status done = fields.Done("the content"); !done) return std::unexpected(done.error());
  return bundle;
}

Bytes EncodeTrustBundle(const TrustBundle& bundle) {
  Entries entries;
  const auto put = [&](std::int64_t label, Value value) {
    entries.emplace_back(Value::Integer(label), std::move(value));
  };
  put(kVersion, Value::Integer(kFormatVersion));
  put(kSequence, Value::Integer(static_cast<std::int64_t>(bundle.sequence)));
  put(kIssuedAt, Time(bundle.issued_at));
  put(kExpiresAt, Time(bundle.expires_at));
  if (!bundle.signers.empty()) put(kSigners, EncodeList(bundle.signers));
  if (!bundle.authorities.empty()) put(kAuthorities, EncodeList(bundle.authorities));
  if (!bundle.crls.empty()) put(kCrls, List(bundle.crls));
  if (!bundle.roots.empty()) put(kRoots, List(bundle.roots));
  if (bundle.revocation) put(kRevocation, Value::String(*bundle.revocation));
  if (!bundle.rules.empty()) put(kRules, List(bundle.rules));
  if (!bundle.value_sets.empty()) put(kValueSets, List(bundle.value_sets));
  if (!bundle.badge_signers.empty()) put(kBadgeSigners, List(bundle.badge_signers));
  if (!bundle.revoked_badges.empty()) put(kRevokedBadges, List(bundle.revoked_badges));
  return Value::Map(std::move(entries)).encoded();
}

Result<TrustBundle> OpenTrustBundle(ByteView file, std::span<const Root> roots) {
  if (file.size() > kMostBundleBytes)
    return Fail(Fault::kInvalid, "the trust bundle is over 64 MiB");
  const auto message = encoding::cose::ParseSign(file);
  if (!message) {
    return Fail(message.error().fault, "this is no trust bundle: " + message.error().detail);
  }
  const bool ours = std::ranges::any_of(
      message->signers, [&](const auto& part) { return SignedBy(*message, part, roots); });
  if (!ours) {
    return Fail(Fault::kDenied,
                "no root key of this kiosk signed the trust bundle: get one from your operator, or "
                "install the operator's root key");
  }
  return ParseTrustBundle(message->payload);
}

bool IsFromTheFuture(Timestamp issued_at, Timestamp now) {
  constexpr std::chrono::minutes kClockSlack{5};
  return issued_at > now + kClockSlack;
}

Status CheckAge(const TrustBundle& bundle, Timestamp now) {
  if (now > bundle.expires_at) {
    return Fail(Fault::kDenied, "it expired at " + FormatTimestamp(bundle.expires_at) +
                                    ": build and sign a new one");
  }
  if (IsFromTheFuture(bundle.issued_at, now)) {
    return Fail(Fault::kDenied, "it is issued in the future, at " +
                                    FormatTimestamp(bundle.issued_at) + ": check the clocks");
  }
  return {};
}

bool IsTrustBundle(ByteView file) {
  constexpr std::array<std::uint8_t, 2> kTag98 = {0xD8, 0x62};
  return file.size() > kTag98.size() && std::ranges::equal(file.first(kTag98.size()), kTag98);
}

Result<TrustBundle> PeekTrustBundle(ByteView content_or_bundle) {
  if (!IsTrustBundle(content_or_bundle)) return ParseTrustBundle(content_or_bundle);
  const auto message = encoding::cose::ParseSign(content_or_bundle);
  if (!message) return std::unexpected(message.error());
  return ParseTrustBundle(message->payload);
}

}  // namespace clearway::keys
