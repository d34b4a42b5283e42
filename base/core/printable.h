#pragma once

#include <string>
#include <string_view>

namespace clearway {

// A stranger's text for a terminal: a hostile certificate must not command one. Characters that a
// terminal obeys instead of showing them (C0 with line ends, DEL, C1, those that turn the direction
// of text around) become "?". `text` is UTF-8; what is past so many characters is left out.
[[nodiscard]] std::string Printable(std::string_view text,
                                    std::size_t most = std::string_view::npos);

// The same for a line of JSON in UTF-8, without loss: those characters become escapes (\uXXXX),
// which mean to a program what they stand for.
[[nodiscard]] std::string PrintableJson(std::string json);

}  // namespace clearway
