#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

Message WhyNot(session::DeskFault fault) {
  switch (fault) {
    case session::DeskFault::kClock:
      return {Translatable("The time is not certain, so nobody could say when to destroy the copy. "
                           "Print your certificate on paper instead."),
              {}};
    case session::DeskFault::kTooMuch:
      return {Translatable("Your certificates are too large for a copy. Print them on paper "
                           "instead."),
              {}};
    case session::DeskFault::kFull:
      return {Translatable("There is no room for another copy. Print your certificate on paper "
                           "instead."),
              {}};
    case session::DeskFault::kNoAnswer:
      return {Translatable("It took too long, and it is not certain that a copy was kept. Go back "
                           "and try again: a new copy takes the place of an old one."),
              {}};
    default:
      return {Translatable("Copies cannot be kept at the moment. Your certificate was checked all "
                           "the same. Print it on paper instead."),
              {}};
  }
}

}  // namespace

void DrawNotKept(Sheet& sheet) {
  DrawAnnouncement(sheet, {ui::Icon::kExclamation,
                           ui::Badge::kDiamond,
                           sheet.theme().incomplete,
                           {Translatable("No copy was kept"), {}},
                           WhyNot(sheet.state().desk.fault)});
}

}  // namespace clearway::screens
