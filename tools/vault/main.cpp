// clearway vault: looks after the copies that a kiosk keeps for travellers. It needs no secret of
// the kiosk, and can open nothing.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

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

void AddFolders(CLI::App& command, Options& options) {
  command.add_option("--copies", options.copies, "folder of the copies")->capture_default_str();
  command.add_option("--keys", options.keys, "folder of the day keys")->capture_default_str();
}

int Main(int count, char** arguments) {
  CLI::App program(
      "Looks after the encrypted copies that a kiosk keeps for travellers, also while it runs. "
      "Nothing here can open one.",
      "clearway vault");
  program.require_subcommand(1);
  program.failure_message(tools::FailureText);
  program.footer("Exit status: 0 done, 1 there is no vault or it cannot be used, 2 usage.");
  Options options;
  int exit_code = kDone;
  CLI::App* purge = program.add_subcommand(
      "purge", "Remove what has expired, and destroy the keys of days without a copy");
  AddFolders(*purge, options);
  purge->add_flag("--all", options.all, "remove all copies and destroy all keys");
  purge->callback([&] { exit_code = RunPurge(options); });
  CLI::App* stats = program.add_subcommand("stats", "Count copies, keys and attempts");
  AddFolders(*stats, options);
  stats->add_flag("--json", options.json, "one JSON object instead of text");
  stats->callback([&] { exit_code = RunStats(options); });
  return tools::ParseAndRun(program, count, arguments, exit_code, kUsage, kTrouble);
}

}  // namespace

int main(int count, char** arguments) {
  return Main(count, arguments);
}
