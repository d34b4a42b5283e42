#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::printing {

// One line of cupsd.conf(5) or cups-files.conf(5): a name, which no capital letter tells apart, and
// what stands behind it.
struct Directive {
  std::string name;
  std::string value;
};

// The value that holds at the top level of the file, outside of <Location> and <Policy>: the last.
[[nodiscard]] std::optional<std::string> ValueOf(std::string_view file, std::string_view name);

// The file with these values at its end, between two marks, instead of what it said of them before
// and of what stood between the marks. Applied twice it changes nothing. `block` follows them.
[[nodiscard]] std::string With(std::string_view file, const std::vector<Directive>& directives,
                               std::string_view block);

}  // namespace clearway::printing
