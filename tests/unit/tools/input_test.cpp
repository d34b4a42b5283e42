#include "tools/clearway/input.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace clearway::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Input, takes_a_text_for_itself) {
  EXPECT_THAT(CodesOf("HC1:6BF").value(), ElementsAre("HC1:6BF"));
  EXPECT_THAT(CodesOf("HC1:A B ").value(), ElementsAre("HC1:A B "));
}

TEST(Input, reads_the_text_in_a_file_without_its_line_end) {
  std::string file = (std::filesystem::temp_directory_path() / "clearway-input-XXXXXX").string();
  ASSERT_GE(mkstemp(file.data()), 0);
  std::ofstream(file) << "HC1:6BF \r\n";
  EXPECT_THAT(CodesOf(file).value(), ElementsAre("HC1:6BF "));
  std::ofstream(file, std::ios::trunc).close();
  EXPECT_THAT(CodesOf(file).error().detail, HasSubstr("empty"));
  std::filesystem::remove(file);
}

TEST(Input, does_not_take_the_name_of_a_missing_file_for_a_certificate) {
  for (const char* name :
       {"missing.png", "missing.JPG", "missing.txt", "/nonexistent/missing", "./missing", ""}) {
    const auto codes = CodesOf(name);
    ASSERT_FALSE(codes) << name;
    EXPECT_EQ(codes.error().fault, Fault::kNotFound) << name;
  }
  // Neither are codes of anything else, which are judged, names of files.
  for (const char* code : {"https://a.example/x.html", "HC1:6BF.A", "{\"a.b\"}", "ABC"}) {
    EXPECT_THAT(CodesOf(code).value(), ElementsAre(code));
  }
}

TEST(Input, reads_pipes_and_no_folders) {
  const std::string pipe =
      (std::filesystem::temp_directory_path() / fmt::format("clearway-pipe-{}", getpid())).string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::jthread writer([&pipe] { std::ofstream(pipe) << "HC1:6BF\n"; });
  EXPECT_THAT(CodesOf(pipe).value(), ElementsAre("HC1:6BF"));
  std::filesystem::remove(pipe);
  EXPECT_EQ(CodesOf("/").error().fault, Fault::kInvalid);
  EXPECT_EQ(CodesOf("/dev/null").error().fault, Fault::kNotFound) << "it is empty";
}

TEST(Input, takes_a_document_from_a_plain_file_that_has_an_end) {
  std::string file = (std::filesystem::temp_directory_path() / "clearway-input-XXXXXX").string();
  ASSERT_GE(mkstemp(file.data()), 0);
  std::ofstream(file) << " {}\n";
  EXPECT_EQ(DocumentIn(file).value(), " {}\n");
  std::filesystem::resize_file(file, (1 << 20) + 1);
  EXPECT_EQ(DocumentIn(file).error().fault, Fault::kInvalid);
  EXPECT_EQ(DocumentIn("/dev/zero").error().fault, Fault::kInvalid);
  std::filesystem::remove(file);
  EXPECT_EQ(DocumentIn(file).error().fault, Fault::kNotFound);
}

}  // namespace
}  // namespace clearway::tools
