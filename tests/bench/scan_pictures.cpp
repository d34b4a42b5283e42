#include "tests/bench/scan_pictures.h"

#include <fmt/format.h>

#include <fstream>
#include <string_view>

#include "hal/picture.h"
#include "tools/frames/kiosk_frame.h"
#include "tools/frames/photograph.h"
#include "tools/frames/png.h"
#include "tests/bench/texts.h"

namespace clearway::bench {
namespace {

using Json = nlohmann::json;

std::vector<std::string> Split(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t from = 0;
  for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', from)) {
    fields.push_back(line.substr(from, tab - from));
    from = tab + 1;
  }
  fields.push_back(line.substr(from));
  return fields;
}

}  // namespace

std::vector<Picture> LoadFolder(const std::filesystem::path& folder) {
  std::ifstream manifest(folder / "manifest.tsv");
  std::vector<Picture> pictures;
  std::string line;
  std::getline(manifest, line);
  while (std::getline(manifest, line)) {
    const auto fields = Split(line);
    if (fields.size() < 6) continue;
    const auto bytes = hal::LoadPictureFile(folder / fields[0]);
    if (!bytes) continue;
    const auto frame = hal::DecodePicture(*bytes);
    if (!frame) continue;
    const cv::Mat1b grey((*frame)->height, (*frame)->width,
                         const_cast<std::uint8_t*>((*frame)->luma().data()),
                         static_cast<std::size_t>((*frame)->stride));
    Picture picture{fields[0], fields[1], grey.clone(), {}, Json::parse(fields[4], nullptr, false)};
    if (fields[1] != "empty") picture.texts = {fields[5]};
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

void SaveFolder(const std::vector<Picture>& pictures, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream manifest(folder / "manifest.tsv");
  manifest << "file\tkind\tresolution\tpixels_per_module\tparameters\texpected_text\n";
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const Picture& picture = pictures[i];
    const std::string file = fmt::format("{:03}_{}.png", i, picture.kind);
    if (!frames::WritePng(folder / file, picture.grey)) continue;
    manifest << fmt::format("{}\t{}\t{}\t\t{}\t{}\n", file, picture.kind, picture.grey.rows,
                            picture.disturbance.dump(),
                            picture.texts.empty() ? "" : picture.texts[0]);
  }
}

GreyFrame::GreyFrame(const cv::Mat1b& grey) : grey_(grey) {
  width = grey.cols;
  height = grey.rows;
  stride = static_cast<int>(grey.step);
}

std::span<const std::uint8_t> GreyFrame::luma() const {
  return {grey_.data, static_cast<std::size_t>(stride) * static_cast<std::size_t>(height)};
}

std::vector<Picture> MakeFrames(int count, std::uint64_t seed) {
  cv::RNG random(seed * 0x2545f4914f6cdd1dULL + 11);
  std::vector<Picture> pictures;
  for (int i = 0; i < count; ++i) {
    const cv::Size size = i % 2 == 0 ? cv::Size(1920, 1080) : cv::Size(1280, 720);
    const auto disturbance = frames::DrawDisturbance(random);
    const auto moment = frames::DrawMoment(random);
    Picture picture{fmt::format("frame {}", i),
                    i % 12 < 10 ? "frame" : "empty",
                    {},
                    {},
                    Json::parse(JsonOf(disturbance))};
    if (i % 12 == 10) {
      picture.grey = frames::RenderHall(size, disturbance, random);
    } else if (i % 12 == 11) {
      const frames::Card card = frames::DrawCardWithoutCode(random);
      picture.grey = frames::RenderFrame(card, size, disturbance, moment, random);
    } else {
      picture.texts = {CertificateLikeText(random)};
      const auto card =
          frames::DrawCard(picture.texts[0], random.uniform(0, 3), disturbance.dark_mode);
      if (!card) continue;
      picture.grey = frames::RenderFrame(*card, size, disturbance, moment, random);
    }
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

std::vector<Picture> MakePhotographs(int count, std::uint64_t seed) {
  cv::RNG random(seed * 0x9e3779b97f4a7c15ULL + 17);
  const auto& kinds = frames::PhotographKinds();
  std::vector<Picture> pictures;
  for (int i = 0; i < count; ++i) {
    const std::string_view kind = kinds[static_cast<std::size_t>(i) % kinds.size()];
    const auto plan = frames::DrawPhotograph(kind, random);
    pictures.push_back({fmt::format("photograph {}", i), std::string(kind),
                        frames::RenderPhotograph(plan, random), plan.texts, Json::object()});
  }
  for (int i = 0; i < count / 3; ++i) {
    const cv::Size size = i % 2 == 0 ? cv::Size(640, 480) : cv::Size(1600, 1200);
    pictures.push_back({fmt::format("no code {}", i),
                        "empty",
                        frames::RenderWithoutCode(size, random),
                        {},
                        Json::object()});
  }
  return pictures;
}

}  // namespace clearway::bench
