#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "base/core/message.h"
#include "certificate/presentation.h"
#include "certificate/read.h"
#include "certificate/verdict.h"

// What people and programs see of readings and verdicts.
namespace clearway::tools {

// The English sentence.
[[nodiscard]] std::string ToEnglish(const Message& message);

// Indented lines: title, sections, fields. A field that the signature does not cover says so.
[[nodiscard]] std::string ToText(const certificate::Presentation& presentation);
// Format, key id, algorithm, sizes, signer: a line each.
[[nodiscard]] std::string EnvelopeText(const certificate::Reading& reading);

// One sentence: whether it is verified, and if not, or not without doubt, why.
[[nodiscard]] std::string StateText(const certificate::Reading& reading, bool clock_trusted);

// Adds what `clearway verify --batch` tells of a reading: "outcome", "cause", "format", "issuer",
// "kinds", and in "doubts" why even a valid one is not to be believed. Nothing of it names a
// person.
void AddSummary(const certificate::Reading& reading, nlohmann::ordered_json& json);
// The same, and "step", "demo", "certificate". "certificate" has what the disclosure shows; "kinds"
// is empty where it shows no disease.
[[nodiscard]] nlohmann::ordered_json ToJson(const certificate::Reading& reading,
                                            const certificate::Disclosure& disclosure);
// {"answer", "demo", "reasons", "readings"}
[[nodiscard]] nlohmann::ordered_json ToJson(const certificate::Verdict& verdict,
                                            std::span<const certificate::Reading> readings,
                                            const certificate::Disclosure& disclosure);

// "vaccination", "test", "recovery": each once, in the order of the records.
[[nodiscard]] std::vector<std::string> KindsOf(const certificate::Certificate& certificate);

// One line that commands no terminal. What is not UTF-8 is replaced, so that it always succeeds.
[[nodiscard]] std::string Dump(const nlohmann::ordered_json& value);

}  // namespace clearway::tools
