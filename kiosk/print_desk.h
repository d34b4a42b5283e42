#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "certificate/disclosure.h"
#include "hal/system_clock.h"
#include "kiosk/session/session.h"
#include "printer/print_queue.h"

namespace clearway::kiosk {

// Between the session's prints and the print queue: turns a certificate into a page's content, and
// what the queue tells into the session's events. Main owns it; nothing but Stop waits.
class PrintDesk {
 public:
  struct Place {
    std::string name;  // where the kiosk stands, for the page; may be empty
    std::string zone;  // of the moments on the page, an IANA name
  };
  // kInvalid: no such printer URI. A page shows what `disclosure` shows; its code holds everything.
  // `options` name the paper and the journal.
  [[nodiscard]] static Result<std::unique_ptr<PrintDesk>> Open(const std::string& uri, Place place,
                                                               certificate::Disclosure disclosure,
                                                               printer::PrintQueueOptions options);

  // What happens to the print comes from Poll, a failure to accept it included. The receipt stands
  // below the certificate.
  void Print(const session::PrintCertificate& print, Timestamp now,
             std::optional<printer::ReceiptContent> receipt = std::nullopt);
  void Cancel(const session::CancelPrint& cancel);
  void Tend(const session::TendPrinter& tend);
  // Before the program ends: waits for the page under way as printer::PrintQueue::Stop does.
  void Stop() { queue_.Stop(); }
  [[nodiscard]] std::vector<session::Event> Poll();
  [[nodiscard]] Moment last_beat() const { return queue_.last_beat(); }

 private:
  PrintDesk(std::unique_ptr<hal::DocumentPrinter> printer, Place place,
            certificate::Disclosure disclosure, printer::PrintQueueOptions options);
  [[nodiscard]] printer::PrintRequest RequestFor(const session::PrintCertificate& print,
                                                 const certificate::Certificate& certificate,
                                                 Timestamp now) const;

  const Place place_;
  const certificate::Disclosure disclosure_;
  printer::PrintQueue queue_;
  std::map<printer::Ticket, std::uint32_t> tickets_;  // the queue's to the session's
  std::uint32_t upkeep_ = 0;  // the session's ticket of the upkeep under way, which is one at most
  std::vector<session::Event> refused_;  // what the queue did not even take
};

}  // namespace clearway::kiosk
