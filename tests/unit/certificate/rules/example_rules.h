#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "certificate/read.h"

// Made-up rules of made-up countries, and readings without the arithmetic.
namespace clearway::rules {

inline constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};  // 2027-01-15T08:00:00Z
inline constexpr TrustedTime kTrusted{.now = kNow, .trusted = true};

// What a test changes of an example rule. Members of "Clearway" follow `own`.
struct RuleText {
  std::string identifier = "VR-XA-0001";
  std::string type = "Acceptance";
  std::string country = "XA";
  std::string subject = "Vaccination";
  std::string logic = R"({"===":[{"var":"payload.v.0.dn"},{"var":"payload.v.0.sd"}]})";
  std::string version = "1.0.0";
  std::string valid_from = "2026-01-01T00:00:00Z";
  std::string valid_to = "2030-01-01T00:00:00Z";
  std::string engine_version = "1.0.0";
  std::string more;  // further members, each with a comma before it
};

inline std::string Json(const RuleText& rule) {
  return R"({"Identifier":")" + rule.identifier + R"(","Type":")" + rule.type + R"(","Country":")" +
         rule.country + R"(","Version":")" + rule.version +
         R"(","SchemaVersion":"1.0.0","Engine":"CERTLOGIC","EngineVersion":")" +
         rule.engine_version + R"(","CertificateType":")" + rule.subject +
         R"(","Description":[{"lang":"en","desc":"All doses are needed."},)"
         R"({"lang":"de","desc":"Alle Dosen werden gebraucht."}],"ValidFrom":")" +
         rule.valid_from + R"(","ValidTo":")" + rule.valid_to +
         R"(","AffectedFields":["v.0.dn"],"Logic":)" + rule.logic + rule.more + "}";
}

inline certificate::Reading ReadingWith(certificate::Format format,
                                        std::vector<certificate::Record> records) {
  certificate::Reading reading;
  reading.format = format;
  reading.authenticity = {.cause = std::nullopt, .step = ""};
  reading.certificate.emplace();
  reading.certificate->format = format;
  reading.certificate->holder.name = {
      .surname = "Muster", .given = "Anna", .surname_icao = "MUSTER", .given_icao = "ANNA"};
  reading.certificate->holder.birth_date = certificate::PartialDate{1980, 5, {}};
  reading.certificate->issuer = "XB";
  reading.certificate->issued_at = kNow - std::chrono::days(30);
  reading.certificate->expires_at = kNow + std::chrono::days(30);
  reading.certificate->records = std::move(records);
  reading.signed_by = {.name = "A signer", .country = "XB", .demo = false};
  reading.envelope.key_id = {1, 2, 3};
  return reading;
}

inline certificate::Record Dose(unsigned dose, unsigned doses) {
  return {.disease = {.code = "840539006"},
          .country = "XB",
          .issuer = "Institute",
          .id = "URN:UVCI:01XB/1#2",
          .details = certificate::Vaccination{.vaccine = {.code = "1119349007"},
                                              .product = {.code = "EU/1/20/1528"},
                                              .manufacturer = {.code = "ORG-100030215"},
                                              .dose = dose,
                                              .doses = doses,
                                              .given_on = {2026, 12, 1}}};
}

inline certificate::Record Tested(certificate::TestKind kind, certificate::TestResult result) {
  certificate::Test test;
  test.kind = kind;
  test.result = result;
  test.sampled_at = kNow - std::chrono::hours(20);
  return {.disease = {.code = "840539006"},
          .country = "XB",
          .issuer = "Institute",
          .id = "",
          .details = test};
}

}  // namespace clearway::rules
