#include "kiosk/staff_desk.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "keys/kiosk_secret.h"
#include "tests/unit/keys/temporary_folder.h"

namespace clearway::kiosk {
namespace {

using staff::Badge;
using staff::Role;
using staff::SignInProblem;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

Badge BadgeOf(Role role, std::uint8_t id) {
  Badge badge{.role = role,
              .issued_at = kNow - std::chrono::days(1),
              .expires_at = kNow + std::chrono::days(29)};
  badge.id.fill(id);
  return badge;
}

const Badge kSupervisor = BadgeOf(Role::kSupervisor, 1);
const Badge kStaff = BadgeOf(Role::kStaff, 2);

// A kiosk with a secret, whose staff book is still to be written.
class StaffDesks : public testing::Test {
 protected:
  StaffDesks() {
    config_.data_folder = folder_.path();
    config_.kiosk_secret = folder_.path() / "secret";
    if (!keys::MakeKioskSecret(config_.kiosk_secret)) std::abort();
  }

  StaffDesk& desk() {
    if (!desk_)
      desk_.emplace(
          config_, [] {}, [this] { ++answers_; });
    return *desk_;
  }
  // The next event, which must be of this kind.
  template <typename Event>
  Event Next() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::vector<session::Event> events;
    while (events.empty() && std::chrono::steady_clock::now() < deadline) {
      events = desk().Poll();
      std::this_thread::yield();
    }
    EXPECT_EQ(events.size(), 1U);
    return std::get<Event>(events.at(0));
  }
  std::expected<void, SignInProblem> Give(const Badge& badge, const char* pin) {
    desk().Ask(session::GivePin{++ticket_, badge, session::TypedText(pin)});
    const auto given = Next<staff::PinGiven>();
    EXPECT_EQ(given.ticket, ticket_);
    EXPECT_EQ(given.badge, badge.id);
    return given.given;
  }
  std::expected<Badge, SignInProblem> Try(const Badge& badge, const char* pin) {
    desk().Ask(session::TrySignIn{++ticket_, badge, session::TypedText(pin)}, kNow);
    const auto tried = Next<staff::SignInTried>();
    EXPECT_EQ(tried.ticket, ticket_);
    EXPECT_EQ(tried.badge, badge.id);
    return tried.who;
  }
  std::expected<staff::Standing, SignInProblem> LookUp(const Badge& badge) {
    desk().Ask(session::LookUpBadge{++ticket_, badge}, kNow);
    const auto looked_up = Next<staff::BadgeLookedUp>();
    EXPECT_EQ(looked_up.ticket, ticket_);
    return looked_up.standing;
  }

  keys::TemporaryFolder folder_;
  Config config_;
  std::atomic<int> answers_ = 0;
  std::uint32_t ticket_ = 0;
  std::optional<StaffDesk> desk_;
};

TEST_F(StaffDesks, let_the_first_supervisor_in_and_them_let_others_in) {
  EXPECT_TRUE(LookUp(kSupervisor)->awaits_first_supervisor);
  EXPECT_TRUE(Give(kSupervisor, "483920"));
  EXPECT_TRUE(LookUp(kSupervisor)->enrolled);
  EXPECT_EQ(Try(kSupervisor, "111222").error(), SignInProblem::kWrongPin);
  EXPECT_EQ(Try(kSupervisor, "483920"), kSupervisor);
  EXPECT_TRUE(Give(kStaff, "905133"));
  EXPECT_EQ(Try(kStaff, "905133"), kStaff);
  EXPECT_EQ(answers_, 7) << "each answer wakes main";
}

TEST_F(StaffDesks, forget_who_is_signed_in_at_the_end_of_it) {
  ASSERT_TRUE(Give(kSupervisor, "483920"));
  ASSERT_TRUE(Try(kSupervisor, "483920"));
  desk().EndSignIn();
  EXPECT_EQ(Give(kStaff, "905133").error(), SignInProblem::kNotAllowed);
}

TEST_F(StaffDesks, know_a_pin_again_after_a_restart) {
  ASSERT_TRUE(Give(kSupervisor, "483920"));
  desk_.reset();
  EXPECT_EQ(Try(kSupervisor, "483920"), kSupervisor);
}

TEST_F(StaffDesks, answer_for_what_is_no_pin_without_trying_it) {
  ASSERT_TRUE(Give(kSupervisor, "483920"));
  for (const char* typed : {"", "12", "12345x", "123456789012345678901234"}) {
    EXPECT_EQ(Try(kSupervisor, typed).error(), SignInProblem::kUnavailable) << typed;
    EXPECT_EQ(Give(kStaff, typed).error(), SignInProblem::kUnavailable) << typed;
  }
  EXPECT_EQ(LookUp(kSupervisor)->locked_for, std::chrono::seconds(0)) << "nothing was counted";
  EXPECT_EQ(Try(kSupervisor, "483920"), kSupervisor);
}

TEST_F(StaffDesks, answer_everybody_once_also_when_too_much_waits) {
  constexpr std::uint32_t kAsked = 100;
  for (std::uint32_t ticket = 1; ticket <= kAsked; ++ticket) {
    desk().Ask(session::LookUpBadge{ticket, kStaff}, kNow);
  }
  std::multiset<std::uint32_t> answered;
  std::size_t refused = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (answered.size() < kAsked && std::chrono::steady_clock::now() < deadline) {
    for (const session::Event& event : desk().Poll()) {
      const auto& looked_up = std::get<staff::BadgeLookedUp>(event);
      answered.insert(looked_up.ticket);
      if (looked_up.standing) continue;
      EXPECT_EQ(looked_up.standing.error(), SignInProblem::kUnavailable);
      ++refused;
    }
    std::this_thread::yield();
  }
  EXPECT_EQ(answered.size(), kAsked);
  EXPECT_EQ(std::set(answered.begin(), answered.end()).size(), kAsked);
  EXPECT_GT(refused, 0U);
  EXPECT_LT(refused, kAsked);
}

TEST_F(StaffDesks, say_when_the_kiosks_secret_cannot_be_read_and_look_again) {
  std::filesystem::rename(config_.kiosk_secret, folder_.path() / "away");
  EXPECT_EQ(LookUp(kStaff).error(), SignInProblem::kUnavailable);
  std::filesystem::rename(folder_.path() / "away", config_.kiosk_secret);
  EXPECT_TRUE(LookUp(kStaff));
}

TEST(StaffBook, is_there_only_where_the_kiosk_has_a_secret) {
  Config config;
  EXPECT_FALSE(HasStaffBook(config));
  config.kiosk_secret = "secret";
  EXPECT_TRUE(HasStaffBook(config));
}

}  // namespace
}  // namespace clearway::kiosk
