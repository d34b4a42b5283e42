#include "kiosk/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <regex>
#include <set>
#include <sstream>

namespace clearway::kiosk {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Texts(const LoadedConfig& loaded) {
  std::vector<std::string> texts;
  for (const ConfigProblem& problem : loaded.problems) texts.push_back(problem.Text());
  return texts;
}

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string ShippedFile() {
  return ReadAll(std::filesystem::path(CLEARWAY_SOURCE_DIR) / "image/clearway.toml");
}

TEST(Config, an_empty_file_is_all_defaults) {
  const LoadedConfig loaded = ParseConfig("", "a.toml");
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.config, Config{});
}

TEST(Config, reads_every_kind_of_value) {
  const LoadedConfig loaded = ParseConfig(R"(
      [place]
      name = "Terminal 3, arrivals"
      country = "CN"
      [devices]
      scanners = ["tty:/dev/ttyACM0", "tty:/dev/ttyACM1"]
      [languages]
      offered = ["ar", "en"]
      default = "ar"
      [times]
      idle_warning = 90
      [screen]
      fullscreen = false
      text_scale = 2
      [demo]
      enabled = true
      clock = 1970-01-01T00:01:00Z)",
                                          "a.toml");
  EXPECT_THAT(Texts(loaded), IsEmpty());
  EXPECT_EQ(loaded.config.place_name, "Terminal 3, arrivals");
  EXPECT_EQ(loaded.config.country, "CN");
  EXPECT_THAT(loaded.config.scanners, ElementsAre("tty:/dev/ttyACM0", "tty:/dev/ttyACM1"));
  EXPECT_THAT(loaded.config.languages, ElementsAre("ar", "en"));
  EXPECT_EQ(loaded.config.default_language, "ar");
  EXPECT_EQ(loaded.config.idle_warning, std::chrono::seconds(90));
  EXPECT_FALSE(loaded.config.fullscreen);
  EXPECT_DOUBLE_EQ(loaded.config.text_scale, 2.0);
  EXPECT_EQ(loaded.config.demo_clock, Timestamp(std::chrono::seconds(60)));
}

TEST(Config, names_file_line_key_and_what_is_allowed) {
  const LoadedConfig loaded = ParseConfig("[devices]\n\ncamera = \"usb0\"\n", "kiosk.toml");
  EXPECT_THAT(Texts(loaded),
              ElementsAre("kiosk.toml:3: devices.camera: this value is not allowed: write "
                          "\"v4l2:/dev/video0\", \"replay:PATH\", or \"\" for none"));
  EXPECT_EQ(loaded.config.camera, Config{}.camera);
}

TEST(Config, tells_all_mistakes_at_once_in_the_order_of_the_file) {
  const LoadedConfig loaded =
      ParseConfig("[times]\nidle_end = \"long\"\n[screen]\ntext_scale = 9.0\n", "a.toml");
  ASSERT_THAT(loaded.problems, SizeIs(2));
  EXPECT_EQ(loaded.problems[0].line, 2u);
  EXPECT_EQ(loaded.problems[1].line, 4u);
}

TEST(Config, suggests_the_nearest_key_for_one_that_does_not_exist) {
  const LoadedConfig loaded = ParseConfig("[times]\nidle_warnig = 30\n", "a.toml");
  EXPECT_THAT(Texts(loaded), ElementsAre("a.toml:2: times.idle_warnig: there is no such key; did "
                                         "you mean times.idle_warning?"));
}

TEST(Config, suggests_nothing_where_nothing_is_near) {
  EXPECT_THAT(Texts(ParseConfig("colour_of_the_carpet = 1\n", "a.toml")),
              ElementsAre(HasSubstr("image/clearway.toml shows them all")));
}

TEST(Config, says_that_a_group_is_no_value) {
  EXPECT_THAT(Texts(ParseConfig("devices = 3\n", "a.toml")),
              ElementsAre("a.toml:1: devices: is a group: write it as [devices]"));
}

