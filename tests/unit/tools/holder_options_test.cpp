#include "tools/clearway/holder_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace clearway::tools {
namespace {

using certificate::ComparedWith;
using certificate::HolderCheck;
using certificate::Sameness;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Timestamp kNow{std::chrono::seconds(1'795'000'000)};  // in November 2026
const std::string kFirstLine = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string kSecondLine = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

TEST(HolderOptions, give_back_an_input_that_followed_the_lines) {
  std::vector<std::string> lines{kFirstLine, kSecondLine, "HC1:6BF"};
  EXPECT_THAT(TakeBackInputs(lines), ElementsAre("HC1:6BF"));
  EXPECT_THAT(lines, ElementsAre(kFirstLine, kSecondLine));
  EXPECT_THAT(TakeBackInputs(lines), IsEmpty());
}

TEST(HolderOptions, read_the_passport_from_its_lines) {
  const auto passport = PassportOf({kFirstLine, kSecondLine}, kNow);
  ASSERT_TRUE(passport && *passport);
  EXPECT_EQ((*passport)->name.surname_icao, "ERIKSSON");
  EXPECT_TRUE(PassportOf({kFirstLine + "\r\n" + kSecondLine}, kNow));
  const auto none = PassportOf({}, kNow);
  EXPECT_TRUE(none && !*none);
}

TEST(HolderOptions, refuse_lines_that_were_mistyped_without_repeating_them) {
  const std::string mistyped = "L898902C36UTO7408132F1204159ZE184226B<<<<<10";
  for (const auto& lines : {std::vector{kFirstLine, mistyped}, std::vector{kFirstLine}}) {
    const auto passport = PassportOf(lines, kNow);
    ASSERT_FALSE(passport);
    EXPECT_THAT(passport.error().detail, HasSubstr("--mrz"));
    EXPECT_THAT(passport.error().detail, testing::Not(HasSubstr("ERIKSSON")));
  }
}

TEST(HolderOptions, show_everything_unless_a_post_is_named) {
  const certificate::Disclosures posts = PostsIn("").value();
  EXPECT_TRUE(DisclosureFor("", posts).Shows("record.id"));
  EXPECT_FALSE(DisclosureFor("boarding", posts).Shows("record.id"));
  EXPECT_FALSE(DisclosureFor("no-such-post", posts).Shows("record.id"));
}

TEST(HolderOptions, take_another_disclosure_table) {
  const auto table = std::filesystem::path(testing::TempDir()) /
                     ("disclosure-" + std::to_string(::getpid()) + ".json");
  std::ofstream(table) << R"({"posts": {"gate": ["record.id"]}})";
  const certificate::Disclosures posts = PostsIn(table.string()).value();
  EXPECT_TRUE(DisclosureFor("gate", posts).Shows("record.id"));
  EXPECT_FALSE(DisclosureFor("gate", posts).Shows("holder.name"));
  std::ofstream(table) << "[]";
  EXPECT_FALSE(PostsIn(table.string()));
  std::filesystem::remove(table);
  EXPECT_FALSE(PostsIn(table.string()));
}

TEST(HolderOptions, say_what_was_compared_and_why) {
  HolderCheck check;
  EXPECT_TRUE(ToJson(check).is_null());
  EXPECT_EQ(ToText(check), "");
  check.compared_with = ComparedWith::kPassport;
  check.match = {.answer = Sameness::kCannotTell, .grounds = {certificate::Ground::kInitials}};
  const nlohmann::ordered_json json = ToJson(check);
  EXPECT_EQ(json["answer"], "cannot-tell");
  EXPECT_EQ(json["compared_with"], "passport");
  EXPECT_EQ(json["reasons"][0]["code"], "initials");
  EXPECT_THAT(ToText(check), HasSubstr("Parts of the name are abbreviated."));
}

}  // namespace
}  // namespace clearway::tools
