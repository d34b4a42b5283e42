#include "kiosk/trust_thread.h"

#include <utility>

namespace clearway::kiosk {
namespace {

constexpr std::chrono::seconds kBetweenLooks{2};
// Thousands of signers take a second or two on a small machine, somebody else's import one more.
constexpr std::chrono::seconds kPatience{10};
constexpr const char* kLate =
    "The folders of trust do not answer: a large file is being read, or see the disk. What was "
    "loaded last stays in use.";
constexpr const char* kLateAtStart =
    "The folders of trust do not answer: a large file is being read, or see the disk.";

}  // namespace

TrustThread::TrustThread(TrustFolders folders, keys::DemoSigners demo,
                         std::function<void()> on_change)
    : on_change_(std::move(on_change)),
      watch_(std::move(folders), demo),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void TrustThread::Ask(Moment now, std::optional<Timestamp> synchronised) {
  if (is_looking_) is_late_ = asked_ && now - *asked_ >= kPatience;
  if (is_looking_ || (asked_ && now - *asked_ < kBetweenLooks)) return;
  asked_ = now;
  is_looking_ = true;
  question_.Put({now, synchronised, std::exchange(retired_, nullptr)});
}

bool TrustThread::Poll() {
  bool is_news = is_late_ && !std::exchange(is_told_late_, is_late_);
  if (std::optional<Answer> answer = answer_.Take()) {
    is_news = answer->changed || !has_answered_ || is_told_late_;
    is_looking_ = is_late_ = is_told_late_ = false;
    has_answered_ = true;
    if (answer->trust != trust_) retired_ = std::exchange(trust_, std::move(answer->trust));
    report_ = std::move(answer->report);
  }
  if (is_told_late_ && is_news) report_.emplace_back(trust_ ? kLate : kLateAtStart);
  return is_news;
}

void TrustThread::Run(const std::stop_token& stop) {
  bool is_first = true;
  while (const std::optional<Question> question = question_.Wait(stop)) {
    const bool changed = watch_.Refresh(question->now, question->synchronised);
    answer_.Put({.changed = changed, .trust = watch_.trust(), .report = watch_.report()});
    const bool is_news = std::exchange(is_first, false) || changed;
    if (is_news) on_change_();
  }
}

}  // namespace clearway::kiosk
