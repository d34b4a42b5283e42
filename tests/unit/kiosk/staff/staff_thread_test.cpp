#include "kiosk/staff/staff_thread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/unit/keys/temporary_folder.h"
#include "tests/unit/kiosk/staff/badge_maker.h"

namespace clearway::staff {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds kDeadline{20};

const Badge kSupervisor = BadgeOf(Role::kSupervisor, 1);
const Badge kStaff = BadgeOf(Role::kStaff, 2);
const Badge kOther = BadgeOf(Role::kStaff, 3);

keys::Pin PinOf(const char* digits) {
  return *keys::Pin::Enter(digits);
}

class StaffThreadTest : public testing::Test {
 protected:
  void SetUp() override { Start(); }

  void Start() {
    thread_.emplace(StaffThreadSettings{.open =
                                            [this] {
                                              ++opened_;
                                              return SignIn::Open(file(), encoding::Bytes(32, 7),
                                                                  {.memory_kib = 8, .passes = 1});
                                            },
                                        .beat = [this] { ++beats_; }});
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "staff"; }

  template <typename Kind>
  Kind Await() {
    const auto deadline = steady_clock::now() + kDeadline;
    while (steady_clock::now() < deadline) {
      if (const auto answer = thread_->Poll()) return std::get<Kind>(*answer);
      std::this_thread::yield();
    }
    ADD_FAILURE() << "no answer came";
    return {};
  }
  SignInTried Try(const Badge& badge, const char* pin) {
    EXPECT_TRUE(thread_->Submit(TrySignIn{++ticket_, badge, PinOf(pin), kNow}));
    const auto tried = Await<SignInTried>();
    EXPECT_EQ(tried.ticket, ticket_);
    return tried;
  }
  std::expected<void, SignInProblem> Give(const Badge& badge, const char* pin) {
    EXPECT_TRUE(thread_->Submit(GivePin{++ticket_, badge, PinOf(pin)}));
    given_ = Await<PinGiven>();
    return given_.given;
  }
  std::expected<Standing, SignInProblem> LookUp(const Badge& badge) {
    EXPECT_TRUE(thread_->Submit(LookUpBadge{++ticket_, badge, kNow}));
    return Await<BadgeLookedUp>().standing;
  }

  keys::TemporaryFolder folder_;
  std::atomic<int> opened_ = 0;
  std::atomic<int> beats_ = 0;
  std::uint32_t ticket_ = 0;
  PinGiven given_;  // the last answer to Give
  std::optional<StaffThread> thread_;
};

TEST_F(StaffThreadTest, lets_the_first_supervisor_enrol_and_then_only_who_is_signed_in) {
  EXPECT_TRUE(LookUp(kSupervisor)->awaits_first_supervisor);
  EXPECT_EQ(Give(kStaff, "905133").error(), SignInProblem::kNotAllowed);
  EXPECT_TRUE(Give(kSupervisor, "483920"));
  EXPECT_TRUE(LookUp(kSupervisor)->enrolled);
  EXPECT_FALSE(LookUp(kSupervisor)->awaits_first_supervisor);
  EXPECT_EQ(Give(kStaff, "905133").error(), SignInProblem::kNotAllowed) << "nobody is signed in";
  EXPECT_EQ(*Try(kSupervisor, "483920").who, kSupervisor);
  EXPECT_TRUE(Give(kStaff, "905133"));
  EXPECT_EQ(*Try(kStaff, "905133").who, kStaff);
  EXPECT_EQ(Give(kOther, "905133").error(), SignInProblem::kNotAllowed) << "staff enrols nobody";
}

TEST_F(StaffThreadTest, forgets_who_was_signed_in_when_they_go_or_the_next_one_fails) {
  ASSERT_TRUE(Give(kSupervisor, "483920"));
  ASSERT_TRUE(Try(kSupervisor, "483920").who);
  ASSERT_TRUE(thread_->Submit(SignOut{}));
  EXPECT_EQ(Give(kStaff, "905133").error(), SignInProblem::kNotAllowed);
  ASSERT_TRUE(Try(kSupervisor, "483920").who);
  EXPECT_EQ(Try(kSupervisor, "111112").who.error(), SignInProblem::kWrongPin);
  EXPECT_EQ(Give(kStaff, "905133").error(), SignInProblem::kNotAllowed);
}

TEST_F(StaffThreadTest, says_whose_pin_was_tried_and_who_gave_it) {
  ASSERT_TRUE(Give(kSupervisor, "483920"));
  EXPECT_EQ(given_.badge, kSupervisor.id);
  EXPECT_EQ(given_.by, kSupervisor.id);
  EXPECT_EQ(Try(kSupervisor, "111112").badge, kSupervisor.id);
  ASSERT_TRUE(Try(kSupervisor, "483920").who);
  ASSERT_TRUE(Give(kStaff, "905133"));
  EXPECT_EQ(given_.badge, kStaff.id);
  EXPECT_EQ(given_.by, kSupervisor.id);
}

TEST_F(StaffThreadTest, says_for_how_long_five_wrong_pins_lock_it) {
  ASSERT_TRUE(Give(kSupervisor, "483920"));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Try(kSupervisor, "111112").locked_for, seconds(0));
  EXPECT_EQ(Try(kSupervisor, "111112").locked_for, seconds(60));
  EXPECT_EQ(LookUp(kStaff)->locked_for, seconds(60));
  EXPECT_EQ(Try(kSupervisor, "483920").who.error(), SignInProblem::kLocked);
}

TEST_F(StaffThreadTest, says_when_the_book_is_not_its_own_and_looks_again_the_next_time) {
  std::ofstream(file()) << "written by somebody else, and long enough for a MAC";
  EXPECT_EQ(LookUp(kStaff).error(), SignInProblem::kBookBroken);
  EXPECT_EQ(Try(kStaff, "905133").who.error(), SignInProblem::kBookBroken);
  std::filesystem::remove(file());
  EXPECT_TRUE(LookUp(kStaff));
  EXPECT_EQ(opened_, 3);
}

TEST_F(StaffThreadTest, beats_while_nobody_asks_anything) {
  const int before = beats_;
  const auto deadline = steady_clock::now() + kDeadline;
  while (beats_ < before + 2 && steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_GE(beats_, before + 2);
}

TEST_F(StaffThreadTest, takes_no_more_than_it_has_room_for) {
  int taken = 0;
  while (taken < 1000 && thread_->Submit(LookUpBadge{1, kStaff, kNow})) ++taken;
  EXPECT_LT(taken, 1000);
}

}  // namespace
}  // namespace clearway::staff
