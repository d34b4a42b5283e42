#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace clearway {

// Keeps only the newest value: for what ages, such as a preview frame or a device state. Any thread
// may call any member.
template <typename T>
class Mailbox {
 public:
  // Replaces what was not yet taken.
  void Put(T value) {
    {
      std::lock_guard lock(mutex_);
      value_ = std::move(value);
    }
    changed_.notify_one();
  }

  // The newest value, if one came since the last Take. Never waits.
  [[nodiscard]] std::optional<T> Take() {
    std::lock_guard lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }

  // Waits for a value; nullopt when a stop is asked for first.
  [[nodiscard]] std::optional<T> Wait(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, std::move(stop), [this] { return value_.has_value(); });
    return std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<T> value_;
};

}  // namespace clearway
