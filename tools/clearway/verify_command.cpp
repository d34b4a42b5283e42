#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "certificate/holder_check.h"
#include "certificate/judge.h"
#include "certificate/presentation.h"
#include "certificate/read.h"
#include "kiosk/receipt/receipt.h"
#include "tools/clearway/batch.h"
#include "tools/clearway/checking_options.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/holder_options.h"
#include "tools/clearway/journey_options.h"
#include "tools/clearway/output.h"
#include "tools/clearway/readings.h"
#include "tools/clearway/receipt_output.h"

namespace clearway::tools {
namespace {

using certificate::Answer;
using certificate::Reading;
using certificate::Verdict;
using command_line::Command;

struct VerifyOptions {
  CheckingOptions checking;
  std::vector<std::string> inputs;
  bool batch = false;
  bool json = false;
  JourneyOptions under;
  std::string disclosure;
  std::vector<std::string> mrz;
  std::string receipts;  // folder of kiosks' public keys; empty: none is known
};

int ExitCodeOf(Answer answer) {
  switch (answer) {
    case Answer::kAccepted:
      return kExitAccepted;
    case Answer::kRefused:
      return kExitRefused;
    default:
      return kExitUndetermined;
  }
}

void PrintForPeople(const Verdict& verdict, const std::vector<Reading>& readings,
                    const certificate::Disclosure& disclosure) {
  std::string answer = ToString(verdict.answer);
  for (char& letter : answer) letter = static_cast<char>(std::toupper(letter));
  fmt::print("{}{}\n", answer, verdict.demo ? "   (DEMONSTRATION KEYS: proves nothing)" : "");
  for (const certificate::Reason& reason : verdict.reasons) {
    fmt::print("  {}\n    staff: {} [{}]\n", ToEnglish(PublicSentence(reason, "en")),
               reason.for_staff, reason.code);
  }
  for (const Reading& reading : readings) {
    if (!reading.certificate) continue;
    fmt::print("\n{}", reading.authenticity.valid() ? "" : "NOT VERIFIED: ");
    fmt::print("{}", ToText(Present(*reading.certificate, disclosure)));
    if (reading.authenticity.valid()) fmt::print("{}", EnvelopeText(reading));
  }
}

// A receipt is no certificate, and never accepted as one: it has words of its own, and exit status
// 0 only where kiosks were named.
int RunReceipt(const VerifyOptions& options, const std::string& code, TrustedTime time) {
  receipt::Trust trust;
  if (!options.receipts.empty()) {
    auto known = receipt::Trust::FromFolder(options.receipts);
    if (!known) return Complain(known.error());
    trust = std::move(*known);
  }
  const auto found = receipt::Check(
      code, trust,
      {.destination = options.under.journey.destination, .demo = options.checking.demo}, time);
  if (options.json) {
    fmt::print("{}\n", Dump(ToJson(found)));
  } else {
    fmt::print("{}", ToText(found));
  }
  if (found) return kExitAccepted;
  const bool unsure = found.error() == receipt::Problem::kUnknownKiosk ||
                      found.error() == receipt::Problem::kClockInDoubt;
  return unsure ? kExitUndetermined : kExitRefused;
}

int RunSingle(const VerifyOptions& options, const std::vector<std::string>& codes,
              const certificate::Keyring& keyring, const std::optional<rules::RuleSet>& rules,
              const certificate::Disclosures& posts, TrustedTime time) {
  const auto passport = PassportOf(options.mrz, time.now);
  if (!passport) return Complain(passport.error());
  const certificate::Disclosure disclosure = DisclosureFor(options.under.journey.post, posts);
  const std::vector<Reading> readings = ReadAll(codes, keyring, time.now);
  const certificate::HolderCheck holder = certificate::CheckHolder(readings, *passport);
  Verdict verdict = rules ? rules::JudgeJourney(readings, time, {&*rules, options.under.journey})
                          : certificate::Judge(readings, time);
  verdict = WithHolder(std::move(verdict), holder);
  if (options.json) {
    nlohmann::ordered_json json = ToJson(verdict, readings, disclosure);
    json["identity"] = ToJson(holder);
    fmt::print("{}\n", Dump(json));
  } else {
    PrintForPeople(verdict, readings, disclosure);
    fmt::print("{}", ToText(holder));
    if (options.checking.trust.empty()) {
      Complain(
          "no signer is trusted: give --trust PATH, a trust bundle or a folder of certificates");
    }
  }
  return ExitCodeOf(verdict.answer);
}

// A receipt stands below a certificate on paper: it is left out where it is not alone.
Result<std::vector<std::string>> CodesToVerify(const VerifyOptions& options) {
  auto codes = CodesOfAll(options.inputs);
  if (!codes) return codes;
  const bool receipts_alone = std::ranges::all_of(*codes, receipt::LooksLikeReceipt);
  if (!receipts_alone) std::erase_if(*codes, receipt::LooksLikeReceipt);
  return codes;
}

int Run(VerifyOptions& options) {
  if (options.batch != options.inputs.empty()) {
    return Complain(options.batch ? "--batch reads its cases from stdin: give it no other input"
                                  : "give a certificate's text, a picture, or - for stdin");
  }
  const auto codes = CodesToVerify(options);
  if (!codes) return Complain(codes.error());
  if (!codes->empty() && receipt::LooksLikeReceipt(codes->front())) {
    if (codes->size() > 1) return Complain("give one receipt at a time");
    const auto moment = options.checking.Time();
    return moment ? RunReceipt(options, codes->front(), *moment) : Complain(moment.error());
  }
  const auto trust = options.checking.LoadTrust();
  if (!trust) return Complain(trust.error());
  const auto readers = options.checking.LoadReaderKeys();
  if (!readers) return Complain(readers.error());
  const auto time = options.checking.Time(trust->floor());
  if (!time) return Complain(time.error());
  const auto posts = PostsIn(options.disclosure);
  if (!posts) return Complain(posts.error());
  options.under.journey.is_listed_post = posts->Has(options.under.journey.post);
  std::optional<rules::RuleSet> rules;
  if (options.under.wants_rules()) {
    Result<rules::RuleSet> loaded = options.under.Load(trust->bundle);
    if (!loaded) return Complain(loaded.error());
    rules = std::move(*loaded);
  }
  const certificate::Keyring keyring(trust->store, readers->keys());
  if (!options.batch) return RunSingle(options, *codes, keyring, rules, *posts, *time);
  std::ios::sync_with_stdio(false);
  const std::size_t broken = RunBatch(std::cin, std::cout,
                                      {.keyring = keyring,
                                       .demo = options.checking.demo_signers(),
                                       .time = *time,
                                       .under = {rules ? &*rules : nullptr, options.under.journey},
                                       .posts = *posts});
  return broken == 0 ? kExitAccepted : kExitUsage;
}

}  // namespace

void AddVerifyCommand(const Command& program, int& exit_code) {
  Command command = program.AddCommand(
      "verify",
      "Check certificates of one person; exit 0 accepted, 1 refused, 3 incomplete or undetermined");
  const auto options = std::make_shared<VerifyOptions>();
  command.Add("input", options->inputs,
              "certificate text, picture file, text file, or - for stdin");
  options->checking.AddTo(command);
  command.AddFlag("--json", options->json, "one JSON object instead of text");
  command.AddFlag(
      "--batch", options->batch,
      "cases from stdin, one JSON object a line of up to 16 MiB, results to stdout in the same "
      "order");
  options->under.AddTo(command);
  command
      .Add("--receipts", options->receipts,
           "kiosks whose receipts (CC1:...) count: a folder of their public keys, *.pub")
      .Takes("FOLDER");
  command.Add("--disclosure", options->disclosure, "another table of what posts may see")
      .Takes("FILE");
  command
      .Add("--mrz", options->mrz,
           "two or three lines of the passport's machine-readable zone: whose certificate "
           "is it?")
      .Takes("LINE")
      .Words(1, 3);
  command.OnRun([options, &exit_code] {
    const bool wants_mrz = !options->mrz.empty();
    const std::vector<std::string> inputs = TakeBackInputs(options->mrz);
    options->inputs.insert(options->inputs.begin(), inputs.begin(), inputs.end());
    if (wants_mrz && options->mrz.empty()) {
      exit_code = Complain("--mrz: give two or three lines of 30 to 44 letters, digits and <");
      return;
    }
    exit_code = Run(*options);
  });
}

}  // namespace clearway::tools
