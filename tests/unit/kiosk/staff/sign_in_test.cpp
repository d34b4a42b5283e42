#include "kiosk/staff/sign_in.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/staff/lockout.h"
#include "tests/unit/keys/temporary_folder.h"
#include "tests/unit/kiosk/staff/badge_maker.h"

namespace clearway::staff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Badge kSupervisor = BadgeOf(Role::kSupervisor, 1);
const Badge kStaff = BadgeOf(Role::kStaff, 2);
const Badge kTechnician = BadgeOf(Role::kTechnician, 3);

keys::Pin PinOf(const char* digits) {
  return *keys::Pin::Enter(digits);
}

class Desk : public testing::Test {
 protected:
  [[nodiscard]] SignIn Open(std::uint8_t secret = 7) const {
    return *SignIn::Open(file(), encoding::Bytes(32, secret), {.memory_kib = 8, .passes = 1});
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "staff"; }

  static std::string Try(SignIn& desk, const Badge& badge, const char* pin, Timestamp now = kNow) {
    const auto signed_in = desk.Try(badge, PinOf(pin), now);
    return signed_in ? ToString(signed_in->badge().role) : ToString(signed_in.error());
  }
  // A supervisor with 483920, staff with 905133.
  static void Enrol(SignIn& desk) {
    ASSERT_TRUE(desk.EnrolFirst(kSupervisor, PinOf("483920")));
    const auto supervisor = desk.Try(kSupervisor, PinOf("483920"), kNow);
    ASSERT_TRUE(supervisor);
    ASSERT_TRUE(desk.Enrol(*supervisor, kStaff, PinOf("905133")));
  }

  keys::TemporaryFolder folder_;
};

TEST_F(Desk, lets_in_who_has_a_badge_and_its_pin_also_after_a_restart) {
  {
    SignIn desk = Open();
    Enrol(desk);
  }
  SignIn desk = Open();
  EXPECT_EQ(Try(desk, kStaff, "905133"), "staff");
  EXPECT_EQ(Try(desk, kSupervisor, "483920"), "supervisor");
  EXPECT_EQ(Try(desk, kStaff, "483920"), "wrong_pin");
  EXPECT_EQ(Try(desk, kTechnician, "905133"), "not_enrolled");
}

TEST_F(Desk, lets_supervisors_enrol_and_nobody_else) {
  SignIn desk = Open();
  EXPECT_TRUE(desk.AwaitsFirstSupervisor());
  EXPECT_EQ(desk.EnrolFirst(kStaff, PinOf("905133")).error(), SignInProblem::kNotAllowed);
  Enrol(desk);
  EXPECT_FALSE(desk.AwaitsFirstSupervisor());
  EXPECT_EQ(desk.EnrolFirst(BadgeOf(Role::kSupervisor, 9), PinOf("905133")).error(),
            SignInProblem::kNotAllowed);
  const auto staff = desk.Try(kStaff, PinOf("905133"), kNow);
  ASSERT_TRUE(staff);
  EXPECT_EQ(desk.Enrol(*staff, kTechnician, PinOf("111222")).error(), SignInProblem::kNotAllowed);
  EXPECT_FALSE(desk.IsEnrolled(kTechnician.id));
}

TEST_F(Desk, lets_another_supervisor_change_a_supervisors_pin_and_not_themselves) {
  SignIn desk = Open();
  Enrol(desk);
  const Badge other = BadgeOf(Role::kSupervisor, 9);
  const auto supervisor = desk.Try(kSupervisor, PinOf("483920"), kNow);
  ASSERT_TRUE(supervisor);
  EXPECT_EQ(desk.Enrol(*supervisor, kSupervisor, PinOf("111222")).error(),
            SignInProblem::kNotAllowed);
  EXPECT_EQ(Try(desk, kSupervisor, "483920"), "supervisor");
  ASSERT_TRUE(desk.Enrol(*supervisor, other, PinOf("905133")));
  const auto second = desk.Try(other, PinOf("905133"), kNow);
  ASSERT_TRUE(second);
  EXPECT_TRUE(desk.Enrol(*second, kSupervisor, PinOf("111222")));
  EXPECT_EQ(Try(desk, kSupervisor, "111222"), "supervisor");
}

