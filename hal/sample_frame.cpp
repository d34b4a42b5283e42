#include "hal/sample_frame.h"

#include <gst/video/video.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "base/core/wipe.h"
#include "hal/wiping_pool.h"

namespace clearway::hal {
namespace {

// The capture buffer itself.
class PlaneFrame final : public Frame {
 public:
  PlaneFrame(GstPtr<GstSample> sample, const GstVideoFrame& mapped)
      : sample_(std::move(sample)), mapped_(mapped) {
    width = GST_VIDEO_FRAME_WIDTH(&mapped_);
    height = GST_VIDEO_FRAME_HEIGHT(&mapped_);
    stride = GST_VIDEO_FRAME_PLANE_STRIDE(&mapped_, 0);
  }
  PlaneFrame(const PlaneFrame&) = delete;
  PlaneFrame& operator=(const PlaneFrame&) = delete;
  ~PlaneFrame() override {
    gst_video_frame_unmap(&mapped_);
    // The buffer goes back to where it came from: what it shows must not. One that is also held
    // elsewhere (as a camera driver may) is overwritten by its next picture instead.
    GstBuffer* buffer = gst_sample_get_buffer(sample_.get());
    if (!IsWipedByItsPool(buffer) && gst_buffer_is_writable(buffer))
      gst_buffer_memset(buffer, 0, 0, gst_buffer_get_size(buffer));
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override {
    const auto* first = static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&mapped_, 0));
    return {first, static_cast<std::size_t>(stride) * static_cast<std::size_t>(height - 1) +
                       static_cast<std::size_t>(width)};
  }

 private:
  GstPtr<GstSample> sample_;
  GstVideoFrame mapped_;
};

// Grey made from another format.
class CopiedFrame final : public Frame {
 public:
  explicit CopiedFrame(const GstVideoFrame& source)
      : pixels_(static_cast<std::size_t>(GST_VIDEO_FRAME_WIDTH(&source)) *
                static_cast<std::size_t>(GST_VIDEO_FRAME_HEIGHT(&source))) {
    width = GST_VIDEO_FRAME_WIDTH(&source);
    height = GST_VIDEO_FRAME_HEIGHT(&source);
    stride = width;
  }
  CopiedFrame(const CopiedFrame&) = delete;
  CopiedFrame& operator=(const CopiedFrame&) = delete;
  ~CopiedFrame() override { Wipe(pixels_); }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override { return pixels_; }
  std::span<std::uint8_t> Row(int y) {
    return std::span(pixels_).subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(width),
                                      static_cast<std::size_t>(width));
  }

 private:
  std::vector<std::uint8_t> pixels_;
};

bool HasLumaPlane(const GstVideoFormatInfo* format) {
  return (GST_VIDEO_FORMAT_INFO_IS_YUV(format) || GST_VIDEO_FORMAT_INFO_IS_GRAY(format)) &&
         GST_VIDEO_FORMAT_INFO_DEPTH(format, 0) == 8 &&
         GST_VIDEO_FORMAT_INFO_PSTRIDE(format, 0) == 1 && !GST_VIDEO_FORMAT_INFO_IS_TILED(format);
}

// YUY2, UYVY and the like: luma in every second byte.
bool HasPackedLuma(const GstVideoFormatInfo* format) {
  return GST_VIDEO_FORMAT_INFO_IS_YUV(format) && GST_VIDEO_FORMAT_INFO_DEPTH(format, 0) == 8 &&
         GST_VIDEO_FORMAT_INFO_PSTRIDE(format, 0) == 2;
}

void CopyPackedLuma(const GstVideoFrame& source, CopiedFrame& target) {
  for (int y = 0; y < target.height; ++y) {
    const auto* from = static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&source, 0)) +
                       std::ptrdiff_t{y} * GST_VIDEO_FRAME_COMP_STRIDE(&source, 0);
    for (std::uint8_t& pixel : target.Row(y)) {
      pixel = *from;
      from += 2;
    }
  }
}

