// Reads the pictures of the public conformance suites, which lie beside the source tree where
// somebody has put them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "camera/reader.h"
#include "hal/picture.h"

namespace clearway::camera {
namespace {

using testing::ElementsAre;

const std::filesystem::path kSuites = CLEARWAY_SOURCE "/../shared/conformance";

std::vector<std::string> ListOf(const nlohmann::json& value) {
  if (value.is_array()) return value.get<std::vector<std::string>>();
  return {value.get<std::string>()};
}

// The picture's path, as the suite gives it or in the folder of pictures.
std::string PathOf(const std::string& picture) {
  const auto given = kSuites / picture;
  return std::filesystem::exists(given) ? given : kSuites / "pictures" / picture;
}

void ExpectToRead(Reader& reader, const std::string& picture, const std::string& payload) {
  const auto file = hal::LoadPictureFile(PathOf(picture));
  ASSERT_TRUE(file) << picture;
  const auto frame = hal::DecodePicture(*file);
  ASSERT_TRUE(frame) << picture;
  std::vector<std::string> texts;
  for (const Code& code :
       reader.Read(**frame, {.budget = std::chrono::seconds(60), .thorough = true}).codes)
    texts.push_back(code.text);
  EXPECT_THAT(texts, ElementsAre(payload)) << picture;
}

TEST(ConformancePictures, of_valid_cases_are_read_to_their_payload) {
  if (!std::filesystem::exists(kSuites)) GTEST_SKIP() << "there is no " << kSuites;
  Reader reader;
  int pictures_read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSuites)) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream cases(entry.path());
    for (std::string line; std::getline(cases, line);) {
      const auto one = nlohmann::json::parse(line);
      if (!one.contains("picture") || one.at("outcome") != "valid") continue;
      const auto pictures = ListOf(one.at("picture"));
      const auto payloads = ListOf(one.at("payload"));
      ASSERT_EQ(pictures.size(), payloads.size());
      for (std::size_t i = 0; i < pictures.size(); ++i, ++pictures_read)
        ExpectToRead(reader, pictures[i], payloads[i]);
    }
  }
  EXPECT_GT(pictures_read, 60);
}

}  // namespace
}  // namespace clearway::camera
