#include "kiosk/ui/geometry.h"

#include <gtest/gtest.h>

namespace clearway::ui {
namespace {

TEST(Geometry, a_cut_takes_a_strip_and_leaves_the_rest_less_a_gap) {
  Rect rest{0, 0, 100, 50};
  const Rect strip = CutTop(rest, 10, 5);
  EXPECT_FLOAT_EQ(strip.height, 10);
  EXPECT_FLOAT_EQ(rest.y, 15);
  EXPECT_FLOAT_EQ(rest.height, 35);
}

TEST(Geometry, cuts_from_the_far_sides_keep_the_origin) {
  Rect rest{10, 10, 100, 50};
  const Rect bottom = CutBottom(rest, 20, 5);
  const Rect end = CutEnd(rest, 30, 5);
  EXPECT_FLOAT_EQ(bottom.bottom(), 60);
  EXPECT_FLOAT_EQ(end.end(), 110);
  EXPECT_FLOAT_EQ(end.height, 25);
  EXPECT_FLOAT_EQ(rest.width, 65);
}

TEST(Geometry, a_cut_larger_than_the_room_takes_all_of_it_and_no_more) {
  Rect rest{0, 0, 100, 50};
  const Rect strip = CutTop(rest, 80, 5);
  EXPECT_FLOAT_EQ(strip.height, 50);
  EXPECT_FLOAT_EQ(rest.height, 0);
  EXPECT_FLOAT_EQ(rest.y, 50);
}

TEST(Geometry, an_inset_never_turns_a_box_inside_out) {
  EXPECT_FLOAT_EQ((Rect{0, 0, 4, 4}).Inset(3).width, 0);
}

}  // namespace
}  // namespace clearway::ui
