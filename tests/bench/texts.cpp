#include "tests/bench/texts.h"

#include <string_view>

namespace clearway::bench {

std::string CertificateLikeText(cv::RNG& random) {
  constexpr std::string_view kBase45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  std::string text = "HC1:";
  for (int length = random.uniform(280, 760); length > 0; --length)
    text += kBase45[static_cast<std::size_t>(random.uniform(0, 45))];
  return text;
}

}  // namespace clearway::bench
