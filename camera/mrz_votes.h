#pragma once

#include <array>
#include <vector>

#include "base/encoding/mrz_layout.h"
#include "camera/mrz_glyphs.h"
#include "camera/mrz_reader.h"

namespace clearway::camera {

// What frames of one zone have said of each of its characters.
class MrzVotes {
 public:
  MrzVotes() = default;
  MrzVotes(const MrzVotes&) = delete;
  MrzVotes& operator=(const MrzVotes&) = delete;
  ~MrzVotes() { Clear(); }

  // Adds how a frame shows a zone. One that contradicts what was said before is another document:
  // then what was said before is forgotten.
  void Add(const MrzGlyphs& glyphs);
  // The zone as far as it is known. At least one frame must have been added.
  [[nodiscard]] MrzReading Reading() const;
  // Forgets all, and overwrites it: the votes are as personal as the text.
  void Clear();

 private:
  // Of one place: how much further than the nearest each character was, summed over the frames, and
  // how often each was the nearest that may stand there.
  struct Place {
    GlyphDistances against{};
    std::array<int, kMrzCharacters.size()> seen{};
  };

  using Zone = std::vector<std::vector<Place>>;

  // What one frame says.
  [[nodiscard]] static Zone SaysOf(const MrzGlyphs& glyphs);
  [[nodiscard]] static encoding::mrz::Format FormatOf(const Zone& zone);
  // `seen`: in so many frames it was the nearest.
  [[nodiscard]] bool IsSure(const Nearest& nearest, int seen) const;
  [[nodiscard]] bool Contradicts(const Zone& frame) const;
  void Fade();

  Zone zone_;
  int frames_ = 0;
};

}  // namespace clearway::camera
