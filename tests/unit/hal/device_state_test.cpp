#include "hal/device_state.h"

#include <gtest/gtest.h>

namespace clearway::hal {
namespace {

TEST(DeviceState, is_spelt_as_cuss_spells_it) {
  EXPECT_STREQ(ToString(DeviceState::kReady), "READY");
  EXPECT_STREQ(ToString(DeviceState::kUnavailable), "UNAVAILABLE");
  EXPECT_STREQ(ToString(DeviceCode::kOk), "OK");
  EXPECT_STREQ(ToString(DeviceCode::kMediaEmpty), "MEDIA_EMPTY");
  EXPECT_STREQ(ToString(DeviceCode::kNotReachable), "NOT_REACHABLE");
  EXPECT_STREQ(ToString(DeviceCode::kMediaLow), "MEDIA_LOW");
}

}  // namespace
}  // namespace clearway::hal
