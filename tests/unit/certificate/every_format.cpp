#include "tests/unit/certificate/every_format.h"

#include <stdexcept>
#include <utility>

#include "base/encoding/base45.h"
#include "base/encoding/base64.h"
#include "base/encoding/canonical_json.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/card_parts.h"
#include "certificate/issuing/issue.h"
#include "tests/unit/certificate/card_maker.h"

namespace clearway::certificate {
namespace {

using encoding::AsBytes;
using encoding::AsText;
using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Value;

constexpr Timestamp kTestYear{std::chrono::seconds(keys::kTestBegin + 10'000'000)};

Bytes BytesOf(std::string_view text) {
  const ByteView view = AsBytes(text);
  return {view.begin(), view.end()};
}

std::string AsItIs(ByteView text) {
  return std::string(AsText(text));
}

// `wrap` makes the code of a message, whose text begins with `prefix`.
SoundCode OfCose(Format format, const Bytes& payload, const keys::Issuer& issuer,
                 std::string_view prefix, std::string (*wrap)(ByteView)) {
  const Bytes message = SignedParts(payload, issuer).Message();
  const std::string text = wrap(message);
  return {
      .format = format,
      .text = text,
      .now = kNow,
      .layers = {{"text", BytesOf(text), AsItIs},
                 {"stream", encoding::DeflateZlib(message),
                  [prefix](ByteView stream) {
                    return std::string(prefix) + encoding::EncodeBase45(stream);
                  }},
                 {"message", message, wrap},
                 {"signed payload", payload,
                  [&issuer, wrap](ByteView bytes) {
                    return wrap(SignedParts(Bytes(bytes.begin(), bytes.end()), issuer).Message());
                  },
                  true}}};
}

Bytes WhoPayload() {
  const auto text = [](const char* key, const char* value) {
    return std::pair(Value::Text(key), Value::Text(value));
  };
  const Value vaccine =
      Value::Map({text("system", "http://snomed.info/sct"), text("code", "1121000221106")});
  const Value content = Value::Map({text("name", "CANARY Ana"),
                                    text("birthDate", "1990-04-12"),
                                    text("hcid", "CANARY-1"),
                                    text("date", "2026-02-03"),
                                    text("centre", "CANARY Clinic"),
                                    {Value::Text("vaccine"), vaccine}});
  const auto moment = [](Timestamp at) { return Value::Integer(at.time_since_epoch().count()); };
  return Value::Map({{Value::Integer(1), Value::Text("XX")},
                     {Value::Integer(4), moment(kNow + std::chrono::days(9))},
                     {Value::Integer(6), moment(kNow - std::chrono::days(9))},
                     {Value::Integer(-260), Value::Map({{Value::Integer(3), content}})}})
      .encoded();
}

std::string CardPayloadText() {
  std::string patient = kPatient;
  patient.replace(patient.find("Sample"), 6, "CANARY");
  patient.replace(patient.find("Ana"), 3, "CANARY");
  std::string immunization = kImmunization;
  immunization.replace(immunization.find("City Clinic"), 11, "CANARY");
  return CardPayload{.credential = R"("rid":"CANARY1",)", .bundle = Bundle({patient, immunization})}
      .text();
}

std::string SealData() {
  return R"({"hdr":{"t":"icao.vacc","v":1,"is":"AUS"},"msg":{"uvci":"CANARY1","pid":)"
         R"({"n":"CANARY  ANA","dob":"1990-04-12","i":"CANARY2"},"ve":[{"des":"XM0GQ8",)"
         R"("nam":"Comirnaty","vd":[{"dvc":"2026-02-03","seq":1,"adm":"CANARY Clinic"}]}]}})";
}

std::string SealText(std::string_view data, ByteView signature, ByteView certificate) {
  return R"({"data":)" + std::string(data) + R"(,"sig":{"alg":"ES256","sigvl":")" +
         encoding::EncodeBase64Url(signature) + R"(","cer":")" +
         encoding::EncodeBase64Url(certificate) + R"("}})";
}