TEST(Config, tells_the_line_of_broken_toml) {
  const LoadedConfig loaded = ParseConfig("[place]\nname = \"open\n", "a.toml");
  ASSERT_THAT(loaded.problems, SizeIs(1));
  EXPECT_EQ(loaded.problems[0].line, 2u);
  EXPECT_EQ(loaded.config, Config{});
}

TEST(Config, keeps_what_is_right_beside_what_is_wrong) {
  const LoadedConfig loaded =
      ParseConfig("[place]\nname = \"Gate 4\"\ncountry = \"China\"\n", "a.toml");
  EXPECT_THAT(loaded.problems, SizeIs(1));
  EXPECT_EQ(loaded.config.place_name, "Gate 4");
}

TEST(Config, the_default_language_must_be_offered) {
  EXPECT_THAT(Texts(ParseConfig("[languages]\noffered = [\"ar\"]\ndefault = \"en\"\n", "a.toml")),
              ElementsAre(HasSubstr("a.toml:3: languages.default: is not among")));
  EXPECT_THAT(ParseConfig("[languages]\noffered = [\"ar\"]\n", "a.toml").problems, SizeIs(1));
}

TEST(Config, refuses_repetitions_empty_lists_and_wrong_types) {
  for (const char* text : {"[languages]\noffered = []",
                           "[languages]\noffered = [\"en\", \"en\"]",
                           "[languages]\noffered = \"en\"",
                           "[devices]\nscanners = [1]",
                           "[times]\nidle_end = 10.5",
                           "[times]\nidle_end = 9",
                           "[times]\nidle_end = 99999999999999999",
                           "[screen]\ntext_scale = nan",
                           "[screen]\nwidth_mm = 5",
                           "[screen]\nfullscreen = 1",
                           "[sealed]\nreader_keys = \"relative\"",
                           "[sealed]\ndevice_key = 7",
                           "[kept]\nhours = 0",
                           "[kept]\nhours = 169",
                           "[kept]\nsecret = 7",
                           "[kept]\nday_keys = \"\"",
                           "[staff]\nbadge_keys = \"relative\"",
                           "[retrieval]\nurl = \"http://issuer.example\"",
                           "[retrieval]\nurl = \"https://issuer.example\"",
                           "[retrieval]\nkey = 7",
                           "[folders]\ntrust = \"relative\"",
                           "[folders]\ntrust = \"/a\\u0000b\"",
                           "[demo]\nclock = \"1970-01-01T00:00:00Z\"",
                           "[demo]\nclock = 1970-01-01T00:00:00",
                           "[place]\nkiosk = \"gate 4\"",
                           "[place]\nname = \"two\\nlines\""})
    EXPECT_THAT(ParseConfig(text, "a.toml").problems, SizeIs(1)) << text;
}

TEST(Config, files_of_travellers_and_pretended_devices_need_a_demonstration) {
  const std::string text = "[devices]\ncamera = \"replay:/film\"\nprinter = \"file:/out\"\n";
  EXPECT_THAT(ParseConfig(text, "a.toml").problems, SizeIs(2));
  EXPECT_THAT(ParseConfig(text + "[demo]\nenabled = true\n", "a.toml").problems, IsEmpty());
}

TEST(Config, a_demonstration_that_the_command_line_asks_for_counts_like_the_files_own) {
  const LoadedConfig loaded = ParseConfig("[devices]\ncamera = \"replay:/film\"\n", "a.toml", true);
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_TRUE(loaded.config.demo);
}

TEST(Config, a_file_that_is_absent_or_no_file_is_a_problem_with_defaults) {
  for (const char* path : {"/nonexistent/clearway.toml", "/tmp", "/dev/zero"}) {
    const LoadedConfig loaded = LoadConfig(path);
    EXPECT_THAT(loaded.problems, SizeIs(1)) << path;
    EXPECT_EQ(loaded.config, Config{});
  }
}

