#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "hal/camera.h"

// What the readers are tried on.
namespace clearway::bench {

struct Picture {
  std::string name;
  std::string kind;
  cv::Mat1b grey;
  std::vector<std::string> texts;  // empty: the picture holds no code
  nlohmann::json disturbance;      // by name
};

// A frame in memory of our own.
class GreyFrame final : public hal::Frame {
 public:
  explicit GreyFrame(const cv::Mat1b& grey);
  [[nodiscard]] std::span<const std::uint8_t> luma() const override;

 private:
  cv::Mat1b grey_;
};

// A folder with manifest.tsv: file, kind, resolution, pixels a module, disturbances, text.
[[nodiscard]] std::vector<Picture> LoadFolder(const std::filesystem::path& folder);
// Writes such a folder; of a picture with several codes the manifest names the first.
void SaveFolder(const std::vector<Picture>& pictures, const std::filesystem::path& folder);
// Kiosk frames of our own, 1080 and 720 lines in turn, every sixth without a code.
[[nodiscard]] std::vector<Picture> MakeFrames(int count, std::uint64_t seed);
// Photographs of our own, each kind as often, and a third as many without a code.
[[nodiscard]] std::vector<Picture> MakePhotographs(int count, std::uint64_t seed);

}  // namespace clearway::bench
