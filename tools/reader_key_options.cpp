#include "tools/reader_key_options.h"

#include <CLI/CLI.hpp>

namespace clearway::tools {

void ReaderKeyOptions::AddTo(CLI::App& command) {
  CLI::Option* device =
      command.add_option("--device-key", device_key, "this kiosk's own key, for --reader-keys")
          ->type_name("FILE");
  command
      .add_option(
          "--reader-keys", folder,
          "folder of reader keys that were delivered to this kiosk, for sealed certificates")
      ->type_name("DIR")
      ->needs(device);
}

Result<keys::ReaderKeys> ReaderKeyOptions::Load(Moment now) const {
  keys::ReaderKeys readers(folder, device_key);
  if (Status status = readers.Load(now); !status) return std::unexpected(status.error());
  return readers;
}

}  // namespace clearway::tools
