#include "camera/mrz_votes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/core/wipe.h"
#include "base/encoding/mrz.h"

namespace clearway::camera {
namespace {

namespace mrz = encoding::mrz;

// A frame's say against a character ends here: one frame alone decides nothing.
constexpr float kMostAgainst = 60;
// A zone that is this strange on the whole is what was learnt. Where letters lie further from what
// was learnt than that, they also lie further towards each other: differences count for so much
// less.
constexpr float kUsual = 20;
// What is further than this from every character is none.
constexpr float kNoLetter = 220;
// A place that clearly shows a character that cannot stand there shows none that can.
constexpr float kOutOfPlace = 60;
constexpr int kAgreeing = 2;
// More frames than this count for half: what is seen now must be able to outvote what was seen long
// ago.
constexpr int kMostFrames = 32;
// What is sure is so in all and in each frame on average: the frames of a passport that lies still
// share their blur and its pose, and what is askew in all of them is no more certain for their
// number.
constexpr float kSureMargin = 30;
constexpr float kSureMean = 10;
// Of letters of one shape, blur and another cut of the font make one into the other. O and 0, where
// both may stand, ask for most: of two that are taken for each other, check digits often know
// nothing.
struct Alike {
  std::string_view characters;
  float sure_mean;
};
constexpr std::array kAlike{Alike{"O0", 20}, Alike{"DOQ", 15}};
// Another document: so many places say something else, each by so much.
constexpr int kContradictions = 3;
constexpr float kContradiction = 30;

std::string TextOf(const MrzReading& reading) {
  std::string text;
  for (const MrzLine& line : reading.lines) text += line.text + '\n';
  return text;
}

// Whether a line holds anything of a field.
bool Holds(std::size_t line, const mrz::Field& field) {
  return field.length != 0 && field.line == line;
}

// The lines that check digits speak of.
bool IsChecked(std::size_t line, const mrz::Layout& layout) {
  return Holds(line, layout.number) || Holds(line, layout.birth_date) ||
         Holds(line, layout.expiry) ||
         std::ranges::any_of(layout.composite,
                             [line](const mrz::Field& field) { return Holds(line, field); });
}

// Whether the zone makes sense, its check digits included. What fails may be in any of the lines
// that they speak of.
bool MakesSense(const MrzReading& reading) {
  std::string text = TextOf(reading);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto zone = mrz::Parse(text, now);
  Wipe(text);
  return zone && zone->checks.none_fails();
}

}  // namespace

mrz::Format MrzVotes::FormatOf(const Zone& zone) {
  const bool is_visa = NearestOf(zone[0][0].against, "ACIPV").character == 'V';
  if (zone.size() == 3) return mrz::Format::kTd1;
  if (zone[0].size() == 36) return is_visa ? mrz::Format::kVisaB : mrz::Format::kTd2;
  return is_visa ? mrz::Format::kVisaA : mrz::Format::kTd3;
}

MrzVotes::Zone MrzVotes::SaysOf(const MrzGlyphs& glyphs) {
  Zone frame;
  const float weight = std::min(1.0F, kUsual / std::max(glyphs.strangeness, kUsual));
  for (const auto& line : glyphs.lines) {
    auto& places = frame.emplace_back();
    for (const GlyphDistances& distances : line) {
      const float nearest = std::ranges::min(distances);
      Place& place = places.emplace_back();
      for (std::size_t k = 0; k < distances.size(); ++k)
        place.against[k] = std::min(weight * (distances[k] - nearest), kMostAgainst);
    }
  }
  const mrz::Format format = FormatOf(frame);
  for (std::size_t line = 0; line < frame.size(); ++line) {
    for (std::size_t i = 0; i < frame[line].size(); ++i) {
      Place& place = frame[line][i];
      const Nearest nearest = NearestOf(glyphs.lines[line][i], mrz::AlphabetAt(format, line, i));
      const std::size_t k = kMrzCharacters.find(nearest.character);
      if (nearest.distance < kNoLetter && place.against[k] < kOutOfPlace) place.seen[k] = 1;
    }
  }
  return frame;
}

bool MrzVotes::Contradicts(const Zone& frame) const {
  if (frame.size() != zone_.size() || frame[0].size() != zone_[0].size()) return true;
  int contradictions = 0;
  for (std::size_t line = 0; line < frame.size(); ++line) {
    for (std::size_t i = 0; i < frame[line].size(); ++i) {
      const Nearest one = NearestOf(frame[line][i].against, kMrzCharacters);
      const Nearest other = NearestOf(zone_[line][i].against, kMrzCharacters);
      const float margin = std::min(one.margin, other.margin);
      if (one.character != other.character && margin > kContradiction) ++contradictions;
    }
  }
  return contradictions >= kContradictions;
}

void MrzVotes::Add(const MrzGlyphs& glyphs) {
  Zone frame = SaysOf(glyphs);
  if (!zone_.empty() && Contradicts(frame)) Clear();
  if (++frames_ == 1) {
    zone_ = std::move(frame);
    return;
  }
  for (std::size_t line = 0; line < frame.size(); ++line) {
    for (std::size_t i = 0; i < frame[line].size(); ++i) {
      const Place& said = frame[line][i];
      Place& place = zone_[line][i];
      std::ranges::transform(place.against, said.against, place.against.begin(), std::plus{});
      std::ranges::transform(place.seen, said.seen, place.seen.begin(), std::plus{});
    }
  }
  if (frames_ >= kMostFrames) Fade();
}

void MrzVotes::Fade() {
  frames_ /= 2;
  for (auto& line : zone_) {
    for (Place& place : line) {
      for (float& against : place.against) against /= 2;
      for (int& seen : place.seen) seen /= 2;
    }
  }
}

bool MrzVotes::IsSure(const Nearest& nearest, int seen) const {
  const auto alike = std::ranges::find_if(kAlike, [&nearest](const Alike& those) {
    return those.characters.contains(nearest.character) && those.characters.contains(nearest.next);
  });
  const float mean = alike == kAlike.end() ? kSureMean : alike->sure_mean;
  const bool agree = seen >= kAgreeing && 4 * seen >= 3 * frames_;
  return agree && nearest.margin >= std::max(kSureMargin, mean * static_cast<float>(frames_));
}

MrzReading MrzVotes::Reading() const {
  const mrz::Format format = FormatOf(zone_);
  MrzReading reading;
  for (std::size_t line = 0; line < zone_.size(); ++line) {
    MrzLine& read = reading.lines.emplace_back();
    for (std::size_t i = 0; i < zone_[line].size(); ++i) {
      const Place& place = zone_[line][i];
      const Nearest nearest = NearestOf(place.against, mrz::AlphabetAt(format, line, i));
      read.text += nearest.character;
      if (!IsSure(nearest, place.seen[kMrzCharacters.find(nearest.character)]))
        read.doubtful.push_back(static_cast<std::uint8_t>(i));
    }
  }
  const bool sense = MakesSense(reading);
  for (std::size_t line = 0; line < zone_.size(); ++line) {
    MrzLine& read = reading.lines[line];
    read.sure = read.doubtful.empty() && (sense || !IsChecked(line, mrz::LayoutOf(format)));
  }
  return reading;
}

void MrzVotes::Clear() {
  for (auto& line : zone_) Wipe(line.data(), line.size() * sizeof(Place));
  zone_.clear();
  frames_ = 0;
}

}  // namespace clearway::camera
