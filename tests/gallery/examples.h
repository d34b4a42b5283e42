#pragma once

#include <string>
#include <vector>

#include "kiosk/session/session.h"

namespace clearway::gallery {

// One state that a screen can be in, made up: nobody's certificate, no device behind it.
struct Example {
  std::string name;  // "verdict-accepted": the picture's file name
  session::State state;
};

// Every screen, and every notable variant of it, in that language (an index into the default
// settings' languages) at that moment.
[[nodiscard]] std::vector<Example> Examples(std::size_t language, Moment now);

}  // namespace clearway::gallery
