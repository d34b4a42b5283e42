// SMART Health Cards. The first byte says at which layer the rest goes in: the code's text, the
// JWS, the JSON payload, or several codes, one a line, on their way through the part collector.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/part_collector.h"
#include "tests/fuzz/untrusted_reading.h"

using namespace clearway;

namespace {

std::string CodeOf(std::string_view jws) {
  std::string text = "shc:/";
  for (const char character : jws) {
    const int pair = (static_cast<unsigned char>(character) - '-') % 100;
    text += std::to_string(pair / 10) + std::to_string(pair < 0 ? -(pair % 10) : pair % 10);
  }
  return text;
}

std::string JwsAround(std::string_view payload) {
  const encoding::Bytes stream = encoding::DeflateZlib(encoding::AsBytes(payload));
  const encoding::ByteView raw = encoding::ByteView(stream).subspan(2, stream.size() - 6);
  return encoding::EncodeBase64Url(encoding::AsBytes(R"({"zip":"DEF","alg":"ES256","kid":"k1"})")) +
         "." + encoding::EncodeBase64Url(raw) + "." +
         encoding::EncodeBase64Url(encoding::Bytes(64));
}

void Collect(std::string_view lines) {
  certificate::PartCollector collector;
  std::vector<std::string> all;
  Moment now{};
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
    all.emplace_back(lines.substr(0, end + 1));
    now += std::chrono::milliseconds(33);
    if (const auto text = collector.Offer(all.back(), now)) certificate::ReadTrustingNobody(*text);
    lines.remove_prefix(end + 1);
  }
  (void)certificate::WithWholeCards(std::move(all));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest = encoding::AsText({data + 1, size - 1});
  switch (data[0] % 4) {
    case 0:
      certificate::ReadTrustingNobody("shc:/" + std::string(rest));
      break;
    case 1:
      certificate::ReadTrustingNobody(CodeOf(rest));
      break;
    case 2:
      certificate::ReadTrustingNobody(CodeOf(JwsAround(rest)));
      break;
    default:
      Collect(rest);
  }
  return 0;
}
