#include "camera/preview_memory.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace clearway::camera {
namespace {

constexpr std::uint32_t kEpoch = 5;

// Both ends of one preview, as two processes would hold them.
struct Ends {
  PreviewViewer viewer;
  PreviewWriter writer;
};

Ends MakeEnds() {
  auto memory = PreviewMemory::Create();
  EXPECT_TRUE(memory);
  auto other = PreviewMemory::Open(UniqueFd(dup(memory->fd())));
  EXPECT_TRUE(other);
  return {PreviewViewer(*std::move(memory)), PreviewWriter(*std::move(other))};
}

void Publish(PreviewWriter& writer, std::uint8_t shade, int width, int height,
             std::uint32_t epoch = kEpoch) {
  std::ranges::fill(writer.Canvas(), shade);
  writer.Publish(width, height, epoch);
}

TEST(PreviewMemory, shows_nothing_before_the_first_picture) {
  Ends ends = MakeEnds();
  EXPECT_FALSE(ends.viewer.Latest(kEpoch));
  EXPECT_FALSE(ends.viewer.Latest(0));
}

TEST(PreviewMemory, shows_the_newest_picture_until_the_next) {
  Ends ends = MakeEnds();
  for (const int shade : {10, 20, 30})
    Publish(ends.writer, static_cast<std::uint8_t>(shade), 64, 36);
  for (int i = 0; i < 2; ++i) {
    const auto preview = ends.viewer.Latest(kEpoch);
    ASSERT_TRUE(preview);
    EXPECT_EQ(preview->luma[0], 30);
    EXPECT_EQ(preview->sequence, 3U);
    EXPECT_EQ(preview->luma.size(), 64U * 36);
  }
  Publish(ends.writer, 40, 32, 18);
  EXPECT_EQ(ends.viewer.Latest(kEpoch)->width, 32);
}

TEST(PreviewMemory, shows_no_picture_of_another_session) {
  Ends ends = MakeEnds();
  Publish(ends.writer, 10, 64, 36, kEpoch - 1);
  EXPECT_FALSE(ends.viewer.Latest(kEpoch));
}

TEST(PreviewMemory, refuses_sizes_that_a_hostile_writer_made_up) {
  Ends ends = MakeEnds();
  Publish(ends.writer, 10, kPreviewWidth + 1, 1);
  EXPECT_FALSE(ends.viewer.Latest(kEpoch));
  Publish(ends.writer, 10, 1, -1);
  EXPECT_FALSE(ends.viewer.Latest(kEpoch));
  Publish(ends.writer, 10, 0, 0);
  EXPECT_FALSE(ends.viewer.Latest(kEpoch));
  Publish(ends.writer, 10, kPreviewWidth, kPreviewHeight);
  EXPECT_TRUE(ends.viewer.Latest(kEpoch));
}

TEST(PreviewMemory, never_shows_a_torn_picture) {
  Ends ends = MakeEnds();
  std::jthread writing([&](std::stop_token stop) {
    for (std::uint8_t shade = 0; !stop.stop_requested(); ++shade)
      Publish(ends.writer, shade, 320, 180);
  });
  std::uint64_t last = 0;
  for (int looks = 0; looks < 100;) {
    const auto preview = ends.viewer.Latest(kEpoch);
    if (!preview || preview->sequence == last) continue;
    ++looks;
    EXPECT_GT(preview->sequence, last);
    last = preview->sequence;
    EXPECT_EQ(std::ranges::count(preview->luma, preview->luma[0]),
              static_cast<std::ptrdiff_t>(preview->luma.size()));
  }
}

TEST(PreviewMemory, wipes_every_picture_on_both_sides) {
  Ends ends = MakeEnds();
  for (int i = 0; i < 4; ++i) Publish(ends.writer, 200, kPreviewWidth, kPreviewHeight);
  const auto preview = ends.viewer.Latest(kEpoch);
  ASSERT_TRUE(preview);
  ends.viewer.WipePictures();
  EXPECT_EQ(std::ranges::count(preview->luma, 0),
            static_cast<std::ptrdiff_t>(preview->luma.size()));
  EXPECT_EQ(std::ranges::count(ends.writer.Canvas(), 0),
            static_cast<std::ptrdiff_t>(ends.writer.Canvas().size()));
}

TEST(PreviewMemory, is_refused_unless_it_was_made_by_create) {
  UniqueFd unsealed(memfd_create("test", MFD_CLOEXEC));
  ASSERT_EQ(ftruncate(unsealed.get(), 3 * kPreviewWidth * kPreviewHeight + 4096), 0);
  EXPECT_EQ(PreviewMemory::Open(std::move(unsealed)).error().fault, Fault::kInvalid);
  EXPECT_EQ(PreviewMemory::Open(UniqueFd()).error().fault, Fault::kInvalid);
}

TEST(PreviewMemory, cannot_be_shrunk_under_the_kiosk) {
  const auto memory = PreviewMemory::Create();
  ASSERT_TRUE(memory);
  EXPECT_NE(ftruncate(memory->fd(), 0), 0);
}

}  // namespace
}  // namespace clearway::camera
