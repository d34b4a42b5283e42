#include "hal/camera.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/unit/camera/made_pictures.h"
#include "tools/film/writer.h"

namespace clearway::hal {
namespace {

using camera::TestFolder;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLong{10000};

class ReplayTest : public testing::Test {
 protected:
  void WriteShade(const std::string& name, int shade) {
    camera::WritePicture(folder_ / name, cv::Mat(32, 32, CV_8UC1, cv::Scalar(shade)));
  }
  std::unique_ptr<Camera> Open(const std::string& name, const std::string& options) {
    auto opened = OpenCamera("replay:" + (folder_ / name) + options);
    EXPECT_TRUE(opened) << opened.error().detail;
    return opened ? *std::move(opened) : nullptr;
  }
  // The first pixel of the next frame; minus one where there is none.
  static int NextShade(Camera& camera) {
    const auto frame = camera.Next(kLong);
    return frame ? (*frame)->luma()[0] : -1;
  }
  // Frames up to the film's end, and how that was said.
  static std::pair<int, Fault> CountFrames(Camera& camera) {
    for (int count = 0;; ++count) {
      const auto frame = camera.Next(kLong);
      if (!frame) return {count, frame.error().fault};
    }
  }
  TestFolder folder_;
};

TEST_F(ReplayTest, gives_a_folders_pictures_in_name_order) {
  WriteShade("b.png", 20);
  WriteShade("a.png", 10);
  WriteShade("c.png", 30);
  std::ofstream(folder_ / "notes.txt") << "no picture";
  const auto camera = Open("", "?step=1");
  EXPECT_EQ(NextShade(*camera), 10);
  EXPECT_EQ(NextShade(*camera), 20);
  EXPECT_EQ(NextShade(*camera), 30);
  EXPECT_EQ(camera->Next(kLong).error().fault, Fault::kNotFound);
}

TEST_F(ReplayTest, starts_a_looped_folder_again) {
  WriteShade("a.png", 10);
  WriteShade("b.png", 20);
  const auto camera = Open("", "?step=1&loop=1");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(NextShade(*camera), 10);
    EXPECT_EQ(NextShade(*camera), 20);
  }
}

TEST_F(ReplayTest, goes_on_after_a_damaged_picture) {
  WriteShade("a.png", 10);
  std::ofstream(folder_ / "b.png") << "damaged";
  WriteShade("c.png", 30);
  const auto camera = Open("", "?step=1");
  EXPECT_EQ(NextShade(*camera), 10);
  EXPECT_FALSE(camera->Next(kLong));
  EXPECT_EQ(NextShade(*camera), 30);
}

TEST_F(ReplayTest, gives_pictures_in_real_time_no_faster_than_asked) {
  WriteShade("a.png", 10);
  const auto begun = steady_clock::now();
  const auto camera = Open("a.png", "?loop=1&fps=50");
  for (int i = 0; i < 6; ++i) EXPECT_EQ(NextShade(*camera), 10);
  EXPECT_GE(steady_clock::now() - begun, milliseconds(5 * 20));
  EXPECT_EQ(camera->Next(milliseconds(0)).error().fault, Fault::kTimeout);
}

TEST_F(ReplayTest, gives_every_frame_of_a_film_in_step_mode_and_then_its_end) {
  for (const char* name : {"film.avi", "film.mkv"}) {
    camera::WriteFilm(folder_ / name, {"A"}, 1, 0.2);
    const auto camera = Open(name, "?step=1");
    EXPECT_EQ(CountFrames(*camera), std::pair(15 + 2 * 3, Fault::kNotFound)) << name;
    EXPECT_EQ(camera->Next(kLong).error().fault, Fault::kNotFound) << "and stays at its end";
  }
}

TEST_F(ReplayTest, gives_every_frame_in_step_mode_to_a_reader_that_is_slower_than_the_film) {
  camera::WriteFilm(folder_ / "film.avi", {"A"}, 1, 0);
  const auto begun = steady_clock::now();
  const auto camera = Open("film.avi", "?step=1");
  ASSERT_TRUE(camera->Next(kLong));
  std::this_thread::sleep_until(begun + milliseconds(1500));
  EXPECT_EQ(CountFrames(*camera), std::pair(14, Fault::kNotFound));
}

TEST_F(ReplayTest, starts_a_looped_film_again) {
  camera::WriteFilm(folder_ / "film.avi", {"A"}, 0.6, 0);
  const auto camera = Open("film.avi", "?step=1&loop=1");
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(camera->Next(kLong)) << i;
}

TEST_F(ReplayTest, drops_a_films_frames_over_the_rate_asked_for) {
  camera::WriteFilm(folder_ / "film.avi", {"A"}, 2, 0);
  const auto camera = Open("film.avi", "");
  camera->LimitRate(5);
  const auto [count, end] = CountFrames(*camera);
  EXPECT_GE(count, 6);
  EXPECT_LE(count, 2 * 5 + 3);
}

TEST_F(ReplayTest, ends_a_truncated_film_where_it_breaks_off) {
  camera::WriteFilm(folder_ / "film.avi", {"A"}, 1, 0);
  std::filesystem::resize_file(folder_ / "film.avi",
                               std::filesystem::file_size(folder_ / "film.avi") / 2);
  const auto camera = Open("film.avi", "?step=1");
  const auto [count, end] = CountFrames(*camera);
  EXPECT_GT(count, 2);
  EXPECT_LT(count, 15);
  EXPECT_EQ(end, Fault::kNotFound);
}

TEST_F(ReplayTest, refuses_a_film_of_8k_pictures) {
  auto writer = film::FilmWriter::Open(folder_ / "large.mkv", {7680, 4320}, 30);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->Write(cv::Mat(4320, 7680, CV_8UC3, cv::Scalar::all(100))));
  ASSERT_TRUE(writer->Finish());
  const auto camera = OpenCamera("replay:" + (folder_ / "large.mkv"));
  ASSERT_FALSE(camera);
  EXPECT_EQ(camera.error().fault, Fault::kUnsupported);
  EXPECT_NE(camera.error().detail.find("4096 pixels"), std::string::npos);
}

