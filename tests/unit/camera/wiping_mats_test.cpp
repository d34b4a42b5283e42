#include "camera/wiping_mats.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clearway::camera {
namespace {

// Looks into each block that it is given back, before it is gone.
class WatchedMemory final : public cv::MatAllocator {
 public:
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                         cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return cv::Mat::getStdAllocator()->allocate(dims, sizes, type, data, step, flags, usage);
  }
  bool allocate(cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return cv::Mat::getStdAllocator()->allocate(data, flags, usage);
  }
  void deallocate(cv::UMatData* data) const override {
    ++given_back;
    blank = std::all_of(data->origdata, data->origdata + data->size,
                        [](unsigned char byte) { return byte == 0; });
    cv::Mat::getStdAllocator()->deallocate(data);
  }
  mutable int given_back = 0;
  mutable bool blank = false;
};

class WipingMatsTest : public testing::Test {
 protected:
  cv::Mat Picture() {
    cv::Mat picture;
    picture.allocator = &allocator_;
    picture.create(48, 64, CV_8UC1);
    picture = cv::Scalar(0xAB);
    return picture;
  }
  WatchedMemory memory_;
  WipingMatAllocator allocator_{&memory_};
};

TEST_F(WipingMatsTest, overwrite_a_picture_when_its_last_holder_goes) {
  cv::Mat held = Picture();
  {
    const cv::Mat other = held;
    held.release();
    EXPECT_EQ(memory_.given_back, 0);
    EXPECT_EQ(other.at<unsigned char>(47, 63), 0xAB);
  }
  EXPECT_EQ(memory_.given_back, 1);
  EXPECT_TRUE(memory_.blank);
}

TEST_F(WipingMatsTest, overwrite_a_picture_whose_matrix_is_given_another_size) {
  cv::Mat picture = Picture();
  picture.create(100, 100, CV_8UC1);
  EXPECT_EQ(memory_.given_back, 1);
  EXPECT_TRUE(memory_.blank);
}

TEST_F(WipingMatsTest, leave_memory_alone_that_is_somebody_elses) {
  std::array<unsigned char, 64> frame;
  frame.fill(0xAB);
  {
    cv::Mat view(8, 8, CV_8UC1, frame.data());
    view.allocator = &allocator_;
    view.create(9, 9, CV_8UC1);
  }
  EXPECT_EQ(frame[0], 0xAB);
}

TEST(WipeFreedMats, holds_for_every_matrix_made_from_then_on) {
  cv::MatAllocator* const before = cv::Mat::getDefaultAllocator();
  WipeFreedMats();
  const cv::Mat picture(4, 4, CV_8UC1);
  EXPECT_NE(dynamic_cast<const WipingMatAllocator*>(picture.u->currAllocator), nullptr);
  cv::Mat copy = picture.clone();
  EXPECT_EQ(copy.u->currAllocator, picture.u->currAllocator);
  cv::Mat::setDefaultAllocator(before);
}

}  // namespace
}  // namespace clearway::camera
