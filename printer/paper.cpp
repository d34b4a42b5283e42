#include "printer/paper.h"

#include <fmt/format.h>

#include <cmath>

namespace clearway::printer {

Result<Paper> PaperNamed(std::string_view name) {
  for (const Paper& paper : {kA4, kA5, kRoll80}) {
    if (name == paper.name) return paper;
  }
  return Fail(Fault::kInvalid, "no such paper: write a4, a5 or roll-80");
}

std::string MediaName(const Paper& paper, double length) {
  if (!paper.is_roll()) return paper.media;
  return fmt::format("{}{}mm", paper.media, std::lround(length));
}

}  // namespace clearway::printer
