#include "printer/page_composer.h"

#include <algorithm>
#include <cmath>
#include <limits>
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
constexpr double kNarrowPaper = 200;  // millimetres
constexpr double kTitleOnNarrowPaper = 0.8;
constexpr Tone kTitleInOthers{.size = 12, .grey = 0.35};
constexpr Tone kRunningTitle{.size = 9, .grey = 0.35};
constexpr Tone kNotice{.size = 12, .weight = Weight::kBold};
constexpr Tone kNoticeInOthers{.size = 9.5};
constexpr Tone kCaption{.size = 8.5};
constexpr Tone kSmallPrint{.size = 7, .grey = 0.35};
// Large print leaves it nearly as it is: the foot of a small sheet would take half of it.
constexpr double kLargestSmallPrint = 1.15;
constexpr Tone kWatermark{.size = 52, .weight = Weight::kBold, .grey = 0.93};

constexpr double kGap = 12;
constexpr double kPageNumbers = 90;  // the width that they take
constexpr int kMostColumns = 3;

// Of a sheet's width that is left beside the code, so much at least takes a column of text.
constexpr double kLeastBesideCode = PointsFromMillimetres(42);
constexpr double kLeastColumn = 100;  // of fields, in letters of ordinary size

// Whatever one code holds can be printed.
constexpr bool TakesEveryCode(const Paper& paper) {
  return (kWidestSymbol + 2 * kQuietZone) * paper.smallest_module * paper.dot <=
         paper.width - 2 * paper.margin;
}
static_assert(TakesEveryCode(kA4) && TakesEveryCode(kA5) && TakesEveryCode(kRoll80));

double DotOf(const Paper& paper) {
  return PointsFromMillimetres(paper.dot);
}

double ModuleFor(const QrCode& code, const Paper& paper) {
  const double room = PointsFromMillimetres(paper.code_width) + 0.01;
  const double dots = std::floor(room / (code.width + 2 * kQuietZone) / DotOf(paper));
  return DotOf(paper) *
         std::clamp(dots, double(paper.smallest_module), double(paper.largest_module));
}

// Composes the sheets of one certificate, from the top down.
class PageComposer {
 public:
  PageComposer(const PageContent& content, const Lettering& lettering, const Paper& paper,
               const QrCode& code, const QrCode* receipt)
      : content_(content),
        lettering_(lettering),
        paper_(paper),
        size_{PointsFromMillimetres(paper.width), PointsFromMillimetres(paper.height)},
        margin_(PointsFromMillimetres(paper.margin)),
        width_(size_.width - 2 * margin_),
        code_(code),
        receipt_(receipt) {
    if (paper.width < kNarrowPaper) title_.size *= kTitleOnNarrowPaper;
    small_print_.size *= std::min(1.0, kLargestSmallPrint / lettering.scale());
  }

  std::vector<Sheet> Compose() && {
    BeginSheet();
    AddTitle();
    AddNotices();
    AddCodeAndHolder();
    AddSections();
    AddReceipt();
    AddFooters();
    return std::move(sheets_);
  }

 private:
  Sheet& sheet() { return sheets_.back(); }
  [[nodiscard]] double bottom() const {
    if (paper_.is_roll()) return std::numeric_limits<double>::infinity();
    return size_.height - margin_ - footer_height_;
  }

  void BeginSheet() {
    sheets_.emplace_back().size = size_;
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
    const double longest = width_ * std::numbers::sqrt2 - kWatermark.size * lettering_.scale();
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
    Put(lettering_.SetFirst(TitleInFirst(), title_, width_), margin_);
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

  // The code stands where reading ends, the holder and whatever follows beside it; where that
  // leaves too little room it has the middle for itself. Its dark modules align with the text; the
  // quiet zone lies in the margin and the gap above, which are as empty.
  void AddCodeAndHolder() {
    CodePiece piece{.code = &code_, .module = ModuleFor(code_, paper_)};
    const double quiet = kQuietZone * piece.module;
    const double beside = width_ + quiet - piece.width() - kGap;
    const bool is_alone = beside < kLeastBesideCode * lettering_.scale();
    const double left = is_alone ? margin_ + (width_ - piece.width()) / 2
                                 : margin_ + width_ + quiet - piece.width();
    piece.x = ToWholeDots(left);
    piece.y = ToWholeDots(is_alone ? y_ : y_ - quiet);
    sheet().code = piece;
    const double code_bottom = AddCaption(piece);
    if (!is_alone) AddBesideCode(piece.x - margin_ - kGap, code_bottom);
    y_ = std::max(y_, code_bottom);
  }

  void AddBesideCode(double width, double code_bottom) {
    for (bool first = true; next_section_ < content_.presentation.sections.size(); first = false) {
      Block block = ComposeNext(width);
      if (!first && y_ + block.height() > code_bottom) break;
      Keep(std::move(block), margin_);
    }
  }

  [[nodiscard]] double ToWholeDots(double length) const {
    return std::round(length / DotOf(paper_)) * DotOf(paper_);
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
      Put(lettering_.SetOthers(other, small_print_, width, Alignment::kCentre), x);
    }
    return std::exchange(y_, before) + kGap;
  }

