// Every screen against every kind of event: where it leads. A new screen or event does not pass
// here unnoticed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <ostream>
#include <string>

#include "kiosk.h"

namespace clearway::session {

const char* Name(Screen screen) {
  switch (screen) {
    case Screen::kAttract:
      return "attract";
    case Screen::kScanning:
      return "scanning";
    case Screen::kVerdict:
      return "verdict";
    case Screen::kAnotherTraveller:
      return "another";
    case Screen::kOverview:
      return "overview";
    case Screen::kPrintConfirm:
      return "confirm";
    case Screen::kPrinting:
      return "printing";
    case Screen::kPrintDone:
      return "done";
    case Screen::kPrintFailed:
      return "failed";
    case Screen::kPassport:
      return "passport";
    case Screen::kFetching:
      return "fetching";
    case Screen::kNotFetched:
      return "not fetched";
    case Screen::kKeepConfirm:
      return "keep confirm";
    case Screen::kKeeping:
      return "keeping";
    case Screen::kKept:
      return "kept";
    case Screen::kNotKept:
      return "not kept";
    case Screen::kTyping:
      return "typing";
    case Screen::kHelp:
      return "help";
    case Screen::kGoodbye:
      return "goodbye";
    case Screen::kReceipt:
      return "receipt";
    case Screen::kOutOfService:
      return "closed";
    case Screen::kTechnician:
      return "technician";
    case Screen::kStaffWaiting:
      return "staff waiting";
    case Screen::kStaffNotice:
      return "staff notice";
    case Screen::kStaffMenu:
      return "staff menu";
    case Screen::kStaffReason:
      return "staff reason";
    case Screen::kStaffCheck:
      return "staff check";
    case Screen::kStaffNewBadge:
      return "staff new badge";
    case Screen::kStaffDiagnosis:
      return "staff diagnosis";
  }
  return "?";
}

void PrintTo(Screen screen, std::ostream* stream) {
  *stream << Name(screen);
}

namespace {

using staff::StaffAction;
using std::chrono::seconds;

const Settings kWithEverything{.keeps_copies = true, .has_staff_book = true};

ReceiptRead AnyReceipt() {
  return {"CC1:QZXQZXQ", certificate::Receipt{.kiosk = "hall-2", .destination = "CN"}, {}};
}

std::unexpected<vault::VaultFault> NotOpened() {
  return std::unexpected(vault::VaultFault::kNotOpened);
}

// With the phone dead, and nobody's certificate yet.
Kiosk Fetching(Screen screen) {
  Kiosk kiosk(kWithEverything);
  kiosk.Press(Action::kDeadPhone);
  if (screen == Screen::kPassport) return kiosk;
  if (screen == Screen::kTyping) {
    kiosk.Press(Action::kTypePassport);
    return kiosk;
  }
  kiosk.EnterPassport();
  kiosk.Enter(Kiosk::kPin);
  if (screen == Screen::kFetching) return kiosk;
  kiosk.Do(VaultAnswered{kiosk.state.waiting.ticket, NotOpened()});
  return kiosk;
}

// With a traveller's certificate behind what a supervisor sees, and a page of it that did not come
// out; a certificate that staff can check by hand was not decided. Nobody's where a technician is.
Kiosk WithStaff(Screen screen) {
  Kiosk kiosk(kWithEverything);
  if (screen == Screen::kStaffCheck) {
    kiosk.Read("LI", ReadingOf("LI", certificate::Cause::kUnknownSigner));
  } else {
    kiosk.ReadGood("LI");
    kiosk.Press(Action::kPrint);
    kiosk.Press(Action::kConfirmPrint);
    kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kFailed});
    kiosk.Press(Action::kBack);
  }
  const staff::Badge supervisor = StaffBadge(staff::Role::kSupervisor);
  if (screen == Screen::kStaffNotice) {
    kiosk.ShowBadge(std::unexpected(staff::BadgeProblem::kForged));
    return kiosk;
  }
  if (screen == Screen::kStaffWaiting) {
    kiosk.ShowBadge(supervisor);
    return kiosk;
  }
  const bool is_technicians = screen == Screen::kStaffDiagnosis;
  kiosk.SignIn(is_technicians ? StaffBadge(staff::Role::kTechnician) : supervisor);
  static const std::map<Screen, StaffAction> kChosen{
      {Screen::kStaffReason, StaffAction::kRepeatPrint},
      {Screen::kStaffCheck, StaffAction::kManualCheck},
      {Screen::kStaffNewBadge, StaffAction::kEnrol},
      {Screen::kStaffDiagnosis, StaffAction::kDiagnose}};
  const auto chosen = kChosen.find(screen);
  if (chosen != kChosen.end()) kiosk.Choose(chosen->second);
  return kiosk;
}

