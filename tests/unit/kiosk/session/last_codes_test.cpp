#include "kiosk/session/last_codes.h"

#include <gtest/gtest.h>

namespace clearway::session {
namespace {

using std::chrono::seconds;

Moment At(int second) {
  return Moment{} + seconds(second);
}

TEST(LastCodes, knows_each_code_that_it_saw_until_it_forgets_it) {
  LastCodes codes;
  EXPECT_TRUE(codes.empty());
  EXPECT_FALSE(codes.See(0, At(1)));
  EXPECT_FALSE(codes.See(7, At(2)));
  codes.ForgetUntil(At(1));
  EXPECT_TRUE(codes.See(7, At(3)));
  EXPECT_FALSE(codes.See(0, At(3)));
  codes.ForgetUntil(At(3));
  EXPECT_TRUE(codes.empty());
}

TEST(LastCodes, counts_all_as_seen_when_asked) {
  LastCodes codes;
  codes.See(1, At(1));
  codes.SeeAll(At(5));
  codes.ForgetUntil(At(4));
  EXPECT_TRUE(codes.See(1, At(6)));
  codes.ForgetUntil(At(6));
  codes.SeeAll(At(7));
  EXPECT_TRUE(codes.empty()) << "a free place stays free";
}

TEST(LastCodes, makes_room_for_another_by_the_one_seen_longest_ago) {
  LastCodes codes;
  for (int code = 0; code < static_cast<int>(LastCodes::kMost); ++code) {
    codes.See(static_cast<std::uint64_t>(code), At(code));
  }
  EXPECT_TRUE(codes.See(0, At(20)));
  EXPECT_FALSE(codes.See(100, At(21)));
  EXPECT_TRUE(codes.See(0, At(22)));
  EXPECT_FALSE(codes.See(1, At(23)));
}

}  // namespace
}  // namespace clearway::session
