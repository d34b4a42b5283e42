#include "tools/film/writer.h"

#include <fmt/format.h>
#include <gst/app/gstappsrc.h>

#include <opencv2/imgproc.hpp>

#include "hal/gstreamer.h"

namespace clearway::film {
namespace {

// How long an encoder may take for what is still on its way.
constexpr GstClockTime kFinishLimit = 30 * GST_SECOND;

std::string Description(const std::string& path, cv::Size size, int frames_per_second) {
  const char* muxer = path.ends_with(".mkv") ? "matroskamux" : "avimux";
  return fmt::format(
      "appsrc name=source format=time block=true max-bytes=16000000 "
      "caps=video/x-raw,format=I420,width={},height={},framerate={}/1,pixel-aspect-ratio=1/1 "
      "! jpegenc quality=85 ! {} ! filesink name=target",
      size.width, size.height, frames_per_second, muxer);
}

Status CannotWrite(const std::string& path, const Error& error) {
  return Fail(Fault::kUnavailable,
              fmt::format("{}: it cannot be written ({}).", path, error.detail));
}

}  // namespace

class FilmWriter::Body {
 public:
  Body(hal::Pipeline pipeline, std::string path, int frames_per_second)
      : pipeline_(std::move(pipeline)),
        source_(pipeline_.Element("source")),
        path_(std::move(path)),
        interval_(GST_SECOND / static_cast<GstClockTime>(frames_per_second)) {}

  Status Start() {
    if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
      return {};
    return Check();
  }

  Status Write(const cv::Mat& picture) {
    cv::Mat planes;
    cv::cvtColor(picture, planes, cv::COLOR_BGR2YUV_I420);
    const gsize size = planes.total();
    GstBuffer* buffer = gst_buffer_new_memdup(planes.data, size);
    GST_BUFFER_PTS(buffer) = interval_ * count_++;
    GST_BUFFER_DURATION(buffer) = interval_;
    if (gst_app_src_push_buffer(GST_APP_SRC(source_.get()), buffer) != GST_FLOW_OK) return Check();
    return {};
  }

  Status Finish() {
    gst_app_src_end_of_stream(GST_APP_SRC(source_.get()));
    const hal::GstPtr<GstObject> bus(GST_OBJECT(gst_element_get_bus(pipeline_.get())));
    const hal::GstPtr<GstMessage> message(gst_bus_timed_pop_filtered(
        GST_BUS(bus.get()), kFinishLimit,
        static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
    if (message && GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_EOS) return {};
    return Fail(Fault::kUnavailable,
                path_ + ": the film cannot be written to its end. Is the disk full?");
  }

 private:
  // What went wrong, as far as GStreamer says.
  Status Check() {
    const Status said = pipeline_.TakeError();
    return CannotWrite(path_, said ? Error{Fault::kBroken, "no reason given"} : said.error());
  }

  hal::Pipeline pipeline_;
  hal::GstPtr<GstElement> source_;
  const std::string path_;
  const GstClockTime interval_;
  GstClockTime count_ = 0;
};

FilmWriter::FilmWriter(std::unique_ptr<Body> body) : body_(std::move(body)) {}
FilmWriter::FilmWriter(FilmWriter&&) noexcept = default;
FilmWriter& FilmWriter::operator=(FilmWriter&&) noexcept = default;
FilmWriter::~FilmWriter() = default;

Result<FilmWriter> FilmWriter::Open(const std::string& path, cv::Size size, int frames_per_second) {
  auto pipeline = hal::Pipeline::Make(Description(path, size, frames_per_second));
  if (!pipeline) return std::unexpected(pipeline.error());
  g_object_set(pipeline->Element("target").get(), "location", path.c_str(), nullptr);
  auto body = std::make_unique<Body>(*std::move(pipeline), path, frames_per_second);
  if (Status started = body->Start(); !started) return std::unexpected(started.error());
  return FilmWriter(std::move(body));
}

Status FilmWriter::Write(const cv::Mat& picture) {
  return body_->Write(picture);
}

Status FilmWriter::Finish() {
  return body_->Finish();
}

}  // namespace clearway::film