// A kiosk on that screen, with one certificate of QZXQZXQLI where there is somebody, and the last
// event a moment ago.
Kiosk On(Screen screen) {
  if (screen >= Screen::kStaffWaiting) return WithStaff(screen);
  Kiosk kiosk(kWithEverything);
  const auto keep = [&] {
    kiosk.Press(Action::kKeep);
    kiosk.Press(Action::kConfirmKeep);
    kiosk.Do(PassportReadOf("LI"));
    kiosk.Enter(Kiosk::kPin);
    kiosk.Enter(Kiosk::kPin);
  };
  const auto print = [&] {
    kiosk.Press(Action::kPrint);
    kiosk.Press(Action::kConfirmPrint);
  };
  if (screen == Screen::kScanning) {
    kiosk.Press(Action::kBegin);
    return kiosk;
  }
  if (screen == Screen::kAttract) return kiosk;
  if (screen == Screen::kReceipt) {
    kiosk.Do(AnyReceipt());
    return kiosk;
  }
  if (screen == Screen::kPassport || screen == Screen::kTyping || screen == Screen::kFetching ||
      screen == Screen::kNotFetched) {
    return Fetching(screen);
  }
  if (screen == Screen::kOutOfService) {
    kiosk.Do(TrustChanged{false});
    kiosk.Wait(seconds(4));
    return kiosk;
  }
  if (screen == Screen::kTechnician) {
    kiosk.Do(ConfigurationChecked{{"a.toml:1: wrong"}});
    return kiosk;
  }
  kiosk.ReadGood("LI");
  switch (screen) {
    case Screen::kAnotherTraveller:
      kiosk.ReadGood("WANG");
      break;
    case Screen::kOverview:
      kiosk.ReadGood("LI", "2");
      kiosk.Press(Action::kShowOverview);
      break;
    case Screen::kPrintConfirm:
      kiosk.Press(Action::kPrint);
      break;
    case Screen::kPrinting:
      print();
      break;
    case Screen::kPrintDone:
      print();
      kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kSent});
      break;
    case Screen::kPrintFailed:
      print();
      kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kFailed});
      break;
    case Screen::kKeepConfirm:
      kiosk.Press(Action::kKeep);
      break;
    case Screen::kKeeping:
      keep();
      break;
    case Screen::kKept:
      keep();
      kiosk.Do(CopyKept{kiosk.state.waiting.ticket, kiosk.now.time.now});
      break;
    case Screen::kNotKept:
      keep();
      kiosk.Do(CopyKept{kiosk.state.waiting.ticket, NotOpened()});
      break;
    case Screen::kHelp:
      kiosk.Press(Action::kShowHelp);
      break;
    case Screen::kGoodbye:
      kiosk.Press(Action::kFinish);
      break;
    default:
      break;
  }
  return kiosk;
}

using Apply = std::function<void(Kiosk&)>;

struct Column {
  const char* event;
  Apply apply;
};

Apply Pressing(Action action) {
  return [action](Kiosk& kiosk) { kiosk.Press(action); };
}

Apply Choosing(StaffAction what) {
  return [what](Kiosk& kiosk) { kiosk.Choose(what); };
}

