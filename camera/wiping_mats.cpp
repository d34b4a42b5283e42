#include "camera/wiping_mats.h"

#include "base/core/wipe.h"

namespace clearway::camera {

cv::UMatData* WipingMatAllocator::allocate(int dims, const int* sizes, int type, void* data,
                                           std::size_t* step, cv::AccessFlag flags,
                                           cv::UMatUsageFlags usage) const {
  cv::UMatData* made = memory_->allocate(dims, sizes, type, data, step, flags, usage);
  // Whoever gives it back asks the allocator that is named here.
  if (made != nullptr) made->prevAllocator = made->currAllocator = this;
  return made;
}

bool WipingMatAllocator::allocate(cv::UMatData* data, cv::AccessFlag flags,
                                  cv::UMatUsageFlags usage) const {
  return memory_->allocate(data, flags, usage);
}

void WipingMatAllocator::deallocate(cv::UMatData* data) const {
  if (data == nullptr) return;
  const bool ours = (data->flags & cv::UMatData::USER_ALLOCATED) == 0;
  if (ours && data->origdata != nullptr) Wipe(data->origdata, data->size);
  memory_->deallocate(data);
}

void WipeFreedMats() {
  // Never destroyed: matrices may go later than everything else.
  static auto* const allocator = new WipingMatAllocator(cv::Mat::getStdAllocator());
  cv::Mat::setDefaultAllocator(allocator);
}

}  // namespace clearway::camera
