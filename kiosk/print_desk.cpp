#include "kiosk/print_desk.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/core/log.h"
#include "certificate/presentation.h"
#include "events/kiosk_events.h"

namespace clearway::kiosk {
namespace {

records::PrintOutcome OutcomeOf(printer::PageEnd end) {
  switch (end) {
    case printer::PageEnd::kPrinted:
      return records::PrintOutcome::kSent;
    case printer::PageEnd::kNotPrinted:
      return records::PrintOutcome::kFailed;
    case printer::PageEnd::kUnknown:
      break;
  }
  return records::PrintOutcome::kUnknown;
}

session::UpkeepDone Told(std::uint32_t ticket, const printer::UpkeepDone& done) {
  const auto what = done.what == printer::Upkeep::kRetract ? session::Upkeep::kRetract
                                                           : session::Upkeep::kClearQueue;
  if (done.status) return {ticket, what, std::nullopt};
  Log(events::kiosk::PrinterNotTended{.fault = done.status.error().fault});
  return {ticket, what, done.status.error().fault};
}

}  // namespace

Result<std::unique_ptr<PrintDesk>> PrintDesk::Open(const std::string& uri, Place place,
                                                   certificate::Disclosure disclosure,
                                                   printer::PrintQueueOptions options) {
  auto device = hal::OpenDocumentPrinter(uri, printer::MediaName(options.paper, 0));
  if (!device) return std::unexpected(device.error());
  return std::unique_ptr<PrintDesk>(new PrintDesk(std::move(*device), std::move(place),
                                                  std::move(disclosure), std::move(options)));
}

PrintDesk::PrintDesk(std::unique_ptr<hal::DocumentPrinter> printer, Place place,
                     certificate::Disclosure disclosure, printer::PrintQueueOptions options)
    : place_(std::move(place)),
      disclosure_(std::move(disclosure)),
      queue_(std::move(printer), std::move(options)) {}

printer::PrintRequest PrintDesk::RequestFor(const session::PrintCertificate& print,
                                            const certificate::Certificate& certificate,
                                            Timestamp now) const {
  printer::PrintRequest request;
  request.content.presentation = certificate::Present(certificate, disclosure_);
  request.content.code = print.text;
  request.content.demo = print.verdict.demo;
  request.content.unverified = !print.reading.authenticity.valid();
  request.content.place = place_.name;
  request.content.printed_at = now;
  request.content.zone = place_.zone;
  request.content.copy = print.copy;
  request.large = print.large;
  const auto language = text::Language::Of(print.language);
  request.languages =
      printer::PageLanguages(language.value_or(text::Language::English()), print.reading.format);
  return request;
}

void PrintDesk::Print(const session::PrintCertificate& print, Timestamp now,
                      std::optional<printer::ReceiptContent> receipt) {
  using session::PrintPhase;
  if (!print.reading.certificate) {
    refused_.emplace_back(
        session::PrintUpdate{print.ticket, PrintPhase::kFailed, hal::DeviceCode::kDataMissing});
    return;
  }
  printer::PrintRequest request = RequestFor(print, *print.reading.certificate, now);
  request.content.receipt = std::move(receipt);
  const auto ticket = queue_.Enqueue(std::move(request));
  if (ticket) {
    tickets_.emplace(*ticket, print.ticket);
  } else {
    refused_.emplace_back(
        session::PrintUpdate{print.ticket, PrintPhase::kFailed, hal::DeviceCode::kOutOfSequence});
  }
}

void PrintDesk::Cancel(const session::CancelPrint& cancel) {
  const auto found =
      std::ranges::find(tickets_, cancel.ticket, [](const auto& pair) { return pair.second; });
  if (found != tickets_.end()) queue_.Cancel(found->first);
}

void PrintDesk::Tend(const session::TendPrinter& tend) {
  const auto what = tend.what == session::Upkeep::kRetract ? printer::Upkeep::kRetract
                                                           : printer::Upkeep::kClearQueue;
  if (queue_.Ask(what)) {
    upkeep_ = tend.ticket;
  } else {
    refused_.emplace_back(session::UpkeepDone{tend.ticket, tend.what, Fault::kUnavailable});
  }
}

std::vector<session::Event> PrintDesk::Poll() {
  using session::PrintPhase;
  std::vector<session::Event> events = std::exchange(refused_, {});
  const auto update = [&](printer::Ticket ticket, PrintPhase phase, hal::DeviceCode code,
                          bool last) {
    const auto found = tickets_.find(ticket);
    if (found == tickets_.end()) return;
    events.emplace_back(session::PrintUpdate{found->second, phase, code});
    if (last) tickets_.erase(found);
  };
  for (const printer::PrintEvent& event : queue_.Poll()) {
    if (const auto* printing = std::get_if<printer::Printing>(&event)) {
      update(printing->ticket, PrintPhase::kPrinting, hal::DeviceCode::kOk, false);
    } else if (const auto* printed = std::get_if<printer::Printed>(&event)) {
      update(printed->ticket, PrintPhase::kSent, hal::DeviceCode::kOk, true);
    } else if (const auto* failed = std::get_if<printer::PrintFailed>(&event)) {
      Log(events::kiosk::PageNotPrinted{.fault = failed->error.fault});
      update(failed->ticket, PrintPhase::kFailed, failed->code, true);
    } else if (const auto* unknown = std::get_if<printer::PrintUnknown>(&event)) {
      Log(events::kiosk::PageNotPrinted{.fault = unknown->error.fault});
      update(unknown->ticket, PrintPhase::kUnknown, unknown->code, true);
    } else if (const auto* earlier = std::get_if<printer::EarlierPage>(&event)) {
      events.emplace_back(session::EarlierPrint{OutcomeOf(earlier->end)});
    } else if (const auto* done = std::get_if<printer::UpkeepDone>(&event)) {
      events.emplace_back(Told(upkeep_, *done));
    } else if (const auto* changed = std::get_if<hal::PrinterChanged>(&event)) {
      events.emplace_back(session::DeviceChanged{session::DeviceKind::kPrinter, changed->status});
    }
  }
  return events;
}

}  // namespace clearway::kiosk
