// clearway-film: makes a film, or one picture, of a phone, or a passport, that is held to the
// kiosk's glass.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "base/command_line/command_line.h"
#include "base/core/without_payload.h"
#include "tools/film/film.h"
#include "tools/film/writer.h"
#include "tools/frames/png.h"

namespace clearway::film {
namespace {

constexpr int kDone = 0;
constexpr int kUsage = 2;
constexpr int kTrouble = 1;

struct Request {
  std::vector<std::string> text_files;
  std::string passport_file;
  std::string film;
  std::string picture;
  std::string size = "1280x720";
  Script script;
};

void Describe(const command_line::Command& app, Request& request) {
  app.Add("FILE", request.text_files, "files of texts, one code a line").Required();
  app.Add("--passport", request.passport_file,
          "a file of a machine-readable zone's lines: this page is held up first");
  app.Add("-o,--out", request.film, "the film to write: .avi or .mkv");
  app.Add("--picture", request.picture,
          "a PNG picture to write: the first code as it is held to the glass");
  app.Add("--size", request.size, "of the pictures, in pixels").ShowsDefault();
  app.Add("--fps", request.script.frames_per_second, "pictures a second")
      .Between(1, 120)
      .ShowsDefault();
  app.Add("--seconds", request.script.seconds_a_code, "that each code is in sight")
      .Between(0.5, 600.0)
      .ShowsDefault();
  app.Add("--gap", request.script.seconds_between, "seconds without a code between")
      .Between(0.0, 600.0)
      .ShowsDefault();
  app.Add("--end", request.script.seconds_at_end, "seconds more without a code at the end")
      .Between(0.0, 3600.0)
      .ShowsDefault();
  app.Add("--seed", request.script.seed, "another seed is another hand and hall").ShowsDefault();
}

Status ReadTexts(const std::string& path, std::vector<std::string>& texts) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Fail(Fault::kNotFound, path + ": it cannot be read.");
  for (std::string line; std::getline(file, line);) {
    // A space at the end belongs to base45: only the line's own end is cut off.
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) texts.push_back(line);
  }
  return {};
}

Status Complete(Request& request) {
  if (request.film.empty() && request.picture.empty())
    return Fail(Fault::kInvalid, "Say what to write: --out FILM or --picture PICTURE.");
  int used = 0;
  cv::Size& size = request.script.size;
  if (std::sscanf(request.size.c_str(), "%dx%d%n", &size.width, &size.height, &used) != 2 ||
      request.size.size() != static_cast<std::size_t>(used) || size.width < 160 ||
      size.height < 120 || size.width > 4096 || size.height > 4096 || size.width % 2 != 0 ||
      size.height % 2 != 0) {
    return Fail(Fault::kInvalid, "--size takes even numbers from 160x120 to 4096x4096.");
  }
  for (const std::string& file : request.text_files) {
    if (Status read = ReadTexts(file, request.script.texts); !read) return read;
  }
  if (!request.passport_file.empty()) {
    if (Status read = ReadTexts(request.passport_file, request.script.passport); !read) return read;
  }
  if (request.script.texts.empty()) return Fail(Fault::kInvalid, "The files hold no text.");
  return {};
}

Status WriteFilm(const Request& request) {
  auto writer =
      FilmWriter::Open(request.film, request.script.size, request.script.frames_per_second);
  if (!writer) return std::unexpected(writer.error());
  const Status played =
      Play(request.script, [&](const cv::Mat& picture) { return writer->Write(picture); });
  if (!played) return played;
  return writer->Finish();
}

Status WritePicture(const Request& request) {
  const auto picture = Still(request.script);
  if (!picture) return std::unexpected(picture.error());
  return frames::WritePng(request.picture, *picture);
}

int Complain(const Status& status, int code) {
  fmt::print(stderr, "clearway-film: {}\n", ForTerminal(status.error().detail));
  return code;
}

int Run(Request& request) {
  if (Status complete = Complete(request); !complete) return Complain(complete, kUsage);
  if (!request.picture.empty()) {
    if (Status written = WritePicture(request); !written) return Complain(written, kTrouble);
  }
  if (!request.film.empty()) {
    if (Status written = WriteFilm(request); !written) return Complain(written, kTrouble);
  }
  return kDone;
}

}  // namespace
}  // namespace clearway::film

// NOLINTNEXTLINE(bugprone-exception-escape): what nobody expects ends a tool, loudly
int main(int count, char** arguments) {
  clearway::command_line::Program app(
      "clearway-film",
      "Makes a film of a phone that is held to the kiosk's glass, code after code.");
  clearway::film::Request request;
  clearway::film::Describe(app, request);
  if (const auto told =
          clearway::command_line::Tell(app.Parse(count, arguments), clearway::film::kUsage))
    return *told;
  return clearway::film::Run(request);
}
