#include "tools/frames/travel_document.h"

#include <cairo-ft.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "tools/frames/drawing_handles.h"

namespace clearway::frames {
namespace {

using encoding::mrz::Format;
using encoding::mrz::Zone;

constexpr double kPixelsAMillimetre = 14;
constexpr double kPitch = 2.54;         // millimetres, ISO 1073-2 size 1
constexpr double kFontAdvance = 0.723;  // of an em
constexpr double kLastBaseline = 8.2;   // millimetres above the page's lower edge
constexpr std::array<std::string_view, 14> kStates = {"UTO", "D<<", "CHN", "FRA", "GBR",
                                                      "JPN", "KOR", "RUS", "ITA", "ESP",
                                                      "PRT", "XXB", "KWT", "MEX"};

// FreeType's library and one font, kept for the program's life.
struct Font {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  Font() {
    if (FT_Init_FreeType(&library) != 0) return;
    if (FT_New_Face(library, CLEARWAY_OCR_B, 0, &face) != 0) face = nullptr;
  }
  ~Font() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;
};

char AnyOf(std::string_view characters, cv::RNG& random) {
  return characters[static_cast<std::size_t>(
      random.uniform(0, static_cast<int>(characters.size())))];
}

std::string AnyText(std::string_view characters, int length, cv::RNG& random) {
  std::string text;
  for (int i = 0; i < length; ++i) text += AnyOf(characters, random);
  return text;
}

// A name that can be said, or, every other time, any letters: rare ones must be read as well.
std::string AnyName(int syllables, cv::RNG& random) {
  if (random.uniform(0, 2) == 0)
    return AnyText("ABCDEFGHIJKLMNOPQRSTUVWXYZ", random.uniform(2, 3 * syllables), random);
  std::string name;
  for (int i = random.uniform(1, syllables + 1); i > 0; --i) {
    name += AnyOf("BCDFGHJKLMNPRSTVWZ", random);
    name += AnyOf("AEIOUY", random);
    if (random.uniform(0, 3) == 0) name += AnyOf("NRSLKMX", random);
  }
  return name;
}

encoding::mrz::Date AnyDate(int first_year, int last_year, cv::RNG& random) {
  return {.year = random.uniform(first_year, last_year + 1),
          .month = static_cast<unsigned>(random.uniform(1, 13)),
          .day = static_cast<unsigned>(random.uniform(1, 29))};
}

std::string State(cv::RNG& random) {
  const std::string_view state =
      kStates[static_cast<std::size_t>(random.uniform(0, static_cast<int>(kStates.size())))];
  return std::string(state.substr(0, state.find('<')));
}

// --- The page -----------------------------------------------------------------------------------

// Draws in millimetres from the page's upper left corner.
class Canvas {
 public:
  explicit Canvas(cv::Size2d size)
      : size_(size),
        surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                            static_cast<int>(size.width * kPixelsAMillimetre),
                                            static_cast<int>(size.height * kPixelsAMillimetre))),
        cairo_(cairo_create(surface_.get())) {
    cairo_scale(cairo_.get(), kPixelsAMillimetre, kPixelsAMillimetre);
  }
  [[nodiscard]] cairo_t* get() const { return cairo_.get(); }
  [[nodiscard]] cv::Size2d size() const { return size_; }
  void Grey(double level) const {
    cairo_set_source_rgb(get(), level / 255, level / 255, level / 255);
  }
  // Four bytes a pixel.
  [[nodiscard]] cv::Mat Pixels() const {
    cairo_surface_flush(surface_.get());
    return {cairo_image_surface_get_height(surface_.get()),
            cairo_image_surface_get_width(surface_.get()), CV_8UC4,
            cairo_image_surface_get_data(surface_.get()),
            static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()))};
  }
  void PixelsChanged() const { cairo_surface_mark_dirty(surface_.get()); }
  [[nodiscard]] cv::Mat1b Take() const {
    cv::Mat1b grey;
    cv::extractChannel(Pixels(), grey, 0);
    return grey;
  }

 private:
  cv::Size2d size_;
  Surface surface_;
  Cairo cairo_;
};

