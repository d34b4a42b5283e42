#include "base/encoding/jws.h"

#include <utility>

#include "base/encoding/base64.h"
#include "base/encoding/json.h"

namespace clearway::encoding {
namespace {

constexpr std::size_t kLongestHeader = 4096;
constexpr json::Limits kHeaderLimits{.depth = 4, .items = 64};

std::unexpected<Error> Broken(const char* what) {
  return Fail(Fault::kInvalid, what);
}

Status TakeText(const json::Item& header, std::string_view key, std::optional<std::string>& into) {
  const auto item = header.Find(key);
  if (!item) return {};
  const auto text = item->AsText();
  if (!text) return Broken("a field of the JWS header is not a text");
  into = std::string(*text);
  return {};
}

Status ReadHeader(std::string_view text, CompactJws& jws) {
  const auto document = json::Document::Parse(text, kHeaderLimits);
  if (!document) return std::unexpected(document.error());
  const json::Item header = document->root();
  if (header.kind() != json::Kind::kObject) return Broken("the JWS header is not an object");
  if (header.Find("crit")) return Broken("a critical JWS header is not understood");
  std::optional<std::string> algorithm;
  for (Status status : {TakeText(header, "alg", algorithm), TakeText(header, "kid", jws.key_id),
                        TakeText(header, "zip", jws.compression)}) {
    if (!status) return status;
  }
  if (!algorithm) return Broken("the JWS header names no algorithm");
  jws.algorithm = std::move(*algorithm);
  return {};
}

}  // namespace

Result<CompactJws> ParseCompactJws(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) return Broken("the JWS has fewer than three parts");
  if (first > kLongestHeader) return Broken("the JWS header is too long");
  const Result<Bytes> header = DecodeBase64Url(text.substr(0, first));
  if (!header) return std::unexpected(header.error());
  CompactJws jws{.signed_text = text.substr(0, second),
                 .algorithm = {},
                 .key_id = {},
                 .compression = {},
                 .payload = {},
                 .signature = {}};
  if (Status status = ReadHeader(AsText(*header), jws); !status) {
    return std::unexpected(status.error());
  }
  Result<Bytes> payload = DecodeBase64Url(text.substr(first + 1, second - first - 1));
  if (!payload) return std::unexpected(payload.error());
  jws.payload = std::move(*payload);
  const std::string_view signature = text.substr(second + 1);
  if (!IsBase64Url(signature)) {
    return Broken("the JWS signature is not base64url, or a fourth part follows it");
  }
  jws.signature = DecodeBase64Url(signature).value_or(Bytes{});
  return jws;
}

}  // namespace clearway::encoding
