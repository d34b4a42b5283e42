#include "tools/clearway/issue_input.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace clearway::tools {
namespace {

using certificate::Certificate;
using std::chrono::days;
using std::chrono::hours;
using testing::HasSubstr;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};  // 2027-01-15T08:00:00Z

std::string Input(const std::string& members, const std::string& record) {
  return R"({"format": "travel-health", "holder": {"surname": "WANG"}, )" + members +
         R"("records": [{"kind": "nucleic-acid-test", "disease": "840539006", "result": "negative")" +
         record + "}]}";
}

std::string Problem(const std::string& text) {
  const auto certificate = ParseIssueInput(text, kNow);
  return certificate ? "none" : certificate.error().detail;
}

TEST(IssueInput, counts_moments_and_days_from_now) {
  const auto certificate = ParseIssueInput(
      Input(R"("issued_at": "-40d", "expires_at": "+12h", )", R"(, "sampled_at": "-20h")"), kNow);
  ASSERT_TRUE(certificate) << certificate.error().detail;
  EXPECT_EQ(certificate->issued_at, kNow - days(40));
  EXPECT_EQ(certificate->expires_at, kNow + hours(12));
  const auto& test = std::get<certificate::Test>(certificate->records.at(0).details);
  EXPECT_EQ(test.sampled_at, kNow - hours(20));
  const auto other = ParseIssueInput(Input("", R"(, "sampled_on": "-1d")"), kNow);
  ASSERT_TRUE(other) << other.error().detail;
  EXPECT_EQ(std::get<certificate::Test>(other->records.at(0).details).sampled_on,
            (certificate::PartialDate{2027, 1U, 14U}));
}

TEST(IssueInput, is_issued_now_where_nothing_else_is_said) {
  const auto certificate = ParseIssueInput(Input("", ""), kNow);
  ASSERT_TRUE(certificate);
  EXPECT_EQ(certificate->issued_at, kNow);
  EXPECT_EQ(certificate->expires_at, std::nullopt);
}

TEST(IssueInput, names_the_place_of_a_mistake) {
  const std::pair<std::string, const char*> kMistakes[] = {
      {"[]", "certificate is not a JSON object"},
      {"{", "not JSON"},
      {Input(R"("expires_at": "soon", )", ""), "certificate.expires_at"},
      {Input(R"("expires_at": "+9999999999d", )", ""), "certificate.expires_at"},
      {Input(R"("expires_at": "+d", )", ""), "certificate.expires_at"},
      {Input(R"("expires": "+1d", )", ""), "certificate.expires is not known"},
      {R"({"format": "eu-dcc", "holder": {}, "records": [{"kind": "antigen-test", "result": "ok"}]})",
       "certificate.records[0].result must be one of"},
      {Input("", R"(, "dose": 1)"), "certificate.records[0].dose is not known"},
      {Input("", R"(, "facility": 7)"), "certificate.records[0].facility is not a text"},
      {Input(R"("document": {"kind": "visa"}, )", ""), "certificate.document.kind"},
      {Input(R"("document": "E1", )", ""), "certificate.document is not a JSON object"},
      {R"({"format": "eu-dcc", "holder": {}})", "certificate.records"}};
  for (const auto& [text, named] : kMistakes) EXPECT_THAT(Problem(text), HasSubstr(named)) << text;
}

std::string DeclarationInput(const std::string& members) {
  return R"({"format": "travel-health", "holder": {"surname": "WANG"}, "records": [
      {"kind": "declaration", "disease": "840539006", "status": "green", "declarer": "child",
       "diagnosis": "never", "itinerary": [{"from": "FRA", "to": "PEK", "date": "+1d"}])" +
         members + "}]}";
}

TEST(IssueInput, takes_a_declaration) {
  const auto certificate = ParseIssueInput(DeclarationInput(
                                               R"(, "doses": 2,
              "tests": [{"kind": "antigen-test", "result": "negative", "sampled_on": "-1d"}])"),
                                           kNow);
  ASSERT_TRUE(certificate) << certificate.error().detail;
  const auto& declaration = std::get<certificate::Declaration>(certificate->records.at(0).details);
  EXPECT_EQ(declaration.status, certificate::DeclarationStatus::kGreen);
  EXPECT_EQ(declaration.declarer, certificate::Declarer::kChild);
  EXPECT_EQ(declaration.itinerary.at(0).day, (certificate::PartialDate{2027, 1U, 16U}));
  EXPECT_EQ(declaration.tests.at(0).kind, certificate::TestKind::kAntigen);
}

TEST(IssueInput, names_the_place_of_a_mistake_in_a_declaration) {
  const std::pair<const char*, const char*> kMistakes[] = {
      {R"(, "tests": {})", "certificate.records[0].tests is not an array"},
      {R"(, "tests": [7])", "certificate.records[0].tests[0] is not a JSON object"},
      {R"(, "tests": [{"kind": "x-ray"}])", "certificate.records[0].tests[0].kind must be one of"},
      {R"(, "doses": -1)", "certificate.records[0].doses"},
      {"", "certificate.records[0].doses is missing"},
      {R"(, "doses": 0, "hotel": "x")", "certificate.records[0].hotel is not known"}};
  for (const auto& [members, named] : kMistakes) {
    EXPECT_THAT(Problem(DeclarationInput(members)), HasSubstr(named)) << members;
  }
}

