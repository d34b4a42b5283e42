#include "keys/trust_bundle.h"

#include <gtest/gtest.h>

#include "base/encoding/cbor_writer.h"
#include "tests/unit/keys/test_root.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Value;
using std::chrono::seconds;

TrustBundle Example() {
  TrustBundle bundle;
  bundle.sequence = 7;
  bundle.issued_at = Timestamp(seconds(1'700'000'000));
  bundle.expires_at = Timestamp(seconds(1'700'600'000));
  bundle.signers.push_back(
      {.x509 = {1, 2, 3}, .spki = {}, .key_id = {}, .issuer = {}, .limits = {}});
  BundledSigner bare{
      .x509 = {}, .spki = {4, 5}, .key_id = "thumb", .issuer = "https://x", .limits = {}};
  bare.limits = {.formats = {"shc"},
                 .kinds = {"vaccination", "test"},
                 .countries = {"US"},
                 .issued_from = Timestamp(seconds(5)),
                 .issued_until = Timestamp(seconds(9)),
                 .revocation_required = true};
  bundle.signers.push_back(bare);
  bundle.authorities.push_back({.x509 = {6}, .limits = {}});
  bundle.crls = {{7, 8}};
  bundle.revocation.emplace().fill(9);
  bundle.rules = {{'{', '}'}, {'[', ']'}};
  bundle.value_sets = {{'{', '}'}};
  bundle.badge_signers = {{4, 4}};
  bundle.revoked_badges = {Bytes(8, 5)};
  return bundle;
}

std::vector<Root> Trusted(const TestRoot& root) {
  std::vector<Root> roots;
  roots.push_back(*RootFromSpki(root.spki()));
  return roots;
}

TEST(TrustBundle, comes_back_whole_from_its_signed_file) {
  const TestRoot root;
  const auto bundle = OpenTrustBundle(Signed(Example(), {&root}), Trusted(root));
  ASSERT_TRUE(bundle) << bundle.error().detail;
  EXPECT_EQ(EncodeTrustBundle(*bundle), EncodeTrustBundle(Example()));
  EXPECT_EQ(bundle->sequence, 7U);
  EXPECT_EQ(bundle->signers.at(1).limits, Example().signers.at(1).limits);
  EXPECT_EQ(bundle->revocation, Example().revocation);
  EXPECT_EQ(bundle->rules, Example().rules);
  EXPECT_EQ(bundle->value_sets, Example().value_sets);
  EXPECT_EQ(bundle->badge_signers, Example().badge_signers);
  EXPECT_EQ(bundle->revoked_badges, Example().revoked_badges);
}

TEST(TrustBundle, names_revoked_badges_by_eight_bytes) {
  TrustBundle bundle = Example();
  bundle.revoked_badges = {Bytes(7, 5)};
  EXPECT_EQ(ParseTrustBundle(EncodeTrustBundle(bundle)).error().fault, Fault::kInvalid);
}

TEST(TrustBundle, is_denied_without_a_signature_of_a_root_of_ours) {
  const TestRoot ours;
  const TestRoot stranger;
  const auto bundle = OpenTrustBundle(Signed(Example(), {&stranger}), Trusted(ours));
  ASSERT_FALSE(bundle);
  EXPECT_EQ(bundle.error().fault, Fault::kDenied);
  EXPECT_FALSE(OpenTrustBundle(Signed(Example(), {&ours}), {}));
}

TEST(TrustBundle, needs_one_of_two_signatures_to_be_of_a_root_of_ours) {
  const TestRoot old_root;
  const TestRoot new_root;
  const Bytes file = Signed(Example(), {&old_root, &new_root});
  EXPECT_TRUE(OpenTrustBundle(file, Trusted(old_root)));
  EXPECT_TRUE(OpenTrustBundle(file, Trusted(new_root)));
}

TEST(TrustBundle, is_refused_when_any_byte_of_it_is_changed) {
  const TestRoot root;
  const Bytes file = Signed(Example(), {&root});
  const auto roots = Trusted(root);
  for (std::size_t i = 0; i < file.size(); ++i) {
    Bytes changed = file;
    changed[i] ^= 1;
    EXPECT_FALSE(OpenTrustBundle(changed, roots)) << i;
  }
}

TEST(TrustBundle, is_refused_when_cut_or_extended_anywhere) {
  const TestRoot root;
  Bytes file = Signed(Example(), {&root});
  const auto roots = Trusted(root);
  for (std::size_t i = 0; i < file.size(); ++i) {
    EXPECT_FALSE(OpenTrustBundle(ByteView(file).first(i), roots)) << i;
  }
  file.push_back(0);
  EXPECT_FALSE(OpenTrustBundle(file, roots));
}

TEST(TrustBundle, a_signature_of_a_root_for_another_purpose_does_not_count) {
  const TestRoot root;
  const Bytes content = EncodeTrustBundle(Example());
  auto made = root.Sign(content);
  made.signature = root.Sign(encoding::AsBytes("something else")).signature;
  EXPECT_FALSE(OpenTrustBundle(encoding::cose::MakeSign(content, {made}), Trusted(root)));
}

// A bundle's content with one entry more or another one.
Bytes WithEntry(std::int64_t label, const Value& value) {
  return Value::Map({{Value::Integer(1), Value::Integer(1)},
                     {Value::Integer(2), Value::Integer(1)},
                     {Value::Integer(3), Value::Integer(1)},
                     {Value::Integer(4), Value::Integer(2)},
                     {Value::Integer(label), value}})
      .encoded();
}

TEST(TrustBundle, refuses_a_limit_that_it_does_not_know) {
  EXPECT_TRUE(ParseTrustBundle(WithEntry(5, Value::Array({}))));
  EXPECT_FALSE(ParseTrustBundle(WithEntry(99, Value::Integer(1))));
  const auto signer = [](std::int64_t label, const Value& value) {
    return Value::Array({Value::Map(
        {{Value::Integer(1), Value::String(Bytes{1})}, {Value::Integer(label), value}})});
  };
  EXPECT_TRUE(ParseTrustBundle(WithEntry(5, signer(10, Value::Boolean(true)))));
  EXPECT_FALSE(ParseTrustBundle(WithEntry(5, signer(11, Value::Boolean(true)))));
}

TEST(TrustBundle, carries_rules_and_value_sets_without_reading_them) {
  const auto documents = [](const Bytes& document) {
    return Value::Array({Value::String(document)});
  };
  for (const std::int64_t label : {10, 11}) {
    const auto bundle = ParseTrustBundle(WithEntry(label, documents({'n', 'o', 't', '{'})));
    ASSERT_TRUE(bundle) << bundle.error().detail;
    EXPECT_EQ(bundle->rules.size(), label == 10 ? 1U : 0U);
    EXPECT_EQ(bundle->value_sets.size(), label == 11 ? 1U : 0U);
    EXPECT_FALSE(ParseTrustBundle(WithEntry(label, documents({}))));
    EXPECT_FALSE(ParseTrustBundle(WithEntry(label, Value::Text("{}"))));
  }
}

TEST(TrustBundle, refuses_an_empty_list_of_limits_since_it_would_allow_everything) {
  const Value signer = Value::Map(
      {{Value::Integer(1), Value::String(Bytes{1})}, {Value::Integer(5), Value::Array({})}});
  EXPECT_FALSE(ParseTrustBundle(WithEntry(5, Value::Array({signer}))));
}

TEST(TrustBundle, refuses_a_map_where_a_list_of_limits_belongs) {
  const Value map = Value::Map({{Value::Text("eu-dcc"), Value::Integer(1)}});
  for (const std::int64_t label : {5, 6, 7}) {
    const auto with = [label](const Value& value) {
      const Value signer = Value::Map(
          {{Value::Integer(1), Value::String(Bytes{1})}, {Value::Integer(label), value}});
      return ParseTrustBundle(WithEntry(5, Value::Array({signer}))).has_value();
    };
    EXPECT_TRUE(with(Value::Array({Value::Text("DE")}))) << label;
    EXPECT_FALSE(with(map)) << label;
    EXPECT_FALSE(with(Value::Text("DE"))) << label;
  }
}

// A bundle's content with only these.
bool Parses(std::int64_t version, std::int64_t sequence, std::int64_t issued,
            std::int64_t expires) {
  return ParseTrustBundle(Value::Map({{Value::Integer(1), Value::Integer(version)},
                                      {Value::Integer(2), Value::Integer(sequence)},
                                      {Value::Integer(3), Value::Integer(issued)},
                                      {Value::Integer(4), Value::Integer(expires)}})
                              .encoded())
      .has_value();
}

TEST(TrustBundle, refuses_versions_and_numbers_that_there_never_were) {
  EXPECT_TRUE(Parses(1, 1, 5, 6));
  EXPECT_FALSE(Parses(0, 1, 5, 6));
  EXPECT_FALSE(Parses(1, 0, 5, 6));
}

TEST(TrustBundle, refuses_to_end_before_it_begins) {
  EXPECT_FALSE(Parses(1, 1, 6, 6));
  EXPECT_FALSE(Parses(1, 1, 7, 6));
}

TEST(TrustBundle, is_from_the_future_when_clocks_cannot_differ_so_far) {
  const Timestamp now(seconds(1'700'000'000));
  EXPECT_FALSE(IsFromTheFuture(now + std::chrono::minutes(5), now));
  EXPECT_TRUE(IsFromTheFuture(now + std::chrono::minutes(5) + seconds(1), now));
}

TEST(TrustBundle, refuses_a_signer_that_is_neither_certificate_nor_named_key) {
  const auto with = [](const encoding::cbor::Entries& entries) {
    return ParseTrustBundle(WithEntry(5, Value::Array({Value::Map(entries)}))).has_value();
  };
  const auto x509 = std::pair{Value::Integer(1), Value::String(Bytes{1})};
  const auto spki = std::pair{Value::Integer(2), Value::String(Bytes{1})};
  const auto name = std::pair{Value::Integer(3), Value::Text("k")};
  EXPECT_TRUE(with({x509}));
  EXPECT_TRUE(with({spki, name}));
  EXPECT_TRUE(with({spki, std::pair{Value::Integer(3), Value::String(Bytes{0xFF})}}));
  EXPECT_FALSE(with({spki, std::pair{Value::Integer(3), Value::String(Bytes{0xFF})},
                     std::pair{Value::Integer(4), Value::Text("https://x")}}));
  EXPECT_FALSE(with({}));
  EXPECT_FALSE(with({spki}));
  EXPECT_FALSE(with({name}));
  EXPECT_FALSE(with({x509, spki, name}));
}

TEST(TrustBundle, says_when_it_needs_a_newer_program) {
  const Bytes content = Value::Map({{Value::Integer(1), Value::Integer(2)}}).encoded();
  const auto bundle = ParseTrustBundle(content);
  ASSERT_FALSE(bundle);
  EXPECT_EQ(bundle.error().fault, Fault::kUnsupported);
}

}  // namespace
}  // namespace clearway::keys
