#include "kiosk/copy_desk.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::kiosk {
namespace {

using session::Waiting;
using sources::SourceFault;
using std::chrono::minutes;
using vault::At;
using vault::DocumentOf;
using vault::kNoon;
using vault::PinOf;
using vault::VaultFault;

constexpr const char* kNumber = "L898902C3";
const std::vector<std::string> kTexts{"HC1:NCF", "TH1:ABC"};
const Waiting kNobodyWaits{.ticket = 0, .since = {}};

Waiting WaitingFor(std::uint32_t ticket) {
  return {.ticket = ticket, .since = Moment{}};
}

std::unique_ptr<vault::VaultThread> VaultIn(const vault::VaultRig& rig) {
  return std::make_unique<vault::VaultThread>(vault::VaultThreadSettings{
      .open = [&rig](const TrustedTime&) -> Result<vault::Vault> { return rig.Open(); }});
}

// An issuer that has one answer for everybody.
class Issuer : public sources::CertificateSource {
 public:
  explicit Issuer(std::optional<SourceFault> fault) : fault_(fault) {}
  std::expected<vault::Texts, SourceFault> Fetch(const sources::Inquiry&,
                                                 const std::stop_token&) override {
    if (fault_) return std::unexpected(*fault_);
    return vault::Texts(kTexts);
  }

 private:
  std::optional<SourceFault> fault_;
};

// An issuer that answers nobody.
class SilentIssuer : public sources::CertificateSource {
 public:
  std::expected<vault::Texts, SourceFault> Fetch(const sources::Inquiry&,
                                                 const std::stop_token& stop) override {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any stopped;
    stopped.wait(lock, stop, [] { return false; });
    return std::unexpected(SourceFault::kTimeout);
  }
};

template <typename Source, typename... Words>
std::unique_ptr<sources::SourceThread> ThreadOf(Words... words) {
  return std::make_unique<sources::SourceThread>(std::make_unique<Source>(words...));
}

// A desk whose answers a test can wait for.
class Desk {
 public:
  explicit Desk(std::unique_ptr<vault::VaultThread> vault,
                std::unique_ptr<sources::SourceThread> issuer = nullptr)
      : desk_(std::move(vault), std::move(issuer)) {}

  void Keep(std::uint32_t ticket) {
    desk_.Keep({ticket, DocumentOf(kNumber), PinOf("483920"), kTexts}, At(kNoon));
  }
  void AskVault(std::uint32_t ticket, const char* pin = "483920") {
    desk_.Ask(session::AskVault{ticket, DocumentOf(kNumber), PinOf(pin)}, At(kNoon));
  }
  void AskIssuer(std::uint32_t ticket) {
    desk_.Ask(session::AskIssuer{ticket, DocumentOf(kNumber)}, At(kNoon));
  }
  void Purge(Moment now) { desk_.Purge(At(kNoon), now); }

  std::vector<session::Event> Poll(const Waiting& waiting) {
    return desk_.Poll(waiting, [this](std::vector<std::string> texts) {
      read_ += texts.size();
      std::vector<session::CodeRead> codes;
      for (std::string& text : texts) codes.push_back({std::move(text), {}});
      return codes;
    });
  }
  // The next event, which must be of this kind.
  template <typename Event>
  Event Next(const Waiting& waiting = kNobodyWaits) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (events_.empty() && std::chrono::steady_clock::now() < deadline) {
      std::ranges::move(Poll(waiting), std::back_inserter(events_));
      std::this_thread::yield();
    }
    session::Event event = std::move(events_.at(0));
    events_.erase(events_.begin());
    return std::get<Event>(std::move(event));
  }
  [[nodiscard]] std::size_t texts_read() const { return read_; }

 private:
  CopyDesk desk_;
  std::vector<session::Event> events_;
  std::size_t read_ = 0;
};

std::vector<std::string> TextsOf(const std::vector<session::CodeRead>& codes) {
  std::vector<std::string> texts;
  for (const session::CodeRead& code : codes) texts.push_back(code.text);
  return texts;
}

TEST(CopyDesk, of_a_kiosk_without_secret_and_service_has_neither_vault_nor_issuer) {
  Service service(Moment{});
  const CopyDesk desk(Config{}, service, [] {});
  EXPECT_FALSE(desk.has_vault());
  EXPECT_FALSE(desk.has_service());
}

TEST(CopyDesk, answers_each_errand_once_that_it_has_nobody_to_ask) {
  Desk desk(nullptr);
  desk.AskVault(1);
  desk.AskIssuer(2);
  desk.Keep(3);
  desk.Purge(Moment{});
  const auto vault = desk.Next<session::VaultAnswered>();
  EXPECT_EQ(vault.ticket, 1U);
  EXPECT_EQ(vault.found.error(), VaultFault::kUnavailable);
  const auto issuer = desk.Next<session::IssuerAnswered>();
  EXPECT_EQ(issuer.ticket, 2U);
  EXPECT_EQ(issuer.outcome, records::Retrieval::kUnavailable);
  const auto kept = desk.Next<session::CopyKept>();
  EXPECT_EQ(kept.ticket, 3U);
  EXPECT_EQ(kept.until.error(), VaultFault::kUnavailable);
  EXPECT_TRUE(desk.Poll(kNobodyWaits).empty());
}

