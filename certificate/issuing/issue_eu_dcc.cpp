#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "base/encoding/cbor_writer.h"
#include "base/encoding/transliterate.h"
#include "certificate/dates.h"
#include "certificate/issuing/issue.h"
#include "certificate/issuing/map_builder.h"

namespace clearway::certificate {
namespace {

using encoding::cbor::Value;

// The EU's schema 1.3.0.
constexpr std::size_t kLongestName = 80;

bool IsIcaoForm(const std::string& form) {
  return form.size() <= kLongestName && std::ranges::all_of(form, [](char character) {
           return character == '<' || (character >= 'A' && character <= 'Z');
         });
}

// As a passport's machine-readable zone has it, or would (Doc 9303-3 section 6). Nullopt: it cannot
// be written in A to Z.
std::optional<std::string> IcaoForm(const std::string& name, const std::string& given) {
  if (!given.empty()) return IsIcaoForm(given) ? std::optional(given) : std::nullopt;
  std::optional<std::string> form = encoding::Transliterate(name);
  if (!form) return std::nullopt;
  std::ranges::replace(*form, ' ', '<');
  const bool is_lost = form->empty() && !name.empty();
  return is_lost || !IsIcaoForm(*form) ? std::nullopt : form;
}

Value NameValue(const Name& name) {
  MapBuilder map;
  map.AddText("fn", name.surname);
  map.AddText("gn", name.given);
  map.AddText("fnt", IcaoForm(name.surname, name.surname_icao).value_or(""));
  map.AddText("gnt", IcaoForm(name.given, name.given_icao).value_or(""));
  return map.Take();
}

void AddDetails(MapBuilder& map, const Vaccination& vaccination) {
  map.AddText("vp", vaccination.vaccine.code);
  map.AddText("mp", vaccination.product.code);
  map.AddText("ma", vaccination.manufacturer.code);
  map.AddNumber("dn", vaccination.dose);
  map.AddNumber("sd", vaccination.doses);
  map.AddText("dt", FormatPartialDate(vaccination.given_on));
}

// A kind that the EU's value set lacks has no type, and is refused when the result is read back.
std::string TypeCode(TestKind kind) {
  if (kind == TestKind::kNucleicAcid) return "LP6464-4";
  if (kind == TestKind::kAntigen) return "LP217198-3";
  return {};
}

std::string ResultCode(TestResult result) {
  if (result == TestResult::kNegative) return "260415000";
  if (result == TestResult::kPositive) return "260373001";
  return {};
}

void AddDetails(MapBuilder& map, const Test& test) {
  map.AddText("tt", TypeCode(test.kind));
  map.AddText("ma", test.method.code);
  map.AddText("nm", test.method.name);
  map.AddText("sc", test.sampled_at ? FormatTimestamp(*test.sampled_at)
                                    : FormatPartialDate(test.sampled_on));
  map.AddText("tr", ResultCode(test.result));
  map.AddText("tc", test.facility);
}

void AddDetails(MapBuilder& map, const Recovery& recovery) {
  map.AddText("fr", FormatPartialDate(recovery.first_positive));
  map.AddText("df", FormatPartialDate(recovery.valid_from));
  map.AddText("du", FormatPartialDate(recovery.valid_until));
}

// An EU DCC has no declarations: without its group, the result is refused when read back.
void AddDetails(MapBuilder&, const Declaration&) {}

Value RecordValue(const Record& record) {
  MapBuilder map;
  map.AddText("tg", record.disease.code);
  map.AddText("co", record.country);
  map.AddText("is", record.issuer);
  map.AddText("ci", record.id);
  std::visit([&map](const auto& details) { AddDetails(map, details); }, record.details);
  return map.Take();
}

template <typename Details>
void AddGroup(MapBuilder& dcc, const char* key, const Certificate& certificate) {
  std::vector<Value> records;
  for (const Record& record : certificate.records) {
    if (std::holds_alternative<Details>(record.details)) records.push_back(RecordValue(record));
  }
  if (!records.empty()) dcc.Add(key, Value::Array(records));
}

Value DccValue(const Certificate& certificate) {
  MapBuilder dcc;
  dcc.AddText("ver", "1.3.0");
  dcc.Add("nam", NameValue(certificate.holder.name));
  dcc.Add("dob",
          Value::Text(FormatPartialDate(certificate.holder.birth_date.value_or(PartialDate{}))));
  AddGroup<Vaccination>(dcc, "v", certificate);
  AddGroup<Test>(dcc, "t", certificate);
  AddGroup<Recovery>(dcc, "r", certificate);
  return dcc.Take();
}

}  // namespace

Status CheckIcaoNames(const Name& name) {
  const auto refuse = [](const char* member, const char* of) {
    return Fail(Fault::kInvalid,
                fmt::format("holder.{} is needed as the passport has it, of A to Z and < and at "
                            "most {} characters: the {} cannot be written so otherwise",
                            member, kLongestName, of));
  };
  if (!IcaoForm(name.surname, name.surname_icao)) return refuse("surname_icao", "surname");
  if (!IcaoForm(name.given, name.given_icao)) return refuse("given_names_icao", "given names");
  return {};
}

encoding::Bytes EuDccPayload(const Certificate& certificate) {
  MapBuilder hcert;
  hcert.Add(std::int64_t{1}, DccValue(certificate));
  MapBuilder claims;
  AddClaims(claims, certificate);
  claims.Add(std::int64_t{-260}, hcert.Take());
  return claims.Take().encoded();
}

}  // namespace clearway::certificate
