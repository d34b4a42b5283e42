#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>

#include "base/encoding/cbor_writer.h"
#include "certificate/dates.h"
#include "certificate/eu_dcc.h"
#include "tests/unit/certificate/eu_dcc_fixture.h"

// What an EU DCC may say, and what real issuers make of that.
namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::cbor::Value;
using std::chrono::days;

// Contents, signed by the trusted issuer, with one field set to something else.
class EuDccContent : public EuDcc {
 protected:
  using Fields = std::vector<std::pair<Value, Value>>;

  static Value T(std::string_view text) { return Value::Text(text); }

  static void Set(Fields& fields, std::string_view key, const Value& value) {
    std::erase_if(fields, [&](const auto& f) { return f.first.encoded() == T(key).encoded(); });
    fields.emplace_back(T(key), value);
  }
  static void Drop(Fields& fields, std::string_view key) {
    std::erase_if(fields, [&](const auto& f) { return f.first.encoded() == T(key).encoded(); });
  }
  static Fields Vaccine() {
    return {{T("tg"), T("840539006")},    {T("vp"), T("1119349007")},
            {T("mp"), T("EU/1/20/1528")}, {T("ma"), T("ORG-100030215")},
            {T("dn"), Value::Integer(2)}, {T("sd"), Value::Integer(2)},
            {T("dt"), T("2026-08-01")},   {T("co"), T("XX")},
            {T("is"), T("Authority")},    {T("ci"), T("URN:UVCI:01:XX:1#1")}};
  }
  static Fields TestFields() {
    return {{T("tg"), T("840539006")},
            {T("tt"), T("LP6464-4")},
            {T("sc"), T("2027-01-14T10:00:00+01:00")},
            {T("tr"), T("260415000")},
            {T("co"), T("XX")},
            {T("ci"), T("1")}};
  }
  static Fields Dcc() {
    return {{T("ver"), T("1.3.0")},
            {T("nam"), Value::Map({{T("fn"), T("Mustermann")}, {T("fnt"), T("MUSTERMANN")}})},
            {T("dob"), T("1964-08-12")},
            {T("v"), Value::Array({Value::Map(Vaccine())})}};
  }
  static Value Claim(Timestamp moment) { return Value::Integer(moment.time_since_epoch().count()); }
  static Bytes Payload(const Value& dcc, const Value& exp, const Value& iat) {
    return Value::Map({{Value::Integer(1), T("XX")},
                       {Value::Integer(4), exp},
                       {Value::Integer(6), iat},
                       {Value::Integer(-260), Value::Map({{Value::Integer(1), dcc}})}})
        .encoded();
  }
  [[nodiscard]] Reading Of(const Fields& dcc) const {
    return ReadPayload(Payload(Value::Map(dcc), Claim(kNow + days(1)), Claim(kNow - days(1))));
  }
  [[nodiscard]] Reading WithDcc(std::string_view key, const Value& value) const {
    Fields dcc = Dcc();
    Set(dcc, key, value);
    return Of(dcc);
  }
  [[nodiscard]] Reading WithVaccine(std::string_view key, const Value& value) const {
    Fields vaccine = Vaccine();
    Set(vaccine, key, value);
    return WithDcc("v", Value::Array({Value::Map(vaccine)}));
  }
  [[nodiscard]] Reading WithTest(const Fields& test) const {
    Fields dcc = Dcc();
    Drop(dcc, "v");
    Set(dcc, "t", Value::Array({Value::Map(test)}));
    return Of(dcc);
  }
};

TEST_F(EuDccContent, is_valid_as_it_is) {
  EXPECT_EQ(Describe(Of(Dcc())), "valid");
  EXPECT_EQ(Describe(WithTest(TestFields())), "valid");
}

TEST_F(EuDccContent, takes_a_result_that_is_empty_for_one_that_says_nothing) {
  for (const char* result : {"", "an unknown code"}) {
    Fields fields = TestFields();
    Set(fields, "tr", T(result));
    const Reading reading = WithTest(fields);
    ASSERT_EQ(Describe(reading), "valid") << result;
    const auto& test = std::get<certificate::Test>(reading.certificate->records.back().details);
    EXPECT_EQ(test.result, TestResult::kUnclear) << result;
    EXPECT_EQ(test.result_words, result);
  }
  for (const Value& none : {Value::Null(), Value::Integer(260415000)}) {
    Fields fields = TestFields();
    Set(fields, "tr", none);
    EXPECT_EQ(Describe(WithTest(fields)), "schema");
  }
}