TEST(CopyDesk, gives_back_what_was_kept_read_anew) {
  const vault::VaultRig rig;
  Desk desk(VaultIn(rig));
  desk.Keep(1);
  const auto kept = desk.Next<session::CopyKept>();
  EXPECT_EQ(kept.ticket, 1U);
  EXPECT_EQ(kept.until, kNoon + std::chrono::hours(24));
  desk.AskVault(2);
  const auto answer = desk.Next<session::VaultAnswered>(WaitingFor(2));
  EXPECT_EQ(answer.ticket, 2U);
  ASSERT_TRUE(answer.found);
  EXPECT_EQ(TextsOf(*answer.found), kTexts);
}

TEST(CopyDesk, tells_why_the_vault_gives_nothing) {
  const vault::VaultRig rig;
  Desk desk(VaultIn(rig));
  desk.Keep(1);
  (void)desk.Next<session::CopyKept>();
  desk.AskVault(2, "111222");
  EXPECT_EQ(desk.Next<session::VaultAnswered>(WaitingFor(2)).found.error(), VaultFault::kNotOpened);
}

TEST(CopyDesk, reads_nothing_for_a_traveller_who_has_gone) {
  const vault::VaultRig rig;
  Desk desk(VaultIn(rig), ThreadOf<Issuer>(std::nullopt));
  desk.Keep(1);
  (void)desk.Next<session::CopyKept>();
  for (const Waiting& waiting : {kNobodyWaits, WaitingFor(7)}) {
    desk.AskVault(2);
    EXPECT_TRUE(desk.Next<session::VaultAnswered>(waiting).found->empty());
    desk.AskIssuer(3);
    EXPECT_TRUE(desk.Next<session::IssuerAnswered>(waiting).found.empty());
  }
  EXPECT_EQ(desk.texts_read(), 0U);
}

TEST(CopyDesk, has_the_vault_purged_at_once_and_then_every_five_minutes) {
  const vault::VaultRig rig;
  Desk desk(VaultIn(rig));
  const Moment start{};
  desk.Purge(start);
  desk.Purge(start + minutes(4));
  desk.Keep(1);
  (void)desk.Next<session::CopiesPurged>();
  (void)desk.Next<session::CopyKept>();  // and no second purge before it
  desk.Purge(start + minutes(5));
  (void)desk.Next<session::CopiesPurged>();
}

TEST(CopyDesk, gives_what_the_issuer_has_read_anew) {
  Desk desk(nullptr, ThreadOf<Issuer>(std::nullopt));
  desk.AskIssuer(4);
  const auto answer = desk.Next<session::IssuerAnswered>(WaitingFor(4));
  EXPECT_EQ(answer.ticket, 4U);
  EXPECT_EQ(answer.outcome, records::Retrieval::kFound);
  EXPECT_EQ(TextsOf(answer.found), kTexts);
}

TEST(CopyDesk, says_in_the_audit_logs_words_why_the_issuer_gave_nothing) {
  using records::Retrieval;
  for (const auto& [fault, outcome] : {std::pair{SourceFault::kNothing, Retrieval::kNothing},
                                       {SourceFault::kTooOften, Retrieval::kTooOften},
                                       {SourceFault::kTimeout, Retrieval::kTimeout},
                                       {SourceFault::kUnreachable, Retrieval::kUnreachable},
                                       {SourceFault::kNotTrusted, Retrieval::kNotTrusted},
                                       {SourceFault::kNonsense, Retrieval::kNonsense},
                                       {SourceFault::kUnavailable, Retrieval::kUnavailable}}) {
    Desk desk(nullptr, ThreadOf<Issuer>(fault));
    desk.AskIssuer(1);
    const auto answer = desk.Next<session::IssuerAnswered>(WaitingFor(1));
    EXPECT_EQ(answer.outcome, outcome) << sources::ToString(fault);
    EXPECT_TRUE(answer.found.empty());
  }
}

TEST(CopyDesk, answers_for_an_issuer_that_is_asked_too_much) {
  Desk desk(nullptr, ThreadOf<SilentIssuer>());
  constexpr std::uint32_t kTaken = sources::SourceThread::kCapacity + 1;  // and the one it is at
  for (std::uint32_t ticket = 1; ticket <= kTaken + 1; ++ticket) desk.AskIssuer(ticket);
  const auto answer = desk.Next<session::IssuerAnswered>();
  EXPECT_GE(answer.ticket, kTaken);
  EXPECT_EQ(answer.outcome, records::Retrieval::kUnavailable);
}

}  // namespace
}  // namespace clearway::kiosk
