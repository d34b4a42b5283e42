#pragma once

#include <cstdint>
#include <vector>

namespace clearway::printer {

// Makes the Compact Font Format programs of a PDF that cairo wrote smaller (see font_program.h),
// in place, and mends its table of objects. What it does not understand stays as it is: the PDF is
// as good as before in any case.
void SlimFonts(std::vector<std::uint8_t>& pdf);

}  // namespace clearway::printer
