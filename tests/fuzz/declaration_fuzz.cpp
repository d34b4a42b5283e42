// Health declarations: the input is the one record of a certificate that is sound around it.
#include "base/encoding/cbor_writer.h"
#include "tests/fuzz/certificate_layers.h"

namespace {

using namespace clearway;
using encoding::cbor::Value;

Value Holder() {
  return Value::Map({{Value::Integer(1), Value::Text("MUSTERMANN")},
                     {Value::Integer(4), Value::Integer(6647)},
                     {Value::Integer(6), Value::Text("DE")}});
}

Value Document() {
  return Value::Map({{Value::Integer(1), Value::Integer(6)},
                     {Value::Integer(2), Value::Text("C00000000")},
                     {Value::Integer(3), Value::Text("DE")}});
}

Value Claims(encoding::ByteView record) {
  const Value content =
      Value::Map({{Value::Integer(1), Holder()},
                  {Value::Integer(2), Document()},
                  {Value::Integer(3),
                   Value::Array({Value::Encoded(encoding::Bytes(record.begin(), record.end()))})},
                  {Value::Integer(4), Value::Text("D-1")}});
  return Value::Map({{Value::Integer(1), Value::Text("XX")},
                     {Value::Integer(4), Value::Integer(1'800'080'000)},
                     {Value::Integer(6), Value::Integer(1'799'990'000)},
                     {Value::Integer(-65537), content}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  encoding::Bytes input = {static_cast<std::uint8_t>(certificate::Layer::kPayload)};
  const encoding::Bytes claims = Claims({data, size}).encoded();
  input.insert(input.end(), claims.begin(), claims.end());
  certificate::ReadAtLayer(input, "TH1:");
  return 0;
}
