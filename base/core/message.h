#pragma once

#include <string>
#include <vector>

namespace clearway {

// Marks an English sentence as a message id: the catalogues' tools collect it. Returns it unchanged.
consteval const char* Translatable(const char* english) { return english; }

// A sentence for people, in no language yet: `id` is the English text and the catalogues' message id, with {1},
// {2}... for the arguments.
struct Message {
  std::string id;
  std::vector<std::string> arguments;
  bool operator==(const Message&) const = default;
};

}  // namespace clearway
