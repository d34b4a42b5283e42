#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

// The public is told what it can understand; staff read the device's own words in the log.
Message WhatHappened(hal::DeviceCode code) {
  switch (code) {
    case hal::DeviceCode::kMediaEmpty:
    case hal::DeviceCode::kMediaAbsent:
      return {Translatable("The printer is out of paper. Please ask the staff."), {}};
    case hal::DeviceCode::kMediaMisplaced:
      return {Translatable("The printer has no paper of the right size. Please ask the staff."),
              {}};
    case hal::DeviceCode::kMediaJammed:
    case hal::DeviceCode::kMediaDamaged:
      return {Translatable("Paper is stuck in the printer. Please ask the staff."), {}};
    case hal::DeviceCode::kMediaFull:
    case hal::DeviceCode::kMediaHigh:
      return {Translatable("The printer has no room for another page. Take the paper that lies in "
                           "the slot, then try again."),
              {}};
    default:
      return {Translatable("The printer does not answer. Try again, or ask the staff. Your "
                           "certificate was checked all the same."),
              {}};
  }
}

}  // namespace

void DrawPrintFailed(Sheet& sheet) {
  DrawAnnouncement(sheet, {ui::Icon::kExclamation,
                           ui::Badge::kDiamond,
                           sheet.theme().incomplete,
                           {Translatable("Printing did not work"), {}},
                           WhatHappened(sheet.state().print.cause)});
}

}  // namespace clearway::screens
