#include "tools/clearway/complain.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/core/without_payload.h"
#include "tools/clearway/command.h"

namespace clearway::tools {

int Complain(std::string_view what) {
  fmt::print(stderr, "clearway: {}\n", ForTerminal(what));
  return kExitUsage;
}

int Complain(const Error& error) {
  return Complain(error.detail);
}

}  // namespace clearway::tools
