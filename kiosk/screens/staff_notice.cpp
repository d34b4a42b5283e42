#include <fmt/format.h>

#include <variant>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using session::StaffNews;
using staff::BadgeProblem;
using staff::SignInProblem;

struct NoticeWords {
  const char* title = nullptr;
  const char* text = nullptr;
  bool good = false;
};

NoticeWords WordsFor(BadgeProblem problem) {
  switch (problem) {
    case BadgeProblem::kMalformed:
      return {Translatable("This is no staff badge"),
              Translatable("The code is damaged, or somebody has made it up.")};
    case BadgeProblem::kUnknownSigner:
      return {Translatable("This badge is not trusted here"),
              Translatable("Nobody whom this kiosk knows has signed it. A technician can see "
                           "whether the trust bundle is in date.")};
    case BadgeProblem::kForged:
      return {Translatable("This badge is forged"),
              Translatable("Its signature does not match its content. The attempt is recorded.")};
    case BadgeProblem::kNotYetValid:
      return {Translatable("This badge is not valid yet"),
              Translatable("It was issued for a later time.")};
    case BadgeProblem::kExpired:
      return {Translatable("This badge has expired"),
              Translatable("Ask for a new one. It keeps its PIN if it keeps its number.")};
    case BadgeProblem::kRevoked:
      return {Translatable("This badge has been revoked"),
              Translatable("It counts no more, at any kiosk.")};
    case BadgeProblem::kClockInDoubt:
      return {Translatable("The time is not certain"),
              Translatable("This kiosk cannot tell whether the badge has expired. Nobody of the "
                           "staff can sign in until its clock is right.")};
  }
  return {"", ""};
}

NoticeWords WordsFor(SignInProblem problem) {
  switch (problem) {
    case SignInProblem::kWrongPin:
      return {Translatable("This PIN is wrong"), ""};
    case SignInProblem::kNotEnrolled:
      return {Translatable("This badge has no PIN here"),
              Translatable("A supervisor can give it one at this kiosk.")};
    case SignInProblem::kLocked:
      return {Translatable("The staff sign-in is locked"),
              Translatable("There were too many wrong PINs. Time until it opens again: {1}")};
    case SignInProblem::kNotAllowed:
      return {Translatable("This badge may not do that"), ""};
    case SignInProblem::kFull:
      return {Translatable("No more badges fit in here"),
              Translatable("This kiosk knows as many badges as it can.")};
    case SignInProblem::kUnavailable:
      return {Translatable("Staff cannot sign in now"),
              Translatable("The list of badges cannot be read or written. A technician finds the "
                           "reason in the kiosk's log.")};
    case SignInProblem::kBookBroken:
      return {Translatable("Staff cannot sign in here"),
              Translatable("The list of badges was not written by this kiosk. A technician has to "
                           "find out who wrote it, before anybody signs in.")};
  }
  return {"", ""};
}

NoticeWords WordsFor(StaffNews news) {
  switch (news) {
    case StaffNews::kNotOffered:
      return {Translatable("There is no staff sign-in here"),
              Translatable("This kiosk has no secret that PINs could be kept with.")};
    case StaffNews::kNotRecorded:
      return {Translatable("Staff cannot sign in now"),
              Translatable("The audit log cannot be written, and what staff do must be in it.")};
    case StaffNews::kNotDone:
      return {Translatable("This was not done"),
              Translatable("The audit log cannot be written, and what staff do must be in it.")};
    case StaffNews::kPinGiven:
      return {Translatable("The badge has its PIN"), Translatable("It counts at this kiosk."),
              true};
    case StaffNews::kNothingToRepeat:
      return {Translatable("There is nothing to repeat"),
              Translatable("Nothing was printed for a traveller who is still here. Their "
                           "certificate can be shown and printed anew.")};
    case StaffNews::kQueueCleared:
      return {Translatable("The print queue is empty"),
              Translatable("Nothing that waited will come out. A page that the printer already "
                           "holds may still come out."),
              true};
    case StaffNews::kQueueNotCleared:
      return {Translatable("The print queue was not cleared"),
              Translatable("The print server does not answer. Pages of this kiosk are taken back "
                           "as soon as it does.")};
    case StaffNews::kRetracted:
      return {Translatable("The paper was pulled back"),
              Translatable("It lies in the printer's bin."), true};
    case StaffNews::kNothingToRetract:
      return {Translatable("No paper lies in the slot"), ""};
    case StaffNews::kCannotRetract:
      return {Translatable("This printer cannot pull paper back"),
              Translatable("Please take the paper out by hand and destroy it.")};
    case StaffNews::kNotRetracted:
      return {Translatable("The paper was not pulled back"),
              Translatable("Please take the paper out by hand and destroy it.")};
    case StaffNews::kCheckRecorded:
      return {Translatable("Your decision is recorded"),
              Translatable("The kiosk's own answer stays as it is: it could not check this "
                           "certificate."),
              true};
    case StaffNews::kNoAnswer:
      return {Translatable("No answer came"),
              Translatable("What was asked for may have been done all the same. Please look before "
                           "you try again.")};
  }
  return {"", ""};
}

std::string Clock(std::chrono::seconds left) {
  return fmt::format("{}:{:02}", left.count() / 60, left.count() % 60);
}

}  // namespace

void DrawStaffNotice(Sheet& sheet) {
  const session::StaffNotice& notice = sheet.state().staff.notice;
  const NoticeWords words = std::visit([](auto kind) { return WordsFor(kind); }, notice);
  const std::string left = Clock(session::LockLeft(sheet.state(), sheet.scene.now));
  DrawAnnouncement(sheet, {words.good ? ui::Icon::kTick : ui::Icon::kExclamation,
                           words.good ? ui::Badge::kDisc : ui::Badge::kDiamond,
                           words.good ? sheet.theme().primary : sheet.theme().incomplete,
                           {words.title, {}},
                           {words.text, {left}}});
}

void DrawStaffWaiting(Sheet& sheet) {
  DrawAnnouncement(sheet, {ui::Icon::kHourglass,
                           ui::Badge::kDisc,
                           sheet.theme().primary,
                           {Translatable("One moment, please"), {}},
                           {"", {}}});
}

void DrawStaffNewBadge(Sheet& sheet) {
  DrawAnnouncement(sheet, {ui::Icon::kCamera,
                           ui::Badge::kDisc,
                           sheet.theme().primary,
                           {Translatable("Hold up the other badge"), {}},
                           {Translatable("Then its owner chooses a PIN and types it twice."), {}}});
}

}  // namespace clearway::screens
