#include "certificate/travel_health_declaration.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "certificate/travel_health_fields.h"
#include "certificate/travel_health_keys.h"

namespace clearway::certificate {
namespace {

namespace cbor = encoding::cbor;
using namespace travel_health;

constexpr std::size_t kMostLegs = 8;
constexpr std::size_t kMostTests = 8;
// From its issue to its expiry.
constexpr std::chrono::days kLongestValidity{14};

// The items of an array of `least` to `most`; absent is empty.
std::vector<cbor::Item> ReadList(NumberKeyedFields& fields, std::int64_t key, std::size_t least,
                                 std::size_t most) {
  const auto list = fields.Find(key, least == 0 ? Need::kOptional : Need::kRequired);
  if (!list) return {};
  if (list->kind() != cbor::Kind::kArray || list->size() < least || list->size() > most) {
    fields.Refuse(key, "is not an array of as many as are allowed");
    return {};
  }
  return list->Elements();
}

Leg ReadLeg(const cbor::Item& map, std::string& problem) {
  NumberKeyedFields fields(map, "leg", problem);
  return {.from = std::string(fields.Text(kLegFrom, Need::kRequired)),
          .to = std::string(fields.Text(kLegTo, Need::kRequired)),
          .day = ReadDate(fields, kLegDay, Need::kRequired).value_or(PartialDate{}),
          .service = std::string(fields.Text(kLegService))};
}

DeclaredTest ReadTest(const cbor::Item& map, std::string& problem) {
  NumberKeyedFields fields(map, "declared test", problem);
  DeclaredTest test;
  test.kind = ReadKind(fields, kType, kTestTypes, Need::kRequired).value_or(TestKind::kOther);
  test.result =
      ReadKind(fields, kResult, kResults, Need::kRequired).value_or(TestResult::kInconclusive);
  test.sampled_on = ReadDate(fields, kSampledOn, Need::kRequired).value_or(PartialDate{});
  return test;
}

void ReadDeclarer(NumberKeyedFields& fields, Declaration& declaration) {
  declaration.declarer =
      ReadKind(fields, kDeclarer, kDeclarers, Need::kRequired).value_or(Declarer::kOther);
  const bool is_other = declaration.declarer != Declarer::kHolder;
  declaration.declarer_name =
      fields.Text(kDeclarerName, is_other ? Need::kRequired : Need::kOptional);
}

}  // namespace

Declaration ReadDeclaration(NumberKeyedFields& fields, std::string& problem) {
  Declaration declaration;
  declaration.status =
      ReadKind(fields, kStatus, kStatuses, Need::kRequired).value_or(DeclarationStatus::kCancelled);
  ReadDeclarer(fields, declaration);
  for (const cbor::Item& leg : ReadList(fields, kItinerary, 1, kMostLegs)) {
    declaration.itinerary.push_back(ReadLeg(leg, problem));
  }
  declaration.entry_point = fields.Text(kEntryPoint, Need::kRequired);
  declaration.residence = fields.Text(kResidence, Need::kRequired);
  for (const cbor::Item& test : ReadList(fields, kDeclaredTests, 0, kMostTests)) {
    declaration.tests.push_back(ReadTest(test, problem));
  }
  declaration.doses = fields.Count(kDeclaredDoses, Need::kRequired).value_or(0);
  declaration.last_dose =
      ReadDate(fields, kLastDose, declaration.doses > 0 ? Need::kRequired : Need::kOptional)
          .value_or(PartialDate{});
  declaration.diagnosis = ReadKind(fields, kDiagnosis, kDiagnoses, Need::kRequired)
                              .value_or(DiagnosisHistory::kPresent);
  declaration.diagnosed_on =
      ReadDate(fields, kDiagnosedOn, Need::kOptional).value_or(PartialDate{});
  declaration.mission = fields.Text(kMission, Need::kRequired);
  declaration.replaces = fields.Text(kReplaces);
  return declaration;
}

std::string DeclarationProblem(const Certificate& certificate) {
  const auto declares = [](const Record& record) {
    return std::holds_alternative<Declaration>(record.details);
  };
  const auto found = std::ranges::find_if(certificate.records, declares);
  if (found == certificate.records.end()) return {};
  if (certificate.records.size() != 1) return "a declaration stands beside other records";
  if (!certificate.issued_at || !certificate.expires_at ||
      *certificate.expires_at - *certificate.issued_at > kLongestValidity) {
    return "a declaration is valid for longer than 14 days";
  }
  if (std::get<Declaration>(found->details).replaces == certificate.serial) {
    return "a declaration replaces itself";
  }
  return {};
}

}  // namespace clearway::certificate
