#pragma once

#include <cstddef>

namespace clearway::certlogic {

// The steps that one evaluation may take, so that no rule runs without end.
class Budget {
 public:
  explicit Budget(std::size_t steps) : left_(steps) {}

  // False when fewer were left: then it is used up for good.
  bool Spend(std::size_t steps) {
    used_up_ = used_up_ || steps > left_;
    left_ = used_up_ ? 0 : left_ - steps;
    return !used_up_;
  }
  [[nodiscard]] bool used_up() const { return used_up_; }
  [[nodiscard]] std::size_t left() const { return left_; }

 private:
  std::size_t left_;
  bool used_up_ = false;
};

}  // namespace clearway::certlogic
