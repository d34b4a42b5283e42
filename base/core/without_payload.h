#pragma once

#include <string>
#include <string_view>

namespace clearway {

// A sentence for people without the certificate that somebody gave in the place of an option or a
// file's name: terminals and logs keep what is printed. From a prefix of codes (HC1:, shc:/, ...),
// from JSON, or from a line of a passport's zone on everything is cut, since such texts have
// spaces; so are words of more than 40 characters, paths by their parts. What is left ends with
// "...", and once more nothing is cut of it.
[[nodiscard]] std::string WithoutPayload(std::string_view sentence);

// The same as one line without what a terminal obeys, see Printable: sentences of programs have
// strangers' names and identifiers in them.
[[nodiscard]] std::string ForTerminal(std::string_view sentence);

}  // namespace clearway
