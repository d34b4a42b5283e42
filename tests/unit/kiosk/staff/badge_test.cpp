#include "kiosk/staff/badge.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose.h"
#include "keys/issuing/bundle_signing.h"
#include "tests/unit/kiosk/staff/badge_maker.h"

namespace clearway::staff {
namespace {

using encoding::Bytes;
using encoding::cbor::Value;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

std::string Check(const std::string& text, const BadgeTrust& trust, Timestamp now = kNow,
                  bool trusted = true) {
  const auto badge = CheckBadge(text, trust, {.now = now, .trusted = trusted});
  return badge ? "good" : ToString(badge.error());
}

TEST(Badge, says_role_and_dates_and_no_name) {
  for (const keys::KeyKind kind : {keys::KeyKind::kP256, keys::KeyKind::kEd25519}) {
    const BadgeMaker maker(kind);
    for (const Role role : {Role::kStaff, Role::kSupervisor, Role::kTechnician}) {
      const Badge made = BadgeOf(role);
      const std::string text = maker.Text(made);
      EXPECT_TRUE(LooksLikeBadge(text));
      EXPECT_LT(text.size(), 250U);
      const auto badge = CheckBadge(text, maker.Trust(), {.now = kNow, .trusted = true});
      ASSERT_TRUE(badge) << ToString(badge.error());
      EXPECT_EQ(*badge, made);
    }
  }
}

TEST(Badge, is_unknown_from_a_signer_that_is_not_ours_and_forged_under_anothers_name) {
  const BadgeMaker ours;
  const BadgeMaker stranger;
  EXPECT_EQ(Check(stranger.Text(BadgeOf(Role::kStaff)), ours.Trust()), "unknown_signer");
  EXPECT_EQ(Check(ours.Text(BadgeOf(Role::kStaff)), BadgeTrust()), "unknown_signer");
  auto read = ParseBadge(ours.Text(BadgeOf(Role::kStaff)));
  ASSERT_TRUE(read);
  read->badge.role = Role::kSupervisor;
  EXPECT_EQ(Check(BadgeText(*read), ours.Trust()), "forged");
  read->badge.role = Role::kStaff;
  read->badge.expires_at += days(1);
  EXPECT_EQ(Check(BadgeText(*read), ours.Trust()), "forged");
}

TEST(Badge, holds_within_its_dates) {
  const BadgeMaker maker;
  const Badge badge = BadgeOf(Role::kStaff);
  const std::string text = maker.Text(badge);
  const BadgeTrust trust = maker.Trust();
  EXPECT_EQ(Check(text, trust, badge.expires_at), "good");
  EXPECT_EQ(Check(text, trust, badge.expires_at + seconds(1)), "expired");
  EXPECT_EQ(Check(text, trust, badge.issued_at - minutes(5)), "good");
  EXPECT_EQ(Check(text, trust, badge.issued_at - minutes(6)), "not_yet_valid");
  EXPECT_EQ(Check(text, trust, kNow, false), "clock_in_doubt");
}

TEST(Badge, counts_no_more_once_it_is_revoked) {
  const BadgeMaker maker;
  BadgeTrust trust = maker.Trust();
  trust.Revoke(BadgeOf(Role::kStaff, 1).id);
  EXPECT_EQ(Check(maker.Text(BadgeOf(Role::kStaff, 1)), trust), "revoked");
  EXPECT_EQ(Check(maker.Text(BadgeOf(Role::kStaff, 2)), trust), "good");
}

TEST(Badge, is_trusted_and_revoked_by_a_trust_bundle) {
  const BadgeMaker maker;
  keys::TrustBundle bundle;
  bundle.badge_signers = {Bytes{1, 2, 3}, maker.spki()};
  bundle.revoked_badges = {Bytes(8, 2)};
  const BadgeTrust trust = BadgeTrust::FromBundle(bundle);
  EXPECT_EQ(Check(maker.Text(BadgeOf(Role::kStaff, 1)), trust), "good");
  EXPECT_EQ(Check(maker.Text(BadgeOf(Role::kStaff, 2)), trust), "revoked");
}

TEST(Badge, is_trusted_by_a_key_file_and_by_no_other_kind_of_key) {
  const BadgeMaker maker;
  const auto file = std::filesystem::path(testing::TempDir()) / "clearway-badge-test.pub";
  std::ofstream(file) << *keys::RootKeyPem(maker.key);
  BadgeTrust trust;
  ASSERT_TRUE(trust.AddKeyFile(file));
  EXPECT_EQ(Check(maker.Text(BadgeOf(Role::kStaff)), trust), "good");
  std::ofstream(file) << "no key";
  EXPECT_EQ(trust.AddKeyFile(file).error().fault, Fault::kInvalid);
  std::filesystem::remove(file);
  EXPECT_EQ(trust.AddKeyFile(file).error().fault, Fault::kNotFound);
  EXPECT_EQ(trust.AddKey(BadgeMaker(keys::KeyKind::kSm2).spki()).error().fault,
            Fault::kUnsupported);
}

TEST(Badge, is_refused_when_any_character_of_it_is_changed_cut_or_added) {
  const BadgeMaker maker;
  const BadgeTrust trust = maker.Trust();
  const std::string text = maker.Text(BadgeOf(Role::kStaff));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(Check(changed, trust), "good") << i;
    EXPECT_NE(Check(text.substr(0, i), trust), "good") << i;
  }
  for (const char* more : {" ", "\n", "0", "000"})
    EXPECT_EQ(Check(text + more, trust), "malformed");
  EXPECT_EQ(Check(std::string(100'000, 'A'), trust), "malformed");
  EXPECT_EQ(Check("CB1:" + std::string(100'000, 'A'), trust), "malformed");
}

// A message that means the same and is spelled in another way.
TEST(Badge, has_one_spelling) {
  const BadgeMaker maker;
  const auto read = ParseBadge(maker.Text(BadgeOf(Role::kStaff)));
  ASSERT_TRUE(read);
  const auto sign = [&](const Value& claims, std::uint64_t tag) {
    const Bytes header = Value::Map({{Value::Integer(1), Value::Integer(-7)},
                                     {Value::Integer(4), Value::String(read->key_id)}})
                             .encoded();
    const auto signature = maker.key.Sign(encoding::cose::SignedBytes(
        header, claims.encoded(), encoding::AsBytes("clearway staff badge 1")));
    const Value parts = Value::Array({Value::String(header), Value::Map({}),
                                      Value::String(claims.encoded()), Value::String(*signature)});
    return std::string(kBadgePrefix) +
           encoding::EncodeBase45(tag == 0 ? parts.encoded() : Value::Tagged(tag, parts).encoded());
  };
  const Badge& badge = read->badge;
  encoding::cbor::Entries entries{
      {Value::Integer(4), Value::Integer(badge.expires_at.time_since_epoch().count())},
      {Value::Integer(6), Value::Integer(badge.issued_at.time_since_epoch().count())},
      {Value::Integer(7), Value::String(badge.id)},
      {Value::Integer(-65537), Value::Integer(1)}};
  EXPECT_EQ(Check(sign(Value::Map(entries), 18), maker.Trust()), "good");
  EXPECT_EQ(Check(sign(Value::Map(entries), 0), maker.Trust()), "malformed");
  entries.emplace_back(Value::Integer(1), Value::Text("somebody"));
  EXPECT_EQ(Check(sign(Value::Map(entries), 18), maker.Trust()), "malformed");
  entries.pop_back();
  entries.back().second = Value::Integer(4);  // no such role
  EXPECT_EQ(Check(sign(Value::Map(entries), 18), maker.Trust()), "malformed");
  entries.pop_back();
  EXPECT_EQ(Check(sign(Value::Map(entries), 18), maker.Trust()), "malformed");
}

TEST(Badge, is_not_made_for_longer_than_a_quarter_nor_with_another_kind_of_key) {
  const BadgeMaker maker;
  Badge badge = BadgeOf(Role::kStaff);
  badge.expires_at = badge.issued_at + days(93);
  EXPECT_EQ(tools::IssueBadge(badge, maker.key).error().fault, Fault::kInvalid);
  badge.expires_at = badge.issued_at;
  EXPECT_EQ(tools::IssueBadge(badge, maker.key).error().fault, Fault::kInvalid);
  const BadgeMaker rsa(keys::KeyKind::kRsa);
  EXPECT_EQ(tools::IssueBadge(BadgeOf(Role::kStaff), rsa.key).error().fault, Fault::kUnsupported);
}

TEST(Badge, signature_of_the_same_key_for_another_purpose_does_not_count) {
  const BadgeMaker maker;
  auto read = ParseBadge(maker.Text(BadgeOf(Role::kStaff)));
  ASSERT_TRUE(read);
  const Bytes bytes = BadgeSignedBytes(read->badge, read->algorithm, read->key_id);
  read->signature = *maker.key.Sign(encoding::ByteView(bytes).subspan(1));
  EXPECT_EQ(Check(BadgeText(*read), maker.Trust()), "forged");
}

TEST(Roles, keep_technicians_from_travellers_data_and_staff_from_the_machine) {
  EXPECT_TRUE(May(Role::kStaff, StaffAction::kReprint));
  EXPECT_TRUE(May(Role::kSupervisor, StaffAction::kManualCheck));
  EXPECT_FALSE(May(Role::kTechnician, StaffAction::kReprint));
  EXPECT_FALSE(May(Role::kTechnician, StaffAction::kManualCheck));
  EXPECT_FALSE(May(Role::kStaff, StaffAction::kClearQueue));
  EXPECT_TRUE(May(Role::kTechnician, StaffAction::kClearQueue));
  EXPECT_FALSE(May(Role::kStaff, StaffAction::kEnrol));
  EXPECT_FALSE(May(Role::kTechnician, StaffAction::kEnrol));
  EXPECT_TRUE(May(Role::kSupervisor, StaffAction::kEnrol));
  EXPECT_FALSE(May(Role::kSupervisor, StaffAction::kDiagnose));
}

}  // namespace
}  // namespace clearway::staff
