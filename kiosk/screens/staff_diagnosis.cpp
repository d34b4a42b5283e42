#include <iterator>
#include <string>
#include <vector>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using session::Device;

// The devices' own words, as the log and the journal have them.
std::string InWords(const hal::DeviceStatus& status) {
  return std::string(hal::ToString(status.state)) + ", " + hal::ToString(status.code);
}

std::vector<std::string> Devices(const Sheet& sheet) {
  const session::State& state = sheet.state();
  std::vector<std::string> lines;
  const auto add = [&](bool is_there, const char* name, const std::string& what) {
    if (is_there) lines.push_back(sheet.Say(name) + ": " + what);
  };
  const auto well = [&](bool is_well) {
    return sheet.Say(is_well ? Translatable("in order") : Translatable("not in order"));
  };
  add(state.settings.has_camera, Translatable("Camera"), InWords(state.camera.status));
  add(state.settings.has_scanner, Translatable("Hand scanner"), InWords(state.scanner.status));
  add(state.settings.has_printer, Translatable("Printer"), InWords(state.printer.status));
  add(true, Translatable("Clock"), well(state.clock_trusted));
  add(true, Translatable("Audit log"), well(state.audit_writable));
  add(true, Translatable("Trusted signers"), well(state.trust_usable));
  return lines;
}

}  // namespace

void DrawStaffDiagnosis(Sheet& sheet) {
  const ui::Theme& theme = sheet.theme();
  CutButtons(sheet);
  ui::Rect room = sheet.content;
  sheet.ui.SayFitting(ui::CutTop(room, theme.title * 1.5F, 6),
                      sheet.ui.Bold(theme.title, theme.page.ink),
                      {Translatable("Devices and trust"), {}});
  std::vector<std::string> lines = Devices(sheet);
  std::ranges::copy(sheet.state().trust_report, std::back_inserter(lines));
  DrawLines(sheet, sheet.ui.Card(room), lines);
}

}  // namespace clearway::screens
