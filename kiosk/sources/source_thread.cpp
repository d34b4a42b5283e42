#include "kiosk/sources/source_thread.h"

#include <utility>

namespace clearway::sources {

SourceThread::SourceThread(std::unique_ptr<CertificateSource> source,
                           std::function<void()> on_answer)
    : source_(std::move(source)),
      on_answer_(std::move(on_answer)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

SourceThread::~SourceThread() = default;

bool SourceThread::Submit(std::uint32_t ticket, Inquiry inquiry) {
  if (answers_.size() >= kCapacity) return false;
  return requests_.TryPush({ticket, std::move(inquiry)});
}

void SourceThread::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const std::optional<Request> request = requests_.Pop(stop);
    if (!request) return;
    if (answers_.TryPush({request->ticket, source_->Fetch(request->inquiry, stop)})) on_answer_();
  }
}

}  // namespace clearway::sources
