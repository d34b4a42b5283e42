#include "kiosk/records/vault/document_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace clearway::vault {
namespace {

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

// The specimen of Doc 9303-4.
const std::string kFirst = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string kSecond = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

std::expected<DocumentKey, DocumentField> Read(const std::string& second) {
  const auto zone = encoding::mrz::Parse(kFirst + "\n" + second, kNow);
  EXPECT_TRUE(zone);
  return DocumentKey::FromZone(*zone);
}

std::string Text(const std::expected<DocumentKey, DocumentField>& key) {
  return key ? std::string(encoding::AsText(key->view())) : ToString(key.error());
}

TEST(DocumentKey, is_the_same_read_by_a_camera_and_typed) {
  EXPECT_EQ(Text(Read(kSecond)), "740812120415L898902C3");
  EXPECT_EQ(Text(DocumentKey::FromTyped("L898902C36", "7408122", "1204159")),
            "740812120415L898902C3");
}

TEST(DocumentKey, says_number_and_birth_date) {
  EXPECT_EQ(Read(kSecond)->number(), "L898902C3");
  EXPECT_EQ(Read(kSecond)->birth_date(), "740812");
}

TEST(DocumentKey, takes_fillers_as_they_are_typed_or_left_out) {
  EXPECT_EQ(Text(DocumentKey::FromTyped("D231458<<3", "7408122", "1204159")),
            Text(DocumentKey::FromTyped("D2314583", "7408122", "1204159")));
  // A part of the birth date that is not known.
  EXPECT_EQ(Text(DocumentKey::FromTyped("L898902C36", "74<<<<5", "1204159")),
            Text(DocumentKey::FromTyped("L898902C36", "7400005", "1204159")));
}

TEST(DocumentKey, says_which_check_digit_fails) {
  EXPECT_EQ(Text(DocumentKey::FromTyped("L898902C35", "7408122", "1204159")), "number");
  EXPECT_EQ(Text(DocumentKey::FromTyped("L898902C36", "7408123", "1204159")), "birth_date");
  EXPECT_EQ(Text(DocumentKey::FromTyped("L898902C36", "7408122", "1204150")), "expiry");
  std::string misread = kSecond;
  misread[4] = '8';  // 9 read as 8
  EXPECT_EQ(Text(Read(misread)), "number");
}

TEST(DocumentKey, refuses_what_no_zone_holds) {
  for (const char* number : {"", "6", "<6", "l898902c36", "L898902C3 6", "L898902Ç36"}) {
    EXPECT_EQ(Text(DocumentKey::FromTyped(number, "7408122", "1204159")), "number") << number;
  }
  for (const char* date : {"", "740812", "74081222", "7A08122"}) {
    EXPECT_EQ(Text(DocumentKey::FromTyped("L898902C36", date, "1204159")), "birth_date") << date;
  }
  EXPECT_EQ(Text(DocumentKey::FromTyped(std::string(200, '0'), "7408122", "1204159")), "number");
}

TEST(DocumentKey, knows_the_pins_that_whoever_sees_the_passport_tries_first) {
  EXPECT_THAT(Read(kSecond)->GuessablePins(),
              testing::IsSupersetOf({"740812", "120874", "081274", "19740812", "12081974", "120415",
                                     "150412", "041512", "20120415", "15042012", "8989023"}));
}

}  // namespace
}  // namespace clearway::vault
