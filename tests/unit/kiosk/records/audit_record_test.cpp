#include "kiosk/records/audit_record.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace clearway::records {
namespace {

TEST(CountryCode, keeps_iso_codes_and_nothing_else) {
  EXPECT_EQ(CountryCode("FR").text(), "FR");
  EXPECT_EQ(CountryCode("CHN").text(), "CHN");
  for (const char* claimed : {"", "F", "France", "fr", "F1", "F<", "DUPONT"})
    EXPECT_EQ(CountryCode(claimed).text(), "") << claimed;
}

TEST(ReasonCode, keeps_a_code_and_records_anything_else_as_other) {
  const auto recorded = [](const std::string& code) {
    return std::string(
        ReasonCode(certificate::Reason{.code = code, .for_public = {}, .for_staff = {}}).text());
  };
  EXPECT_EQ(recorded("unknown-signer"), "unknown-signer");
  EXPECT_EQ(recorded("GR-EU-0001.b_2"), "GR-EU-0001.b_2");
  EXPECT_EQ(recorded("Jean Dupont"), "other");
  EXPECT_EQ(recorded("\",\"x\":\""), "other");
  EXPECT_EQ(recorded(""), "other");
  EXPECT_EQ(recorded(std::string(41, 'a')), "other");
}

TEST(KioskName, keeps_an_id_and_records_anything_else_as_other) {
  const auto recorded = [](const std::string& kiosk) {
    return std::string(KioskName(certificate::Receipt{.kiosk = kiosk}).text());
  };
  EXPECT_EQ(KioskName().text(), "");
  EXPECT_EQ(recorded("hall-2"), "hall-2");
  EXPECT_EQ(recorded(std::string(40, 'a')), std::string(40, 'a'));
  for (const std::string& wrong : {std::string(), std::string("Jean Dupont"),
                                   std::string("\",\"x\":\""), std::string(41, 'a')}) {
    EXPECT_EQ(recorded(wrong), "other");
  }
}

// Checked by the compiler: a record has no door for a text.
static_assert(!std::is_constructible_v<ReasonCode, std::string>);
static_assert(!std::is_constructible_v<ReasonCode, const char*>);
static_assert(!std::is_constructible_v<KioskName, std::string>);
static_assert(!std::is_convertible_v<std::string_view, CountryCode>);
static_assert(!std::is_constructible_v<AuditRecord, std::string>);

}  // namespace
}  // namespace clearway::records
