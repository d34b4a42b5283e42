#include "camera/mrz_votes.h"

#include <gtest/gtest.h>

namespace clearway::camera {
namespace {

// A passport's zone as one frame shows it. Only the names' line is looked at here: no check digit
// speaks of it.
class Glyphs {
 public:
  explicit Glyphs(float strangeness = 15) {
    glyphs_.strangeness = strangeness;
    for (int line = 0; line < 2; ++line) {
      auto& row = glyphs_.lines.emplace_back(44);
      for (GlyphDistances& place : row) Show(place, '<', 15);
    }
    Show(glyphs_.lines[0][0], 'P', 15);
  }
  // A name's letter that is so much nearer to one than to another.
  Glyphs With(char nearest, char next, float margin) const {
    Glyphs changed = *this;
    GlyphDistances& place = changed.glyphs_.lines[0][6];
    Show(place, nearest, 15);
    place[kMrzCharacters.find(next)] = 15 + margin;
    return changed;
  }
  [[nodiscard]] const MrzGlyphs& glyphs() const { return glyphs_; }

 private:
  static void Show(GlyphDistances& place, char character, float distance) {
    place.fill(300);
    place[kMrzCharacters.find(character)] = distance;
  }
  MrzGlyphs glyphs_;
};

// Whether the names are sure after so many frames that all show this.
bool SureAfter(int frames, const Glyphs& shown) {
  MrzVotes votes;
  for (int i = 0; i < frames; ++i) votes.Add(shown.glyphs());
  return votes.Reading().lines[0].sure;
}

TEST(MrzVotes, are_sure_of_what_every_frame_says_clearly) {
  EXPECT_FALSE(SureAfter(1, Glyphs().With('D', 'O', 40)));
  for (const int frames : {2, 3, 10, 31, 32, 100})
    EXPECT_TRUE(SureAfter(frames, Glyphs().With('D', 'O', 20))) << frames;
}

TEST(MrzVotes, are_no_surer_for_many_frames_that_all_lean_a_little_to_one_side) {
  for (const int frames : {2, 5, 10, 31, 32, 100})
    EXPECT_FALSE(SureAfter(frames, Glyphs().With('E', 'F', 8))) << frames;
}

TEST(MrzVotes, ask_more_between_letters_of_one_shape) {
  EXPECT_TRUE(SureAfter(10, Glyphs().With('E', 'F', 12)));
  EXPECT_FALSE(SureAfter(10, Glyphs().With('O', 'D', 12)));
}

TEST(MrzVotes, count_differences_for_less_where_all_letters_are_stranger_than_what_was_learnt) {
  EXPECT_TRUE(SureAfter(5, Glyphs(20).With('O', 'D', 20)));
  EXPECT_FALSE(SureAfter(5, Glyphs(50).With('O', 'D', 20)));
}

TEST(MrzVotes, are_not_sure_of_what_a_third_of_the_frames_contradicts) {
  MrzVotes votes;
  for (int i = 0; i < 9; ++i)
    votes.Add((i % 3 == 0 ? Glyphs().With('D', 'O', 25) : Glyphs().With('O', 'D', 60)).glyphs());
  EXPECT_FALSE(votes.Reading().lines[0].sure);
}

TEST(MrzVotes, ask_most_where_a_letter_and_a_digit_of_one_shape_may_both_stand) {
  const auto number_is_doubtful = [](float margin) {
    MrzGlyphs shown = Glyphs().glyphs();
    shown.lines[1][3].fill(300);
    shown.lines[1][3][kMrzCharacters.find('0')] = 15;
    shown.lines[1][3][kMrzCharacters.find('O')] = 15 + margin;
    MrzVotes votes;
    for (int i = 0; i < 5; ++i) votes.Add(shown);
    return std::ranges::count(votes.Reading().lines[1].doubtful, 3) == 1;
  };
  EXPECT_TRUE(number_is_doubtful(18));
  EXPECT_FALSE(number_is_doubtful(22));
}

}  // namespace
}  // namespace clearway::camera
