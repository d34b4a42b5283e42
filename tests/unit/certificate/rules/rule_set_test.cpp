#include "certificate/rules/rule_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

RuleSet SetOf(const std::vector<RuleText>& rules) {
  RuleSet set;
  for (const RuleText& rule : rules) set.AddDocument(rule.identifier + ".json", Json(rule));
  EXPECT_THAT(set.problems(), IsEmpty());
  return set;
}

std::vector<std::string> ChosenBy(const RuleSet& set, const Journey& journey,
                                  Timestamp when = kNow) {
  std::vector<std::string> chosen;
  for (const auto& [rule, doubt] : set.ChooseFor(journey, when).acceptance) {
    chosen.push_back(rule->heading.identifier + (doubt.empty() ? "" : "?"));
  }
  return chosen;
}

TEST(RuleSet, gives_the_rules_of_the_destination_alone) {
  const RuleSet set = SetOf({{.identifier = "VR-XA-0001"},
                             {.identifier = "VR-XB-0001", .country = "XB"},
                             {.identifier = "IR-XA-0001", .type = "Invalidation"}});
  EXPECT_THAT(ChosenBy(set, {.destination = "XA"}), ElementsAre("VR-XA-0001"));
  EXPECT_THAT(ChosenBy(set, {.destination = "XC"}), IsEmpty());
  EXPECT_THAT(set.ChooseOfIssuers(std::vector<std::string>{"XB", "XA"}, kNow), SizeIs(1));
  EXPECT_THAT(set.ChooseOfIssuers(std::vector<std::string>{"XB"}, kNow), IsEmpty());
  EXPECT_EQ(set.OnlyCountry(), "");
}

TEST(RuleSet, asks_for_region_post_and_origin_only_where_a_rule_does) {
  const RuleSet set =
      SetOf({{.identifier = "GR-XA-0001"},
             {.identifier = "GR-XA-0002", .more = R"(,"Region":"ISLE")"},
             {.identifier = "GR-XA-0003", .more = R"(,"Clearway":{"Posts":["boarding"]})"},
             {.identifier = "GR-XA-0004", .more = R"(,"Clearway":{"Origins":["XC"]})"}});
  EXPECT_THAT(ChosenBy(set, {.destination = "XA", .origin = "XB"}), ElementsAre("GR-XA-0001"));
  for (const char* region : {"ISLE", "isle"}) {
    EXPECT_THAT(ChosenBy(set, {.destination = "XA", .region = region, .origin = "XB"}),
                ElementsAre("GR-XA-0001", "GR-XA-0002"));
  }
  for (const char* post : {"boarding", "Boarding"}) {
    EXPECT_THAT(ChosenBy(set, {.destination = "XA", .origin = "XB", .post = post}),
                ElementsAre("GR-XA-0001", "GR-XA-0003"));
  }
}

TEST(RuleSet, is_in_doubt_what_is_for_a_post_that_nothing_names) {
  const RuleSet set =
      SetOf({{.identifier = "GR-XA-0001"},
             {.identifier = "GR-XA-0003", .more = R"(,"Clearway":{"Posts":["boarding"]})"}});
  Journey journey{.destination = "XA", .origin = "XB", .post = "bording"};
  EXPECT_THAT(ChosenBy(set, journey), ElementsAre("GR-XA-0001", "GR-XA-0003?"));
  journey.is_listed_post = true;  // another post's rules do not count
  EXPECT_THAT(ChosenBy(set, journey), ElementsAre("GR-XA-0001"));
}

TEST(RuleSet, knows_which_regions_of_a_destination_have_rules_of_their_own) {
  const RuleSet set = SetOf({{.identifier = "GR-XA-0002", .more = R"(,"Region":"ISLE")"}});
  EXPECT_TRUE(set.NamesRegionOf({.destination = "XA", .region = "isle"}));
  EXPECT_FALSE(set.NamesRegionOf({.destination = "XA", .region = "Island"}));
  EXPECT_FALSE(set.NamesRegionOf({.destination = "XB", .region = "ISLE"}));
}

TEST(RuleSet, finds_origins_however_they_are_written_and_is_in_doubt_where_they_are_unknown) {
  const RuleSet set = SetOf({{.identifier = "GR-XA-0001"},
                             {.identifier = "GR-XA-0002", .version = "1.0.0"},
                             {.identifier = "GR-XA-0002",
                              .version = "2.0.0",
                              .more = R"(,"Clearway":{"Origins":["BR"]})"}});
  for (const char* origin : {"BR", "br", "BRA", "bra"}) {
    EXPECT_THAT(ChosenBy(set, {.destination = "XA", .origin = origin}),
                ElementsAre("GR-XA-0001", "GR-XA-0002"));
  }
  for (const char* origin : {"", " BR", "Brazil"}) {
    EXPECT_THAT(ChosenBy(set, {.destination = "XA", .origin = origin}),
                ElementsAre("GR-XA-0001", "GR-XA-0002?", "GR-XA-0002?"));
  }
}

