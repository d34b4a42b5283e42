#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace clearway {

// Keeps every value, in order, up to a bound: for what must not be lost, such as audit records and
// print jobs. Any thread may call any member.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  // False, and nothing is taken, when the queue is full: the caller decides what a full queue
  // means. Never waits.
  [[nodiscard]] bool TryPush(T&& value) {
    {
      std::lock_guard lock(mutex_);
      if (values_.size() >= capacity_) return false;
      values_.push_back(std::move(value));
    }
    changed_.notify_one();
    return true;
  }

  // The oldest value, or nullopt. Never waits.
  [[nodiscard]] std::optional<T> TryPop() {
    std::lock_guard lock(mutex_);
    return PopLocked();
  }

  // Waits for a value; nullopt when a stop is asked for and the queue is empty, so that what was
  // accepted before the stop is still delivered.
  [[nodiscard]] std::optional<T> Pop(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, std::move(stop), [this] { return !values_.empty(); });
    return PopLocked();
  }

  // As Pop, but gives up after `patience` with nullopt.
  [[nodiscard]] std::optional<T> PopFor(std::stop_token stop, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::move(stop), patience, [this] { return !values_.empty(); });
    return PopLocked();
  }

  // Takes out, in whatever place, what nobody wants any more.
  template <typename Unwanted>
  void RemoveIf(Unwanted is_unwanted) {
    std::lock_guard lock(mutex_);
    std::erase_if(values_, is_unwanted);
  }

  [[nodiscard]] std::size_t size() const {
    std::lock_guard lock(mutex_);
    return values_.size();
  }

 private:
  std::optional<T> PopLocked() {
    if (values_.empty()) return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    return value;
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<T> values_;
};

}  // namespace clearway
