#include "kiosk/copy_desk.h"

#include <chrono>
#include <type_traits>
#include <utility>
#include <variant>

#include "kiosk/sources/retrieval_source.h"

namespace clearway::kiosk {
namespace {

constexpr std::chrono::minutes kBetweenPurges{5};

std::unique_ptr<vault::VaultThread> VaultOf(const Config& config, Service& service,
                                            const std::function<void()>& on_answer) {
  if (config.kiosk_secret.empty()) return nullptr;
  const vault::VaultPlace place{.copies = config.data_folder / "vault",
                                .keys = config.vault_keys,
                                .secret = config.kiosk_secret};
  const vault::VaultSettings settings{.retention = std::chrono::hours(config.vault_hours),
                                      .limits = {}};
  return std::make_unique<vault::VaultThread>(vault::VaultThreadSettings{
      .open = [=](const TrustedTime& time) { return vault::OpenVault(place, settings, time); },
      .beat = [&service] { service.Beat(Heart::kVault); },
      .on_answer = on_answer});
}

std::unique_ptr<sources::SourceThread> IssuerOf(const Config& config, Service& service,
                                                const std::function<void()>& on_answer) {
  if (config.retrieval_url.empty()) return nullptr;
  sources::RetrievalSettings settings;
  settings.url = config.retrieval_url;
  settings.authority = config.retrieval_authority;
  settings.certificate = config.retrieval_certificate;
  settings.private_key = config.retrieval_key;
  auto source = sources::RetrievalSource::Open(std::move(settings));
  if (!source) return nullptr;  // what is asked is answered with "not now"
  return std::make_unique<sources::SourceThread>(std::move(*source), on_answer,
                                                 [&service] { service.Beat(Heart::kRetrieval); });
}

records::Retrieval OutcomeOf(sources::SourceFault fault) {
  switch (fault) {
    case sources::SourceFault::kNothing:
      return records::Retrieval::kNothing;
    case sources::SourceFault::kTooOften:
      return records::Retrieval::kTooOften;
    case sources::SourceFault::kTimeout:
      return records::Retrieval::kTimeout;
    case sources::SourceFault::kUnreachable:
      return records::Retrieval::kUnreachable;
    case sources::SourceFault::kNotTrusted:
      return records::Retrieval::kNotTrusted;
    case sources::SourceFault::kNonsense:
      return records::Retrieval::kNonsense;
    case sources::SourceFault::kWithdrawn:
      return records::Retrieval::kWithdrawn;
    case sources::SourceFault::kUnavailable:
      break;
  }
  return records::Retrieval::kUnavailable;
}

bool Awaits(const session::Waiting& waiting, std::uint32_t ticket) {
  return waiting.since && waiting.ticket == ticket;
}

}  // namespace

CopyDesk::CopyDesk(const Config& config, Service& service, const std::function<void()>& on_answer)
    : CopyDesk(VaultOf(config, service, on_answer), IssuerOf(config, service, on_answer)) {}

void CopyDesk::Ask(session::AskVault question, const TrustedTime& time) {
  const std::uint32_t ticket = question.ticket;
  if (vault_ && vault_->Submit(vault::AskForCopy{ticket, std::move(question.document),
                                                 std::move(question.pin), time})) {
    return;
  }
  refused_.emplace_back(
      session::VaultAnswered{ticket, std::unexpected(vault::VaultFault::kUnavailable)});
}

void CopyDesk::Ask(session::AskIssuer question, const TrustedTime& time) {
  const std::uint32_t ticket = question.ticket;
  if (issuer_ &&
      issuer_->Submit(ticket, {std::move(question.document), /*pin=*/std::nullopt, time})) {
    return;
  }
  refused_.emplace_back(session::IssuerAnswered{ticket, records::Retrieval::kUnavailable, {}});
}

void CopyDesk::Keep(session::KeepCopy copy, const TrustedTime& time) {
  const std::uint32_t ticket = copy.ticket;
  if (vault_ &&
      vault_->Submit(vault::KeepCopy{ticket, std::move(copy.document), std::move(copy.pin),
                                     vault::Texts(std::move(copy.texts)), time})) {
    return;
  }
  refused_.emplace_back(session::CopyKept{ticket, std::unexpected(vault::VaultFault::kUnavailable)});
}

void CopyDesk::Withdraw() {
  if (vault_) vault_->WithdrawQuestions();
  if (issuer_) issuer_->Withdraw();
}

void CopyDesk::Purge(const TrustedTime& time, Moment now) {
  if (!vault_ || (purged_ && now - *purged_ < kBetweenPurges)) return;
  if (vault_->Submit(vault::PurgeCopies{time})) purged_ = now;
}

std::vector<session::Event> CopyDesk::Poll(const session::Waiting& waiting, const ReadTexts& read) {
  std::vector<session::Event> events = std::exchange(refused_, {});
  if (vault_) PollVault(waiting, read, events);
  if (issuer_) PollIssuer(waiting, read, events);
  return events;
}

void CopyDesk::PollVault(const session::Waiting& waiting, const ReadTexts& read,
                         std::vector<session::Event>& events) {
  while (auto answer = vault_->Poll()) {
    if (auto* copy = std::get_if<vault::CopyAnswer>(&*answer)) {
      session::VaultAnswered event{.ticket = copy->ticket, .found = {}};
      if (!copy->texts) {
        event.found = std::unexpected(copy->texts.error());
      } else if (Awaits(waiting, copy->ticket)) {
        event.found = read(std::move(copy->texts->codes));
      }
      events.emplace_back(std::move(event));
    } else if (const auto* kept = std::get_if<vault::KeepAnswer>(&*answer)) {
      events.emplace_back(session::CopyKept{kept->ticket, kept->expires_at});
    } else if (const auto* purge = std::get_if<vault::PurgeAnswer>(&*answer)) {
      if (purge->purged)
        events.emplace_back(session::CopiesPurged{purge->purged->expired, purge->purged->lost});
    }
  }
}

void CopyDesk::PollIssuer(const session::Waiting& waiting, const ReadTexts& read,
                          std::vector<session::Event>& events) {
  while (auto answer = issuer_->Poll()) {
    session::IssuerAnswered event{
        .ticket = answer->ticket, .outcome = records::Retrieval::kFound, .found = {}};
    if (!answer->texts) {
      event.outcome = OutcomeOf(answer->texts.error());
    } else if (Awaits(waiting, answer->ticket)) {
      event.found = read(std::move(answer->texts->codes));
    }
    events.emplace_back(std::move(event));
  }
}

}  // namespace clearway::kiosk
