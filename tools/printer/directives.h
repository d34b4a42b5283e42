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

// Every value of it at the top level, in order.
[[nodiscard]] std::vector<std::string> ValuesOf(std::string_view file, std::string_view name);

// Each top-level section that opens with this line ("<Policy clearway>") and its lines, indented or
// not, to the one that closes it; comments are left out.
[[nodiscard]] std::vector<std::vector<std::string>> SectionsOf(std::string_view file,
                                                               std::string_view opening);

// The file with these values at its end, between two marks, instead of what it said of them before
// and of what stood between the marks. Applied twice it changes nothing. `block` follows them: one
// section, which the file then has once.
[[nodiscard]] std::string With(std::string_view file, const std::vector<Directive>& directives,
                               std::string_view block);

}  // namespace clearway::printing
