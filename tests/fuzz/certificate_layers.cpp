#include "tests/fuzz/certificate_layers.h"

#include <cstdlib>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/judge.h"
#include "certificate/presentation.h"
#include "certificate/read.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Value;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

Bytes MessageAround(ByteView payload) {
  const Bytes header =
      Value::Map({{Value::Integer(1), Value::Integer(-7)},
                  {Value::Integer(4), Value::String(encoding::AsBytes("a key id"))}})
          .encoded();
  return Value::Tagged(18, Value::Array({Value::String(header), Value::Map({}),
                                         Value::String(payload), Value::String(Bytes(64))}))
      .encoded();
}

std::string TextAt(Layer layer, ByteView rest, const std::string& prefix) {
  switch (layer) {
    case Layer::kText:
      return prefix + std::string(encoding::AsText(rest));
    case Layer::kStream:
      return prefix + encoding::EncodeBase45(rest);
    case Layer::kMessage:
      return prefix + encoding::EncodeBase45(encoding::DeflateZlib(rest));
    case Layer::kPayload:
      break;
  }
  return prefix + encoding::EncodeBase45(encoding::DeflateZlib(MessageAround(rest)));
}

}  // namespace

void ReadAtLayer(ByteView input, const std::string& prefix) {
  if (input.empty()) return;
  const std::string text = TextAt(static_cast<Layer>(input[0] % 4), input.subspan(1), prefix);
  const Reading reading = Read(text, keys::TrustStore(), kNow);
  if (reading.authenticity.valid() || reading.authenticity.step.empty()) std::abort();
  if (reading.certificate) (void)Present(*reading.certificate);
  const Verdict verdict = Judge({&reading, 1}, {.now = kNow, .trusted = true});
  if (verdict.answer == Answer::kAccepted || verdict.reasons.empty()) std::abort();
}

}  // namespace clearway::certificate
