#include "tools/clearway/reader_keys_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/core/file.h"
#include "base/core/printable.h"
#include "certificate/dates.h"
#include "hal/system_clock.h"
#include "keys/device_key.h"
#include "keys/issuing/seal_reader_key.h"
#include "keys/reader_key.h"
#include "keys/reader_key_file.h"
#include "keys/secret_file.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/key_pair.h"
#include "tools/new_files.h"

namespace clearway::tools {
namespace {

using command_line::Command;
namespace fs = std::filesystem;
using keys::ReaderKey;
using keys::ReaderKeyKind;

constexpr mode_t kForEverybody = 0644;

// What to say beside an error of a file's content.
Error InFile(const std::string& file, const Error& error) {
  return {error.fault, file + ": " + error.detail};
}

struct NewOptions {
  std::string out;
  std::string group;
  std::uint32_t epoch = 1;
  std::string kind = "p256";
  std::string from;
  int days = 365;
};

ReaderKeyKind ReaderKindNamed(const std::string& name) {
  if (name == "corridor") return ReaderKeyKind::kCorridor;
  return name == "sm2" ? ReaderKeyKind::kSm2 : ReaderKeyKind::kP256;
}

Result<Timestamp> Beginning(const std::string& from) {
  if (from.empty()) return hal::SystemClock().Read().wall;
  const auto moment = certificate::ParseDateTime(from);
  if (!moment) return Fail(Fault::kInvalid, "--from wants a moment such as 2026-11-21T00:00:00Z");
  return *moment;
}

// The master key, and for a group what issuers seal with; of a corridor both states have the key.
Status WriteNew(const ReaderKey& key, const std::string& out) {
  const keys::Secret secret = keys::EncodeReaderKey(key);
  if (key.kind() == ReaderKeyKind::kCorridor) {
    return keys::CreateSecretFile(out + ".key", secret.view());
  }
  const keys::Secret sealing = keys::EncodeSealingKey(keys::SealingKeyOf(key));
  return SaveKeyPair(out, secret.view(), encoding::AsText(sealing.view()));
}

int RunNew(const NewOptions& options) {
  const auto from = Beginning(options.from);
  if (!from) return Complain(from.error());
  const auto key = keys::MakeReaderKey({.name = options.group,
                                        .epoch = options.epoch,
                                        .from = *from,
                                        .until = *from + std::chrono::days(options.days)},
                                       ReaderKindNamed(options.kind));
  if (!key) return Complain(key.error());
  if (Status status = WriteNew(*key, options.out); !status) return Complain(status.error());
  fmt::print("{}.key   opens: keep it, and seal it for each kiosk\n", options.out);
  if (key->kind() == ReaderKeyKind::kCorridor) {
    fmt::print("            and seals: the other state needs it too\n");
  } else {
    fmt::print("{}.pub   seals: give it to those who issue\n", options.out);
  }
  return kExitAccepted;
}

Result<ReaderKey> LoadMaster(const std::string& file) {
  const auto bytes = keys::ReadSecretFile(file, keys::kMostReaderKeyBytes);
  if (!bytes) return std::unexpected(bytes.error());
  auto key = keys::ParseReaderKey(bytes->view());
  if (!key) return std::unexpected(InFile(file, key.error()));
  return key;
}

Result<encoding::Bytes> LoadDevicePoint(const std::string& file) {
  const auto pem = ReadFile(file, keys::kMostReaderKeyBytes);
  if (!pem) return std::unexpected(pem.error());
  auto point = keys::DevicePointFromPem(encoding::AsText(*pem));
  if (!point) return std::unexpected(InFile(file, point.error()));
  return point;
}

struct SealOptions {
  std::string key;
  std::string device;
  std::string out;
};

int RunSeal(const SealOptions& options) {
  if (Status may = IsNoneOf(options.out, {options.key, options.device}); !may) {
    return Complain(may.error());
  }
  const auto key = LoadMaster(options.key);
  if (!key) return Complain(key.error());
  const auto device = LoadDevicePoint(options.device);
  if (!device) return Complain(device.error());
  const auto sealed = keys::SealReaderKey(*key, *device);
  if (!sealed) return Complain(sealed.error());
  const Status status = ReplaceFile(options.out, *sealed, kForEverybody);
  return status ? kExitAccepted : Complain(status.error());
}

struct OpenOptions {
  std::vector<std::string> files;
  std::string device_key;
  std::string folder;
};

void Show(const std::string& file, const ReaderKey& key) {
  std::string id;
  for (const std::uint8_t byte : keys::IdOf(key.group)) id += fmt::format("{:02x}", byte);
  fmt::print("{}\n  group  {}\n  epoch  {}\n  kind   {}\n  key id {}\n  opens  {} to {}\n",
             Printable(file), Printable(key.group.name), key.group.epoch,
             keys::ToString(key.kind()), id, FormatTimestamp(key.group.from),
             FormatTimestamp(key.group.until));
}

// The name says group and epoch, so that a file delivered twice is there once.
std::string FileNameOf(const ReaderKey& key) {
  std::string name = key.group.name;
  for (char& letter : name) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '-';
    if (!plain) letter = '_';
  }
  return fmt::format("{}.{}.reader", name, key.group.epoch);
}

// Opens every file with the kiosk's own key; with a folder, puts it there as it was delivered.
int RunOpen(const OpenOptions& options) {
  const auto device = keys::LoadDeviceKey(options.device_key);
  if (!device) return Complain(device.error());
  int exit_code = kExitAccepted;
  for (const std::string& file : options.files) {
    const auto bytes = ReadFile(file, keys::kMostReaderKeyBytes);
    const auto key = bytes ? keys::OpenReaderKey(*bytes, *device)
                           : Result<ReaderKey>(std::unexpected(bytes.error()));
    if (!key) {
      exit_code = Complain(InFile(file, key.error()));
      continue;
    }
    Show(file, *key);
    if (options.folder.empty()) continue;
    const Status status = ReplaceFile(fs::path(options.folder) / FileNameOf(*key), *bytes, 0600);
    if (!status) exit_code = Complain(status.error());
  }
  return exit_code;
}

Status MakeDeviceFiles(const std::string& out) {
  if (Status free = NewFiles::AreFree({out + ".key", out + ".pub"}); !free) return free;
  const auto key = keys::MakeDeviceKey(out + ".key");
  if (!key) return std::unexpected(key.error());
  NewFiles files;
  files.Made(out + ".key");
  const auto pem = key->PublicPem();
  if (!pem) return std::unexpected(pem.error());
  Status made = files.MakePublic(out + ".pub", *pem);
  if (made) files.Keep();
  return made;
}

int RunDevice(const std::string& out) {
  if (Status made = MakeDeviceFiles(out); !made) return Complain(made.error());
  fmt::print(
      "{0}.key   this kiosk's own key: it never leaves the kiosk\n{0}.pub   its public half: give "
      "it to those who deliver reader keys\n",
      out);
  return kExitAccepted;
}

void AddNew(const Command& reader, int& exit_code) {
  Command command = reader.AddCommand("new", "Make the key of a group's or corridor's epoch");
  const auto options = std::make_shared<NewOptions>();
  command.Add("--out", options->out, "where to write, without ending").Required().Takes("PATH");
  command.Add("--group", options->group, "the group's name, e.g. CN-DE").Required();
  command.Add("--epoch", options->epoch, "number of the epoch").Required();
  command.Add("--key", options->kind, "one key of two states, or a group's pair of keys")
      .OneOf({"corridor", "p256", "sm2"})
      .ShowsDefault();
  command.Add("--from", options->from, "when readers begin to open with it; now").Takes("TIME");
  command.Add("--days", options->days, "for how long they do").Between(1, 36500).ShowsDefault();
  command.OnRun([options, &exit_code] { exit_code = RunNew(*options); });
}

void AddSeal(const Command& reader, int& exit_code) {
  Command command = reader.AddCommand("seal", "Seal a key to one kiosk, to be delivered");
  const auto options = std::make_shared<SealOptions>();
  command.Add("key", options->key, "the key that `new` made").Required();
  command.Add("--device", options->device, "the kiosk's public half").Required().Takes("FILE");
  command.Add("--out", options->out, "the file to deliver").Required().Takes("FILE");
  command.OnRun([options, &exit_code] { exit_code = RunSeal(*options); });
}

void AddOpen(const Command& reader, int& exit_code, const char* name, const char* what,
             bool into_folder) {
  Command command = reader.AddCommand(name, what);
  const auto options = std::make_shared<OpenOptions>();
  command.Add("file", options->files, "delivered files").Required();
  command.Add("--device-key", options->device_key, "this kiosk's own key").Required().Takes("FILE");
  if (into_folder) {
    command.Add("--into", options->folder, "the kiosk's folder of reader keys")
        .Required()
        .ExistingFolder()
        .Takes("DIR");
  }
  command.OnRun([options, &exit_code] { exit_code = RunOpen(*options); });
}

}  // namespace

void AddReaderKeyCommands(const Command& keys, int& exit_code) {
  Command device = keys.AddCommand("device", "Make a kiosk's own key, on the kiosk");
  const auto out = std::make_shared<std::string>();
  device.Add("--out", *out, "where to write, without ending: OUT.key and OUT.pub")
      .Required()
      .Takes("PATH");
  device.OnRun([out, &exit_code] { exit_code = RunDevice(*out); });

  Command reader = keys.AddCommand("reader", "Keys that open sealed certificates");
  reader.RequireCommand();
  AddNew(reader, exit_code);
  AddSeal(reader, exit_code);
  AddOpen(reader, exit_code, "show", "Show what delivered files hold", false);
  AddOpen(reader, exit_code, "import", "Put delivered files into a kiosk's folder", true);
}

}  // namespace clearway::tools