// What is no JSON is signed as it stands.
Bytes SignSeal(const keys::PrivateKey& key, std::string_view data) {
  const auto document = encoding::json::Document::Parse(data);
  return *key.Sign(
      AsBytes(document ? encoding::CanonicalJson(document->root()) : std::string(data)));
}

}  // namespace

EveryFormat::EveryFormat() {
  trust_.Add(eu_issuer_.signer);
  trust_.Add(travel_issuer_.signer);
  TrustCardKey(card_key_, "k1", kCardIssuer, trust_);
  if (!trust_.authorities().Add(csca_.certificate())) throw std::runtime_error("no authority");
}

std::vector<SoundCode> EveryFormat::codes() const {
  return {EuDcc(), WhoDdcc(), TravelHealth(), SmartHealthCard(), VdsNc()};
}

SoundCode EveryFormat::EuDcc() const {
  Certificate specimen = EuDccSpecimen();
  specimen.holder.name.surname = "CANARY";
  specimen.holder.name.given_icao = "CANARY";
  specimen.records[0].issuer = "CANARY Authority";
  specimen.records[0].id = "URN:UVCI:01:XX:CANARY#1";
  return OfCose(Format::kEuDcc, EuDccPayload(specimen), eu_issuer_, "HC1:", &EuDccText);
}

SoundCode EveryFormat::WhoDdcc() const {
  return OfCose(Format::kWhoDdcc, WhoPayload(), eu_issuer_, "HC1:", &EuDccText);
}

SoundCode EveryFormat::TravelHealth() const {
  Certificate specimen = TravelHealthSpecimen();
  specimen.holder.name.surname = "CANARY";
  specimen.document->number = "CANARY";
  specimen.serial = "CANARY-1";
  return OfCose(Format::kTravelHealth, TravelHealthPayload(specimen), travel_issuer_,
                "TH1:", &TravelHealthText);
}

SoundCode EveryFormat::SmartHealthCard() const {
  const std::string payload = CardPayloadText();
  const std::string text = Card(card_key_, payload);
  const std::string jws = *DecodeCard(text);
  const std::string header = jws.substr(0, jws.find('.') + 1);
  const std::string signature = jws.substr(jws.rfind('.'));
  return {.format = Format::kSmartHealthCard,
          .text = text,
          .now = kTestYear,
          .layers = {{"text", BytesOf(text), AsItIs},
                     {"jws", BytesOf(jws),
                      [](ByteView bytes) { return "shc:/" + EncodeDigits(AsText(bytes)); }},
                     {"payload", BytesOf(payload),
                      [header, signature](ByteView bytes) {
                        const std::string part =
                            encoding::EncodeBase64Url(DeflateRaw(AsText(bytes)));
                        return "shc:/" + EncodeDigits(header + part + signature);
                      }},
                     {"signed payload", BytesOf(payload),
                      [this](ByteView bytes) { return Card(card_key_, AsText(bytes)); }, true}}};
}

SoundCode EveryFormat::VdsNc() const {
  const std::string data = SealData();
  const Bytes signature = SignSeal(seal_key_, data);
  const std::string text = SealText(data, signature, seal_certificate_);
  return {.format = Format::kVdsNc,
          .text = text,
          .now = kTestYear,
          .layers = {
              {"text", BytesOf(text), AsItIs},
              {"data", BytesOf(data),
               [this, signature](ByteView bytes) {
                 return SealText(AsText(bytes), signature, seal_certificate_);
               }},
              {"signature", signature,
               [this, data](ByteView bytes) { return SealText(data, bytes, seal_certificate_); }},
              {"signer's certificate", seal_certificate_,
               [data, signature](ByteView bytes) { return SealText(data, signature, bytes); }},
              {"signed data", BytesOf(data),
               [this](ByteView bytes) {
                 const std::string_view altered = AsText(bytes);
                 return SealText(altered, SignSeal(seal_key_, altered), seal_certificate_);
               },
               true}}};
}

}  // namespace clearway::certificate