const std::vector<Column>& Columns() {
  static const std::vector<Column> kColumns{
      {"same person", [](Kiosk& k) { k.ReadGood("LI", "new"); }},
      {"stranger", [](Kiosk& k) { k.ReadGood("ZHANG"); }},
      {"passport", [](Kiosk& k) { k.Do(PassportRead{PassportOf("LI")}); }},
      {"no certificate", [](Kiosk& k) { k.Do(NotACertificate{"WIFI:"}); }},
      {"part",
       [](Kiosk& k) {
         k.Do(PartRead{"shc:/1/2/5676", 1, 2});
       }},
      {"receipt", [](Kiosk& k) { k.Do(AnyReceipt()); }},
      {"print sent",
       [](Kiosk& k) {
         k.Do(PrintUpdate{k.state.print.ticket, PrintPhase::kSent});
       }},
      {"print unknown",
       [](Kiosk& k) {
         k.Do(PrintUpdate{k.state.print.ticket, PrintPhase::kUnknown});
       }},
      {"print failed",
       [](Kiosk& k) {
         k.Do(PrintUpdate{k.state.print.ticket, PrintPhase::kFailed});
       }},
      {"no camera",
       [](Kiosk& k) {
         k.Gone(DeviceKind::kCamera);
         k.Wait(seconds(4));
       }},
      {"no audit", [](Kiosk& k) { k.Do(AuditChanged{false}); }},
      {"no trust",
       [](Kiosk& k) {
         k.Do(TrustChanged{false});
         k.Wait(seconds(4));
       }},
      {"trust", [](Kiosk& k) { k.Do(TrustChanged{true}); }},
      {"bad config", [](Kiosk& k) { k.Do(ConfigurationChecked{{"wrong"}}); }},
      {"good config", [](Kiosk& k) { k.Do(ConfigurationChecked{{}}); }},
      {"language", Pressing(Action::kChooseLanguage)},
      {"begin", Pressing(Action::kBegin)},
      {"add", Pressing(Action::kAddCertificate)},
      {"together", Pressing(Action::kTravelTogether)},
      {"next", Pressing(Action::kNextTraveller)},
      {"overview", Pressing(Action::kShowOverview)},
      {"show", Pressing(Action::kShowCertificate)},
      {"print", Pressing(Action::kPrint)},
      {"confirm", Pressing(Action::kConfirmPrint)},
      {"large", Pressing(Action::kConfirmLarge)},
      {"cancel", Pressing(Action::kCancelPrint)},
      {"retry", Pressing(Action::kRetryPrint)},
      {"came", Pressing(Action::kPaperCame)},
      {"missing", Pressing(Action::kPaperMissing)},
      {"help", Pressing(Action::kShowHelp)},
      {"back", Pressing(Action::kBack)},
      {"finish", Pressing(Action::kFinish)},
      {"more time", Pressing(Action::kMoreTime)},
      {"dead phone", Pressing(Action::kDeadPhone)},
      {"type", Pressing(Action::kTypePassport)},
      {"key", Pressing(Action::kKey)},
      {"delete", Pressing(Action::kDeleteKey)},
      {"enter", Pressing(Action::kEnter)},
      {"no PIN", Pressing(Action::kNoPin)},
      {"again", Pressing(Action::kTryAgain)},
      {"keep", Pressing(Action::kKeep)},
      {"agree", Pressing(Action::kConfirmKeep)},
      {"a copy",
       [](Kiosk& k) {
         std::vector<CodeRead> found;
         found.push_back({kMarker + std::string("copy"), ReadingOf("LI")});
         k.Do(VaultAnswered{k.state.waiting.ticket, std::move(found)});
       }},
      {"no copy",
       [](Kiosk& k) {
         k.Do(VaultAnswered{k.state.waiting.ticket, NotOpened()});
       }},
      {"copy kept",
       [](Kiosk& k) {
         k.Do(CopyKept{k.state.waiting.ticket, k.now.time.now});
       }},
      {"badge", [](Kiosk& k) { k.ShowBadge(StaffBadge(staff::Role::kStaff, 9)); }},
      {"bad badge", [](Kiosk& k) { k.ShowBadge(std::unexpected(staff::BadgeProblem::kExpired)); }},
      {"looked up", [](Kiosk& k) { k.LookedUp(staff::Standing{.enrolled = true}); }},
      {"sign out", Pressing(Action::kSignOut)},
      {"reason", Pressing(Action::kStaffReason)},
      {"outcome", Pressing(Action::kStaffOutcome)},
      {"reprint", Choosing(StaffAction::kReprint)},
      {"repeat", Choosing(StaffAction::kRepeatPrint)},
      {"check", Choosing(StaffAction::kManualCheck)},
      {"clear", Choosing(StaffAction::kClearQueue)},
      {"retract", Choosing(StaffAction::kRetract)},
      {"enrol", Choosing(StaffAction::kEnrol)},
      {"diagnose", Choosing(StaffAction::kDiagnose)},
      {"activity", [](Kiosk& k) { k.Do(Activity{}); }},
      {"guidance", [](Kiosk& k) { k.Do(GuidanceChanged{camera::Guidance::kTooDark}); }},
      {"12 s", [](Kiosk& k) { k.Wait(seconds(12)); }},
      {"6 s", [](Kiosk& k) { k.Wait(seconds(6)); }},
      {"65 s", [](Kiosk& k) { k.Wait(seconds(65)); }},
      {"150 s", [](Kiosk& k) { k.Wait(seconds(150)); }},
  };
  return kColumns;
}

// Where an event leads from a screen; an event that is not named leaves the screen as it is.
using Ways = std::map<std::string, Screen>;

