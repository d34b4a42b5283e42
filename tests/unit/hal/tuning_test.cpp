#include "hal/tuning.h"

#include <gtest/gtest.h>

#include "tests/unit/hal/simulated_controls.h"

namespace clearway::hal {
namespace {

std::unique_ptr<DeviceControls> ControlsOf(SimulatedDevice& device) {
  return std::make_unique<SimulatedControls>(device);
}

TEST(Tuning, begins_with_everything_automatic_and_the_frame_rate_before_the_exposure) {
  SimulatedDevice webcam = Webcam();
  const Tuning tuning(ControlsOf(webcam));
  EXPECT_TRUE(tuning.sets_exposure());
  EXPECT_TRUE(tuning.sets_focus());
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_AUTO_PRIORITY), 0);
  EXPECT_EQ(webcam.At(V4L2_CID_FOCUS_AUTO), 1);
  EXPECT_EQ(webcam.refused, 0);
}

TEST(Tuning, counts_stops_from_what_the_automatic_had_chosen) {
  SimulatedDevice webcam = Webcam();
  Tuning tuning(ControlsOf(webcam));
  webcam.controls[V4L2_CID_EXPOSURE_ABSOLUTE].value = 320;  // as the driver's automatic would
  tuning.Apply({.stops = -1});
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_MANUAL);
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_ABSOLUTE), 160);
  tuning.Apply({.stops = -3});
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_ABSOLUTE), 40);
  tuning.Apply({.stops = 1});
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_ABSOLUTE), 640);
  EXPECT_EQ(webcam.refused, 0);
}

TEST(Tuning, stays_within_what_the_device_takes) {
  SimulatedDevice webcam = Webcam();
  Tuning tuning(ControlsOf(webcam));
  webcam.controls[V4L2_CID_EXPOSURE_ABSOLUTE].value = 5;
  tuning.Apply({.stops = -3});
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_ABSOLUTE), 3);
  tuning.Apply({.stops = -3, .focus = 0.33F});
  EXPECT_EQ(webcam.At(V4L2_CID_FOCUS_ABSOLUTE) % 5, 0) << "its focus goes in steps of five";
  tuning.Apply({.stops = -3, .focus = 1.0F});
  EXPECT_EQ(webcam.At(V4L2_CID_FOCUS_ABSOLUTE), 250);
  EXPECT_EQ(webcam.refused, 0);
}

TEST(Tuning, leaves_the_camera_to_its_automatic_afterwards) {
  SimulatedDevice webcam = Webcam();
  {
    Tuning tuning(ControlsOf(webcam));
    tuning.Apply({.stops = -2, .focus = 0.5F});
    tuning.Apply({});
    EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
    EXPECT_EQ(webcam.At(V4L2_CID_FOCUS_AUTO), 1);
    tuning.Apply({.stops = -2, .focus = 0.5F});
  }
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY) << "at its end too";
  EXPECT_EQ(webcam.At(V4L2_CID_FOCUS_AUTO), 1);
}

TEST(Tuning, takes_a_bias_where_the_device_has_one_and_leaves_its_automatic_on) {
  SimulatedDevice device = Webcam();
  device.controls[V4L2_CID_AUTO_EXPOSURE_BIAS] = {
      {0, 4, 1, 2}, 4, {{0, -2000}, {1, -1000}, {2, 0}, {3, 1000}, {4, 2000}}};
  Tuning tuning(ControlsOf(device));
  EXPECT_EQ(device.At(V4L2_CID_AUTO_EXPOSURE_BIAS), 2);
  tuning.Apply({.stops = -3});
  EXPECT_EQ(device.At(V4L2_CID_AUTO_EXPOSURE_BIAS), 0) << "the nearest there is";
  EXPECT_EQ(device.At(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
  tuning.Apply({});
  EXPECT_EQ(device.At(V4L2_CID_AUTO_EXPOSURE_BIAS), 2);
}

TEST(Tuning, takes_a_gain_where_an_old_driver_has_nothing_else) {
  SimulatedDevice device;
  device.controls[V4L2_CID_AUTOGAIN] = {{0, 1, 1, 1}, 0, {}};
  device.controls[V4L2_CID_GAIN] = {{0, 63, 1, 20}, 32, {}};
  Tuning tuning(ControlsOf(device));
  tuning.Apply({.stops = -2});
  EXPECT_EQ(device.At(V4L2_CID_AUTOGAIN), 0);
  EXPECT_EQ(device.At(V4L2_CID_GAIN), 8);
  EXPECT_FALSE(tuning.sets_focus());
  tuning.Apply({.stops = -2, .focus = 0.5F});
  tuning.Apply({});
  EXPECT_EQ(device.At(V4L2_CID_AUTOGAIN), 1);
}

TEST(Tuning, leaves_a_device_alone_that_offers_nothing_or_whose_exposure_knows_no_way_back) {
  SimulatedDevice none;
  Tuning nothing(ControlsOf(none));
  EXPECT_FALSE(nothing.sets_exposure());
  nothing.Apply({.stops = -2, .focus = 0.5F});
  EXPECT_EQ(none.refused, 0);
  SimulatedDevice manual_only;
  manual_only.controls[V4L2_CID_EXPOSURE_AUTO] = {{0, 3, 1, 1}, 1, {{1, 1}}};
  manual_only.controls[V4L2_CID_EXPOSURE_ABSOLUTE] = {{1, 1000, 1, 100}, 100, {}};
  EXPECT_FALSE(Tuning(ControlsOf(manual_only)).sets_exposure());
}

TEST(Tuning, survives_a_device_that_is_pulled_out) {
  SimulatedDevice webcam = Webcam();
  Tuning tuning(ControlsOf(webcam));
  tuning.Apply({.stops = -1});
  webcam.gone = true;
  tuning.Apply({.stops = -2, .focus = 0.5F});
  tuning.Apply({});
  EXPECT_EQ(webcam.At(V4L2_CID_EXPOSURE_ABSOLUTE), 83);
}

TEST(V4l2Controls, has_nothing_to_set_where_the_device_is_no_camera) {
  EXPECT_EQ(OpenV4l2Controls("/dev/video-none"), nullptr);
  const auto null = OpenV4l2Controls("/dev/null");
  ASSERT_NE(null, nullptr);
  EXPECT_FALSE(null->RangeOf(V4L2_CID_EXPOSURE_AUTO));
  EXPECT_TRUE(null->EntriesOf(V4L2_CID_EXPOSURE_AUTO).empty());
  EXPECT_FALSE(null->Get(V4L2_CID_EXPOSURE_ABSOLUTE));
  EXPECT_FALSE(null->Set(V4L2_CID_EXPOSURE_ABSOLUTE, 10));
}

}  // namespace
}  // namespace clearway::hal