  [[nodiscard]] Block ComposeNext(double width) const {
    const int columns = static_cast<int>(width / (kLeastColumn * lettering_.scale()));
    return ComposeSection(content_.presentation.sections[next_section_], lettering_, width,
                          std::clamp(columns, 1, kMostColumns), content_.zone);
  }

  // A section stays on one sheet where it fits on one.
  void AddSections() {
    while (next_section_ < content_.presentation.sections.size()) {
      Block block = ComposeNext(width_);
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
    TextPiece piece = lettering_.SetFirst(note, small_print_, width_);
    if (y_ + piece.height > bottom()) BeginSheet();
    Put(std::move(piece), margin_);
  }

  // The kiosk's own code and, beside or below it, what it says. It stays on one sheet.
  void AddReceipt() {
    if (receipt_ == nullptr || !content_.receipt) return;
    CodePiece piece{.code = receipt_, .module = ModuleFor(*receipt_, paper_)};
    piece.module = std::min(piece.module, paper_.smallest_module * DotOf(paper_));
    const double beside = width_ - piece.width() - kGap;
    const bool is_alone = beside < kLeastBesideCode * lettering_.scale();
    const double width = is_alone ? width_ : beside;
    std::vector<TextPiece> lines = ReceiptLines(*content_.receipt, width);
    double height = 0;
    for (const TextPiece& line : lines) height += line.height;
    const double all = is_alone ? piece.width() + height : std::max(piece.width(), height);
    if (y_ + kGap + all > bottom()) BeginSheet();
    sheet().rules.push_back({.x = margin_, .y = y_, .width = width_, .grey = 0.6});
    y_ += kGap;
    const double top = y_;
    for (TextPiece& line : lines) Put(std::move(line), margin_);
    const double left = is_alone ? (width_ - piece.width()) / 2 : width_ - piece.width();
    piece.x = ToWholeDots(margin_ + left);
    piece.y = ToWholeDots(is_alone ? y_ : top);
    sheet().receipt = piece;
    y_ = std::max(y_, piece.y + piece.width()) + kGap;
  }

  [[nodiscard]] std::vector<TextPiece> ReceiptLines(const ReceiptContent& receipt,
                                                    double width) const {
    const auto title = [](const text::Catalogue& language) {
      return language.Say(Translatable("Receipt of the check"));
    };
    const auto what = [&](const text::Catalogue& language) {
      return language.Say({Translatable("Accepted by kiosk {1} on {2} for {3}. Counts until {4}."),
                           {receipt.kiosk, language.DateTime(receipt.checked_at, content_.zone),
                            language.CountryName(receipt.destination),
                            language.DateTime(receipt.expires_at, content_.zone)}});
    };
    const auto caution = [](const text::Catalogue& language) {
      return language.Say(
          Translatable("Another post can scan this code. It names nobody, and is "
                       "no certificate."));
    };
    std::vector<TextPiece> lines;
    lines.push_back(lettering_.SetFirst(lettering_.InFirst(title), kNotice, width));
    lines.push_back(lettering_.SetFirst(lettering_.InFirst(what), kCaption, width));
    lines.push_back(lettering_.SetFirst(lettering_.InFirst(caution), kCaption, width));
    for (const auto& others : {lettering_.InEachOther(title), lettering_.InEachOther(what),
                               lettering_.InEachOther(caution)}) {
      if (!others.empty()) lines.push_back(lettering_.SetOthers(others[0], small_print_, width));
    }
    return lines;
  }

  void AddFooters() {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      Row footer = ComposeFooter(i + 1, sheets_.size());
      if (paper_.is_roll()) {
        sheets_[i].size.height = WholeMillimetres(y_ + kGap + footer.height + margin_);
      }
      y_ = sheets_[i].size.height - margin_ - footer.height;
      AddRow(std::move(footer), margin_, sheets_[i]);
    }
  }

