#include "keys/reader_key.h"

#include <openssl/rand.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "keys/digest.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Item;
using encoding::cbor::Value;

constexpr std::size_t kCorridorBytes = 32;
constexpr std::size_t kLongestName = 32;
constexpr std::int64_t kLastYear = 253'402'300'799;  // 9999-12-31T23:59:59Z

enum Field : std::int64_t {
  kName = 1,
  kEpoch = 2,
  kKind = 3,
  kFrom = 4,
  kUntil = 5,
  kSecret = 6,
  kPoint = 7,
};

std::unexpected<Error> Broken(const char* what) {
  return Fail(Fault::kInvalid, what);
}

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName &&
         std::ranges::all_of(name, [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<std::int64_t> Number(const Item& map, Field field, std::int64_t most) {
  const auto item = map.Find(field);
  const auto number = item ? item->AsInteger() : std::nullopt;
  return number && *number >= 0 && *number <= most ? number : std::nullopt;
}

std::optional<ByteView> String(const Item& map, Field field) {
  const auto item = map.Find(field);
  return item ? item->AsBytes() : std::nullopt;
}

// The fields that both kinds of file have.
struct Common {
  ReaderGroup group;
  ReaderKeyKind kind;
};

Result<Common> ReadCommon(const Item& map) {
  const auto name_item = map.Find(kName);
  const auto name = name_item ? name_item->AsText() : std::nullopt;
  const auto epoch = Number(map, kEpoch, std::numeric_limits<std::uint32_t>::max());
  const auto kind = Number(map, kKind, static_cast<std::int64_t>(ReaderKeyKind::kSm2));
  const auto from = Number(map, kFrom, kLastYear);
  const auto until = Number(map, kUntil, kLastYear);
  if (map.size() != 6 || !name || !epoch || !kind || !from || !until) {
    return Broken("a reader key lacks a field, or has one that is not known");
  }
  if (!IsName(*name)) return Broken("a reader key's group has no proper name");
  if (*until < *from) return Broken("a reader key's validity ends before it begins");
  return Common{.group = {.name = std::string(*name),
                          .epoch = static_cast<std::uint32_t>(*epoch),
                          .from = Timestamp(std::chrono::seconds(*from)),
                          .until = Timestamp(std::chrono::seconds(*until))},
                .kind = static_cast<ReaderKeyKind>(*kind)};
}

Secret Encode(const ReaderGroup& group, ReaderKeyKind kind, Field field, ByteView key) {
  const auto integer = [](auto number) {
    return Value::Integer(static_cast<std::int64_t>(number));
  };
  return Secret(Value::Map({{integer(kName), Value::Text(group.name)},
                            {integer(kEpoch), integer(group.epoch)},
                            {integer(kKind), integer(kind)},
                            {integer(kFrom), integer(group.from.time_since_epoch().count())},
                            {integer(kUntil), integer(group.until.time_since_epoch().count())},
                            {integer(field), Value::String(key)}})
                    .encoded());
}

Secret CopyOf(ByteView bytes) {
  return Secret(Bytes(bytes.begin(), bytes.end()));
}

Result<std::variant<Secret, DecryptionKey>> ReadKey(ReaderKeyKind kind, ByteView secret) {
  if (kind == ReaderKeyKind::kCorridor) {
    if (secret.size() != kCorridorBytes) return Broken("a corridor's key has 32 bytes");
    return CopyOf(secret);
  }
  Result<DecryptionKey> key =
      DecryptionKey::FromScalar(kind == ReaderKeyKind::kSm2 ? Curve::kSm2 : Curve::kP256, secret);
  if (!key) return std::unexpected(key.error());
  return std::move(*key);
}

}  // namespace

ReaderKeyId IdOf(const ReaderGroup& group) {
  using namespace std::string_literals;
  std::string text = "clearway reader key\0"s + group.name + '\0';
  for (int shift = 24; shift >= 0; shift -= 8) {
    text.push_back(static_cast<char>(group.epoch >> shift & 0xFF));
  }
  const Sha256Digest digest = Sha256(encoding::AsBytes(text));
  ReaderKeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

const char* ToString(ReaderKeyKind kind) {
  switch (kind) {
    case ReaderKeyKind::kCorridor:
      return "corridor";
    case ReaderKeyKind::kP256:
      return "p256";
    case ReaderKeyKind::kSm2:
      break;
  }
  return "sm2";
}

ReaderKeyKind ReaderKey::kind() const {
  const auto* private_key = std::get_if<DecryptionKey>(&key);
  if (private_key == nullptr) return ReaderKeyKind::kCorridor;
  return private_key->curve() == Curve::kSm2 ? ReaderKeyKind::kSm2 : ReaderKeyKind::kP256;
}

Result<ReaderKey> MakeReaderKey(ReaderGroup group, ReaderKeyKind kind) {
  if (!IsName(group.name)) {
    return Broken("a group's name is 1 to 32 printable characters without spaces");
  }
  if (group.until < group.from) return Broken("its validity ends before it begins");
  if (kind != ReaderKeyKind::kCorridor) {
    auto key = DecryptionKey::Generate(kind == ReaderKeyKind::kSm2 ? Curve::kSm2 : Curve::kP256);
    if (!key) return std::unexpected(key.error());
    return ReaderKey{.group = std::move(group), .key = std::move(*key)};
  }
  Secret key(kCorridorBytes);
  if (RAND_bytes(key.data(), kCorridorBytes) != 1) {
    return Fail(Fault::kBroken, "OpenSSL could not make a key");
  }
  return ReaderKey{.group = std::move(group), .key = std::move(key)};
}

SealingKey SealingKeyOf(const ReaderKey& key) {
  const auto* private_key = std::get_if<DecryptionKey>(&key.key);
  return {.group = key.group,
          .kind = key.kind(),
          .key = private_key == nullptr ? CopyOf(std::get<Secret>(key.key).view())
                                        : Secret(private_key->point())};
}

Secret EncodeReaderKey(const ReaderKey& key) {
  const auto* private_key = std::get_if<DecryptionKey>(&key.key);
  if (private_key == nullptr) {
    return Encode(key.group, key.kind(), kSecret, std::get<Secret>(key.key).view());
  }
  return Encode(key.group, key.kind(), kSecret, private_key->scalar().view());
}

Result<ReaderKey> ParseReaderKey(ByteView bytes) {
  const auto document = encoding::cbor::Document::Parse(bytes);
  if (!document) return std::unexpected(document.error());
  const Result<Common> common = ReadCommon(document->root());
  if (!common) return std::unexpected(common.error());
  const auto secret = String(document->root(), kSecret);
  if (!secret) return Broken("a reader key lacks its secret");
  auto key = ReadKey(common->kind, *secret);
  if (!key) return std::unexpected(key.error());
  return ReaderKey{.group = common->group, .key = std::move(*key)};
}

Secret EncodeSealingKey(const SealingKey& key) {
  return Encode(key.group, key.kind, key.kind == ReaderKeyKind::kCorridor ? kSecret : kPoint,
                key.key.view());
}

Result<SealingKey> ParseSealingKey(ByteView bytes) {
  const auto document = encoding::cbor::Document::Parse(bytes);
  if (!document) return std::unexpected(document.error());
  const Result<Common> common = ReadCommon(document->root());
  if (!common) return std::unexpected(common.error());
  const bool corridor = common->kind == ReaderKeyKind::kCorridor;
  const auto key = String(document->root(), corridor ? kSecret : kPoint);
  if (!key || key->size() != (corridor ? kCorridorBytes : kPointBytes)) {
    return Broken("it holds no key to seal with");
  }
  return SealingKey{.group = common->group, .kind = common->kind, .key = CopyOf(*key)};
}

}  // namespace clearway::keys
