#pragma once

#include <string>

#include "base/command_line/command_line.h"
#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/reader_keys.h"

namespace clearway::tools {

// The options of every command that opens sealed certificates.
struct ReaderKeyOptions {
  std::string folder;  // empty: sealed certificates stay sealed
  std::string device_key;

  void AddTo(const command_line::Command& command);
  // The keys, in memory until they go; what was left out is in their problems().
  [[nodiscard]] Result<keys::ReaderKeys> Load(Moment now) const;
};

}  // namespace clearway::tools
