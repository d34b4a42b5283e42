#include "certificate/presentation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "certificate/value_sets.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

std::vector<std::string> Titles(const Presentation& presentation) {
  std::vector<std::string> titles;
  for (const Section& section : presentation.sections) titles.push_back(section.title);
  return titles;
}

std::vector<std::string> Ids(const Section& section) {
  std::vector<std::string> ids;
  for (const Field& field : section.fields) ids.push_back(field.id);
  return ids;
}

TEST(Presentation, orders_holder_document_records_and_certificate) {
  EXPECT_THAT(Titles(Present(TravelHealthSpecimen())),
              ElementsAre("Holder", "Document of travel", "Nucleic acid test", "IgG antibody test",
                          "IgM antibody test", "Vaccination", "Certificate"));
}

TEST(Presentation, has_no_line_for_what_the_certificate_does_not_say) {
  Certificate certificate = EuDccSpecimen();
  certificate.holder = {};
  certificate.holder.name.surname_icao = "MUSTERMANN";
  certificate.records[0].country.clear();
  const Presentation presentation = Present(certificate);
  EXPECT_THAT(Ids(presentation.sections[0]), ElementsAre("holder.surname"));
  EXPECT_EQ(std::get<std::string>(presentation.sections[0].fields[0].value), "MUSTERMANN");
  EXPECT_THAT(Ids(presentation.sections[1]), Not(Contains("record.country")));
}

TEST(Presentation, marks_what_the_signature_does_not_cover) {
  Certificate certificate = EuDccSpecimen();
  certificate.unsigned_fields = {"holder.surname"};
  const Section holder = Present(certificate).sections[0];
  EXPECT_FALSE(holder.fields.at(0).is_signed);
  EXPECT_TRUE(holder.fields.at(1).is_signed);
}

TEST(Presentation, shows_a_countrys_code_as_a_country_and_an_authority_as_text) {
  Certificate certificate = EuDccSpecimen();
  EXPECT_EQ(std::get<Country>(Present(certificate).sections.back().fields[0].value).code, "XX");
  certificate.issuer = "Test Authority";
  EXPECT_EQ(std::get<std::string>(Present(certificate).sections.back().fields[0].value),
            "Test Authority");
}

TEST(ValueSets, name_common_codes_and_leave_others_as_they_are) {
  EXPECT_EQ(NameOf(ValueSet::kVaccineProduct, "EU/1/20/1507"), "Spikevax");
  EXPECT_EQ(NameOf(ValueSet::kDisease, "16541001"), "Yellow fever");
  EXPECT_EQ(NameOf(ValueSet::kDisease, "EU/1/20/1507"), "");
  EXPECT_EQ(CodedIn(ValueSet::kDisease, "999").code, "999");
  EXPECT_EQ(CodedIn(ValueSet::kDisease, "999").name, "");
}

}  // namespace
}  // namespace clearway::certificate