TEST_F(ReplayTest, says_what_is_wrong_with_a_path) {
  const auto fault = [&](const std::string& name) {
    return OpenCamera("replay:" + (folder_ / name)).error().fault;
  };
  EXPECT_EQ(fault("none.avi"), Fault::kNotFound);
  EXPECT_EQ(fault(""), Fault::kNotFound) << "an empty folder";
  std::ofstream(folder_ / "text.avi") << "this is no film";
  EXPECT_EQ(fault("text.avi"), Fault::kUnsupported);
  std::ofstream(folder_ / "start.avi") << "RIFF and then nothing of a film";
  EXPECT_EQ(fault("start.avi"), Fault::kUnsupported);
  EXPECT_EQ(OpenCamera("replay:/dev/zero").error().fault, Fault::kUnsupported);
}

TEST(Camera, refuses_addresses_that_it_does_not_know) {
  for (const char* uri :
       {"", "camera", "http://example.org/", "replay:", "v4l2:", "replay:/tmp?speed=2",
        "replay:/tmp?loop=yes", "replay:/tmp?fps=0", "replay:/tmp?loop",
        "v4l2:/dev/video0?size=big", "v4l2:/dev/video0?size=100000x100000"}) {
    const auto camera = OpenCamera(uri);
    ASSERT_FALSE(camera) << uri;
    EXPECT_EQ(camera.error().fault, Fault::kInvalid) << uri;
    EXPECT_FALSE(camera.error().detail.empty());
  }
}

TEST(Camera, says_that_a_v4l2_device_is_missing_or_is_none) {
  EXPECT_EQ(OpenCamera("v4l2:/dev/video-none").error().fault, Fault::kNotFound);
  EXPECT_EQ(OpenCamera("v4l2:/etc/hostname").error().fault, Fault::kUnsupported);
  const auto null = OpenCamera("v4l2:/dev/null");
  ASSERT_FALSE(null);
  EXPECT_EQ(null.error().fault, Fault::kUnavailable);
}

}  // namespace
}  // namespace clearway::hal
