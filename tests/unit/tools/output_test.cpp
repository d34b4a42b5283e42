#include "tools/clearway/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace clearway::tools {
namespace {

using certificate::Cause;
using certificate::Doubt;
using certificate::Format;
using certificate::Reading;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Reading Authentic() {
  Reading reading;
  reading.format = Format::kEuDcc;
  reading.authenticity = {};
  reading.certificate.emplace();
  return reading;
}

TEST(Output, names_the_doubts_of_an_authentic_certificate) {
  Reading reading = Authentic();
  EXPECT_THAT(StateText(reading, true), StartsWith("VERIFIED"));
  reading.doubts = {Doubt::kTrustOutdated, Doubt::kRevocationUnknown};
  EXPECT_THAT(StateText(reading, true),
              AllOf(StartsWith("IN DOUBT"), HasSubstr("expired"), HasSubstr("revocation")));
  nlohmann::ordered_json json;
  AddSummary(reading, json);
  EXPECT_EQ(json["outcome"], "valid");
  EXPECT_EQ(json["doubts"].dump(), R"(["trust-outdated","revocation-unknown"])");
}

TEST(Output, verifies_nothing_by_a_clock_in_doubt) {
  EXPECT_THAT(StateText(Authentic(), false), AllOf(StartsWith("IN DOUBT"), HasSubstr("clock")));
}

TEST(Output, says_why_a_certificate_is_not_verified_before_any_doubt) {
  Reading reading = Authentic();
  reading.authenticity = {.cause = Cause::kRevoked, .step = "its issuer has revoked it"};
  reading.doubts = {Doubt::kTrustOutdated};
  EXPECT_EQ(StateText(reading, false), "NOT VERIFIED: its issuer has revoked it (revoked).");
}

TEST(Output, lets_no_algorithm_of_a_code_command_the_terminal) {
  Reading reading = Authentic();
  reading.envelope.payload_bytes = 1;
  reading.envelope.algorithm =
      "\x1b[2J\x1b[32mVERIFIED\x9b"
      "0m" +
      std::string(100, 'x');
  const std::string text = EnvelopeText(reading);
  EXPECT_THAT(text, HasSubstr("?[2J?[32mVERIFIED?0m" + std::string(12, 'x') + "...\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  reading.envelope.algorithm = "ES256";
  EXPECT_THAT(EnvelopeText(reading), HasSubstr(" ES256\n"));
}

TEST(Output, marks_a_key_id_that_the_signature_does_not_cover) {
  Reading reading;
  reading.envelope.payload_bytes = 1;
  reading.envelope.key_id = {0xAB};
  EXPECT_THAT(EnvelopeText(reading), HasSubstr(" ab\n"));
  reading.envelope.is_key_id_signed = false;
  EXPECT_THAT(EnvelopeText(reading), HasSubstr(" ab   (not covered by the signature)\n"));
}

}  // namespace
}  // namespace clearway::tools
