#include "base/core/without_payload.h"

#include <gtest/gtest.h>

namespace clearway {
namespace {

TEST(WithoutPayload, cuts_from_the_prefix_of_a_code_on) {
  EXPECT_EQ(WithoutPayload("HC1:6BF ABC DEF"), "HC1:...");
  EXPECT_EQ(WithoutPayload("not expected: shc:/5676 HC1:ABC"), "not expected: shc:/...");
  EXPECT_EQ(WithoutPayload("there is no picture HC1:A B.png"), "there is no picture HC1:...");
  EXPECT_EQ(WithoutPayload("\"TH1:A\" is no command"), "\"TH1:...");
  EXPECT_EQ(WithoutPayload("--disclosure=NCFV:AB"), "--disclosure=NCFV...");
  EXPECT_EQ(WithoutPayload("hc1:6BF ABC"), "hc1:...");
  EXPECT_EQ(WithoutPayload("SHC:/5676"), "SHC:/...");
  for (const char* prefix : {"CB1:", "CC1:"}) {
    EXPECT_EQ(WithoutPayload(std::string(prefix) + "X"), std::string(prefix) + "...");
  }
}

TEST(WithoutPayload, cuts_codes_behind_a_scanners_mark_or_an_option) {
  EXPECT_EQ(WithoutPayload("]Q1TH1:A1 is no command"), "]Q1TH1:...");
  EXPECT_EQ(WithoutPayload("not expected: -xHC1:6BF"), "not expected: -xHC1:...");
  EXPECT_EQ(WithoutPayload("there is no file B64:eyJ"), "there is no file B64:...");
}

TEST(WithoutPayload, cuts_base45_that_has_lost_its_prefix_and_short_zones) {
  EXPECT_EQ(WithoutPayload("no file 6BF1.N/8OAP2G23ZB6S-K8+GT9 EG2"), "no file ...");
  EXPECT_EQ(WithoutPayload("no file /8OAP2G23ZB6S-K8+GT9 EG2UIR: see"), "no file ...");
  EXPECT_EQ(WithoutPayload("not expected: I<UTOD23145890"), "not expected: ...");
  for (const char* plain : {"at 2026-11-28T05:58:09Z it is ISO/IEC 18004", "usage: X <FILE> <N>",
                            "THIS IS NOT A CERTIFICATE AT ALL"}) {
    EXPECT_EQ(WithoutPayload(plain), plain);
  }
}

TEST(WithoutPayload, cuts_long_words_and_long_parts_of_a_path) {
  const std::string longer(41, 'x');
  EXPECT_EQ(WithoutPayload("no file " + longer + " there"), "no file xxxx... there");
  EXPECT_EQ(WithoutPayload("no file /a/" + longer + "/b"), "no file /a/xxxx.../b");
  const std::string path = "no file /var/lib/clearway/certificates/of/travellers/one.pem\n";
  EXPECT_EQ(WithoutPayload(path), path);
}

TEST(WithoutPayload, cuts_json_and_lines_of_a_zone) {
  for (const char* seal : {R"({"data":{"n":"DOE"}})", "{\n \"data\": {\"n\": \"DOE\"}}",
                           R"({ "sig": 1, "n": "DOE"})"}) {
    EXPECT_EQ(WithoutPayload(std::string("no file ") + seal), "no file {...");
    EXPECT_EQ(WithoutPayload(std::string("[") + seal + "]"), "[...");
  }
  EXPECT_EQ(WithoutPayload("not expected: P<CHNDOE<<JANE<<< E0<<4"), "not expected: ...");
  EXPECT_EQ(WithoutPayload("b7 not in {a4,a5,roll-80}, <a> & [en]"),
            "b7 not in {a4,a5,roll-80}, <a> & [en]");
}

TEST(ForTerminal, is_one_line_that_commands_no_terminal_and_has_no_payload) {
  EXPECT_EQ(ForTerminal("did:\x1b[2J\n is no key: HC1:6BF"), "did:?[2J? is no key: HC1:...");
}

TEST(WithoutPayload, leaves_what_was_cut_and_what_only_names_a_code) {
  const std::string cut = '"' + WithoutPayload("HC1:6BF ABC") + "\" is no command; see --help";
  EXPECT_EQ(WithoutPayload(cut), cut);
  EXPECT_EQ(WithoutPayload("a code begins with HC1:"), "a code begins with HC1:");
  EXPECT_EQ(WithoutPayload(""), "");
}

}  // namespace
}  // namespace clearway
