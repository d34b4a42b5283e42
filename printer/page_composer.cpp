#include "printer/page_composer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "printer/field_grid.h"

namespace clearway::printer {

namespace {

using text::Alignment;
using text::PointsFromMillimetres;
using text::Weight;

constexpr Tone kTitle{.size = 20, .weight = Weight::kBold};
constexpr Tone kTitleInOthers{.size = 12, .grey = 0.35};
constexpr Tone kRunningTitle{.size = 9, .grey = 0.35};
constexpr Tone kNotice{.size = 12, .weight = Weight::kBold};
constexpr Tone kNoticeInOthers{.size = 9.5};
constexpr Tone kCaption{.size = 8.5};
constexpr Tone kSmallPrint{.size = 7, .grey = 0.35};
constexpr Tone kWatermark{.size = 52, .weight = Weight::kBold, .grey = 0.93};

constexpr double kGap = 12;
constexpr int kColumns = 3;
constexpr int kColumnsBesideCode = 2;

// Modules are whole dots of printers with 300, 600 and 1200 dots an inch, at least 0.5 mm: six such
// dots are 0.508 mm. A short text gets larger ones, which cameras like.
constexpr double kDot = 72.0 / 300;
constexpr int kSmallestModule = 6;
constexpr int kLargestModule = 10;
constexpr double kCodeWidth = PointsFromMillimetres(72);  // of the code with its quiet zone

double ModuleFor(const QrCode& code) {
  const double dots = std::floor(kCodeWidth / (code.width + 2 * kQuietZone) / kDot);
  return kDot * std::clamp(dots, double{kSmallestModule}, double{kLargestModule});
}

double ToWholeDots(double length) {
  return std::round(length / kDot) * kDot;
}

// Composes the sheets of one certificate, from the top down.
class PageComposer {
 public:
  PageComposer(const PageContent& content, const Lettering& lettering, const Paper& paper,
               const QrCode& code)
      : content_(content),
        lettering_(lettering),
        size_{PointsFromMillimetres(paper.width), PointsFromMillimetres(paper.height)},
        margin_(PointsFromMillimetres(paper.margin)),
        width_(size_.width - 2 * margin_),
        code_(code) {}

  std::vector<Sheet> Compose() && {
    BeginSheet();
    AddTitle();
    AddNotices();
    AddCodeAndHolder();
    AddSections();
    AddFooters();
    return std::move(sheets_);
  }

 private:
  Sheet& sheet() { return sheets_.back(); }
  [[nodiscard]] double bottom() const { return size_.height - margin_ - footer_height_; }

  void BeginSheet() {
    sheets_.emplace_back();
    y_ = margin_;
    if (footer_height_ == 0) footer_height_ = ComposeFooter(1, 1).height + kGap;
    if (content_.demo) AddWatermark();
    if (sheets_.size() > 1) AddRunningTitle();
  }

  void AddWatermark() {
    const auto say = [](const text::Catalogue& language) {
      return language.Say(Translatable("DEMONSTRATION – NOT VALID"));
    };
    // Turned by 45 degrees it is to stay between the margins.
    const double longest = width_ * std::numbers::sqrt2 - kWatermark.size;
    const std::string words = lettering_.InFirst(say);
    const double natural = lettering_.SetFirst(words, kWatermark, 0).width;
    Tone tone = kWatermark;
    tone.size *= std::min(1.0, longest / natural);
    sheet().watermark = lettering_.SetFirst(words, tone, 0);
  }

  void AddRunningTitle() {
    Put(lettering_.SetFirst(TitleInFirst(), kRunningTitle, width_), margin_);
    y_ += kGap;
  }

  [[nodiscard]] std::string TitleInFirst() const {
    return lettering_.InFirst([this](const text::Catalogue& language) {
      return language.Say(content_.presentation.title);
    });
  }

