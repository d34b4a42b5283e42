#include "printer/wording.h"

#include <gtest/gtest.h>

namespace clearway::printer {
namespace {

std::string Say(const certificate::Value& value, const text::Language& language) {
  return InWords(value, text::Catalogue::Load(language).value());
}

TEST(Wording, leaves_text_as_it_is) {
  EXPECT_EQ(Say("ZHANG", text::Language::Chinese()), "ZHANG");
}

TEST(Wording, puts_the_other_kinds_into_the_readers_language) {
  EXPECT_EQ(Say(certificate::PartialDate{2021, 5, 6}, text::Language::Chinese()), "2021年5月6日");
  EXPECT_EQ(Say(certificate::Country{"DE"}, text::Language::Chinese()), "德国");
  EXPECT_EQ(Say(Message{"Negative", {}}, text::Language::Chinese()), "阴性");
  EXPECT_EQ(Say(Timestamp{std::chrono::seconds(0)}, text::Language::English()),
            "1 January 1970 at 00:00 UTC");
}

TEST(Wording, gives_moments_in_the_zone_of_the_place) {
  const auto english = text::Catalogue::Load(text::Language::English()).value();
  EXPECT_EQ(InWords(Timestamp{std::chrono::seconds(0)}, english, "Asia/Shanghai").substr(0, 23),
            "1 January 1970 at 08:00");
}

}  // namespace
}  // namespace clearway::printer