TEST_F(EuDccContent, takes_null_and_empty_groups_for_none) {
  for (const Value& none : {Value::Null(), Value::Array({}), Value::Array({Value::Null()})}) {
    Fields dcc = Dcc();
    Set(dcc, "t", none);
    Set(dcc, "r", none);
    EXPECT_EQ(Describe(Of(dcc)), "valid");
  }
}

TEST_F(EuDccContent, takes_names_that_are_null_or_missing_as_long_as_one_is_there) {
  const Value names = Value::Map({{T("fn"), Value::Null()}, {T("gnt"), T("ANNA")}});
  EXPECT_EQ(Describe(WithDcc("nam", names)), "valid");
  EXPECT_EQ(Describe(WithDcc("nam", Value::Map({{T("fn"), Value::Null()}}))), "schema");
  EXPECT_EQ(Describe(WithDcc("nam", Value::Map({}))), "schema");
  EXPECT_EQ(Describe(WithDcc("nam", T("Anna"))), "schema");
}

TEST_F(EuDccContent, takes_a_birth_date_as_far_as_it_is_known) {
  for (const char* date : {"", "1964", "1964-08", "1964-08-12", "1899-01-01", "1964-08-12T00:00:00",
                           "1964-08-12T00:00:00.000Z"}) {
    const Reading reading = WithDcc("dob", T(date));
    EXPECT_EQ(Describe(reading), "valid") << date;
    const auto& birth = reading.certificate->holder.birth_date;
    EXPECT_EQ(birth ? FormatPartialDate(*birth) : "", std::string(date).substr(0, 10));
  }
  for (const char* date :
       {"12.08.1964", "1964-13-01", "1964-02-30", "64", "1964-8-1", "unknown", "1964-08-12X"}) {
    EXPECT_EQ(Describe(WithDcc("dob", T(date))), "schema") << date;
  }
}

TEST_F(EuDccContent, takes_dates_under_the_tag_of_date_strings) {
  EXPECT_EQ(Describe(WithDcc("dob", Value::Tagged(0, T("1964-08-12")))), "valid");
  EXPECT_EQ(Describe(WithVaccine("dt", Value::Tagged(0, T("2026-08-01T00:00:00Z")))), "valid");
}

TEST_F(EuDccContent, takes_moments_as_floats_and_under_the_tag_of_epoch_times) {
  const auto exp = static_cast<double>((kNow + days(1)).time_since_epoch().count());
  const auto iat = static_cast<double>((kNow - days(1)).time_since_epoch().count());
  const Value dcc = Value::Map(Dcc());
  EXPECT_EQ(Describe(ReadPayload(Payload(dcc, Value::Float(exp + 0.5), Value::Float(iat)))),
            "valid");
  const Value tagged = Value::Tagged(1, Claim(kNow + days(1)));
  EXPECT_EQ(Describe(ReadPayload(Payload(dcc, tagged, Claim(kNow - days(1))))), "valid");
}

// As Italy has written them.
TEST_F(EuDccContent, takes_moments_under_the_tag_of_date_and_time_strings) {
  const auto described = [&](const char* exp, const char* iat) {
    return Describe(ReadPayload(
        Payload(Value::Map(Dcc()), Value::Tagged(0, T(exp)), Value::Tagged(0, T(iat)))));
  };
  const std::string now = FormatTimestamp(kNow);
  const std::string later = FormatTimestamp(kNow + days(1));
  const std::string earlier = FormatTimestamp(kNow - days(1));
  EXPECT_EQ(described(later.c_str(), earlier.c_str()), "valid");
  EXPECT_EQ(described(now.c_str(), now.c_str()), "valid");
  EXPECT_EQ(described(earlier.c_str(), earlier.c_str()), "expired");
  EXPECT_EQ(described(later.c_str(), later.c_str()), "not-yet-valid");
  EXPECT_EQ(described("2099-01-01T00:00:00.123+02:00", earlier.c_str()), "valid");
  for (const char* vague :
       {"2099-01-01", "2099-01-01T00:00:00", "2099-02-30T00:00:00Z", "soon", ""}) {
    EXPECT_EQ(described(vague, earlier.c_str()), "schema") << vague;
  }
}

TEST_F(EuDccContent, refuses_moments_that_no_calendar_has) {
  const Value dcc = Value::Map(Dcc());
  for (const Value& exp :
       {Value::Float(1e300), Value::Float(-1e18), T("2027-01-01"), Value::Null(),
        Value::Integer(INT64_MAX), Value::Encoded({0xF9, 0x7E, 0x00}),
        Value::Encoded({0xF9, 0x7C, 0x00}), Value::Tagged(2, Value::Integer(1)),
        Value::Tagged(0, Claim(kNow)), Value::Tagged(1, T("2099-01-01T00:00:00Z")),
        Value::Tagged(0, T("9999-12-31T23:59:59-01:00"))}) {
    EXPECT_EQ(Describe(ReadPayload(Payload(dcc, exp, Claim(kNow - days(1))))), "schema");
    EXPECT_EQ(Describe(ReadPayload(Payload(dcc, Claim(kNow + days(1)), exp))), "schema");
  }
}

