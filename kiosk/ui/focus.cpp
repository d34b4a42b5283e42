#include "kiosk/ui/focus.h"

#include <algorithm>

namespace clearway::ui {

void Focus::BeginFrame() {
  shown_.swap(offered_);
  offered_.clear();
  if (std::ranges::find(shown_, selected_) == shown_.end()) selected_.clear();
}

bool Focus::Offer(const std::string& id) {
  offered_.push_back(id);
  return id == selected_;
}

void Focus::Move(int by) {
  if (shown_.empty()) return;
  const auto found = std::ranges::find(shown_, selected_);
  const auto count = static_cast<int>(shown_.size());
  int index = by > 0 ? 0 : count - 1;
  if (found != shown_.end()) {
    index = (static_cast<int>(found - shown_.begin()) + by + count) % count;
  }
  selected_ = shown_[static_cast<std::size_t>(index)];
}

}  // namespace clearway::ui
