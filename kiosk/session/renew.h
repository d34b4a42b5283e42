#pragma once

#include <memory>

#include "base/core/wipe.h"

namespace clearway::session {

// Makes a value as new on memory that was overwritten first. Assigning a fresh one would not do: an
// empty optional keeps the bytes that it was made on, and a temporary is made on what the stack
// held.
template <typename Value>
void Renew(Value& value) {
  std::destroy_at(&value);
  Wipe(&value, sizeof value);
  std::construct_at(&value);
}

}  // namespace clearway::session
