#include "tools/clearway/input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

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

TEST(Input, does_not_take_the_name_of_a_missing_picture_for_a_certificate) {
  for (const char* name : {"missing.png", "missing.JPG"}) {
    const auto codes = CodesOf(name);
    ASSERT_FALSE(codes);
    EXPECT_EQ(codes.error().fault, Fault::kNotFound);
  }
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
