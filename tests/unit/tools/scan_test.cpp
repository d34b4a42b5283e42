#include "tools/scan/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/unit/camera/made_pictures.h"
#include "tools/scan/report.h"

namespace clearway::scan {
namespace {

using camera::CodePicture;
using testing::ElementsAre;
using testing::HasSubstr;
using Json = nlohmann::json;

class ScanTest : public testing::Test {
 protected:
  std::string WriteCode(const std::string& name, const std::string& text) {
    camera::WritePicture(folder_ / name, CodePicture(text, 4));
    return folder_ / name;
  }
  std::string WriteBlank(const std::string& name) {
    camera::WritePicture(folder_ / name, cv::Mat(200, 200, CV_8UC1, cv::Scalar(128)));
    return folder_ / name;
  }
  // The program's exit status; what it printed goes to `out` and `err`.
  int Run(const std::string& arguments) {
    const std::string command = CLEARWAY_PROGRAMS "/clearway-scan " + arguments + " >" +
                                (folder_ / "out") + " 2>" + (folder_ / "err");
    const int status = system(command.c_str());
    out = Slurp("out");
    err = Slurp("err");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string Slurp(const std::string& name) {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  camera::TestFolder folder_;
  std::string out;
  std::string err;
};

TEST_F(ScanTest, prints_a_line_of_json_a_picture_in_the_order_asked_for) {
  const std::string first = WriteCode("first.png", "HC1:FIRST");
  const std::string second = WriteCode("second.png", "HC1:SECOND");
  ASSERT_EQ(Run(first + " " + second + " --json --threads 2"), 0) << err;
  std::istringstream lines(out);
  for (const auto& [file, text] :
       {std::pair(first, "HC1:FIRST"), std::pair(second, "HC1:SECOND")}) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    const Json json = Json::parse(line);
    EXPECT_EQ(json.at("file"), file);
    ASSERT_EQ(json.at("codes").size(), 1U);
    EXPECT_EQ(json.at("codes")[0].at("text"), text);
    EXPECT_EQ(json.at("codes")[0].at("corners").size(), 4U);
    EXPECT_GT(json.at("ms"), 0);
  }
}

TEST_F(ScanTest, prints_bytes_that_are_not_utf8_as_base64) {
  const Json json = Json::parse(JsonLine(
      {.file = "f", .width = 10, .height = 10, .codes = {{std::string("\xff\x00\xfe", 3), {}}}}));
  EXPECT_EQ(json.at("codes")[0].at("base64"), "/wD+");
  EXPECT_FALSE(json.at("codes")[0].contains("text"));
}

TEST_F(ScanTest, gives_corners_in_the_pictures_pixels) {
  const Json json =
      Json::parse(JsonLine({.file = "f",
                            .width = 200,
                            .height = 100,
                            .codes = {{"A", {{{0.5F, 0.5F}, {1, 0}, {1, 1}, {0, 1}}}}}}));
  EXPECT_EQ(json.at("codes")[0].at("corners")[0], Json::parse("[100, 50]"));
}

TEST_F(ScanTest, writes_nothing_that_a_terminal_could_take_as_a_command) {
  const ScannedPicture picture{.file = "f", .codes = {{"A\x1b[2J\u009b2J\u202eB\n", {}}}};
  EXPECT_THAT(PlainLines(picture, false), HasSubstr("A?[2J?2J?B?"));
  EXPECT_THAT(JsonLine(picture), HasSubstr(R"("A\u001b[2J\u009b2J\u202eB\n")"));
}

TEST_F(ScanTest, says_by_its_exit_status_what_it_found) {
  const std::string code = WriteCode("code.png", "HC1:A");
  const std::string blank = WriteBlank("blank.png");
  EXPECT_EQ(Run(code), 0);
  EXPECT_THAT(out, HasSubstr("HC1:A"));
  EXPECT_EQ(Run(code + " " + blank), 1);
  EXPECT_THAT(out, HasSubstr("no code found"));
  EXPECT_EQ(Run(code + " --time"), 0);
  EXPECT_THAT(out, HasSubstr(" ms"));
  EXPECT_EQ(Run("--help"), 0);
}

TEST_F(ScanTest, names_every_picture_that_cannot_be_read_and_reads_the_others) {
  const std::string code = WriteCode("code.png", "HC1:A");
  std::ofstream(folder_ / "text.png") << "no picture at all";
  EXPECT_EQ(Run((folder_ / "none.png") + " " + (folder_ / "text.png") + " " + code + " --json"), 2);
  EXPECT_THAT(err, HasSubstr("none.png"));
  EXPECT_THAT(err, HasSubstr("text.png"));
  std::istringstream lines(out);
  std::string line;
  std::getline(lines, line);
  EXPECT_TRUE(Json::parse(line).contains("error"));
  std::getline(lines, line);
  std::getline(lines, line);
  EXPECT_EQ(Json::parse(line).at("codes")[0].at("text"), "HC1:A");
}

TEST_F(ScanTest, prints_a_line_for_a_film_with_each_code_once_and_where_it_was_first_read) {
  const std::vector<std::string> texts = {camera::CertificateLikeText(1, 200),
                                          camera::CertificateLikeText(2, 200)};
  const std::string film = folder_ / "two?codes.avi";
  camera::WriteFilm(film, texts, 1.4, 0.3);
  ASSERT_EQ(Run("'" + film + "' --json"), 0) << err;
  const Json json = Json::parse(out);
  EXPECT_EQ(json.at("file"), film);
  EXPECT_GT(json.at("frames"), 40);
  ASSERT_EQ(json.at("codes").size(), 2U);
  int before = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(json.at("codes")[i].at("text"), texts[i]);
    EXPECT_EQ(json.at("codes")[i].at("corners").size(), 4U);
    EXPECT_GT(json.at("codes")[i].at("frame"), before);
    before = json.at("codes")[i].at("frame");
  }
  EXPECT_LE(before, json.at("frames"));
}

TEST_F(ScanTest, says_that_a_film_holds_no_code_or_cannot_be_read) {
  camera::WriteFilm(folder_ / "empty.mkv", {}, 1, 0.5);
  EXPECT_EQ(Run(folder_ / "empty.mkv"), 1);
  EXPECT_THAT(out, HasSubstr("no code found"));
  std::ofstream(folder_ / "sound.avi") << "RIFF and no film behind it";
  EXPECT_EQ(Run(folder_ / "sound.avi"), 2);
  EXPECT_THAT(err, HasSubstr("sound.avi"));
}

TEST_F(ScanTest, refuses_wrong_usage) {
  EXPECT_EQ(Run(""), 2);
  EXPECT_EQ(Run("--threads 0 x.png"), 2);
  EXPECT_EQ(Run("--frobnicate x.png"), 2);
  EXPECT_FALSE(err.empty());
}

}  // namespace
}  // namespace clearway::scan
