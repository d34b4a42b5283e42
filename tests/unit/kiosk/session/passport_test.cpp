#include "kiosk/session/passport.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clearway::session {
namespace {

using std::chrono::sys_days;
using vault::DocumentField;

constexpr Timestamp kNow = sys_days{std::chrono::year{2026} / 11 / 21};

encoding::mrz::Zone Specimen() {
  const auto zone = encoding::mrz::Parse(
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
      kNow);
  EXPECT_TRUE(zone);
  return *zone;
}

PassportFields Typed() {
  return {TypedText("L898902C36"), TypedText("7408122"), TypedText("1204159")};
}

TEST(PassportFields, of_a_zone_are_what_somebody_would_type_from_it) {
  const PassportFields fields = FieldsOf(Specimen());
  EXPECT_EQ(fields.number.view(), "L898902C36");
  EXPECT_EQ(fields.birth_date.view(), "7408122");
  EXPECT_EQ(fields.expiry.view(), "1204159");
}

TEST(PassportFields, open_the_same_copy_read_or_typed) {
  const auto read = KeyOf(FieldsOf(Specimen()));
  const auto typed = KeyOf(Typed());
  const auto zone = vault::DocumentKey::FromZone(Specimen());
  ASSERT_TRUE(read && typed && zone);
  EXPECT_TRUE(std::ranges::equal(read->view(), typed->view()));
  EXPECT_TRUE(std::ranges::equal(read->view(), zone->view()));
}

TEST(PassportFields, are_empty_where_a_check_digit_fails) {
  encoding::mrz::Zone zone = Specimen();
  zone.checks.expiry = encoding::mrz::Check::kFails;
  EXPECT_TRUE(FieldsOf(zone).empty());
}

TEST(PassportFields, say_which_of_them_is_wrong) {
  PassportFields fields = Typed();
  fields.birth_date = TypedText("7408121");
  ASSERT_FALSE(KeyOf(fields));
  EXPECT_EQ(KeyOf(fields).error(), DocumentField::kBirthDate);
}

TEST(TypedPassport, knows_number_and_birth_date_and_no_name) {
  const Passport passport = TypedPassport(Typed(), kNow);
  EXPECT_TRUE(passport.typed);
  EXPECT_EQ(passport.identity.document->number, "L898902C3");
  EXPECT_EQ(passport.identity.birth_date, (certificate::PartialDate{1974, 8U, 12U}));
  EXPECT_TRUE(passport.identity.name.surname.empty());
}

TEST(TypedPassport, is_of_somebody_born_in_this_century_unless_that_is_still_to_come) {
  PassportFields fields = Typed();
  fields.birth_date = TypedText("2611217");
  EXPECT_EQ(TypedPassport(fields, kNow).identity.birth_date->year, 2026);
  fields.birth_date = TypedText("2611228");
  EXPECT_EQ(TypedPassport(fields, kNow).identity.birth_date->year, 1926);
}

TEST(TypedPassport, does_not_know_a_day_that_the_passport_leaves_open) {
  PassportFields fields = Typed();
  fields.birth_date = TypedText("7408007");
  const auto born = TypedPassport(fields, kNow).identity.birth_date;
  EXPECT_EQ(born, (certificate::PartialDate{1974, 8U, std::nullopt}));
}

}  // namespace
}  // namespace clearway::session