TEST_F(EuDccContent, needs_no_version) {
  Fields dcc = Dcc();
  Drop(dcc, "ver");
  EXPECT_EQ(Describe(Of(dcc)), "valid");
}

TEST_F(EuDccContent, reads_sample_times_with_offsets_in_every_spelling) {
  const std::pair<const char*, const char*> kTimes[] = {
      {"2027-01-14T10:00:00+01:00", "2027-01-14T09:00:00Z"},
      {"2027-01-14T10:00:00+0100", "2027-01-14T09:00:00Z"},
      {"2027-01-14T10:00:00+01", "2027-01-14T09:00:00Z"},
      {"2027-01-14T10:00:00.123Z", "2027-01-14T10:00:00Z"},
      {"2027-01-14T10:00", "2027-01-14T10:00:00Z"},
      {"2027-01-14 10:00:00", "2027-01-14T10:00:00Z"}};
  for (const auto& [written, meant] : kTimes) {
    Fields test = TestFields();
    Set(test, "sc", T(written));
    const Reading reading = WithTest(test);
    ASSERT_EQ(Describe(reading), "valid") << written;
    const auto& record = std::get<certificate::Test>(reading.certificate->records[0].details);
    ASSERT_TRUE(record.sampled_at) << written;
    EXPECT_EQ(FormatTimestamp(*record.sampled_at), meant) << written;
  }
  for (const char* written :
       {"yesterday", "2027-01-14T25:00:00Z", "2027-01-14T10:00:00+99:00", ""}) {
    Fields test = TestFields();
    Set(test, "sc", T(written));
    EXPECT_EQ(Describe(WithTest(test)), "schema") << written;
  }
}

TEST_F(EuDccContent, holds_records_of_one_kind_only_and_at_least_one) {
  Fields both = Dcc();
  Set(both, "t", Value::Array({Value::Map(TestFields())}));
  EXPECT_EQ(Describe(Of(both)), "schema");
  Fields none = Dcc();
  Drop(none, "v");
  EXPECT_EQ(Describe(Of(none)), "schema");
  EXPECT_EQ(Describe(WithDcc("v", Value::Array({Value::Map(Vaccine()), Value::Map(Vaccine())}))),
            "valid");
}

TEST_F(EuDccContent, is_refused_where_a_field_breaks_its_specification) {
  EXPECT_EQ(Describe(WithDcc("v", Value::Map(Vaccine()))), "schema");
  EXPECT_EQ(Describe(WithDcc("v", Value::Array({T("vaccinated")}))), "schema");
  EXPECT_EQ(Describe(WithDcc("v", Value::Array(std::vector<Value>(33, Value::Map(Vaccine()))))),
            "schema");
  const std::pair<const char*, Value> kBroken[] = {{"tg", Value::Null()},
                                                   {"tg", T("")},
                                                   {"tg", Value::Integer(840539006)},
                                                   {"dn", Value::Integer(-1)},
                                                   {"dn", Value::Integer(0)},
                                                   {"sd", Value::Integer(0)},
                                                   {"dn", Value::Float(1.5)},
                                                   {"dn", T("2")},
                                                   {"dn", Value::Null()},
                                                   {"sd", Value::Integer(256)},
                                                   {"dt", T("2026-02-30")},
                                                   {"dt", T("")},
                                                   {"dt", Value::Integer(20260801)},
                                                   {"mp", Value::Integer(1)},
                                                   {"co", Value::Boolean(true)}};
  for (const auto& [key, value] : kBroken) {
    EXPECT_EQ(Describe(WithVaccine(key, value)), "schema") << key;
  }
}

TEST_F(EuDccContent, is_malformed_where_a_field_stands_twice) {
  Fields vaccine = Vaccine();
  vaccine.emplace_back(T("dn"), Value::Integer(1));
  EXPECT_EQ(Describe(WithDcc("v", Value::Array({Value::Map(vaccine)}))), "malformed");
}

TEST_F(EuDccContent, never_puts_what_it_says_into_the_step) {
  const Reading reading = WithVaccine("dt", T("SECRET"));
  EXPECT_EQ(Describe(reading), "schema");
  EXPECT_EQ(reading.authenticity.step.find("SECRET"), std::string::npos);
  EXPECT_NE(reading.authenticity.step.find("v.dt"), std::string::npos);
}

}  // namespace
}  // namespace clearway::certificate
