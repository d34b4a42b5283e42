#include "hal/camera.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "hal/camera_kinds.h"
#include "hal/picture.h"

namespace clearway::hal {
namespace {

constexpr std::string_view kV4l2 = "v4l2:";
constexpr std::string_view kReplay = "replay:";

struct Option {
  std::string_view name;
  std::string_view value;
};

struct Address {
  std::string path;
  std::vector<Option> options;
};

// `path?name=value&name=value`.
Result<Address> Split(std::string_view text) {
  const std::size_t mark = text.find('?');
  Address address{std::string(text.substr(0, mark)), {}};
  if (address.path.empty()) return Fail(Fault::kInvalid, "A camera's address lacks its path.");
  std::string_view rest = mark == std::string_view::npos ? "" : text.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view option = rest.substr(0, rest.find('&'));
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos)
      return Fail(Fault::kInvalid, fmt::format("Camera option '{}' lacks a value.", option));
    address.options.push_back({option.substr(0, equals), option.substr(equals + 1)});
    rest.remove_prefix(std::min(rest.size(), option.size() + 1));
  }
  return address;
}

std::optional<int> Number(std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (value < least || value > most) return std::nullopt;
  return value;
}

std::unexpected<Error> BadOption(const Option& option) {
  return Fail(Fault::kInvalid, fmt::format("Camera option '{}={}' is not known: see hal/camera.h.",
                                           option.name, option.value));
}

Result<ReplayOptions> ReplayOptionsOf(const Address& address) {
  ReplayOptions options;
  for (const Option& option : address.options) {
    const auto flag = Number(option.value, 0, 1);
    const auto rate = Number(option.value, 1, 1000);
    if (option.name == "loop" && flag) {
      options.loop = *flag == 1;
    } else if (option.name == "step" && flag) {
      options.step = *flag == 1;
    } else if (option.name == "fps" && rate) {
      options.pictures_per_second = *rate;
    } else {
      return BadOption(option);
    }
  }
  return options;
}

Result<CameraSize> SizeOf(const Address& address) {
  CameraSize size;
  for (const Option& option : address.options) {
    const std::size_t cross = option.value.find('x');
    if (option.name != "size" || cross == std::string_view::npos) return BadOption(option);
    const auto width = Number(option.value.substr(0, cross), 320, 1920);
    const auto height = Number(option.value.substr(cross + 1), 240, 1080);
    if (!width || !height) return BadOption(option);
    size = {*width, *height};
  }
  return size;
}

Result<std::unique_ptr<Camera>> OpenReplay(const Address& address) {
  const auto options = ReplayOptionsOf(address);
  if (!options) return std::unexpected(options.error());
  std::error_code error;
  const auto kind = std::filesystem::status(address.path, error).type();
  if (kind == std::filesystem::file_type::not_found)
    return Fail(Fault::kNotFound, address.path + ": no such file or folder.");
  if (kind == std::filesystem::file_type::directory) return OpenPictures(address.path, *options);
  if (kind != std::filesystem::file_type::regular)
    return Fail(Fault::kUnsupported, address.path + ": neither a file nor a folder.");
  const auto is_picture = IsPictureFile(address.path);
  if (!is_picture) return std::unexpected(is_picture.error());
  return *is_picture ? OpenPictures(address.path, *options) : OpenFilm(address.path, *options);
}

}  // namespace

Result<std::unique_ptr<Camera>> OpenCamera(const std::string& uri) {
  const std::string_view text(uri);
  const bool is_replay = text.starts_with(kReplay);
  if (!is_replay && !text.starts_with(kV4l2)) {
    return Fail(Fault::kInvalid,
                fmt::format("Camera '{}' is neither v4l2:DEVICE nor replay:PATH.", uri));
  }
  const auto address = Split(text.substr(is_replay ? kReplay.size() : kV4l2.size()));
  if (!address) return std::unexpected(address.error());
  if (is_replay) return OpenReplay(*address);
  const auto size = SizeOf(*address);
  if (!size) return std::unexpected(size.error());
  return OpenV4l2Camera(address->path, *size);
}

}  // namespace clearway::hal