// Waves that cross each other, as security print has them, under everything else.
void DrawGuilloche(const Canvas& canvas, double depth, cv::RNG& random) {
  constexpr int kFraction = 4;  // bits of a pixel
  constexpr double kUnits = kPixelsAMillimetre / 2 * (1 << kFraction);
  cv::Mat pixels = canvas.Pixels();
  cv::Mat1b half(pixels.size() / 2, std::uint8_t{240});
  for (int family = 0; family < 3; ++family) {
    const double grey = 240 - depth * random.uniform(0.5, 1.0);
    const double length = random.uniform(12.0, 40.0);
    const double height = random.uniform(2.0, 6.0);
    const double slope = random.uniform(-0.4, 0.4);
    const double phase = random.uniform(0.0, 6.28);
    const double apart = random.uniform(1.2, 2.5);
    for (double y = -50; y < canvas.size().height + 50; y += apart) {
      std::vector<cv::Point> line;
      for (double x = 0; x <= canvas.size().width + 1; x += 1.5) {
        const double wave = height * std::sin(6.28 * x / length + phase + 0.05 * y);
        line.emplace_back(cv::Point2d(x, y + slope * x + wave) * kUnits);
      }
      cv::polylines(half, line, false, grey, 1, cv::LINE_AA, kFraction);
    }
  }
  cv::Mat1b whole;
  cv::resize(half, whole, pixels.size(), 0, 0, cv::INTER_LINEAR);
  cv::cvtColor(whole, pixels, cv::COLOR_GRAY2BGRA);
  canvas.PixelsChanged();
}

void DrawPhoto(const Canvas& canvas, const cv::Rect2d& box, cv::RNG& random) {
  cairo_t* cairo = canvas.get();
  canvas.Grey(random.uniform(170, 225));
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_fill(cairo);
  const double middle = box.x + box.width / 2;
  canvas.Grey(random.uniform(30, 110));
  cairo_arc(cairo, middle, box.y + box.height * 1.05, box.width * 0.45, M_PI, 2 * M_PI);
  cairo_fill(cairo);
  canvas.Grey(random.uniform(120, 200));
  cairo_arc(cairo, middle, box.y + box.height * 0.45, box.width * 0.25, 0, 2 * M_PI);
  cairo_fill(cairo);
  canvas.Grey(random.uniform(20, 90));
  cairo_arc(cairo, middle, box.y + box.height * 0.38, box.width * 0.27, M_PI, 2 * M_PI);
  cairo_fill(cairo);
}

// Labels and what stands under them, in the fonts that the system has.
void DrawFields(const Canvas& canvas, const cv::Rect2d& box, double ink, cv::RNG& random) {
  cairo_t* cairo = canvas.get();
  canvas.Grey(ink);
  for (double y = box.y; y < box.y + box.height; y += 7) {
    cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, 1.9);
    cairo_move_to(cairo, box.x, y);
    cairo_show_text(cairo, "Surname / Nom / Fecha de nacimiento");
    cairo_set_font_size(cairo, 3.2);
    cairo_move_to(cairo, box.x, y + 3.6);
    std::string words = AnyName(4, random);
    words += " " + AnyName(3, random);
    words += " " + AnyText("0123456789", random.uniform(0, 9), random);
    cairo_show_text(cairo, words.c_str());
  }
}

void AddGlyphPath(cairo_t* cairo, char character, cv::Point2d pen) {
  const std::array<char, 2> text{character, '\0'};
  cairo_move_to(cairo, pen.x, pen.y);
  cairo_text_path(cairo, text.data());
}

// One line; its strokes are made wider or narrower by the print's weight.
void DrawLine(const Canvas& canvas, const std::string& line, cv::Point2d begin, const Print& print,
              cv::RNG& random) {
  cairo_t* cairo = canvas.get();
  cairo_save(cairo);
  cairo_rectangle(cairo, 0, begin.y - 2 * kPitch, canvas.size().width, 3 * kPitch);
  cairo_clip(cairo);
  cairo_push_group(cairo);
  canvas.Grey(print.ink);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const cv::Point2d off{random.gaussian(print.unsteady), random.gaussian(print.unsteady)};
    AddGlyphPath(cairo, line[i], begin + cv::Point2d(kPitch * static_cast<double>(i), 0) + off);
  }
  cairo_fill_preserve(cairo);
  cairo_set_line_width(cairo, std::abs(print.weight));
  cairo_set_operator(cairo, print.weight > 0 ? CAIRO_OPERATOR_OVER : CAIRO_OPERATOR_DEST_OUT);
  if (print.weight == 0) {
    cairo_new_path(cairo);
  } else {
    cairo_stroke(cairo);
  }
  cairo_pop_group_to_source(cairo);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

