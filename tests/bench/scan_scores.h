#pragma once

#include <vector>

#include "tests/bench/peers.h"
#include "tests/bench/scan_pictures.h"

namespace clearway::bench {

// What one reader made of the pictures.
struct Score {
  int read = 0;                  // pictures all of whose texts were read
  int with_code = 0;             // pictures
  int wrong = 0;                 // texts that are in no code
  std::vector<double> code_ms;   // of processor time, for pictures with a code
  std::vector<double> empty_ms;  // and without
  std::vector<bool> hits;        // picture by picture
};

[[nodiscard]] Score Measure(const Contender& contender, const std::vector<Picture>& pictures);

[[nodiscard]] double Share(int part, int whole);  // in per cent

void PrintScores(const std::vector<Contender>& contenders, const std::vector<Score>& scores);
// What the first contender would read of an easier set, one of which the best of the others reads
// nine in ten: its shares of what that one reads here and of what it does not, weighted so.
void PrintOfEasierSet(const std::vector<Contender>& contenders, const std::vector<Score>& scores);
// For each kind of picture: the share that was read.
void PrintByKind(const std::vector<Picture>& pictures, const std::vector<Contender>& contenders,
                 const std::vector<Score>& scores);
// For each disturbance: what was read among the third of pictures with least of it, and the third
// with most.
void PrintByDisturbance(const std::vector<Picture>& pictures,
                        const std::vector<Contender>& contenders, const std::vector<Score>& scores);

}  // namespace clearway::bench
