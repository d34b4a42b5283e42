#include "kiosk/sources/source_thread.h"

#include <chrono>
#include <utility>

#include "base/core/wipe_stack.h"

namespace clearway::sources {
namespace {

constexpr std::chrono::milliseconds kBetweenBeats{500};

}  // namespace

SourceThread::SourceThread(std::unique_ptr<CertificateSource> source,
                           std::function<void()> on_answer, std::function<void()> beat)
    : source_(std::move(source)),
      on_answer_(std::move(on_answer)),
      beat_(std::move(beat)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

SourceThread::~SourceThread() {
  Withdraw();
}

bool SourceThread::Submit(std::uint32_t ticket, Inquiry inquiry) {
  if (answers_.size() >= kCapacity) return false;
  return requests_.TryPush({ticket, std::move(inquiry), asked_.get_token()});
}

void SourceThread::Withdraw() {
  requests_.RemoveIf([](const Request&) { return true; });
  asked_.request_stop();
  asked_ = std::stop_source();
}

void SourceThread::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    beat_();
    const std::optional<Request> request = requests_.PopFor(stop, kBetweenBeats);
    if (!request) continue;
    if (!request->withdrawn.stop_requested()) Answer(*request);
    WipeStackBelow();
  }
}

void SourceThread::Answer(const Request& request) {
  auto texts = source_->Fetch(request.inquiry, request.withdrawn);
  if (answers_.TryPush({request.ticket, std::move(texts)})) on_answer_();
}

}  // namespace clearway::sources