TEST(RuleSet, gives_what_is_in_force_and_of_that_the_highest_version) {
  const RuleSet set = SetOf({{.version = "1.2.0"},
                             {.version = "1.10.0"},
                             {.version = "2.0.0", .valid_from = "2027-02-01T00:00:00Z"}});
  const auto version = [&set](Timestamp when) {
    const auto chosen = set.ChooseFor({.destination = "XA"}, when).acceptance;
    return chosen.size() == 1 ? chosen.front().what->heading.version->numbers
                              : std::array<unsigned, 3>{};
  };
  EXPECT_EQ(version(kNow), (std::array<unsigned, 3>{1, 10, 0}));
  EXPECT_EQ(version(kNow + std::chrono::days(60)), (std::array<unsigned, 3>{2, 0, 0}));
  EXPECT_EQ(version(kNow + std::chrono::days(4000)), (std::array<unsigned, 3>{}));
}

TEST(RuleSet, drops_nothing_for_a_version_that_nobody_can_read) {
  for (const char* version : {"1.0", "v2.0.0", "2.0.0-rc", "99999999999.0.0", ""}) {
    RuleSet set;
    set.AddDocument("old.json", Json({.version = "1.0.0"}));
    set.AddDocument("new.json", Json({.version = version}));
    set.AddDocument("other.json", Json({.identifier = "VR-XA-0002"}));
    EXPECT_THAT(set.problems(), SizeIs(1)) << version;
    EXPECT_FALSE(set.rules()[1].condition.logic) << version;
    EXPECT_THAT(ChosenBy(set, {.destination = "XA"}),
                ElementsAre("VR-XA-0001?", "VR-XA-0001", "VR-XA-0002"))
        << version;
  }
}

TEST(RuleSet, takes_value_sets_of_the_gateway_and_lists_by_name) {
  RuleSet set;
  set.AddDocument("a", R"({"valueSetId":"vaccines","valueSetDate":"2022-01-01",)"
                       R"("valueSetValues":{"A":{"display":"a"},"B":{"display":"b"}}})");
  set.AddDocument("b", R"({"tests":["X","Y"],"vaccines":["C"]})");
  EXPECT_TRUE(set.HasValueSet("tests"));
  EXPECT_FALSE(set.HasValueSet("other"));
  EXPECT_EQ(certlogic::ToJson(set.value_sets()), R"({"tests":["X","Y"],"vaccines":["C"]})");
}

TEST(RuleSet, takes_many_rules_from_one_document) {
  RuleSet set;
  set.AddDocument("all.json", "[" + Json({}) + "," + Json({.identifier = "VR-XA-0002"}) + "]");
  EXPECT_THAT(set.rules(), SizeIs(2));
  EXPECT_EQ(set.OnlyCountry(), "XA");
}

TEST(RuleSet, remembers_documents_that_nobody_can_read) {
  for (const char* junk : {"", "{", "7", "{}", R"({"a":1})", "[1]", "[]"}) {
    RuleSet set;
    set.AddDocument("junk.json", junk);
    ASSERT_THAT(set.unreadable(), SizeIs(1)) << junk;
    EXPECT_EQ(set.unreadable().front().source, "junk.json");
  }
}

TEST(RuleSet, takes_nothing_as_value_sets_but_lists_of_codes) {
  for (const char* junk : {R"({"keys":[{"kty":"EC","d":"SECRET"}]})",
                           R"({"tests":["X"],"more":[1]})", R"({"tests":["X"],"none":[]})",
                           R"({"valueSetId":"keys","valueSetValues":[{"d":"SECRET"}]})",
                           R"({"valueSetId":"none","valueSetValues":{}})"}) {
    RuleSet set;
    set.AddDocument("junk.json", junk);
    EXPECT_THAT(set.unreadable(), SizeIs(1)) << junk;
    EXPECT_EQ(certlogic::ToJson(set.value_sets()), "{}") << junk;
  }
}

TEST(RuleSet, can_be_moved_with_everything_in_it) {
  RuleSet first = SetOf({{}});
  first.AddDocument("sets", R"({"tests":["X"]})");
  const RuleSet set = std::move(first);
  EXPECT_THAT(ChosenBy(set, {.destination = "XA"}), ElementsAre("VR-XA-0001"));
  EXPECT_EQ(certlogic::ToJson(set.value_sets()), R"({"tests":["X"]})");
}

}  // namespace
}  // namespace clearway::rules