const Ways kReadsOn{{"same person", Screen::kVerdict},
                    {"stranger", Screen::kAnotherTraveller},
                    {"part", Screen::kScanning}};
const Ways kForgets{{"65 s", Screen::kAttract}, {"150 s", Screen::kAttract}};
const Ways kCloses{{"no camera", Screen::kOutOfService},
                   {"no audit", Screen::kOutOfService},
                   {"no trust", Screen::kOutOfService},
                   {"bad config", Screen::kTechnician}};

const Ways kCallsStaff{{"badge", Screen::kStaffWaiting}, {"bad badge", Screen::kStaffNotice}};
// Back to the traveller's screen, where nothing more can be recorded.
const Ways kOfStaff{
    {"no audit", Screen::kVerdict}, {"65 s", Screen::kAttract}, {"150 s", Screen::kAttract}};

Ways Together(std::initializer_list<Ways> parts) {
  Ways all;
  for (const Ways& part : parts) all.insert(part.begin(), part.end());
  return all;
}

const std::map<Screen, Ways>& Table() {
  using enum Screen;
  static const std::map<Screen, Ways> kTable{
      {kAttract, Together({kCallsStaff,
                           {{"same person", kVerdict},
                            {"stranger", kVerdict},
                            {"passport", kScanning},
                            {"no certificate", kScanning},
                            {"part", kScanning},
                            {"receipt", kReceipt},
                            {"language", kScanning},
                            {"begin", kScanning},
                            {"dead phone", kPassport},
                            {"help", kHelp}},
                           kCloses})},
      {kScanning, Together({kCallsStaff,
                            {{"same person", kVerdict},
                             {"stranger", kVerdict},
                             {"dead phone", kPassport},
                             {"receipt", kReceipt},
                             {"help", kHelp},
                             {"finish", kGoodbye}},
                            kCloses,
                            kForgets})},
      {kVerdict, Together({kCallsStaff,
                           {{"add", kScanning},
                            {"print", kPrintConfirm},
                            {"keep", kKeepConfirm},
                            {"help", kHelp},
                            {"finish", kGoodbye}},
                           kReadsOn,
                           kForgets})},
      {kAnotherTraveller,
       Together(
           {kCallsStaff, {{"together", kVerdict}, {"next", kVerdict}, {"help", kHelp}}, kForgets})},
      {kOverview,
       Together({kCallsStaff,
                 {{"add", kScanning}, {"show", kVerdict}, {"help", kHelp}, {"finish", kGoodbye}},
                 kReadsOn,
                 kForgets})},
      {kPrintConfirm, Together({kCallsStaff,
                                {{"confirm", kPrinting}, {"large", kPrinting}, {"back", kVerdict}},
                                kForgets})},
      {kPrinting,
       {{"print sent", kPrintDone},
        {"print failed", kPrintFailed},
        {"print unknown", kPrintDone},
        {"150 s", kPrintDone}}},
      {kPrintDone,
       Together({kCallsStaff, {{"came", kVerdict}, {"missing", kPrintFailed}}, kForgets})},
      {kPrintFailed,
       Together({kCallsStaff,
                 {{"retry", kPrinting}, {"back", kVerdict}, {"help", kHelp}, {"finish", kGoodbye}},
                 kForgets})},
      {kHelp,
       Together({kCallsStaff, {{"back", kVerdict}, {"finish", kGoodbye}}, kReadsOn, kForgets})},
      {kPassport, Together({kCallsStaff,
                            {{"passport", kPassport},
                             {"type", kTyping},
                             {"back", kScanning},
                             {"help", kHelp},
                             {"finish", kGoodbye}},
                            kCloses,
                            kForgets})},
      {kTyping, Together({kCallsStaff,
                          {{"back", kPassport}, {"help", kHelp}, {"finish", kGoodbye}},
                          kCloses,
                          kForgets})},
      {kFetching, Together({{{"a copy", kVerdict},
                             {"no copy", kNotFetched},
                             {"back", kScanning},
                             {"12 s", kNotFetched},
                             {"65 s", kNotFetched},
                             {"150 s", kNotFetched}},
                            kCloses})},
      {kNotFetched,
       Together({kCallsStaff,
                 {{"again", kTyping}, {"back", kPassport}, {"help", kHelp}, {"finish", kGoodbye}},
                 kCloses,
                 kForgets})},
      {kKeepConfirm,
       Together({kCallsStaff,
                 {{"agree", kPassport}, {"back", kVerdict}, {"help", kHelp}, {"finish", kGoodbye}},
                 kForgets})},
      {kKeeping,
       {{"copy kept", kKept},
        {"finish", kGoodbye},
        {"12 s", kNotKept},
        {"65 s", kNotKept},
        {"150 s", kNotKept}}},
      {kKept, Together({kCallsStaff, {{"back", kVerdict}, {"finish", kGoodbye}}, kForgets})},
      {kNotKept,
       Together(
           {kCallsStaff, {{"back", kVerdict}, {"help", kHelp}, {"finish", kGoodbye}}, kForgets})},
      {kGoodbye,
       {{"badge", kStaffWaiting},
        {"bad badge", kStaffNotice},
        {"12 s", kAttract},
        {"same person", kVerdict},
        {"stranger", kVerdict},
        {"passport", kScanning},
        {"no certificate", kScanning},
        {"part", kScanning},
        {"receipt", kReceipt},
        {"begin", kScanning},
        {"6 s", kAttract},
        {"65 s", kAttract},
        {"150 s", kAttract}}},
      {kReceipt, Together({kCallsStaff,
                           {{"same person", kVerdict},
                            {"stranger", kVerdict},
                            {"part", kScanning},
                            {"add", kScanning},
                            {"help", kHelp},
                            {"finish", kGoodbye}},
                           kCloses,
                           kForgets})},
      {kOutOfService, Together({kCallsStaff, {{"trust", kAttract}, {"bad config", kTechnician}}})},
      {kTechnician, {{"good config", kAttract}}},
      {kStaffWaiting, Together({{{"looked up", kTyping}, {"back", kVerdict}}, kOfStaff})},
      {kStaffNotice, Together({{{"badge", kStaffWaiting}, {"back", kVerdict}}, kOfStaff})},
      {kStaffMenu, Together({{{"reprint", kPassport},
                              {"repeat", kStaffReason},
                              {"clear", kStaffWaiting},
                              {"retract", kStaffWaiting},
                              {"enrol", kStaffNewBadge},
                              {"sign out", kVerdict}},
                             kOfStaff})},
      {kStaffReason, Together({{{"reason", kPrinting}, {"back", kStaffMenu}}, kOfStaff})},
      {kStaffCheck, Together({{{"outcome", kStaffNotice}, {"back", kStaffMenu}}, kOfStaff})},
      {kStaffNewBadge,
       Together(
           {{{"badge", kTyping}, {"bad badge", kStaffNotice}, {"back", kStaffMenu}}, kOfStaff})},
      {kStaffDiagnosis,
       Together({{{"back", kStaffMenu}, {"no audit", kOutOfService}, {"bad config", kTechnician}},
                 kForgets})},
  };
  return kTable;
}

