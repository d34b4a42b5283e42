#include "certificate/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "certificate/presentation.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAreArray;
using Ids = std::set<std::string>;

// A certificate that says everything a certificate can say.
Certificate WithEveryField() {
  Certificate certificate{.format = Format::kTravelHealth};
  certificate.holder.name = {
      .surname = "WANG", .given = "XIAOMING", .chinese = "王小明", .full = "WANG XIAOMING"};
  certificate.holder.birth_date = PartialDate{1990, 6, 6};
  certificate.holder.sex = Sex::kMale;
  certificate.holder.nationality = "CN";
  certificate.document = TravelDocument{DocumentKind::kOrdinaryPassport, "E00000017", "CN"};
  certificate.issuer = "CN";
  certificate.serial = "S1";
  certificate.issued_at = certificate.not_before = certificate.expires_at = kNow;
  const Coded coded{.code = "1", .name = "one"};
  const PartialDate day{2026, 1, 1};
  Record record{.disease = coded, .country = "CN", .issuer = "A clinic", .id = "R1"};
  certificate.records.clear();
  record.details = Vaccination{coded, coded, coded, 1, 2, day};
  certificate.records.push_back(record);
  record.details = Test{.kind = TestKind::kNucleicAcid,
                        .method = coded,
                        .sampled_at = kNow,
                        .sampled_on = day,
                        .result = TestResult::kNegative,
                        .facility = "A lab"};
  certificate.records.push_back(record);
  record.details = Recovery{day, day, day};
  certificate.records.push_back(record);
  record.details =
      Declaration{.status = DeclarationStatus::kGreen,
                  .declarer = Declarer::kSpouse,
                  .declarer_name = "LI NA",
                  .itinerary = {{.from = "FRA", .to = "PVG", .day = day, .service = "XX 720"}},
                  .entry_point = "PVG",
                  .residence = "Shanghai",
                  .tests = {{TestKind::kAntibodyIgG, TestResult::kPositive, day}},
                  .doses = 2,
                  .last_dose = day,
                  .diagnosis = DiagnosisHistory::kRecovered,
                  .diagnosed_on = day,
                  .mission = "A mission",
                  .replaces = "S0"};
  certificate.records.push_back(record);
  return certificate;
}

Ids Shown(const Disclosure& disclosure) {
  Ids ids;
  for (const Section& section : Present(WithEveryField(), disclosure).sections) {
    for (const Field& field : section.fields) ids.insert(field.id);
  }
  return ids;
}

const Ids kNames{"holder.chinese_name", "holder.name", "holder.surname", "holder.given_names"};
const Ids kDocument{"document.kind", "document.number", "document.country"};
const Ids kEveryField{"holder.chinese_name",
                      "holder.name",
                      "holder.surname",
                      "holder.given_names",
                      "holder.birth_date",
                      "holder.sex",
                      "holder.nationality",
                      "document.kind",
                      "document.number",
                      "document.country",
                      "vaccination.product",
                      "vaccination.vaccine",
                      "vaccination.manufacturer",
                      "vaccination.dose",
                      "vaccination.date",
                      "test.result",
                      "test.sampled_at",
                      "test.method",
                      "test.facility",
                      "recovery.first_positive",
                      "recovery.valid_from",
                      "recovery.valid_until",
                      "declaration.status",
                      "declaration.declarer",
                      "declaration.declarer_name",
                      "declaration.leg",
                      "declaration.departure",
                      "declaration.entry_point",
                      "declaration.residence",
                      "declaration.test",
                      "declaration.sampled_on",
                      "declaration.doses",
                      "declaration.last_dose",
                      "declaration.diagnosis",
                      "declaration.diagnosed_on",
                      "declaration.mission",
                      "declaration.replaces",
                      "record.disease",
                      "record.country",
                      "record.issuer",
                      "record.id",
                      "certificate.issuer",
                      "certificate.serial",
                      "certificate.issued_at",
                      "certificate.not_before",
                      "certificate.expires_at"};

Ids Without(Ids ids, const std::vector<std::string>& left_out) {
  for (const std::string& id : left_out) EXPECT_EQ(ids.erase(id), 1U) << id;
  return ids;
}

TEST(Disclosure, shows_a_traveller_every_field) {
  EXPECT_EQ(Shown(Disclosure::Everything()), kEveryField);
  EXPECT_EQ(Shown(Disclosures::Shipped().ForPost("self-check")), kEveryField);
}