TEST(Config, a_disclosure_table_that_cannot_be_read_is_a_problem) {
  const auto folder = std::filesystem::path(::testing::TempDir());
  const std::string mark = std::to_string(::getpid());
  const auto path = folder / ("disclosing-" + mark + ".toml");
  const auto table = folder / ("table-" + mark + ".json");
  std::ofstream(path) << "[place]\npost = \"gate\"\ndisclosure = \"" << table.string() << "\"\n";
  EXPECT_THAT(Texts(LoadConfig(path)), ElementsAre(HasSubstr("place.disclosure")));
  std::ofstream(table) << R"({"posts": {"gate": "everything"}})";
  EXPECT_THAT(Texts(LoadConfig(path)), ElementsAre(HasSubstr("place.disclosure")));
  std::ofstream(table) << R"({"posts": {"gate": ["holder.surname"]}})";
  const LoadedConfig loaded = LoadConfig(path);
  EXPECT_THAT(loaded.problems, IsEmpty());
  const auto disclosure = DisclosuresOf(loaded.config)->ForPost(loaded.config.post);
  EXPECT_TRUE(disclosure.Shows("holder.surname"));
  EXPECT_FALSE(disclosure.Shows("holder.birth_date"));
  std::filesystem::remove(path);
  std::filesystem::remove(table);
}

TEST(Config, an_oversized_file_is_refused_unread) {
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    ("large-" + std::to_string(::getpid()) + ".toml");
  std::ofstream(path) << std::string(70'000, '#');
  EXPECT_THAT(Texts(LoadConfig(path)), ElementsAre(HasSubstr("larger than 64 KiB")));
  std::filesystem::remove(path);
}

TEST(ShippedConfig, is_accepted_as_it_is) {
  const LoadedConfig loaded = ParseConfig(ShippedFile(), "clearway.toml");
  EXPECT_THAT(Texts(loaded), IsEmpty());
  EXPECT_EQ(loaded.config, Config{});
}

// The shipped file with each "#key = default" switched on, and the keys that it shows.
struct Uncommented {
  std::string text;
  std::vector<std::string> keys;
};
Uncommented UncommentShippedFile() {
  Uncommented result;
  std::istringstream lines(ShippedFile());
  std::string group;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_match(line, match, std::regex(R"(\[(\w+)\])"))) group = match[1];
    if (std::regex_match(line, match, std::regex(R"(#(\w+) =(.*))"))) {
      result.keys.push_back(group + "." + match[1].str());
      if (match[2].length() == 0) continue;  // a key without a default
      line.erase(0, 1);
    }
    result.text += line + "\n";
  }
  return result;
}

TEST(ShippedConfig, shows_every_key_with_its_default) {
  const Uncommented uncommented = UncommentShippedFile();
  EXPECT_THAT(uncommented.keys, ::testing::ElementsAreArray(ConfigKeys()));
  const LoadedConfig loaded = ParseConfig(uncommented.text, "clearway.toml");
  EXPECT_THAT(Texts(loaded), IsEmpty());
  EXPECT_EQ(loaded.config, Config{});
}

// Whatever a file holds, it is read to its end: problems or none, never a crash.
TEST(Config, survives_damaged_files) {
  std::mt19937 random(20261121);
  const std::string whole = UncommentShippedFile().text;
  std::set<std::size_t> numbers_of_problems;
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole;
    for (unsigned change = random() % 8; change > 0; --change) {
      const std::size_t place = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[place] = static_cast<char>(random());
          break;
        case 1:
          text.erase(place, random() % 20);
          break;
        case 2:
          text.insert(place, std::string(random() % 300, "[{\"='\\\n"[random() % 7]));
          break;
        default:
          text.resize(place + 1);
      }
      text += '\n';
    }
    numbers_of_problems.insert(ParseConfig(text, "a.toml").problems.size());
  }
  EXPECT_GT(numbers_of_problems.size(), 2u);  // none, one, several
}

}  // namespace
}  // namespace clearway::kiosk