void DrawZoneLines(const Canvas& canvas, const std::vector<std::string>& lines, FT_Face font,
                   const Print& print, cv::RNG& random) {
  cairo_t* cairo = canvas.get();
  const Face face(cairo_ft_font_face_create_for_ft_face(font, FT_LOAD_NO_HINTING));
  cairo_set_font_face(cairo, face.get());
  cairo_set_font_size(cairo, kPitch / kFontAdvance);
  const double width = kPitch * static_cast<double>(lines.front().size());
  const double left = (canvas.size().width - width) / 2;
  double baseline = canvas.size().height - kLastBaseline;
  if (lines.size() == 3) baseline += 3;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line, baseline -= print.line_spacing)
    DrawLine(canvas, *line, {left, baseline}, print, random);
  cairo_set_font_face(cairo, nullptr);
}

}  // namespace

Zone DrawHolder(Format format, cv::RNG& random) {
  constexpr std::string_view kAll = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const bool is_visa = format == Format::kVisaA || format == Format::kVisaB;
  Zone zone{.format = format,
            .code = is_visa                  ? "V"
                    : format == Format::kTd3 ? "P"
                                             : "I",
            .issuer = State(random),
            .primary_name = AnyName(4, random),
            .secondary_name = AnyName(4, random),
            .number = AnyText(kAll, random.uniform(7, 10), random),
            .nationality = State(random),
            .birth_date = AnyDate(1930, 2024, random),
            .sex = static_cast<encoding::mrz::Sex>(random.uniform(0, 3)),
            .expiry = AnyDate(2026, 2036, random),
            .optional_data = {},
            .more_optional_data = {},
            .checks = {}};
  if (random.uniform(0, 2) == 0) zone.secondary_name += " " + AnyName(3, random);
  if (random.uniform(0, 2) == 0)
    zone.optional_data = AnyText(kAll, random.uniform(3, format == Format::kTd3 ? 14 : 7), random);
  return zone;
}

Print DrawPrint(cv::RNG& random) {
  return {.weight = random.uniform(-0.08, 0.12),
          .ink = random.uniform(10.0, 70.0),
          .guilloche = random.uniform(0.0, 50.0),
          .unsteady = random.uniform(0.0, 0.04),
          .line_spacing = random.uniform(6.1, 6.6)};
}

Format FormatOfLines(const std::vector<std::string>& lines) {
  const std::size_t columns = lines.empty() ? 0 : lines.front().size();
  if (columns == 30) return Format::kTd1;
  return columns == 36 ? Format::kTd2 : Format::kTd3;
}

cv::Size2d PageSize(Format format) {
  if (format == Format::kTd1) return {85.6, 54};
  if (format == Format::kTd2 || format == Format::kVisaB) return {105, 74};
  return {125, 88};
}

Distance DistanceFor(cv::Size2d size, double pixels_an_inch) {
  const double scale = pixels_an_inch / 25.4;
  const cv::Size frame(static_cast<int>(size.width * scale * 1.2),
                       static_cast<int>(size.height * scale * 1.3));
  return {frame, size.height * scale / frame.height};
}

Result<Card> DrawDataPage(const std::vector<std::string>& lines, const Print& print,
                          cv::RNG& random) {
  static const Font font;
  if (font.face == nullptr) return Fail(Fault::kNotFound, "The font OCR-B is not installed.");
  if (lines.empty()) return Fail(Fault::kInvalid, "A zone has two or three lines.");
  const Canvas canvas(PageSize(FormatOfLines(lines)));
  const double height = canvas.size().height;
  DrawGuilloche(canvas, print.guilloche, random);
  if (lines.size() == 2) {  // of cards the zone is on the back, which has neither
    DrawPhoto(canvas, {5, 12, 35, height - 38}, random);
    DrawFields(canvas, {44, 14, 70, height - 36}, print.ink, random);
  }
  DrawZoneLines(canvas, lines, font.face, print, random);
  const cv::Mat1b picture = canvas.Take();
  return Card{picture, static_cast<double>(picture.rows), 0};
}

Result<Sheet> DrawPassport(const std::vector<std::string>& lines, std::uint64_t seed) {
  cv::RNG random(seed * 0x9e3779b97f4a7c15ULL + 5);
  const auto page = DrawDataPage(lines, DrawPrint(random), random);
  if (!page) return std::unexpected(page.error());
  Sheet sheet{{}, PageSize(FormatOfLines(lines))};
  cv::cvtColor(page->picture, sheet.picture, cv::COLOR_GRAY2BGRA);
  return sheet;
}

}  // namespace clearway::frames