  void AddTitle() {
    sheet().rules.push_back({.x = margin_, .y = y_, .width = width_, .thickness = 2.5});
    y_ += 10;
    Put(lettering_.SetFirst(TitleInFirst(), kTitle, width_), margin_);
    const std::string others = lettering_.InOthers([this](const text::Catalogue& language) {
      return language.Say(content_.presentation.title);
    });
    if (!others.empty()) Put(lettering_.SetOthers(others, kTitleInOthers, width_), margin_);
    y_ += kGap;
  }

  void AddNotices() {
    if (content_.demo) AddNotice(Translatable("DEMONSTRATION – NOT VALID"));
    if (content_.unverified) {
      AddNotice(Translatable("Nobody checked this certificate's signature before printing."));
    }
  }

  void AddNotice(const char* notice) {
    constexpr double kPadding = 6;
    const auto say = [notice](const text::Catalogue& language) { return language.Say(notice); };
    const double inner = width_ - 2 * kPadding;
    const double top = y_;
    y_ += kPadding;
    Put(lettering_.SetFirst(lettering_.InFirst(say), kNotice, inner, Alignment::kCentre),
        margin_ + kPadding);
    if (const std::string others = lettering_.InOthers(say); !others.empty()) {
      Put(lettering_.SetOthers(others, kNoticeInOthers, inner, Alignment::kCentre),
          margin_ + kPadding);
    }
    y_ += kPadding;
    sheet().frames.push_back({.x = margin_, .y = top, .width = width_, .height = y_ - top});
    y_ += kGap;
  }

  // The code stands where reading ends, the holder and whatever follows beside it. Its dark modules
  // align with the text; the quiet zone lies in the margin and the gap above, which are as empty.
  void AddCodeAndHolder() {
    CodePiece piece{.code = &code_, .module = ModuleFor(code_)};
    const double quiet = kQuietZone * piece.module;
    piece.x = ToWholeDots(margin_ + width_ + quiet - piece.width());
    piece.y = ToWholeDots(y_ - quiet);
    sheet().code = piece;
    const double code_bottom = AddCaption(piece);
    const double beside = piece.x - margin_ - kGap;
    for (bool first = true; next_section_ < content_.presentation.sections.size(); first = false) {
      Block block = ComposeNext(beside, kColumnsBesideCode);
      if (!first && y_ + block.height() > code_bottom) break;
      Keep(std::move(block), margin_);
    }
    y_ = std::max(y_, code_bottom);
  }

  double AddCaption(const CodePiece& piece) {
    const double before = std::exchange(y_, piece.y + piece.width());
    const double quiet = kQuietZone * piece.module;
    const double x = piece.x + quiet;
    const double width = piece.width() - 2 * quiet;
    const auto say = [](const text::Catalogue& language) {
      return language.Say(Translatable("Scan this code to check the certificate."));
    };
    Put(lettering_.SetFirst(lettering_.InFirst(say), kCaption, width, Alignment::kCentre), x);
    for (const std::string& other : lettering_.InEachOther(say)) {
      Put(lettering_.SetOthers(other, kSmallPrint, width, Alignment::kCentre), x);
    }
    return std::exchange(y_, before) + kGap;
  }

  [[nodiscard]] Block ComposeNext(double width, int columns) const {
    return ComposeSection(content_.presentation.sections[next_section_], lettering_, width, columns,
                          content_.zone);
  }

  // A section stays on one sheet where it fits on one.
  void AddSections() {
    while (next_section_ < content_.presentation.sections.size()) {
      Block block = ComposeNext(width_, kColumns);
      const bool fits_one = margin_ + 2 * kGap + block.height() <= bottom();
      if (y_ + block.height() > bottom() && fits_one) BeginSheet();
      Keep(std::move(block), margin_);
    }
    if (has_unsigned_) AddFootnote();
  }

  // Adds the block row by row and passes on to the next section.
  void Keep(Block block, double x) {
    has_unsigned_ = has_unsigned_ || block.has_unsigned;
    for (Row& row : block.rows) {
      if (y_ + row.height > bottom()) BeginSheet();
      AddRow(std::move(row), x, sheet());
    }
    y_ += kGap / 2;
    ++next_section_;
  }

