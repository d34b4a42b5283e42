#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/encoding/mrz_layout.h"
#include "camera/mrz_glyphs.h"
#include "camera/mrz_reader.h"

namespace clearway::camera {

// What frames of one zone have said of each of its characters.
class MrzVotes {
 public:
  ~MrzVotes() { Clear(); }

  // Adds how a frame shows a zone. One that contradicts what was said before is another document:
  // then what was said before is forgotten.
  void Add(const MrzGlyphs& glyphs);
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  // The zone as far as it is known. Not empty.
  [[nodiscard]] MrzReading Reading() const;
  // Forgets all, and overwrites it: the votes are as personal as the text.
  void Clear();

 private:
  // Of one place: how much further than the nearest each character was, summed over the frames, and
  // how often each was the nearest that may stand there.
  struct Place {
    GlyphDistances against{};
    std::array<std::uint16_t, kMrzCharacters.size()> seen{};
  };

  void Fade();
  [[nodiscard]] encoding::mrz::Format FormatOf(const std::vector<std::vector<Place>>& lines) const;
  [[nodiscard]] bool Contradicts(const std::vector<std::vector<Place>>& frame) const;

  std::vector<std::vector<Place>> lines_;
  int frames_ = 0;
};

}  // namespace clearway::camera
