#include "hal/printer_reasons.h"

#include <gtest/gtest.h>

namespace clearway::hal {
namespace {

using enum DeviceState;
using enum DeviceCode;

DeviceStatus AtRest(std::vector<std::string> reasons) {
  return StatusOf({.state = QueueState::kIdle, .reasons = std::move(reasons)});
}

TEST(PrinterReasons, none_is_ready_and_a_job_under_way_is_busy) {
  EXPECT_EQ(AtRest({"none"}), (DeviceStatus{kReady, kOk}));
  EXPECT_EQ(StatusOf({.state = QueueState::kProcessing, .reasons = {}}),
            (DeviceStatus{kBusy, kOk}));
}

TEST(PrinterReasons, become_the_words_of_cuss) {
  EXPECT_EQ(AtRest({"media-empty-error"}), (DeviceStatus{kUnavailable, kMediaEmpty}));
  EXPECT_EQ(AtRest({"media-needed"}), (DeviceStatus{kUnavailable, kMediaEmpty}));
  EXPECT_EQ(AtRest({"media-jam-error"}), (DeviceStatus{kUnavailable, kMediaJammed}));
  EXPECT_EQ(AtRest({"cover-open-warning"}), (DeviceStatus{kUnavailable, kHardwareError}));
  EXPECT_EQ(AtRest({"input-tray-missing-error"}), (DeviceStatus{kUnavailable, kMediaAbsent}));
  EXPECT_EQ(AtRest({"output-area-full-error"}), (DeviceStatus{kUnavailable, kMediaFull}));
  EXPECT_EQ(AtRest({"marker-supply-empty-error"}), (DeviceStatus{kUnavailable, kHardwareError}));
  EXPECT_EQ(AtRest({"timed-out-error"}), (DeviceStatus{kUnavailable, kNotResponding}));
  EXPECT_EQ(AtRest({"shutdown"}), (DeviceStatus{kUnavailable, kNotReachable}));
  EXPECT_EQ(AtRest({"offline-report"}), (DeviceStatus{kUnavailable, kNotReachable}));
}

TEST(PrinterReasons, stop_the_printer_at_a_warning_where_no_page_could_come) {
  EXPECT_EQ(AtRest({"media-empty-warning"}), (DeviceStatus{kUnavailable, kMediaEmpty}));
}

TEST(PrinterReasons, that_only_report_stop_nothing_and_are_still_told) {
  EXPECT_EQ(AtRest({"media-empty-report"}), (DeviceStatus{kReady, kMediaEmpty}));
  EXPECT_EQ(AtRest({"media-jam-report"}), (DeviceStatus{kReady, kMediaJammed}));
}

TEST(PrinterReasons, that_warn_ahead_leave_the_printer_ready) {
  EXPECT_EQ(AtRest({"media-low-warning"}), (DeviceStatus{kReady, kMediaLow}));
  EXPECT_EQ(AtRest({"output-area-almost-full"}), (DeviceStatus{kReady, kMediaHigh}));
  EXPECT_EQ(AtRest({"marker-supply-low-warning"}), (DeviceStatus{kReady, kOk}));
}

TEST(PrinterReasons, stop_the_printer_whenever_they_are_errors) {
  EXPECT_EQ(AtRest({"media-low-error"}), (DeviceStatus{kUnavailable, kMediaLow}));
  EXPECT_EQ(AtRest({"marker-supply-low-error"}), (DeviceStatus{kUnavailable, kHardwareError}));
}

TEST(PrinterReasons, several_speak_through_the_one_that_stops) {
  EXPECT_EQ(AtRest({"media-low-warning", "media-empty-error", "marker-supply-low-report"}),
            (DeviceStatus{kUnavailable, kMediaEmpty}));
  EXPECT_EQ(AtRest({"media-empty-error", "media-jam-error"}),
            (DeviceStatus{kUnavailable, kMediaJammed}));
}

TEST(PrinterReasons, unknown_ones_stop_nothing) {
  EXPECT_EQ(AtRest({"cups-insecure-filter-warning", "vendor-disco-mode", ""}),
            (DeviceStatus{kReady, kOk}));
}

TEST(PrinterReasons, a_stopped_or_closed_queue_is_unavailable) {
  EXPECT_EQ(StatusOf({.state = QueueState::kStopped, .reasons = {"paused"}}),
            (DeviceStatus{kUnavailable, kWrongSystemState}));
  EXPECT_EQ(StatusOf({.state = QueueState::kStopped, .reasons = {"none"}}),
            (DeviceStatus{kUnavailable, kHardwareError}));
  EXPECT_EQ(StatusOf({.accepting_jobs = false, .reasons = {"none"}}),
            (DeviceStatus{kUnavailable, kWrongSystemState}));
}

}  // namespace
}  // namespace clearway::hal
