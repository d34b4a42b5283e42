#include "tests/unit/certificate/envelope_forgeries.h"

#include <algorithm>
#include <utility>

#include "base/encoding/cose.h"
#include "tests/unit/keys/ecdsa_signing.h"

namespace clearway::certificate {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::cbor::Value;
using encoding::cose::kEs256;
using encoding::cose::kPs256;

// A forgery that begins with a good message and alters its parts.
template <typename Alter>
Forgery Altered(const Workshop& w, const char* name, Cause cause, Alter alter) {
  return {name, cause, [&w, alter] {
            Parts parts = SignedParts(w.payload, *w.trusted);
            alter(parts);
            return w.wrap(parts.Message());
          }};
}

// A forgery whose message is put together by itself.
template <typename Build>
Forgery Built(const Workshop& w, const char* name, Cause cause, const Build& build) {
  return {name, cause, [&w, build] { return w.wrap(build()); }};
}

// A message that the trusted issuer signed under a header of the forger's making.
Forgery UnderHeader(const Workshop& w, const char* name, Cause cause, const Bytes& header) {
  return Built(w, name, cause,
               [&w, header] { return SignedParts(w.payload, *w.trusted, header).Message(); });
}

std::vector<Forgery> OfSignatures(const Workshop& w) {
  const Cause bad = Cause::kBadSignature;
  return {
      Altered(w, "a bit of the signature flipped", bad, [](Parts& p) { p.signature[40] ^= 4; }),
      Altered(w, "r and s exchanged", bad,
              [](Parts& p) {
                std::swap_ranges(p.signature.begin(), p.signature.begin() + 32,
                                 p.signature.begin() + 32);
              }),
      Altered(w, "no signature", bad, [](Parts& p) { p.signature.clear(); }),
      Altered(w, "a signature of zeros", bad, [](Parts& p) { p.signature.assign(64, 0); }),
      Altered(w, "a signature one byte longer", bad, [](Parts& p) { p.signature.push_back(0); }),
      Altered(w, "a signature cut in half", bad, [](Parts& p) { p.signature.resize(32); }),
      Altered(w, "a signature with the length of another curve", bad,
              [](Parts& p) { p.signature.resize(96); }),
      Altered(w, "a signature written as DER", bad,
              [](Parts& p) {
                Bytes der{0x30, 0x44, 0x02, 0x20};
                der.insert(der.end(), p.signature.begin(), p.signature.begin() + 32);
                der.insert(der.end(), {0x02, 0x20});
                der.insert(der.end(), p.signature.begin() + 32, p.signature.end());
                p.signature = der;
              }),
      Altered(w, "the signature of another certificate", bad,
              [&w](Parts& p) { p.signature = SignedParts(w.other_payload, *w.trusted).signature; }),
      Altered(w, "the payload of another certificate", bad,
              [&w](Parts& p) { p.payload = w.other_payload; }),
      Altered(w, "a bit of the payload flipped", bad, [](Parts& p) { p.payload.back() ^= 1; }),
      Altered(w, "the payload cut short", bad, [](Parts& p) { p.payload.pop_back(); }),
      Altered(w, "an r of zero", bad,
              [](Parts& p) { std::fill_n(p.signature.begin(), 32, std::uint8_t{0}); }),
      Altered(w, "an s of zero", bad,
              [](Parts& p) { std::fill_n(p.signature.begin() + 32, 32, std::uint8_t{0}); }),
      Altered(w, "an r of the curve's order", bad,
              [&w](Parts& p) {
                std::ranges::copy(keys::OrderOf(w.trusted->key), p.signature.begin());
              }),
      Altered(w, "an s of the curve's order", bad,
              [&w](Parts& p) {
                std::ranges::copy(keys::OrderOf(w.trusted->key), p.signature.begin() + 32);
              }),
      Altered(w, "the largest r and s", bad, [](Parts& p) { p.signature.assign(64, 0xFF); }),
      Built(w, "a stranger's signature under the right key id", bad,
            [&w] {
              return SignedParts(w.payload, *w.stranger, Header(kEs256, w.trusted->signer.key_id))
                  .Message();
            }),
  };
}

// x5chain (RFC 9360), which nobody here believes.
Value BroughtAlong(const Bytes& certificate) {
  return Value::Map({{Value::Integer(33), Value::String(certificate)}});
}

std::vector<Forgery> OfHeaders(const Workshop& w) {
  const std::string& id = w.trusted->signer.key_id;
  return {
      Altered(w, "the headers moved out of the signature", Cause::kBadSignature,
              [&id](Parts& p) {
                p.protected_header.clear();
                p.unprotected = Value::Map({{Value::Integer(1), Value::Integer(kEs256)},
                                            {Value::Integer(4), Value::String(AsBytes(id))}});
              }),
      Altered(w, "a header written in another way", Cause::kBadSignature,
              [&id](Parts& p) {
                p.protected_header = {0xA2, 0x18, 0x01, 0x26, 0x04, 0x48};
                p.protected_header.insert(p.protected_header.end(), id.begin(), id.end());
              }),
      Altered(w, "a header more", Cause::kBadSignature,
              [&id](Parts& p) {
                p.protected_header = Value::Map({{Value::Integer(1), Value::Integer(kEs256)},
                                                 {Value::Integer(3), Value::Integer(61)},
                                                 {Value::Integer(4), Value::String(AsBytes(id))}})
                                         .encoded();
              }),
      UnderHeader(w, "the algorithm of another kind of key", Cause::kBadSignature,
                  Header(kPs256, id)),
      UnderHeader(w, "an algorithm that is not offered", Cause::kUnsupportedAlgorithm,
                  Header(-35, id)),
      UnderHeader(w, "an algorithm without a signature", Cause::kUnsupportedAlgorithm,
                  Header(0, id)),
      UnderHeader(w, "an algorithm by name", Cause::kUnsupportedAlgorithm,
                  Value::Map({{Value::Integer(1), Value::Text("ES256")},
                              {Value::Integer(4), Value::String(AsBytes(id))}})
                      .encoded()),
      UnderHeader(w, "no algorithm", Cause::kMalformed,
                  Value::Map({{Value::Integer(4), Value::String(AsBytes(id))}}).encoded()),
      UnderHeader(w, "a critical header", Cause::kMalformed,
                  Value::Map({{Value::Integer(1), Value::Integer(kEs256)},
                              {Value::Integer(2), Value::Array({Value::Integer(77)})},
                              {Value::Integer(4), Value::String(AsBytes(id))}})
                      .encoded()),
      UnderHeader(w, "a header that is no map", Cause::kMalformed, Value::Integer(1).encoded()),
      UnderHeader(w, "the algorithm twice", Cause::kMalformed, {0xA2, 0x01, 0x26, 0x01, 0x26}),
      UnderHeader(w, "no key id", Cause::kUnknownSigner,
                  Value::Map({{Value::Integer(1), Value::Integer(kEs256)}}).encoded()),
      UnderHeader(w, "an empty key id", Cause::kUnknownSigner, Header(kEs256, "")),
      UnderHeader(w, "a key id cut short", Cause::kUnknownSigner, Header(kEs256, id.substr(0, 7))),
      UnderHeader(w, "a key id with a byte more", Cause::kUnknownSigner, Header(kEs256, id + "x")),
      UnderHeader(w, "a key id that nobody has", Cause::kUnknownSigner, Header(kEs256, "nobodys!")),
      Built(w, "a stranger's key id and signature", Cause::kUnknownSigner,
            [&w] { return SignedParts(w.payload, *w.stranger).Message(); }),
      UnderHeader(w, "a MAC in place of a signature", Cause::kUnsupportedAlgorithm, Header(5, id)),
      Built(w, "a stranger who brings a certificate along", Cause::kUnknownSigner,
            [&w] {
              Parts parts = SignedParts(w.payload, *w.stranger);
              parts.unprotected = BroughtAlong(w.stranger->certificate);
              return parts.Message();
            }),
      Built(w, "a stranger who brings a certificate along under the right key id",
            Cause::kBadSignature,
            [&w] {
              Parts parts =
                  SignedParts(w.payload, *w.stranger, Header(kEs256, w.trusted->signer.key_id));
              parts.unprotected = BroughtAlong(w.stranger->certificate);
              return parts.Message();
            }),
  };
}

std::vector<Forgery> OfShape(const Workshop& w) {
  const Cause malformed = Cause::kMalformed;
  const auto parts = [&w] { return SignedParts(w.payload, *w.trusted); };
  return {
      Built(w, "bytes after the message", malformed,
            [parts] {
              Bytes message = parts().Message();
              message.push_back(0);
              return message;
            }),
      Built(w, "a message cut short", malformed,
            [parts] {
              Bytes message = parts().Message();
              message.pop_back();
              return message;
            }),
      Built(w, "the tag of another kind of message", malformed,
            [parts] { return Value::Tagged(98, parts().Array()).encoded(); }),
      Built(w, "the tag of a MAC", malformed,
            [parts] { return Value::Tagged(17, parts().Array()).encoded(); }),
      Built(w, "a message in a byte string", malformed,
            [parts] { return Value::String(parts().Message()).encoded(); }),
      Built(w, "a second message behind the first", malformed,
            [parts] {
              Bytes message = parts().Message();
              const Bytes second = message;
              message.insert(message.end(), second.begin(), second.end());
              return message;
            }),
      Built(w, "an array that never ends", malformed,
            [parts] {
              Bytes message = parts().Message();
              message[1] = 0x9F;  // behind the tag
              return message;
            }),
      Built(w, "a payload in chunks", malformed,
            [parts] {
              const Parts p = parts();
              Bytes chunks = Value::String(p.payload).encoded();
              chunks.insert(chunks.begin(), 0x5F);
              chunks.push_back(0xFF);
              return Value::Array({Value::String(p.protected_header), p.unprotected,
                                   Value::Encoded(chunks), Value::String(p.signature)})
                  .encoded();
            }),
      Built(w, "the CWT tag alone", malformed,
            [parts] { return Value::Tagged(61, parts().Array()).encoded(); }),
      Built(w, "a message of three parts", malformed,
            [parts] {
              const Parts p = parts();
              return Value::Array({Value::String(p.protected_header), p.unprotected,
                                   Value::String(p.payload)})
                  .encoded();
            }),
      Built(w, "a payload that is elsewhere", malformed,
            [parts] {
              const Parts p = parts();
              return Value::Array({Value::String(p.protected_header), p.unprotected, Value::Null(),
                                   Value::String(p.signature)})
                  .encoded();
            }),
      Built(w, "a payload that is not CBOR", malformed,
            [&w] {
              return SignedParts({0x1C, 'n', 'o', 't', ' ', 'c', 'b', 'o', 'r'}, *w.trusted)
                  .Message();
            }),
      Altered(w, "the unprotected key id twice", malformed,
              [](Parts& p) {
                p.unprotected = Value::Encoded({0xA2, 0x04, 0x41, 0x31, 0x04, 0x41, 0x32});
              }),
      Altered(w, "an unprotected header nested without end", malformed,
              [](Parts& p) {
                Bytes nested{0xA1, 0x05};
                nested.insert(nested.end(), 5000, 0x81);
                nested.push_back(0);
                p.unprotected = Value::Encoded(nested);
              }),
  };
}

}  // namespace

std::vector<Forgery> EnvelopeForgeries(const Workshop& workshop) {
  std::vector<Forgery> forgeries = OfSignatures(workshop);
  for (auto* more : {&OfHeaders, &OfShape}) {
    for (Forgery& forgery : (*more)(workshop)) forgeries.push_back(std::move(forgery));
  }
  return forgeries;
}

}  // namespace clearway::certificate
