// clearway badge: the operator's side of staff badges. The kiosk reads them with
// kiosk/staff/badge.h and has none of this.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/command_line/command_line.h"
#include "base/core/file.h"
#include "base/core/without_payload.h"
#include "certificate/dates.h"
#include "hal/system_clock.h"
#include "keys/issuing/key_file.h"
#include "keys/kiosk_secret.h"
#include "kiosk/staff/badge.h"
#include "printer/qr_code.h"
#include "printer/qr_picture.h"
#include "tools/badge/issue_badge.h"
#include "tools/key_pair.h"
#include "tools/parse_and_run.h"

namespace {

using namespace clearway;
using staff::Badge;

enum ExitCode : int { kDone = 0, kRefused = 1, kUsage = 2, kTrouble = 3 };

constexpr int kWidestSymbol = 185;  // any: a badge has room
constexpr int kPixelsPerModule = 8;
constexpr mode_t kForOwner = 0600;

int Complain(const Error& error) {
  fmt::print(stderr, "clearway badge: {}\n", ForTerminal(error.detail));
  return kTrouble;
}

// ---- key ----

int RunKey(const std::string& out, const std::string& kind) {
  const auto which = kind == "ed25519" ? keys::KeyKind::kEd25519 : keys::KeyKind::kP256;
  if (Status made = tools::MakeSigningKeyPair(out, which); !made) return Complain(made.error());
  fmt::print(
      "{0}.key   signs badges: keep it to yourself\n"
      "{0}.pub   goes into the trust bundle: clearway trust build --badge-signer {0}.pub\n",
      out);
  return kDone;
}

// ---- issue ----

struct IssueOptions {
  std::string role;
  std::string key;
  std::string id;
  std::string png;
  std::string clock;
  int days = 30;
};

staff::Role RoleNamed(const std::string& name) {
  if (name == "supervisor") return staff::Role::kSupervisor;
  return name == "technician" ? staff::Role::kTechnician : staff::Role::kStaff;
}

Result<Timestamp> Now(const std::string& clock) {
  if (clock.empty()) return hal::SystemClock().Read().wall;
  const auto moment = certificate::ParseDateTime(clock);
  if (!moment) return Fail(Fault::kInvalid, "--clock wants a moment such as 2026-11-21T19:00:00Z");
  return *moment;
}

Result<staff::BadgeId> IdFrom(const std::string& digits) {
  if (!digits.empty()) {
    const auto id = staff::BadgeIdFromText(digits);
    if (!id) return Fail(Fault::kInvalid, "--id wants the 16 hexadecimal digits of a badge");
    return *id;
  }
  staff::BadgeId id{};
  std::ranges::copy(keys::RandomBytes(id.size()).view(), id.begin());
  return id;
}

Result<Badge> BadgeFrom(const IssueOptions& options) {
  const auto now = Now(options.clock);
  if (!now) return std::unexpected(now.error());
  const auto id = IdFrom(options.id);
  if (!id) return std::unexpected(id.error());
  return Badge{.id = *id,
               .role = RoleNamed(options.role),
               .issued_at = *now,
               .expires_at = *now + std::chrono::days(options.days)};
}

Status WritePicture(const std::string& text, const std::string& file) {
  const auto code = printer::EncodeQr(text, kWidestSymbol);
  if (!code) return std::unexpected(code.error());
  const auto png = printer::QrPicture(*code, kPixelsPerModule);
  if (!png) return std::unexpected(png.error());
  return ReplaceFile(file, *png, kForOwner);
}

int RunIssue(const IssueOptions& options) {
  const auto key = keys::LoadPrivateKey(options.key);
  if (!key) return Complain(key.error());
  const auto badge = BadgeFrom(options);
  if (!badge) return Complain(badge.error());
  const auto text = tools::IssueBadge(*badge, *key);
  if (!text) return Complain(text.error());
  if (!options.png.empty()) {
    if (Status written = WritePicture(*text, options.png); !written) {
      return Complain(written.error());
    }
  }
  fmt::print("{}\n", *text);
  // Beside the code, so that stdout is the code alone.
  fmt::print(stderr, "badge {}: {}, until {}\n", staff::ToText(badge->id),
             staff::ToString(badge->role), FormatTimestamp(badge->expires_at));
  return kDone;
}

void AddIssue(const command_line::Command& program, int& exit_code, IssueOptions& options) {
  command_line::Command command =
      program.AddCommand("issue", "Make a badge: its code's text on stdout");
  command.Add("role", options.role, "what its holder does at a kiosk")
      .Required()
      .OneOf({"staff", "supervisor", "technician"});
  command.Add("--key", options.key, "the operator's key for badges").Required().Takes("FILE");
  command.Add("--days", options.days, "for how long it holds").Between(1, 92).ShowsDefault();
  command.Add("--id", options.id, "of the badge that it follows: the PIN stays; else new")
      .Takes("ID");
  command.Add("--png", options.png, "and a picture of the code").Takes("FILE");
  command.Add("--clock", options.clock, "issue as if it were this moment (RFC 3339)").Takes("TIME");
  command.OnRun([&] { exit_code = RunIssue(options); });
}

// ---- check ----

struct CheckOptions {
  std::string text;
  std::vector<std::string> signers;
  std::string clock;
};

int RunCheck(const CheckOptions& options) {
  staff::BadgeTrust trust;
  for (const std::string& file : options.signers) {
    if (Status added = trust.AddKeyFile(file); !added) return Complain(added.error());
  }
  const auto now = Now(options.clock);
  if (!now) return Complain(now.error());
  const auto badge = staff::CheckBadge(options.text, trust, {.now = *now, .trusted = true});
  if (!badge) {
    fmt::print("REFUSED: {}\n", staff::ToString(badge.error()));
    return kRefused;
  }
  fmt::print("GOOD: badge {}, {}, from {} until {}\n", staff::ToText(badge->id),
             staff::ToString(badge->role), FormatTimestamp(badge->issued_at),
             FormatTimestamp(badge->expires_at));
  return kDone;
}

void AddCheck(const command_line::Command& program, int& exit_code, CheckOptions& options) {
  command_line::Command command =
      program.AddCommand("check", "Check a badge's code; exit 1 refused");
  command.Add("text", options.text, "the code's text").Required();
  command.Add("--signer", options.signers, "key (.pub) that may sign badges")
      .Required()
      .Takes("FILE")
      .OneWordEach();
  command.Add("--clock", options.clock, "check as if it were this moment (RFC 3339)").Takes("TIME");
  command.OnRun([&] { exit_code = RunCheck(options); });
}

int Main(int count, char** arguments) {
  command_line::Program program(
      "clearway badge",
      "Makes staff badges: codes that name a role and no person. A kiosk asks for a PIN beside it, "
      "which a supervisor lets its holder choose there.");
  program.RequireCommand();
  program.Footer("Exit status: 0 done, 1 refused, 2 usage, 3 a file cannot be read or written.");
  int exit_code = kDone;
  std::string out;
  std::string kind = "p256";
  command_line::Command key = program.AddCommand("key", "Make an operator's key for badges");
  key.Add("--out", out, "where to write, without ending: OUT.key and OUT.pub")
      .Required()
      .Takes("PATH");
  key.Add("--kind", kind, "kind of key").OneOf({"p256", "ed25519"}).ShowsDefault();
  key.OnRun([&] { exit_code = RunKey(out, kind); });
  IssueOptions issue;
  AddIssue(program, exit_code, issue);
  CheckOptions check;
  AddCheck(program, exit_code, check);
  return tools::ParseAndRun(program, count, arguments, exit_code, kUsage, kTrouble);
}

}  // namespace

int main(int count, char** arguments) {
  return Main(count, arguments);
}