TEST(Disclosure, shows_at_boarding_who_and_until_when_but_nothing_of_health) {
  Ids expected = kNames;
  expected.insert(kDocument.begin(), kDocument.end());
  expected.insert({"holder.birth_date", "certificate.issuer", "certificate.not_before",
                   "certificate.expires_at"});
  const Disclosure boarding = Disclosures::Shipped().ForPost("boarding");
  EXPECT_EQ(Shown(boarding), expected);
  for (const Section& section : Present(WithEveryField(), boarding).sections) {
    EXPECT_THAT(section.title, Not(testing::AnyOf("Vaccination", "Nucleic acid test", "Recovery")));
  }
}

TEST(Disclosure, shows_at_entry_and_to_customs_the_whole_certificate) {
  EXPECT_EQ(Shown(Disclosures::Shipped().ForPost("entry")), kEveryField);
  EXPECT_EQ(Shown(Disclosures::Shipped().ForPost("customs")), kEveryField);
}

TEST(Disclosure, shows_at_exit_what_a_destination_asks_for) {
  Ids expected = Without(kEveryField, {"record.issuer", "record.id", "vaccination.vaccine",
                                       "vaccination.manufacturer", "test.facility"});
  std::erase_if(expected, [](const std::string& id) {
    return id.starts_with("declaration.") && id != "declaration.status";
  });
  EXPECT_EQ(Shown(Disclosures::Shipped().ForPost("exit")), expected);
}

TEST(Disclosure, shows_an_unknown_post_no_more_than_every_post_sees) {
  const Disclosures& shipped = Disclosures::Shipped();
  const Ids least = Shown(shipped.ForPost("lounge"));
  for (const std::string& post : shipped.posts()) {
    EXPECT_THAT(Shown(shipped.ForPost(post)), IsSupersetOf(least)) << post;
  }
  EXPECT_EQ(Shown(shipped.ForPost("")), least);
  EXPECT_THAT(least, Not(Contains("test.result")));
}

TEST(Disclosure, has_the_posts_that_its_documentation_names) {
  EXPECT_THAT(Disclosures::Shipped().posts(),
              ElementsAre("boarding", "customs", "entry", "exit", "self-check"));
}

TEST(Disclosure, does_not_show_what_no_list_names) {
  EXPECT_THAT(Shown(Disclosure({})), IsEmpty());
  EXPECT_THAT(Present(WithEveryField(), Disclosure({})).sections, IsEmpty());
  EXPECT_EQ(
      Shown(Disclosure({"holder.surname", "test.*"})),
      (Ids{"holder.surname", "test.result", "test.sampled_at", "test.method", "test.facility"}));
  EXPECT_FALSE(Disclosure({"holder.*"}).Shows("holderless.name"));
  EXPECT_FALSE(Disclosure({"holder.name"}).Shows("holder.names"));
}

TEST(Disclosure, hides_the_parts_of_a_name_that_are_not_shown) {
  const Name name = ShownName(WithEveryField().holder.name, Disclosure({"holder.surname"}));
  EXPECT_EQ(name.surname, "WANG");
  EXPECT_EQ(name.given + name.full + name.chinese + name.given_icao, "");
}

TEST(Disclosures, reads_a_table_of_an_operators_own) {
  const auto table = Disclosures::Parse(R"({"posts": {"gate": ["holder.surname"], "lab": ["*"]}})");
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->Has("gate"));
  EXPECT_EQ(Shown(table->ForPost("gate")), (Ids{"holder.surname"}));
  EXPECT_EQ(Shown(table->ForPost("boarding")), (Ids{"holder.surname"}));  // unknown here
  EXPECT_EQ(Shown(table->ForPost("lab")), kEveryField);
}

TEST(Disclosures, refuse_what_is_no_table) {
  for (const char* json :
       {"", "[]", "{}", R"({"posts": {}})", R"({"posts": []})", R"({"posts": {"a": "*"}})",
        R"({"posts": {"a": [1]}})", R"({"posts": {"a": ["**"]}})",
        R"({"posts": {"a": ["holder"]}})", R"({"posts": {"a": ["holder."]}})",
        R"({"posts": {"a": [".name"]}})", R"({"posts": {"a": ["holder.na*"]}})",
        R"({"posts": {"A b": ["*"]}})", R"({"posts": {"a": ["*"]}, "more": 1})",
        R"({"posts": {"a": ["*"], "a": []}})", R"({"posts": {"a": [[["*"]]]}})"}) {
    EXPECT_FALSE(Disclosures::Parse(json)) << json;
  }
}

}  // namespace
}  // namespace clearway::certificate
