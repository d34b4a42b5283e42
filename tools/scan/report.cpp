#include "tools/scan/report.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/core/printable.h"

namespace clearway::scan {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return PrintableJson(json.dump(-1, ' ', false, Json::error_handler_t::strict));
}

bool IsUtf8(const std::string& bytes) {
  try {
    (void)Dump(Json(bytes));
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

std::string Base64(const std::string& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

Json CodeJson(const camera::Code& code, const ScannedPicture& picture) {
  Json json;
  if (IsUtf8(code.text)) {
    json["text"] = code.text;
  } else {
    json["base64"] = Base64(code.text);
  }
  json["corners"] = Json::array();
  for (const camera::Point& corner : code.corners) {
    json["corners"].push_back({std::lround(corner.x * static_cast<float>(picture.width)),
                               std::lround(corner.y * static_cast<float>(picture.height))});
  }
  return json;
}

// A file name need not be UTF-8; what is not becomes a replacement character.
std::string FileText(const std::string& file) {
  return Json::parse(Json(file).dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

std::string JsonLine(const ScannedPicture& picture) {
  Json json;
  json["file"] = FileText(picture.file);
  json["codes"] = Json::array();
  for (std::size_t i = 0; i < picture.codes.size(); ++i) {
    json["codes"].push_back(CodeJson(picture.codes[i], picture));
    if (i < picture.read_in.size()) json["codes"].back()["frame"] = picture.read_in[i];
  }
  if (picture.frames > 0) json["frames"] = picture.frames;
  json["ms"] = std::round(picture.milliseconds * 100) / 100;
  return Dump(json);
}

std::string JsonError(const std::string& file, const Error& error) {
  Json json;
  json["file"] = FileText(file);
  json["codes"] = Json::array();
  json["error"] = FileText(error.detail);
  return Dump(json);
}

std::string PlainLines(const ScannedPicture& picture, bool with_time) {
  const std::string time = with_time ? fmt::format(" ({:.1f} ms)", picture.milliseconds) : "";
  if (picture.codes.empty()) return fmt::format("{}: no code found{}\n", picture.file, time);
  std::string lines;
  for (const camera::Code& code : picture.codes)
    lines += fmt::format("{}{}: {}\n", picture.file, time, Printable(code.text));
  return lines;
}

}  // namespace clearway::scan