  void AddRow(Row row, double x, Sheet& sheet) {
    for (Rule& rule : row.rules) {
      rule.x += x;
      rule.y += y_;
      sheet.rules.push_back(rule);
    }
    for (TextPiece& piece : row.texts) {
      piece.x += x;
      piece.y += y_;
      sheet.texts.push_back(std::move(piece));
    }
    y_ += row.height;
  }

  void AddFootnote() {
    const auto say = [](const text::Catalogue& language) {
      return language.Say(Translatable("* The certificate's signature does not cover this."));
    };
    const std::string others = lettering_.InOthers(say);
    const std::string note = lettering_.InFirst(say) + (others.empty() ? "" : " · " + others);
    TextPiece piece = lettering_.SetFirst(note, kSmallPrint, width_);
    if (y_ + piece.height > bottom()) BeginSheet();
    Put(std::move(piece), margin_);
  }

  void AddFooters() {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      Row footer = ComposeFooter(i + 1, sheets_.size());
      y_ = size_.height - margin_ - footer.height;
      AddRow(std::move(footer), margin_, sheets_[i]);
    }
  }

  // When and where, and what paper can say; beside it which sheet of how many this is.
  [[nodiscard]] Row ComposeFooter(std::size_t number, std::size_t count) const {
    constexpr double kPageNumbers = 90;
    const auto page = [&](const text::Catalogue& language) {
      return language.Say(
          {Translatable("Page {1} of {2}"), {std::to_string(number), std::to_string(count)}});
    };
    const auto printed = [this](const text::Catalogue& language) { return Printed(language); };
    const auto caution = [](const text::Catalogue& language) {
      return language.Say(
          Translatable("This paper repeats what the certificate says. Whether it is valid shows "
                       "when its code is scanned."));
    };
    Row row{.texts = {}, .rules = {{.width = width_, .grey = 0.6}}, .height = 5};
    const double top = row.height;
    AddLines(row, page, kPageNumbers, Alignment::kEnd);
    for (TextPiece& piece : row.texts) piece.x = width_ - kPageNumbers;
    row.height = top;
    const double lines = width_ - kPageNumbers - kGap;
    AddLines(row, printed, lines, Alignment::kStart);
    AddLines(row, caution, lines, Alignment::kStart);
    return row;
  }

  // A line in the first language and one in the second: a third would need room for no new fact.
  template <typename Words>
  void AddLines(Row& row, const Words& words, double width, Alignment alignment) const {
    const auto add = [&row](TextPiece piece) {
      piece.y += row.height;
      row.height += piece.height;
      row.texts.push_back(std::move(piece));
    };
    add(lettering_.SetFirst(lettering_.InFirst(words), kSmallPrint, width, alignment));
    const std::vector<std::string> others = lettering_.InEachOther(words);
    if (!others.empty()) add(lettering_.SetOthers(others[0], kSmallPrint, width, alignment));
  }

  [[nodiscard]] std::string Printed(const text::Catalogue& language) const {
    const std::string moment = language.DateTime(content_.printed_at, content_.zone);
    if (content_.place.empty()) return language.Say({Translatable("Printed: {1}"), {moment}});
    return language.Say({Translatable("Printed: {1}, {2}"), {moment, content_.place}});
  }

  void Put(TextPiece piece, double x) {
    piece.x = x;
    piece.y += y_;
    y_ += piece.height;
    sheet().texts.push_back(std::move(piece));
  }

  const PageContent& content_;
  const Lettering& lettering_;
  const SheetSize size_;
  const double margin_;
  const double width_;
  const QrCode& code_;
  std::vector<Sheet> sheets_;
  double y_ = 0;
  double footer_height_ = 0;
  std::size_t next_section_ = 0;
  bool has_unsigned_ = false;
};

}  // namespace

int WidestCode() {
  return static_cast<int>(kCodeWidth / (kSmallestModule * kDot));
}

std::vector<Sheet> ComposePage(const PageContent& content, const Lettering& lettering,
                               const Paper& paper, const QrCode& code) {
  return PageComposer(content, lettering, paper, code).Compose();
}

}  // namespace clearway::printer
