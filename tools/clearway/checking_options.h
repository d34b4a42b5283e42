#pragma once

#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/trust_store.h"

namespace CLI {
class App;
}

namespace clearway::tools {

// The options of every command that checks: whom to trust, and when.
struct CheckingOptions {
  std::vector<std::string> trust;  // folders, or single certificate files
  bool demo = false;
  std::string clock;  // RFC 3339; empty: the machine's

  void AddTo(CLI::App& command);
  [[nodiscard]] keys::DemoSigners demo_signers() const;
  // The signers; a store without any where no --trust was given. What was left out of a folder is
  // said on stderr.
  [[nodiscard]] Result<keys::TrustStore> LoadTrust() const;
  // The moment of the check. One that was given counts as trusted: whoever gave it asked for it.
  [[nodiscard]] Result<TrustedTime> Time() const;
};

}  // namespace clearway::tools
