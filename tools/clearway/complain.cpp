#include "tools/clearway/complain.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/core/without_payload.h"

namespace clearway::tools {

int Complain(std::string_view what) {
  fmt::print(stderr, "clearway: {}\n", ForTerminal(what));
  constexpr int kUsage = 2;  // kExitUsage, without the whole of CLI11
  return kUsage;
}

int Complain(const Error& error) {
  return Complain(error.detail);
}

}  // namespace clearway::tools