  static double WholeMillimetres(double length) {
    return PointsFromMillimetres(std::ceil(text::MillimetresFromPoints(length)));
  }

  // When and where, and what paper can say; beside it which sheet of how many this is.
  [[nodiscard]] Row ComposeFooter(std::size_t number, std::size_t count) const {
    Row row{.texts = {}, .rules = {{.width = width_, .grey = 0.6}}, .height = 5};
    double lines = width_;
    if (!paper_.is_roll()) {
      const double numbers = kPageNumbers * lettering_.scale();
      AddPageNumber(row, number, count, numbers);
      lines -= numbers + kGap;
    }
    const auto printed = [this](const text::Catalogue& language) { return Printed(language); };
    const auto caution = [](const text::Catalogue& language) {
      return language.Say(
          Translatable("This paper repeats what the certificate says. Whether it is valid shows "
                       "when its code is scanned."));
    };
    AddLines(row, printed, lines, Alignment::kStart);
    AddLines(row, caution, lines, Alignment::kStart);
    return row;
  }

  void AddPageNumber(Row& row, std::size_t number, std::size_t count, double width) const {
    const auto page = [&](const text::Catalogue& language) {
      return language.Say(
          {Translatable("Page {1} of {2}"), {std::to_string(number), std::to_string(count)}});
    };
    const double top = row.height;
    AddLines(row, page, width, Alignment::kEnd);
    for (TextPiece& piece : row.texts) piece.x = width_ - width;
    row.height = top;
  }

  // A line in the first language and one in the second: a third would need room for no new fact.
  template <typename Words>
  void AddLines(Row& row, const Words& words, double width, Alignment alignment) const {
    const auto add = [&row](TextPiece piece) {
      piece.y += row.height;
      row.height += piece.height;
      row.texts.push_back(std::move(piece));
    };
    add(lettering_.SetFirst(lettering_.InFirst(words), small_print_, width, alignment));
    const std::vector<std::string> others = lettering_.InEachOther(words);
    if (!others.empty()) add(lettering_.SetOthers(others[0], small_print_, width, alignment));
  }

  [[nodiscard]] std::string Printed(const text::Catalogue& language) const {
    const std::string moment = language.DateTime(content_.printed_at, content_.zone);
    std::string words =
        content_.place.empty()
            ? language.Say({Translatable("Printed: {1}"), {moment}})
            : language.Say({Translatable("Printed: {1}, {2}"), {moment, content_.place}});
    if (content_.copy > 1) {
      words += " · " + language.Say({Translatable("Copy {1}"), {std::to_string(content_.copy)}});
    }
    return words;
  }

  void Put(TextPiece piece, double x) {
    piece.x = x;
    piece.y += y_;
    y_ += piece.height;
    sheet().texts.push_back(std::move(piece));
  }

  const PageContent& content_;
  const Lettering& lettering_;
  const Paper& paper_;
  const SheetSize size_;
  const double margin_;
  const double width_;
  const QrCode& code_;
  const QrCode* const receipt_;
  std::vector<Sheet> sheets_;
  Tone title_ = kTitle;
  Tone small_print_ = kSmallPrint;
  double y_ = 0;
  double footer_height_ = 0;
  std::size_t next_section_ = 0;
  bool has_unsigned_ = false;
};

}  // namespace

int WidestCode(const Paper& paper) {
  return static_cast<int>(paper.code_width / (paper.smallest_module * paper.dot) + 0.001);
}

std::vector<Sheet> ComposePage(const PageContent& content, const Lettering& lettering,
                               const Paper& paper, const QrCode& code, const QrCode* receipt) {
  return PageComposer(content, lettering, paper, code, receipt).Compose();
}

}  // namespace clearway::printer
