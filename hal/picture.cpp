#include "hal/picture.h"

#include <fcntl.h>
#include <gst/app/gstappsrc.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/core/file.h"
#include "base/core/unique_fd.h"
#include "hal/gstreamer.h"
#include "hal/sample_frame.h"

namespace clearway::hal {
namespace {

constexpr std::size_t kLargestFile = std::size_t{64} << 20;
constexpr std::string_view kPngStart = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kJpegStart = "\xff\xd8\xff";
constexpr std::chrono::seconds kDecodeLimit{10};

bool StartsWith(std::span<const std::uint8_t> file, std::string_view magic) {
  return file.size() >= magic.size() && memcmp(file.data(), magic.data(), magic.size()) == 0;
}

// The file as one buffer. It must outlive the pipeline.
GstBuffer* BufferOver(std::span<const std::uint8_t> file) {
  void* bytes = const_cast<std::uint8_t*>(file.data());
  return gst_buffer_new_wrapped_full(GST_MEMORY_FLAG_READONLY, bytes, file.size(), 0, file.size(),
                                     nullptr, nullptr);
}

Result<std::shared_ptr<const Frame>> Decode(std::span<const std::uint8_t> file, const char* decoder,
                                            const char* type) {
  // In time format the decoder takes a buffer for a whole picture; the end of stream after it makes
  // sure that an answer comes, be it a picture or none.
  auto pipeline = Pipeline::Make(std::string("appsrc name=source format=time caps=") + type +
                                 " ! " + decoder + " ! " + PictureCaps(kLargestSide) +
                                 " ! appsink name=sink sync=false enable-last-sample=false");
  if (!pipeline) return std::unexpected(pipeline.error());
  if (gst_element_set_state(pipeline->get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    return Fail(Fault::kBroken, "GStreamer cannot decode pictures here.");
  const auto source = pipeline->Element("source");
  gst_app_src_push_buffer(GST_APP_SRC(source.get()), BufferOver(file));
  gst_app_src_end_of_stream(GST_APP_SRC(source.get()));
  auto sample = pipeline->Pull(kDecodeLimit);
  if (!sample) return Fail(Fault::kInvalid, "The picture is damaged, or too large.");
  return FrameFromSample(*std::move(sample), std::chrono::steady_clock::now());
}

}  // namespace

Result<std::vector<std::uint8_t>> LoadPictureFile(const std::string& path) {
  auto file = ReadFile(path, kLargestFile);
  if (file && file->empty()) return Fail(Fault::kInvalid, path + ": the file is empty.");
  return file;
}

Result<bool> IsPictureFile(const std::string& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) return Fail(FaultOfErrno(errno), path + ": " + strerror(errno) + ".");
  std::array<std::uint8_t, 8> start{};
  const ssize_t count = read(fd.get(), start.data(), start.size());
  const auto have = std::span<const std::uint8_t>(start).first(
      static_cast<std::size_t>(std::max(count, ssize_t{0})));
  return StartsWith(have, kPngStart) || StartsWith(have, kJpegStart);
}

Result<std::shared_ptr<const Frame>> DecodePicture(std::span<const std::uint8_t> file) {
  if (StartsWith(file, kPngStart)) return Decode(file, "pngdec", "image/png");
  if (StartsWith(file, kJpegStart)) return Decode(file, "jpegdec", "image/jpeg");
  return Fail(Fault::kUnsupported, "The file is neither a PNG nor a JPEG picture.");
}

}  // namespace clearway::hal
