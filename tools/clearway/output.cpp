#include "tools/clearway/output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <variant>

#include "base/core/printable.h"
#include "base/encoding/hex.h"
#include "certificate/dates.h"
#include "certificate/signer_limits.h"

namespace clearway::tools {
namespace {

using certificate::Certificate;
using certificate::Country;
using certificate::Field;
using certificate::PartialDate;
using certificate::Presentation;
using certificate::Reading;
using certificate::Record;
using certificate::Section;
using certificate::Verdict;
using nlohmann::ordered_json;

// More characters than any algorithm's name has.
constexpr std::size_t kLongestAlgorithm = 32;
constexpr const char* kNotSigned = "   (not covered by the signature)";

struct ValueText {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const PartialDate& date) const {
    return certificate::FormatPartialDate(date);
  }
  std::string operator()(Timestamp moment) const { return FormatTimestamp(moment); }
  std::string operator()(const Country& country) const { return country.code; }
  std::string operator()(const Message& message) const { return ToEnglish(message); }
};

// `verified`: a trusted key's signature over what it covers holds.
ordered_json ToJson(const Presentation& presentation, bool verified) {
  ordered_json sections = ordered_json::array();
  for (const Section& section : presentation.sections) {
    ordered_json fields = ordered_json::array();
    for (const Field& field : section.fields) {
      fields.push_back({{"id", field.id},
                        {"label", field.label},
                        {"value", std::visit(ValueText{}, field.value)},
                        {"signed", verified && field.is_signed}});
    }
    sections.push_back({{"title", section.title}, {"fields", std::move(fields)}});
  }
  return {{"title", presentation.title}, {"sections", std::move(sections)}};
}

const char* WhyInDoubt(certificate::Doubt doubt) {
  return doubt == certificate::Doubt::kTrustOutdated
             ? "the trust bundle has expired, or is from the future"
             : "no fresh revocation data, which its signer requires, says that it stands";
}

ordered_json OrNull(std::string_view text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

}  // namespace

std::string ToEnglish(const Message& message) {
  std::string text = message.id;
  for (std::size_t i = 0; i < message.arguments.size(); ++i) {
    const std::string mark = fmt::format("{{{}}}", i + 1);
    if (const auto at = text.find(mark); at != std::string::npos) {
      text.replace(at, mark.size(), message.arguments[i]);
    }
  }
  return text;
}

std::string ToText(const Presentation& presentation) {
  std::string text = presentation.title + "\n";
  for (const Section& section : presentation.sections) {
    if (section.fields.empty()) continue;
    text += fmt::format("  {}\n", section.title);
    for (const Field& field : section.fields) {
      text += fmt::format("    {:<24}{}{}\n", field.label,
                          Printable(std::visit(ValueText{}, field.value)),
                          field.is_signed ? "" : kNotSigned);
    }
  }
  return text;
}

std::string EnvelopeText(const Reading& reading) {
  const certificate::Envelope& envelope = reading.envelope;
  std::string text = fmt::format("  {}\n", "Envelope");
  const auto add = [&text](std::string_view label, std::string_view value) {
    text += fmt::format("    {:<24}{}\n", label, value);
  };
  add("Format", ToString(reading.format));
  if (!envelope.sealed_for.empty()) add("Was sealed for", Printable(envelope.sealed_for));
  if (envelope.payload_bytes == 0) return text;
  add("Algorithm", Printable(envelope.algorithm, kLongestAlgorithm));
  add("Key id", envelope.key_id.empty() ? "none"
                                        : encoding::EncodeHex(envelope.key_id) +
                                              (envelope.is_key_id_signed ? "" : kNotSigned));
  add("Signature", fmt::format("{} bytes", envelope.signature_bytes));
  add("Signed content",
      fmt::format("{} bytes{}", envelope.payload_bytes, envelope.compressed ? ", compressed" : ""));
  if (reading.signed_by) {
    add("Signed by",
        Printable(fmt::format("{} ({}){}", reading.signed_by->name, reading.signed_by->country,
                              reading.signed_by->demo ? ", a demonstration key" : "")));
  }
  return text;
}

std::string StateText(const Reading& reading, bool clock_trusted) {
  if (!reading.is_certificate()) return "This is not a health certificate.";
  if (const auto cause = reading.authenticity.cause) {
    return fmt::format("NOT VERIFIED: {} ({}).", Printable(reading.authenticity.step),
                       ToString(*cause));
  }
  std::vector<std::string> doubts;
  if (!clock_trusted) doubts.emplace_back("the clock cannot be relied on");
  for (const certificate::Doubt doubt : reading.doubts) doubts.emplace_back(WhyInDoubt(doubt));
  if (doubts.empty()) return "VERIFIED: the signature holds, and it is in date.";
  return fmt::format("IN DOUBT: the signature holds, but {}.", fmt::join(doubts, ", and "));
}

std::vector<std::string> KindsOf(const Certificate& certificate) {
  std::vector<std::string> kinds;
  for (const Record& record : certificate.records) {
    const char* name = certificate::KindOf(record);
    if (std::ranges::find(kinds, name) == kinds.end()) kinds.emplace_back(name);
  }
  return kinds;
}

void AddSummary(const Reading& reading, ordered_json& json) {
  const auto& cause = reading.authenticity.cause;
  const auto& certificate = reading.certificate;
  json["outcome"] = cause ? "invalid" : "valid";
  json["cause"] = cause ? ordered_json(ToString(*cause)) : ordered_json(nullptr);
  json["format"] = OrNull(reading.is_certificate() ? ToString(reading.format) : "");
  json["issuer"] = OrNull(certificate ? certificate->issuer : "");
  json["kinds"] = certificate ? KindsOf(*certificate) : std::vector<std::string>{};
  json["doubts"] = ordered_json::array();
  for (const certificate::Doubt doubt : reading.doubts) json["doubts"].push_back(ToString(doubt));
}

ordered_json ToJson(const Reading& reading, const certificate::Disclosure& disclosure) {
  const auto& certificate = reading.certificate;
  ordered_json json;
  AddSummary(reading, json);
  if (!disclosure.Shows("record.disease")) json["kinds"] = std::vector<std::string>{};
  json["step"] = OrNull(reading.authenticity.step);
  json["demo"] = reading.signed_by && reading.signed_by->demo;
  if (certificate) {
    json["certificate"] =
        ToJson(Present(*certificate, disclosure), /*verified=*/reading.signed_by.has_value());
  }
  return json;
}

ordered_json ToJson(const Verdict& verdict, std::span<const Reading> readings,
                    const certificate::Disclosure& disclosure) {
  ordered_json json;
  json["answer"] = ToString(verdict.answer);
  json["demo"] = verdict.demo;
  json["reasons"] = ordered_json::array();
  for (const certificate::Reason& reason : verdict.reasons) {
    json["reasons"].push_back({{"code", reason.code},
                               {"public", ToEnglish(PublicSentence(reason, "en"))},
                               {"staff", reason.for_staff}});
  }
  json["readings"] = ordered_json::array();
  for (const Reading& reading : readings) {
    json["readings"].push_back(ToJson(reading, disclosure));
  }
  return json;
}

std::string Dump(const ordered_json& value) {
  return PrintableJson(value.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace clearway::tools
