// clearway vault: looks after the copies that a kiosk keeps for travellers. It needs no secret of
// the kiosk, and can open nothing.
#include <fmt/format.h>

#include <string>

#include "base/command_line/command_line.h"
#include "base/core/without_payload.h"
#include "hal/system_clock.h"
#include "kiosk/records/vault/vault_care.h"
#include "tools/parse_and_run.h"

namespace {

using namespace clearway;
using vault::CareReport;

enum ExitCode : int { kDone = 0, kTrouble = 1, kUsage = 2 };

struct Options {
  std::string copies = "/var/lib/clearway/vault";
  std::string keys = "/run/clearway/vault";
  bool all = false;
  bool json = false;
  [[nodiscard]] vault::VaultFolders folders() const { return {copies, keys}; }
};

int Complain(const Error& error) {
  fmt::print(stderr, "clearway vault: {}\n", ForTerminal(error.detail));
  return kTrouble;
}

// Quoted where there is a moment.
std::string JsonMoment(const std::optional<Timestamp>& moment) {
  return moment ? fmt::format("\"{}\"", FormatTimestamp(*moment)) : "null";
}

void PrintStats(const CareReport& report, bool json) {
  const vault::StoreStats& store = report.store;
  if (json) {
    fmt::print(
        "{{\"copies\":{},\"first_expiry\":{},\"last_expiry\":{},\"attempts_in_hour\":{},"
        "\"day_keys\":{}}}\n",
        store.copies, JsonMoment(store.first_expiry), JsonMoment(store.last_expiry),
        store.attempts_in_hour, report.day_keys);
    return;
  }
  fmt::print("copies                {}\n", store.copies);
  if (store.first_expiry && store.last_expiry) {
    fmt::print("  the first expires   {}\n  the last expires    {}\n",
               FormatTimestamp(*store.first_expiry), FormatTimestamp(*store.last_expiry));
  }
  fmt::print("attempts in this hour {}\nday keys              {}\n", store.attempts_in_hour,
             report.day_keys);
}

int RunStats(const Options& options) {
  const auto report = vault::LookAtVault(options.folders(), hal::SystemClock().Read().wall);
  if (!report) return Complain(report.error());
  PrintStats(*report, options.json);
  return kDone;
}

int RunPurge(const Options& options) {
  const hal::ClockReading clock = hal::SystemClock().Read();
  const TrustedTime time =
      AssessTime(clock.wall, clock.synchronised, {.build = hal::BuildMoment()});
  if (!time.trusted && !options.all) {
    fmt::print(stderr,
               "clearway vault: the clock is in doubt, so nobody can say what has expired; "
               "--all purges everything\n");
    return kTrouble;
  }
  const auto report = options.all ? vault::EmptyVault(options.folders(), time.now)
                                  : vault::PurgeVault(options.folders(), time.now);
  if (!report) return Complain(report.error());
  fmt::print("{} copies removed, {} day keys destroyed; {} copies are left\n",
             report->copies_removed, report->keys_destroyed, report->store.copies);
  return kDone;
}

void AddFolders(const command_line::Command& command, Options& options) {
  command.Add("--copies", options.copies, "folder of the copies").ShowsDefault();
  command.Add("--keys", options.keys, "folder of the day keys").ShowsDefault();
}

int Main(int count, char** arguments) {
  command_line::Program program(
      "clearway vault",
      "Looks after the encrypted copies that a kiosk keeps for travellers, also while it runs. "
      "Nothing here can open one.");
  program.RequireCommand();
  program.Footer("Exit status: 0 done, 1 there is no vault or it cannot be used, 2 usage.");
  Options options;
  int exit_code = kDone;
  command_line::Command purge = program.AddCommand(
      "purge", "Remove what has expired, and destroy the keys of days without a copy");
  AddFolders(purge, options);
  purge.AddFlag("--all", options.all, "remove all copies and destroy all keys");
  purge.OnRun([&] { exit_code = RunPurge(options); });
  command_line::Command stats = program.AddCommand("stats", "Count copies, keys and attempts");
  AddFolders(stats, options);
  stats.AddFlag("--json", options.json, "one JSON object instead of text");
  stats.OnRun([&] { exit_code = RunStats(options); });
  return tools::ParseAndRun(program, count, arguments, exit_code, kUsage, kTrouble);
}

}  // namespace

int main(int count, char** arguments) {
  return Main(count, arguments);
}
