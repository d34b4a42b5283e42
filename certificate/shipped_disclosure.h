#pragma once

#include <string_view>

namespace clearway::certificate {

// The text of image/disclosure.json, which the build puts into the program.
extern const std::string_view kShippedDisclosure;

}  // namespace clearway::certificate
