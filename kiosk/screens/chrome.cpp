#include <algorithm>

#include "base/text/language.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using session::Action;
using ui::Rect;

constexpr float kHeader = 26.0F;  // millimetres
constexpr float kHeaderButton = 15.0F;
constexpr float kBanner = 12.0F;
constexpr float kBetweenLanguages = 3.0F;
constexpr float kBesideLanguages = 8.0F;
constexpr float kFooter = 14.0F;
constexpr float kLeastPlace = 35.0F;  // narrower than this a place's name cannot be read

std::string OwnName(const std::string& tag) {
  const auto language = text::Language::Of(tag);
  return language ? language->own_name() : tag;
}

std::vector<session::Choice> Languages(const session::State& state) {
  std::vector<session::Choice> languages = session::Actions(state);
  std::erase_if(languages, [](const session::Choice& choice) {
    return choice.action != Action::kChooseLanguage;
  });
  return languages;
}

float LanguageWidth(const Sheet& sheet) {
  return sheet.ui.portrait() ? 38.0F : 44.0F;
}

float LanguagesWidth(const Sheet& sheet) {
  const auto count = static_cast<float>(Languages(sheet.state()).size());
  return std::max(0.0F, count * (LanguageWidth(sheet) + kBetweenLanguages) - kBetweenLanguages);
}

void DrawLanguages(Sheet& sheet, Rect bar) {
  for (const session::Choice& choice : Languages(sheet.state())) {
    const ui::ButtonLook look{ui::ButtonKind::kSecondary, ui::Icon::kNone,
                              choice.index == sheet.state().language};
    const Rect box = ui::CutStart(bar, LanguageWidth(sheet), kBetweenLanguages);
    const std::string name = OwnName(sheet.state().settings.languages[choice.index]);
    if (sheet.ui.Button(NameOf(choice), box, name, look)) sheet.chosen = choice;
  }
}

void DrawName(Sheet& sheet, Rect header) {
  const ui::Theme& theme = sheet.theme();
  const Rect mark = ui::Centred(ui::CutStart(header, 14, 5), {14, 14});
  sheet.canvas().Fill(mark, theme.primary.surface, theme.radius);
  ui::DrawIcon(sheet.canvas(), ui::Icon::kTick, mark.Inset(2.5F), theme.primary.ink);
  const ui::TextStyle name = sheet.ui.Bold(theme.lead, theme.page.ink);
  const float width = sheet.canvas().Measure(sheet.header.width, name, "Clearway").width;
  if (width + 1 > header.width) return;
  sheet.canvas().TextFitting(ui::CutStart(header, width + 1, 5), name, "Clearway");
  if (sheet.scene.place.empty() || header.width < kLeastPlace) return;
  sheet.canvas().TextFitting(header, sheet.ui.Style(theme.small, theme.soft_ink),
                             sheet.scene.place);
}

// The buttons of the header come last in the order of the keyboard: the screen's own are wanted
// more.
void DrawHeader(Sheet& sheet) {
  Rect header = sheet.header.Inset(sheet.theme().margin, (kHeader - kHeaderButton) / 2);
  const Rect languages = ui::CutEnd(header, LanguagesWidth(sheet), kBesideLanguages);
  const float help = sheet.ui.portrait() ? 34.0F : 46.0F;
  DrawButton(sheet, ui::CutEnd(header, help, kBesideLanguages), Action::kShowHelp,
             ui::ButtonKind::kSecondary);
  DrawLanguages(sheet, languages);
  DrawName(sheet, header);
}

void DrawDemoBanner(Sheet& sheet, const Rect& strip) {
  sheet.canvas().Fill(strip, sheet.theme().demo.surface);
  sheet.ui.SayFitting(
      strip.Inset(sheet.theme().margin, 0),
      sheet.ui.Bold(sheet.theme().small, sheet.theme().demo.ink, text::Alignment::kCentre),
      {Translatable("Demonstration: nothing shown here is a real check"), {}});
}

// What a traveller should know about while the kiosk still works.
std::optional<Message> Notice(const session::State& state) {
  for (const session::Trouble trouble : session::Troubles(state)) {
    if (trouble == session::Trouble::kCamera) {
      return Message{Translatable("The camera is out of order: use the hand scanner"), {}};
    }
    if (trouble == session::Trouble::kPrinter &&
        state.printer.status.code == hal::DeviceCode::kMediaMisplaced) {
      return Message{Translatable("Printing is not available: the printer has no paper of the "
                                  "right size"),
                     {}};
    }
    if (trouble == session::Trouble::kPrinter) {
      return Message{Translatable("Printing is not available at the moment"), {}};
    }
    if (trouble == session::Trouble::kClock) {
      return Message{Translatable("The time is not certain: nothing can be accepted"), {}};
    }
  }
  return std::nullopt;
}

void DrawFooter(Sheet& sheet, const Rect& strip) {
  const ui::Theme& theme = sheet.theme();
  Rect footer = strip.Inset(theme.margin, 1);
  const ui::TextStyle style =
      sheet.ui.Style(theme.small * 0.9F, theme.soft_ink, text::Alignment::kEnd);
  const Rect clock = ui::CutEnd(footer, std::min(95.0F, footer.width * 0.35F), 6);
  sheet.canvas().TextFitting(clock, style, sheet.scene.clock);
  if (const auto notice = Notice(sheet.state())) {
    sheet.ui.Badge(footer, ui::Icon::kExclamation, sheet.ui.words().Say(*notice), theme.page.ink);
  } else {
    sheet.canvas().TextFitting(footer, sheet.ui.Style(theme.small * 0.9F, theme.soft_ink),
                               sheet.Say(sheet.state().settings.keeps_copies
                                             ? Translatable("Nothing is kept here but a copy that "
                                                            "you ask for.")
                                             : Translatable("Nothing that you show here is "
                                                            "kept.")));
  }
}

}  // namespace

void LayOut(Sheet& sheet) {
  Rect page = sheet.canvas().page();
  if (session::Demo(sheet.state())) sheet.banner = ui::CutTop(page, kBanner);
  sheet.header = ui::CutTop(page, kHeader);
  sheet.footer = ui::CutBottom(page, kFooter);
  const float margin = sheet.theme().margin;
  sheet.content = {page.x + margin, page.y + 4, page.width - 2 * margin, page.height - 8};
}

void DrawChrome(Sheet& sheet) {
  if (sheet.banner.height > 0) DrawDemoBanner(sheet, sheet.banner);
  DrawHeader(sheet);
  DrawFooter(sheet, sheet.footer);
}

}  // namespace clearway::screens
