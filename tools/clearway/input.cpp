#include "tools/clearway/input.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <istream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/core/file.h"
#include "base/encoding/base64.h"
#include "base/encoding/bytes.h"
#include "base/encoding/utf8.h"
#include "tools/clearway/sibling.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kLongestText = 1 << 20;

// So much of it that more than the longest text shows.
std::string BeginOf(std::istream& stream) {
  std::string text(kLongestText + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

Result<std::string> ReadText(std::istream& stream) {
  std::string text = BeginOf(stream);
  if (text.size() > kLongestText)
    return Fail(Fault::kFull, "the text is too long for a certificate");
  if (text.starts_with(encoding::kByteOrderMark)) text.erase(0, encoding::kByteOrderMark.size());
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  if (text.empty())
    return Fail(Fault::kNotFound, "the input is empty: give it a certificate's text");
  return text;
}

// A name that was mistyped must not count as a code: one among several inputs would be passed over
// as no certificate, and what it says against the others with it. Codes of certificates begin with
// "HC1:" and the like, or as JSON; others that have an ending are links, with a colon, too.
bool LooksLikeFile(const std::string& argument) {
  constexpr std::size_t kLongestName = 255;
  constexpr std::size_t kLongestEnding = 5;  // ".jpeg"
  const bool is_code = argument.find_first_of(":{") != std::string::npos;
  if (is_code || argument.size() > kLongestName) return false;
  const std::string ending = fs::path(argument).extension().string();
  return argument.starts_with('/') || argument.starts_with("./") || argument.starts_with("../") ||
         (ending.size() > 1 && ending.size() <= kLongestEnding);
}

// A text file with a certificate in it begins with printable characters only; pictures do not.
bool HoldsText(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::array<char, 16> begin{};
  stream.read(begin.data(), begin.size());
  std::string_view text(begin.data(), static_cast<std::size_t>(stream.gcount()));
  text = encoding::WithoutByteOrderMark(text);
  return std::ranges::all_of(text, [](char character) {
    return (character >= ' ' && character <= '~') || character == '\n' || character == '\r' ||
           character == '\t';
  });
}

Result<std::string> TextOf(const json& code) {
  if (code.contains("text")) return code.at("text").get<std::string>();
  const auto bytes = encoding::DecodeBase64(code.at("base64").get<std::string>());
  if (!bytes) return std::unexpected(bytes.error());
  return std::string(encoding::AsText(*bytes));
}

Result<std::vector<std::string>> ScanPicture(const std::string& file) {
  const auto output = RunSibling("clearway-scan", {"--json", "--", file});
  if (!output) return std::unexpected(output.error());
  // 1 says that no code was found, which the empty list says as well.
  if (output->status > 1) return Fail(Fault::kInvalid, file + " cannot be read as a picture");
  std::vector<std::string> texts;
  try {
    const json line = json::parse(output->text);
    for (const json& code : line.at("codes")) {
      Result<std::string> text = TextOf(code);
      if (!text) return std::unexpected(text.error());
      texts.push_back(std::move(*text));
    }
  } catch (const json::exception&) {
    return Fail(Fault::kBroken,
                "clearway-scan answered with something else than JSON: are both of "
                "the same build?");
  }
  if (texts.empty()) {
    return Fail(Fault::kNotFound,
                "no code was found in " + file + ": try a sharper or larger picture");
  }
  return texts;
}

}  // namespace

Result<std::vector<std::string>> CodesOf(const std::string& argument) {
  Result<std::string> text = argument;
  std::error_code error;
  const fs::file_type type = fs::status(argument, error).type();
  if (argument == "-") {
    text = ReadText(std::cin);
  } else if (type == fs::file_type::regular && !HoldsText(argument)) {
    return ScanPicture(argument);
  } else if (type == fs::file_type::directory) {
    return Fail(Fault::kInvalid, argument + " is a folder: name the files in it");
  } else if (fs::exists(fs::file_status(type))) {
    std::ifstream stream(argument, std::ios::binary);  // of a pipe, too
    text = stream ? ReadText(stream) : Fail(Fault::kDenied, argument + " cannot be read");
  } else if (argument.empty() || LooksLikeFile(argument)) {
    return Fail(Fault::kNotFound, "there is no file \"" + argument + "\"");
  }
  if (!text) return std::unexpected(text.error());
  return std::vector<std::string>{std::move(*text)};
}

Result<std::string> DocumentIn(const std::string& name) {
  if (name != "-") {
    const auto bytes = ReadFile(name, kLongestText);
    if (!bytes) return std::unexpected(bytes.error());
    return std::string(encoding::AsText(*bytes));
  }
  std::string text = BeginOf(std::cin);
  if (text.size() <= kLongestText) return text;
  return Fail(Fault::kInvalid, "standard input is longer than a document may be");
}

}  // namespace clearway::tools
