#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

struct Explanation {
  const char* title;
  const char* text;
};

Explanation Explain(session::Trouble trouble) {
  using session::Trouble;
  switch (trouble) {
    case Trouble::kTrust:
      return {Translatable("No certificates can be checked here now"),
              Translatable("Staff: the folder of trusted signers is missing or holds none. Restore "
                           "it; the kiosk goes on by itself.")};
    case Trouble::kAudit:
      return {
          Translatable("This kiosk is out of service"),
          Translatable("Staff: the audit log cannot be written. Free or repair the disk; the kiosk "
                       "goes on by itself.")};
    case Trouble::kNoReader:
    case Trouble::kCamera:
    case Trouble::kScanner:
      return {Translatable("The camera is not working"),
              Translatable("Staff: check the camera's cable and power. The kiosk goes on by itself "
                           "when it is back.")};
    default:
      return {Translatable("This kiosk is out of service"),
              Translatable("Staff: see the kiosk's log for the reason.")};
  }
}

}  // namespace

void DrawOutOfService(Sheet& sheet) {
  const auto troubles = session::Troubles(sheet.state());
  const Explanation why =
      Explain(troubles.empty() ? session::Trouble::kConfiguration : troubles.front());
  const std::string advice = sheet.Say(Translatable("Please use another kiosk or ask the staff.")) +
                             "\n\n" + sheet.Say(why.text);
  DrawAnnouncement(sheet, {ui::Icon::kExclamation,
                           ui::Badge::kDiamond,
                           sheet.theme().undetermined,
                           {why.title, {}},
                           {advice, {}}});
}

}  // namespace clearway::screens
