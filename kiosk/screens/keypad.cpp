#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using session::Action;
using ui::Rect;

constexpr float kGap = 4.0F;             // millimetres between keys
constexpr float kTallestKey = 34.0F;     //
constexpr float kWidestKey = 60.0F;      //
constexpr float kWidestCell = 15.0F;     //
constexpr std::size_t kLeastCells = 10;  // of a number, whose length nobody knows before

constexpr std::array<std::string_view, 4> kDigitRows{"123", "456", "789", "0"};
// As on keyboards and phones, with the digits above.
constexpr std::array<std::string_view, 4> kLetterRows{"1234567890", "QWERTYUIOP", "ASDFGHJKL<",
                                                      "ZXCVBNM"};

std::span<const std::string_view> RowsOf(const session::State& state) {
  return state.entry.rule().letters ? kLetterRows : kDigitRows;
}

// Where a language is read from the right, a single < would be turned round like a bracket.
std::string LabelOf(char key) {
  return key == '<' ? "\u200E<\u200E" : std::string(1, key);
}

bool IsOffered(const session::State& state, const session::Choice& choice) {
  const std::vector<session::Choice> offered = session::Actions(state);
  return std::ranges::find(offered, choice) != offered.end();
}

void DrawKey(Sheet& sheet, const Rect& box, const session::Choice& choice,
             const std::string& label) {
  if (!IsOffered(sheet.state(), choice)) return;
  if (sheet.ui.Button(NameOf(choice), box, label)) sheet.chosen = choice;
}

// One cell a character, and one more for the next.
std::size_t CellsOf(const session::Entry& entry) {
  const session::EntryRule rule = entry.rule();
  const std::size_t least = rule.letters ? kLeastCells : rule.least;
  return std::clamp(entry.text.size() + 1, least, rule.most);
}

}  // namespace

Rect LeftToRight(const Sheet& sheet, const Rect& in, const Rect& part) {
  if (!sheet.canvas().view().mirrored()) return part;
  return {in.x + in.end() - part.end(), part.y, part.width, part.height};
}

void DrawTyped(Sheet& sheet, const Rect& box) {
  const session::Entry& entry = sheet.state().entry;
  const ui::Theme& theme = sheet.theme();
  const std::size_t cells = CellsOf(entry);
  const float step = std::min(kWidestCell, box.width / static_cast<float>(cells));
  const float space = step * 0.12F;
  const Rect all{box.x, box.y, static_cast<float>(cells) * step - space, box.height};
  for (std::size_t i = 0; i < cells; ++i) {
    const Rect cell = LeftToRight(
        sheet, all, {all.x + static_cast<float>(i) * step, all.y, step - space, all.height});
    const bool is_next = i == entry.text.size();
    sheet.canvas().Fill(cell, theme.card.surface, theme.radius / 2);
    sheet.canvas().Outline(cell, is_next ? theme.primary.surface : theme.line,
                           is_next ? 1.2F : 0.6F, theme.radius / 2);
    if (i >= entry.text.size()) continue;
    if (entry.rule().secret) {
      sheet.canvas().Disc(cell.centre(), step * 0.2F, theme.card.ink);
    } else {
      sheet.canvas().TextFitting(
          cell, sheet.ui.Bold(theme.lead, theme.card.ink, text::Alignment::kCentre),
          LabelOf(entry.text.view()[i]));
    }
  }
}

void DrawKeypad(Sheet& sheet, const Rect& box) {
  const auto rows = RowsOf(sheet.state());
  const auto columns = static_cast<float>(rows.front().size());
  const auto count = static_cast<float>(rows.size());
  const float width = std::min(kWidestKey, (box.width + kGap) / columns - kGap);
  const float height = std::min(kTallestKey, (box.height + kGap) / count - kGap);
  const Rect all = ui::Centred(box, {columns * (width + kGap) - kGap, box.height});
  const auto place = [&](std::size_t row, std::size_t column, float keys) {
    return LeftToRight(
        sheet, all,
        {all.x + static_cast<float>(column) * (width + kGap),
         all.y + static_cast<float>(row) * (height + kGap), keys * (width + kGap) - kGap, height});
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      const char key = rows[row][column];
      const auto index = session::KeyIndex(key);
      if (index) DrawKey(sheet, place(row, column, 1), {Action::kKey, *index}, LabelOf(key));
    }
  }
  const std::size_t last = rows.size() - 1;
  const std::size_t used = rows[last].size();
  DrawKey(sheet, place(last, used, columns - static_cast<float>(used)), {Action::kDeleteKey},
          sheet.Say(screens::LabelOf(Action::kDeleteKey)));
}

}  // namespace clearway::screens
