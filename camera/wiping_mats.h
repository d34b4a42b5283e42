#pragma once

#include <opencv2/core.hpp>

namespace clearway::camera {

// OpenCV's memory for matrices, overwritten before it is given back: what held a picture, or the
// modules of a code, does not stay readable in the heap. Thread-safe, as its memory is.
class WipingMatAllocator final : public cv::MatAllocator {
 public:
  // `memory` must outlive this.
  explicit WipingMatAllocator(cv::MatAllocator* memory) : memory_(memory) {}
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                         cv::AccessFlag flags, cv::UMatUsageFlags usage) const override;
  bool allocate(cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override;
  void deallocate(cv::UMatData* data) const override;

 private:
  cv::MatAllocator* memory_;
};

// From now on every matrix of this process lies in such memory. To be called before the first one
// is made.
void WipeFreedMats();

}  // namespace clearway::camera
