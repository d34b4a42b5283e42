#include "hal/printer_reasons.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace clearway::hal {

namespace {

enum class Severity : std::uint8_t { kUnsaid, kReport, kWarning, kError };

struct Keyword {
  std::string_view name;
  DeviceCode code;
  bool stops;  // the printer cannot print while it holds, unless it is only a report
};

// Keywords of RFC 8011, section 5.4.12, and CUPS's own "offline", in the order in which a person
// would have to deal with them. CUSS has no word for a cover or a toner: the device needs a
// technician, which HARDWARE_ERROR says.
constexpr std::array kKeywords{
    Keyword{"offline", DeviceCode::kNotReachable, true},
    Keyword{"shutdown", DeviceCode::kNotReachable, true},
    Keyword{"media-jam", DeviceCode::kMediaJammed, true},
    Keyword{"cover-open", DeviceCode::kHardwareError, true},
    Keyword{"door-open", DeviceCode::kHardwareError, true},
    Keyword{"interlock-open", DeviceCode::kHardwareError, true},
    Keyword{"input-tray-missing", DeviceCode::kMediaAbsent, true},
    Keyword{"media-empty", DeviceCode::kMediaEmpty, true},
    Keyword{"media-needed", DeviceCode::kMediaEmpty, true},
    Keyword{"output-area-full", DeviceCode::kMediaFull, true},
    Keyword{"output-tray-missing", DeviceCode::kHardwareError, true},
    Keyword{"marker-supply-empty", DeviceCode::kHardwareError, true},
    Keyword{"marker-waste-full", DeviceCode::kHardwareError, true},
    Keyword{"spool-area-full", DeviceCode::kSoftwareError, true},
    Keyword{"timed-out", DeviceCode::kNotResponding, true},
    Keyword{"paused", DeviceCode::kWrongSystemState, true},
    Keyword{"stopped-partly", DeviceCode::kHardwareError, false},
    Keyword{"media-low", DeviceCode::kMediaLow, false},
    Keyword{"output-area-almost-full", DeviceCode::kMediaHigh, false},
    // Nothing in CUSS says "little toner"; MEDIA_LOW would send staff for paper.
    Keyword{"marker-supply-low", DeviceCode::kOk, false},
};

struct Reason {
  std::string_view name;
  Severity severity = Severity::kUnsaid;
};

Reason Split(std::string_view reason) {
  using enum Severity;
  for (const auto& [suffix, severity] : {std::pair{std::string_view("-report"), kReport},
                                         {"-warning", kWarning},
                                         {"-error", kError}}) {
    if (!reason.ends_with(suffix)) continue;
    return {reason.substr(0, reason.size() - suffix.size()), severity};
  }
  return {reason, kUnsaid};
}

bool Stops(const Keyword& keyword, Severity severity) {
  // CUPS's backends know an absent printer only as "offline-report".
  if (keyword.name == "offline") return true;
  if (severity == Severity::kReport) return false;
  return keyword.stops || severity == Severity::kError;
}

}  // namespace

DeviceStatus StatusOf(const PrinterReport& report) {
  const Keyword* stopping = nullptr;
  const Keyword* told = nullptr;
  for (const Keyword& keyword : kKeywords) {
    for (const std::string& text : report.reasons) {
      const Reason reason = Split(text);
      if (reason.name != keyword.name) continue;
      if (stopping == nullptr && Stops(keyword, reason.severity)) stopping = &keyword;
      if (told == nullptr) told = &keyword;
    }
  }
  if (stopping != nullptr) {
    // marker-supply-low-error has no code of its own, and yet it stops.
    const bool unnamed = stopping->code == DeviceCode::kOk;
    return {DeviceState::kUnavailable, unnamed ? DeviceCode::kHardwareError : stopping->code};
  }
  if (!report.accepting_jobs) return {DeviceState::kUnavailable, DeviceCode::kWrongSystemState};
  const DeviceCode code = told != nullptr ? told->code : DeviceCode::kOk;
  switch (report.state) {
    case QueueState::kIdle:
      return {DeviceState::kReady, code};
    case QueueState::kProcessing:
      return {DeviceState::kBusy, code};
    case QueueState::kStopped:
      break;
  }
  return {DeviceState::kUnavailable, DeviceCode::kHardwareError};
}

}  // namespace clearway::hal