// One pixel as GStreamer unpacks it: alpha, then red, green, blue (or luma and two colours).
template <typename Channel>
std::uint8_t GreyOnWhite(const Channel* pixel, bool is_yuv) {
  constexpr unsigned kShift = 8 * (sizeof(Channel) - 1);
  const unsigned alpha = static_cast<unsigned>(pixel[0]) >> kShift;
  const unsigned first = static_cast<unsigned>(pixel[1]) >> kShift;
  const unsigned green = static_cast<unsigned>(pixel[2]) >> kShift;
  const unsigned blue = static_cast<unsigned>(pixel[3]) >> kShift;
  // Luma of ITU-R BT.601, in 1/256.
  const unsigned luma = is_yuv ? first : (77 * first + 150 * green + 29 * blue) >> 8;
  return static_cast<std::uint8_t>((luma * alpha + 255 * (255 - alpha) + 127) / 255);
}

template <typename Channel>
void UnpackOntoWhite(const GstVideoFrame& source, CopiedFrame& target) {
  const GstVideoFormatInfo* format = source.info.finfo;
  const bool is_yuv =
      GST_VIDEO_FORMAT_INFO_IS_YUV(gst_video_format_get_info(format->unpack_format));
  std::vector<Channel> row(static_cast<std::size_t>(target.width) * 4);
  for (int y = 0; y < target.height; ++y) {
    format->unpack_func(format, GST_VIDEO_PACK_FLAG_NONE, row.data(), source.data,
                        source.info.stride, 0, y, target.width);
    const Channel* pixel = row.data();
    for (std::uint8_t& grey : target.Row(y)) {
      grey = GreyOnWhite(pixel, is_yuv);
      pixel += 4;
    }
  }
  Wipe(row.data(), row.size() * sizeof(Channel));
}

// True when the copy holds the picture.
bool CopyAsGrey(const GstVideoFrame& source, CopiedFrame& target) {
  const GstVideoFormatInfo* format = source.info.finfo;
  if (HasPackedLuma(format)) {
    CopyPackedLuma(source, target);
    return true;
  }
  if (format->unpack_func == nullptr) return false;
  const GstVideoFormatInfo* unpacked = gst_video_format_get_info(format->unpack_format);
  if (GST_VIDEO_FORMAT_INFO_DEPTH(unpacked, 0) == 8) {
    UnpackOntoWhite<std::uint8_t>(source, target);
  } else {
    UnpackOntoWhite<std::uint16_t>(source, target);
  }
  return true;
}

bool WithinBounds(const GstVideoInfo& info) {
  const auto fits = [](int side) { return side >= kSmallestSide && side <= kLargestSide; };
  return fits(info.width) && fits(info.height);
}

}  // namespace

Result<std::shared_ptr<const Frame>> FrameFromSample(
    GstPtr<GstSample> sample, std::chrono::steady_clock::time_point captured) {
  GstVideoInfo info;
  GstVideoFrame mapped;
  GstCaps* caps = gst_sample_get_caps(sample.get());
  if (caps == nullptr || !gst_video_info_from_caps(&info, caps) || !WithinBounds(info))
    return Fail(Fault::kInvalid, "The camera gave no picture within bounds.");
  if (!gst_video_frame_map(&mapped, &info, gst_sample_get_buffer(sample.get()), GST_MAP_READ))
    return Fail(Fault::kInvalid, "The camera gave a buffer that is no picture.");
  if (HasLumaPlane(info.finfo)) {
    auto frame = std::make_shared<PlaneFrame>(std::move(sample), mapped);
    frame->captured = captured;
    return frame;
  }
  auto frame = std::make_shared<CopiedFrame>(mapped);
  frame->captured = captured;
  const bool copied = CopyAsGrey(mapped, *frame);
  gst_video_frame_unmap(&mapped);
  if (!copied) return Fail(Fault::kUnsupported, "The camera's picture format is not supported.");
  return frame;
}

}  // namespace clearway::hal