TEST(IssueInput, refuses_what_cannot_be_true_of_a_person_or_a_country) {
  const auto holder = [](const char* members) {
    return R"({"format": "travel-health", "holder": {"surname": "WANG", )" + std::string(members) +
           R"(}, "records": []})";
  };
  const auto vaccination = [](const char* members) {
    return R"({"format": "eu-dcc", "holder": {}, "records": [{"kind": "vaccination", )" +
           std::string(members) + "}]}";
  };
  EXPECT_EQ(Problem(holder(R"("birth_date": "2027-01-15")")), "none");
  EXPECT_EQ(Problem(holder(R"("birth_date": "2027", "nationality": "GBN")")), "none");
  EXPECT_EQ(Problem(vaccination(R"("dose": 3, "doses": 1, "country": "XX")")), "none");
  EXPECT_EQ(Problem(vaccination(R"("country": "UNHCR")")), "none");
  EXPECT_EQ(Problem(Input(R"("issuer": "City Clinic", )", "")), "none");
  const std::pair<std::string, const char*> kMistakes[] = {
      {holder(R"("birth_date": "2090-01-01")"), "holder.birth_date is in the future"},
      {holder(R"("birth_date": "2027-02")"), "holder.birth_date is in the future"},
      {holder(R"("nationality": "China")"), "holder.nationality is no country's code"},
      {vaccination(R"("dose": 0)"), "records[0].dose counts from 1"},
      {vaccination(R"("doses": 0)"), "records[0].doses counts from 1"},
      {vaccination(R"("country": "Deutschland")"), "records[0].country is no country's code"},
      {vaccination(R"("country": "de")"), "records[0].country is no country's code"},
      {Input(R"("issuer": " ", )", ""), "certificate.issuer is blank"},
      {Input(R"("issuer": "XX", "issuer": "XY", )", ""), "same key twice"},
      {R"({"format": "eu-dcc", "holder": {}, "issuer": "City Clinic", "records": []})",
       "certificate.issuer is no country's code"}};
  for (const auto& [text, named] : kMistakes) EXPECT_THAT(Problem(text), HasSubstr(named)) << text;
}

TEST(IssueInput, refuses_what_has_not_happened_yet) {
  const auto record = [](const char* members) {
    return R"({"format": "eu-dcc", "holder": {}, "records": [{)" + std::string(members) + "}]}";
  };
  const std::pair<std::string, const char*> kMistakes[] = {
      {Input("", R"(, "sampled_at": "+1h")"), "sampled_at is in the future"},
      {Input("", R"(, "sampled_on": "+2d")"), "sampled_on is in the future"},
      {record(R"("kind": "vaccination", "date": "+2d")"), "date is in the future"},
      {record(R"("kind": "recovery", "first_positive": "+2d")"), "first_positive is in the future"},
      {record(R"("kind": "recovery", "valid_from": "-1d", "valid_until": "-2d")"),
       "valid_until is before valid_from"},
      {DeclarationInput(R"(, "doses": 1, "last_dose": "+2d")"), "last_dose is in the future"}};
  for (const auto& [text, named] : kMistakes) EXPECT_THAT(Problem(text), HasSubstr(named)) << text;
  EXPECT_EQ(Problem(record(R"("kind": "recovery", "valid_from": "+11d", "valid_until": "+180d")")),
            "none");
}

TEST(IssueInput, refuses_members_that_the_format_has_no_place_for) {
  const auto dcc = [](const std::string& members, const std::string& holder) {
    return R"({"format": "eu-dcc", )" + members + R"("holder": {)" + holder +
           R"(}, "records": []})";
  };
  const std::pair<std::string, const char*> kMistakes[] = {
      {dcc(R"("serial": "S1", )", ""), "certificate.serial has no place in this format"},
      {dcc(R"("document": {}, )", ""), "certificate.document has no place"},
      {dcc("", R"("sex": "female")"), "holder.sex has no place"},
      {dcc("", R"("nationality": "XX")"), "holder.nationality has no place"},
      {R"({"format": "travel-health", "holder": {"surname_icao": "WANG"}, "records": []})",
       "holder.surname_icao has no place"},
      {Input("", R"(, "device": "1232")"), "records[0].device has no place"},
      {Input("", R"(, "sampled_at": "-20h", "sampled_on": "-1d")"), "give one of them"}};
  for (const auto& [text, named] : kMistakes) EXPECT_THAT(Problem(text), HasSubstr(named)) << text;
}

TEST(IssueInput, refuses_what_no_revocation_list_could_name) {
  for (const char* serial : {"S 1", " S1", "S1\\n", "S\\u00001"}) {
    EXPECT_TRUE(Problem(Input(fmt::format(R"("serial": "{}", )", serial), ""))
                    .contains("certificate.serial"))
        << serial;
  }
  EXPECT_EQ(Problem(Input(R"("serial": "#1", "issuer": "Ministry of Health", )", "")), "none");
  for (const char* issuer : {" Ministry", "Ministry ", "Mini\\tstry"}) {
    EXPECT_TRUE(Problem(Input(fmt::format(R"("issuer": "{}", )", issuer), ""))
                    .contains("certificate.issuer"))
        << issuer;
  }
}

TEST(IssueInput, tells_no_member_that_looks_like_somebodys_data) {
  const std::string said = Problem(Input(R"("MEIER": 1, )", ""));
  EXPECT_TRUE(said.contains("certificate has a member that is not known")) << said;
  EXPECT_FALSE(said.contains("MEIER"));
}

TEST(IssueInput, never_repeats_what_it_was_given_about_a_person) {
  const std::string text = R"({"format": "eu-dcc", "holder": {"birth_date": "SECRET"}})";
  EXPECT_THAT(Problem(text), testing::Not(HasSubstr("SECRET")));
  const std::string twice = R"({"holder": {"surname": "SECRET", "surname": "SECRET"}})";
  EXPECT_THAT(Problem(twice), testing::Not(HasSubstr("SECRET")));
}

}  // namespace
}  // namespace clearway::tools
