#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clearway {

// Marks an English sentence as a message id: the catalogues' tools collect it. Returns it
// unchanged.
consteval const char* Translatable(const char* english) {
  return english;
}

// A sentence for people, in no language yet: `id` is the English text and the catalogues' message
// id, with {1}, {2}... for the arguments.
struct Message {
  std::string id;
  std::vector<std::string> arguments;
  bool operator==(const Message&) const = default;
};

// A text of somebody else's, e.g. of a rule, in one language that they wrote it in.
struct LocalText {
  std::string language;  // BCP 47
  std::string text;
  bool operator==(const LocalText&) const = default;
};

// The text for a reader of `language` (BCP 47): in that language, else in its base language, else
// in English, else the first; empty where there is none.
[[nodiscard]] std::string_view TextFor(const std::vector<LocalText>& texts,
                                       std::string_view language);

}  // namespace clearway