TEST_F(Desk, takes_what_the_badge_says_today_for_the_role) {
  SignIn desk = Open();
  Enrol(desk);
  Badge promoted = kStaff;
  promoted.role = Role::kSupervisor;
  const auto signed_in = desk.Try(promoted, PinOf("905133"), kNow);
  ASSERT_TRUE(signed_in);
  EXPECT_TRUE(signed_in->may(StaffAction::kEnrol));
}

TEST_F(Desk, locks_after_five_wrong_pins_for_everybody_and_over_restarts) {
  {
    SignIn desk = Open();
    Enrol(desk);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(Try(desk, kStaff, "000111"), "wrong_pin");
    EXPECT_EQ(Try(desk, kStaff, "905133"), "locked");
  }
  SignIn desk = Open();
  EXPECT_EQ(Try(desk, kSupervisor, "483920"), "locked");
  EXPECT_EQ(desk.locked_for(kNow), minutes(1));
  EXPECT_EQ(Try(desk, kStaff, "905133", kNow + minutes(1)), "staff");
  EXPECT_FALSE(desk.locked_for(kNow + minutes(1)));
}

TEST_F(Desk, does_not_lock_for_a_fifth_pin_that_is_right) {
  SignIn desk = Open();
  Enrol(desk);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Try(desk, kStaff, "000111"), "wrong_pin");
  EXPECT_EQ(Try(desk, kStaff, "905133"), "staff");
  EXPECT_FALSE(desk.locked_for(kNow));
}

TEST_F(Desk, takes_a_badges_pin_away_after_twenty_wrong_ones) {
  SignIn desk = Open();
  Enrol(desk);
  Timestamp now = kNow;
  for (std::uint32_t i = 1; i < kWrongUntilUnenrolled; ++i, now += hours(1)) {
    ASSERT_EQ(Try(desk, kStaff, "000111", now), "wrong_pin") << i;
  }
  EXPECT_EQ(Try(desk, kStaff, "000111", now), "not_enrolled");
  EXPECT_EQ(Try(desk, kStaff, "905133", now + hours(1)), "not_enrolled");
}

// Whoever holds a copy of the only supervisor's badge could otherwise wear its PIN out and enrol
// anew.
TEST_F(Desk, takes_no_badge_for_the_first_supervisors_whose_pin_was_worn_out) {
  {
    SignIn desk = Open();
    ASSERT_TRUE(desk.EnrolFirst(kSupervisor, PinOf("483920")));
    Timestamp now = kNow;
    for (int i = 0; i < 40 && desk.IsEnrolled(kSupervisor.id); ++i) {
      (void)Try(desk, kSupervisor, "000111", now);
      now += std::chrono::hours(1);
    }
    EXPECT_FALSE(desk.IsEnrolled(kSupervisor.id));
  }
  SignIn desk = Open();
  EXPECT_EQ(desk.EnrolFirst(kSupervisor, PinOf("000111")).error(), SignInProblem::kNotAllowed);
  EXPECT_EQ(Try(desk, kSupervisor, "483920", kNow + std::chrono::hours(50)), "not_enrolled");
}

TEST_F(Desk, takes_no_enrolled_badge_for_the_first_supervisors_once_it_is_promoted) {
  SignIn desk = Open();
  Enrol(desk);
  Badge promoted = kStaff;
  promoted.role = Role::kSupervisor;
  EXPECT_EQ(desk.EnrolFirst(promoted, PinOf("000111")).error(), SignInProblem::kNotAllowed);
  EXPECT_EQ(Try(desk, promoted, "905133"), "supervisor");
}

TEST_F(Desk, counts_before_it_looks_at_the_pin) {
  SignIn desk = Open();
  Enrol(desk);
  std::filesystem::remove(file());
  std::filesystem::create_directory(file());  // cannot be replaced by a file
  EXPECT_EQ(Try(desk, kStaff, "905133"), "unavailable");
}

TEST_F(Desk, keeps_no_pin_and_nothing_that_opens_without_the_secret) {
  {
    SignIn desk = Open();
    Enrol(desk);
  }
  std::ifstream stream(file(), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  for (const char* pin : {"483920", "905133"}) EXPECT_EQ(bytes.find(pin), std::string::npos);
  EXPECT_EQ(SignIn::Open(file(), encoding::Bytes(32, 8)).error().fault, Fault::kBroken);
}

}  // namespace
}  // namespace clearway::staff
