#pragma once

#include <cstdint>

#include "kiosk/ui/canvas.h"

namespace clearway::ui {

enum class Icon : std::uint8_t {
  kNone,
  kTick,
  kCross,
  kPlus,
  kQuestion,
  kExclamation,
  kHourglass,
  kPrinter,
  kPhone,
  kPaper,
  kCamera,
  kGlobe,
  kPeople,
  kArrow,  // the way on; mirrored with the page
  kClock,
  kLock,
};

// Draws the icon into the largest square in the middle of the box, as shapes: sharp at every size.
void DrawIcon(Canvas& canvas, Icon icon, const Rect& box, Colour ink);

// The outline that a verdict's icon stands in. Each answer has its own, so that nobody needs to see
// its colour.
enum class Badge : std::uint8_t { kDisc, kSquare, kOctagon, kDiamond };
void DrawBadge(Canvas& canvas, Badge badge, const Rect& box, Colour fill);

}  // namespace clearway::ui
