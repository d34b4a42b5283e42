#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/core/result.h"
#include "base/text/language.h"
#include "base/text/typesetter.h"
#include "printer/qr_code.h"

namespace clearway::printer {

// Lengths in points (1/72 inch). x counts from the edge where reading starts, the right one in
// Arabic: a sheet is composed once, and mirrored when it is drawn.

struct TextPiece {
  text::Layout layout;
  double x = 0;
  double y = 0;           // of the layout; lettering puts it where the base line is right
  double width = 0;       // of the box
  double height = 0;      // of its lines
  double grey = 0;        // 0 black to 1 white
  bool outlined = false;  // drawn as shapes: no font is embedded for it
};

struct Rule {
  double x = 0;
  double y = 0;
  double width = 0;
  double thickness = 0.5;
  double grey = 0;
};

struct Frame {  // an empty rectangle
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct CodePiece {
  const QrCode* code = nullptr;  // must outlive the sheet
  double x = 0;                  // of the quiet zone's corner
  double y = 0;
  double module = 0;
  [[nodiscard]] double width() const { return module * (code->width + 2 * kQuietZone); }
};

struct SheetSize {
  double width = 0;
  double height = 0;
};

// One side of paper, composed and not yet drawn.
struct Sheet {
  SheetSize size;
  std::optional<TextPiece> watermark;  // behind everything, rising at 45 degrees
  std::vector<TextPiece> texts;
  std::vector<Rule> rules;
  std::vector<Frame> frames;
  std::optional<CodePiece> code;
  std::optional<CodePiece> receipt;
};

// The sheets as one PDF. Its metadata name no person: a generic title, and `made` as the date.
[[nodiscard]] Result<std::vector<std::uint8_t>> DrawPdf(const std::vector<Sheet>& sheets,
                                                        text::Direction direction,
                                                        const std::string& made);

}  // namespace clearway::printer
