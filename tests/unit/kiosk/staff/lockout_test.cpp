#include "kiosk/staff/lockout.h"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/staff/badge_maker.h"

namespace clearway::staff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class Locks : public testing::Test {
 protected:
  Locks() {
    for (std::uint8_t i = 1; i < 3; ++i) {
      book_.enrolments.push_back({.badge = BadgeOf(Role::kStaff, i).id});
    }
  }
  Enrolment& one() { return book_.enrolments[0]; }
  Enrolment& other() { return book_.enrolments[1]; }
  void Wrong(Enrolment& enrolment, Timestamp now, int times) {
    for (int i = 0; i < times; ++i) CountAttempt(book_, enrolment, now);
  }
  void Right(Enrolment& enrolment, Timestamp now) {
    const Lockout before = book_.lockout;
    CountAttempt(book_, enrolment, now);
    ForgiveAttempts(book_, enrolment, before);
  }
  std::optional<seconds> Left(Timestamp now) { return LockedFor(book_.lockout, now); }

  StaffBook book_;
};

TEST_F(Locks, come_with_the_fifth_wrong_pin_whoevers) {
  Wrong(one(), kNow, 2);
  Wrong(other(), kNow, 2);
  EXPECT_FALSE(Left(kNow));
  Wrong(one(), kNow, 1);
  EXPECT_EQ(Left(kNow), minutes(1));
  EXPECT_EQ(Left(kNow + seconds(59)), seconds(1));
  EXPECT_FALSE(Left(kNow + minutes(1)));
}

TEST_F(Locks, double_up_to_an_hour) {
  Timestamp now = kNow;
  for (const int length : {1, 2, 4, 8, 16, 32, 60, 60}) {
    Wrong(one(), now, 5);
    ASSERT_EQ(Left(now), minutes(length));
    now += minutes(length);
  }
}

TEST_F(Locks, are_forgotten_when_all_who_failed_came_in) {
  Wrong(one(), kNow, 5);
  Right(one(), kNow + minutes(1));
  EXPECT_EQ(book_.lockout, Lockout{});
}

TEST_F(Locks, are_not_put_off_by_an_insiders_own_pin) {
  Wrong(one(), kNow, 4);
  Right(other(), kNow);
  EXPECT_FALSE(Left(kNow));
  Wrong(one(), kNow, 1);
  EXPECT_TRUE(Left(kNow));
  EXPECT_EQ(one().wrong, 5U);
}

TEST_F(Locks, are_forgotten_after_a_day_without_a_wrong_pin) {
  Wrong(one(), kNow, 5);
  Wrong(one(), kNow + hours(1), 4);
  Wrong(other(), kNow + hours(25), 1);
  EXPECT_FALSE(Left(kNow + hours(25)));
  Wrong(other(), kNow + hours(25), 4);
  EXPECT_EQ(Left(kNow + hours(25)), minutes(1));
}

TEST_F(Locks, last_no_longer_for_a_clock_that_goes_back) {
  Wrong(one(), kNow, 5);
  const Timestamp back = kNow - hours(24 * 365);
  EXPECT_EQ(Left(back), minutes(1));
  book_.lockout = Rebased(book_.lockout, back);
  EXPECT_FALSE(Left(back + minutes(1)));
}

}  // namespace
}  // namespace clearway::staff
