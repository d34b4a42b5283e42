#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "certificate/presentation.h"
#include "certificate/read.h"
#include "tools/clearway/checking_options.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/holder_options.h"
#include "tools/clearway/output.h"
#include "tools/clearway/readings.h"

namespace clearway::tools {
namespace {

using certificate::Reading;
using command_line::Command;

struct InspectOptions {
  CheckingOptions checking;
  std::vector<std::string> inputs;
  std::string post;
  std::string disclosure;
  bool json = false;
};

void Print(const Reading& reading, const InspectOptions& options,
           const certificate::Disclosure& disclosure, bool clock_trusted) {
  const bool trust_given = !options.checking.trust.empty();
  if (options.json) {
    nlohmann::ordered_json json = ToJson(reading, disclosure);
    if (!trust_given) json["outcome"] = "not-checked";
    fmt::print("{}\n", Dump(json));
    return;
  }
  const bool nothing_is_checked = reading.is_certificate() && !trust_given;
  fmt::print("{}\n", nothing_is_checked
                         ? "NOTHING IS VERIFIED: no --trust was given. This is what the code says."
                         : StateText(reading, clock_trusted));
  if (reading.certificate) {
    fmt::print("{}", ToText(Present(*reading.certificate, disclosure)));
  } else if (reading.is_certificate()) {
    fmt::print("Its content cannot be shown: {}.\n", reading.authenticity.step);
  }
  if (reading.is_certificate()) fmt::print("{}", EnvelopeText(reading));
}

int Run(const InspectOptions& options) {
  const auto trust = options.checking.LoadTrust();
  if (!trust) return Complain(trust.error());
  const auto readers = options.checking.LoadReaderKeys();
  if (!readers) return Complain(readers.error());
  const auto time = options.checking.Time(trust->floor());
  if (!time) return Complain(time.error());
  const auto posts = PostsIn(options.disclosure);
  if (!posts) return Complain(posts.error());
  const certificate::Disclosure disclosure = DisclosureFor(options.post, *posts);
  const auto codes = CodesOfAll(options.inputs);
  if (!codes) return Complain(codes.error());
  bool all_shown = true;
  for (const Reading& reading : ReadAll(*codes, {trust->store, readers->keys()}, time->now)) {
    Print(reading, options, disclosure, time->trusted);
    all_shown = all_shown && reading.certificate.has_value();
  }
  return all_shown ? kExitAccepted : kExitRefused;
}

}  // namespace

void AddInspectCommand(const Command& program, int& exit_code) {
  Command command = program.AddCommand(
      "inspect", "Show what certificates say; exit 0 when it could be shown, 1 otherwise");
  const auto options = std::make_shared<InspectOptions>();
  command.Add("input", options->inputs, "certificate text, picture file, text file, or - for stdin")
      .Required();
  options->checking.AddTo(command);
  command.Add("--post", options->post, "show what this kind of check may see").Takes("NAME");
  command.Add("--disclosure", options->disclosure, "another table of what posts may see")
      .Takes("FILE");
  command.AddFlag("--json", options->json, "one JSON object a code instead of text");
  command.OnRun([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace clearway::tools
