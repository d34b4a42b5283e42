#include "tools/reader_key_options.h"

namespace clearway::tools {

void ReaderKeyOptions::AddTo(const command_line::Command& command) {
  const command_line::Option device =
      command.Add("--device-key", device_key, "this kiosk's own key, for --reader-keys")
          .Takes("FILE");
  command
      .Add("--reader-keys", folder,
           "folder of reader keys that were delivered to this kiosk, for sealed certificates")
      .Takes("DIR")
      .Needs(device);
}

Result<keys::ReaderKeys> ReaderKeyOptions::Load(Moment now) const {
  keys::ReaderKeys readers(folder, device_key);
  if (Status status = readers.Load(now); !status) return std::unexpected(status.error());
  return readers;
}

}  // namespace clearway::tools