TEST(SessionTable, every_event_leads_from_every_screen_where_the_table_says) {
  for (const auto& [screen, ways] : Table()) {
    for (const Column& column : Columns()) {
      Kiosk kiosk = On(screen);
      ASSERT_EQ(kiosk.state.screen, screen);
      column.apply(kiosk);
      const auto way = ways.find(column.event);
      const Screen expected = way == ways.end() ? screen : way->second;
      EXPECT_EQ(kiosk.state.screen, expected) << column.event << " on " << Name(screen);
    }
  }
}

TEST(SessionTable, has_a_row_for_every_screen) {
  EXPECT_EQ(Table().size(), static_cast<std::size_t>(Screen::kStaffDiagnosis) + 1);
}

TEST(SessionTable, names_no_event_that_does_not_exist) {
  for (const auto& [screen, ways] : Table())
    for (const auto& [event, to] : ways)
      EXPECT_THAT(Columns(), testing::Contains(testing::Field(&Column::event, event)));
}

TEST(SessionTable, every_screen_offers_a_way_on_and_every_offer_is_taken) {
  for (const auto& [screen, ways] : Table()) {
    const std::vector<Choice> choices = Actions(On(screen).state);
    for (const Choice& choice : choices) {
      Kiosk kiosk = On(screen);
      kiosk.effects.clear();
      kiosk.Do(Tap{choice});
      const bool moved = kiosk.state.screen != screen || kiosk.state.language == choice.index ||
                         choice.action == Action::kKey;
      EXPECT_TRUE(moved) << Name(screen) << " action " << static_cast<int>(choice.action);
    }
    const bool closed = screen == Screen::kOutOfService || screen == Screen::kTechnician;
    EXPECT_TRUE(closed || choices.size() > On(screen).state.settings.languages.size())
        << Name(screen);
  }
}

}  // namespace
}  // namespace clearway::session
