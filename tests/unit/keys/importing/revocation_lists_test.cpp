#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "keys/importing/card_revocation_list.h"
#include "keys/importing/crl.h"
#include "keys/importing/eu_revocation_batch.h"
#include "keys/revocation_scope.h"
#include "keys/signer.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAreArray;

const Timestamp kNow{std::chrono::seconds(kTestBegin)};

std::string Batch(const std::string& kid, const std::string& type, const std::string& entries) {
  return R"({"country":"UT","expires":"2026-09-01T00:00:00Z","kid":")" + kid + R"(","hashType":")" +
         type + R"(","entries":[)" + entries + "]}";
}
constexpr const char* kKid = "AQIDBAUGBwg=";
constexpr const char* kHash = R"({"hash":"AAECAwQFBgcICQoLDA0ODw=="})";

TEST(EuRevocationBatch, names_its_list_and_cuts_its_hashes_to_16_bytes) {
  const std::string longer = R"({"hash":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="})";
  const auto batches = ReadEuRevocationBatches(
      "[" + Batch("AQIDBAUGBwg=", "UCI", std::string(kHash) + "," + longer) + "," +
      Batch("UNKNOWN_KID", "COUNTRYCODEUCI", "") + "]");
  ASSERT_TRUE(batches) << batches.error().detail;
  ASSERT_EQ(batches->size(), 2U);
  EXPECT_EQ(batches->at(0).scope, "eu:AQIDBAUGBwg=");
  EXPECT_EQ(batches->at(0).kind, RevocationKind::kUvci);
  Bytes counted(16);
  for (std::uint8_t i = 0; i < 16; ++i) counted[i] = i;
  EXPECT_THAT(batches->at(0).hashes, ElementsAre(counted, counted));
  EXPECT_EQ(batches->at(1).scope, EuCountryScope("UT"));
  EXPECT_EQ(ReadEuRevocationBatches(Batch(kKid, "SIGNATURE", kHash))->at(0).kind,
            RevocationKind::kSignature);
}

TEST(EuRevocationBatch, is_refused_whole_when_any_of_it_is_wrong) {
  for (const std::string& text :
       {std::string("{}"), Batch(kKid, "MD5", kHash), Batch("?", "UCI", kHash),
        Batch("", "UCI", kHash), Batch(kKid, "UCI", std::string(kHash) + ",{\"hash\":\"AA==\"}"),
        Batch(kKid, "UCI", "{}"), "[" + Batch(kKid, "UCI", kHash) + ",{}]"}) {
    EXPECT_FALSE(ReadEuRevocationBatches(text)) << text;
  }
}

// Thirty-two hexadecimal digits are base64 of 24 bytes.
TEST(EuRevocationBatch, takes_no_hash_of_another_length_or_encoding) {
  for (const char* hash : {"000102030405060708090a0b0c0d0e0f", "AAECAwQFBgcICQoLDA0ODxAREhM=",
                           "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g"}) {
    const std::string entry = std::string(R"({"hash":")") + hash + R"("})";
    EXPECT_FALSE(ReadEuRevocationBatches(Batch(kKid, "UCI", entry))) << hash;
  }
}

TEST(EuRevocationBatch, is_refused_with_a_kid_or_a_country_that_can_match_nothing) {
  const std::string sound = Batch(kKid, "UCI", kHash);
  for (const char* kid : {"AQ==", "0102030405060708", "AQIDBAUGBwgJ", "AQIDBAUGBwg"}) {
    const auto batches =
        ReadEuRevocationBatches("[" + sound + "," + Batch(kid, "UCI", kHash) + "]");
    ASSERT_FALSE(batches) << kid;
    EXPECT_TRUE(batches.error().detail.starts_with("revocation batch 2: ")) << kid;
    EXPECT_FALSE(batches.error().detail.contains(kid)) << kid;
  }
  const auto of_country = [](const std::string& country) {
    return ReadEuRevocationBatches(R"({"country":")" + country +
                                   R"(","kid":"UNKNOWN_KID","hashType":"UCI","entries":[]})");
  };
  EXPECT_TRUE(of_country("FR"));
  for (const char* country : {"", "fr", "FRA", "Fr ", "F1"}) EXPECT_FALSE(of_country(country));
}

TEST(CardRevocationList, gives_rids_with_and_without_a_moment) {
  const auto list = ReadCardRevocationList(
      R"({"kid":"key","method":"rid","ctr":2,"rids":["abc","def.1700000000"]})");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->key_id, "key");
  ASSERT_EQ(list->cards.size(), 2U);
  EXPECT_EQ(list->cards[0].rid, "abc");
  EXPECT_FALSE(list->cards[0].issued_before);
  EXPECT_EQ(list->cards[1].issued_before, Timestamp(std::chrono::seconds(1'700'000'000)));
}

TEST(CardRevocationList, is_refused_whole_when_any_of_it_is_wrong) {
  for (const char* text :
       {"{}", R"({"kid":"k","method":"other","rids":[]})",
        R"({"kid":"k","method":"rid","rids":{}})",
        R"({"kid":"k","method":"rid","rids":["ok","not ok"]})",
        R"({"kid":"k","method":"rid","rids":[1]})", R"({"method":"rid","rids":[]})"}) {
    EXPECT_FALSE(ReadCardRevocationList(text)) << text;
  }
}

// The lists that an authority's CRL is in a revocation file: by its key, and by what its signers'
// certificates say of it.
std::vector<std::string> ScopesOf(const TestAuthority& authority) {
  const auto itself = SignerFromX509(authority.certificate());
  return {CrlScope(authority.key_digest()), itself->crl_scope};
}

TEST(Crl, counts_under_the_authority_that_signed_it) {
  const TestAuthority authority;
  const TestAuthority namesake;
  const TestAuthority foreign("XX");
  const Bytes der = authority.Revoke(77);
  const std::vector<Bytes> both = {foreign.certificate(), authority.certificate()};
  const auto crl = ReadCrl(der, both, kNow);
  ASSERT_TRUE(crl) << crl.error().detail;
  EXPECT_THAT(crl->serials, ElementsAre(Bytes{77}));
  EXPECT_EQ(crl->issued, Timestamp(std::chrono::seconds(kTestBegin)));
  EXPECT_THAT(crl->scopes, UnorderedElementsAreArray(ScopesOf(authority)));
  const auto denied = ReadCrl(der, std::vector<Bytes>{namesake.certificate()}, kNow);
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().fault, Fault::kDenied);
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(ReadCrl(longer, both, kNow));
}

TEST(Crl, is_of_no_signer_that_lies_beside_its_authority) {
  const TestAuthority authority;
  const TestAuthority pretender("UT", KeyKind::kP384);
  const Bytes signer =
      authority.Certify(pretender.key(), {.name = "CSCA", .extended_key_usage = ""});
  const auto crl =
      ReadCrl(pretender.Revoke(99), std::vector<Bytes>{authority.certificate(), signer}, kNow);
  ASSERT_FALSE(crl);
  EXPECT_EQ(crl.error().fault, Fault::kDenied);
}

TEST(Crl, counts_for_no_authority_of_the_country_whose_name_another_has_put_on_it) {
  const TestAuthority named;
  const TestAuthority signing;  // of the same country and name, but trusted under another
  const Bytes other_name = named.Certify(signing.key(), {.name = "Other",
                                                         .key_usage = "keyCertSign,cRLSign",
                                                         .extended_key_usage = "",
                                                         .basic_constraints = "critical,CA:TRUE"});
  const std::vector<Bytes> both = {named.certificate(), other_name};
  EXPECT_FALSE(ReadCrl(signing.Revoke(7), both, kNow));
  EXPECT_TRUE(ReadCrl(named.Revoke(7), both, kNow));
}

TEST(Crl, counts_for_the_older_keys_of_the_same_authority_too) {
  const TestAuthority older("UT", KeyKind::kP384, "1");
  const TestAuthority newer("UT", KeyKind::kP384, "2");
  const TestAuthority foreign("XX");
  const std::vector<Bytes> all = {foreign.certificate(), older.certificate(), newer.certificate(),
                                  older.certificate()};
  const auto crl = ReadCrl(newer.Revoke(77), all, kNow);
  ASSERT_TRUE(crl) << crl.error().detail;
  std::vector<std::string> both = ScopesOf(older);
  std::ranges::copy(ScopesOf(newer), std::back_inserter(both));
  EXPECT_THAT(crl->scopes, UnorderedElementsAreArray(both));
}

TEST(Crl, counts_for_an_older_key_that_writes_its_country_in_small_letters) {
  const TestAuthority older("UT", KeyKind::kP384, "1");
  const TestAuthority newer("ut", KeyKind::kP384, "2");
  const std::vector<Bytes> both = {older.certificate(), newer.certificate()};
  const auto crl = ReadCrl(newer.Revoke(77), both, kNow);
  ASSERT_TRUE(crl) << crl.error().detail;
  EXPECT_THAT(crl->scopes, IsSupersetOf(ScopesOf(older)));
}

TEST(Crl, counts_for_no_other_country_whose_authority_has_the_same_key_id) {
  const TestAuthority ours("UT", KeyKind::kP384, "", "0102030405");
  const TestAuthority foreign("XX", KeyKind::kP384, "", "0102030405");
  const std::vector<Bytes> both = {ours.certificate(), foreign.certificate()};
  const auto crl = ReadCrl(foreign.Revoke(7), both, kNow);
  ASSERT_TRUE(crl) << crl.error().detail;
  EXPECT_THAT(crl->scopes, UnorderedElementsAreArray(ScopesOf(foreign)));
  const auto key = *PrivateKey::Generate(KeyKind::kP256);
  const auto signer = SignerFromX509(ours.Certify(key, {.serial = 7}));
  ASSERT_TRUE(signer);
  EXPECT_THAT(crl->scopes, Not(Contains(signer->crl_scope)));
  EXPECT_THAT(ScopesOf(ours), Contains(signer->crl_scope));
}

// It is named by its key alone: a list of no country would be one that nobody can look up.
TEST(Crl, counts_for_an_authority_without_a_country) {
  const TestAuthority stateless("");
  const auto crl = ReadCrl(stateless.Revoke(7), std::vector<Bytes>{stateless.certificate()}, kNow);
  ASSERT_TRUE(crl) << crl.error().detail;
  EXPECT_THAT(crl->scopes, ElementsAre(CrlScope(stateless.key_digest())));
}

TEST(Crl, is_refused_from_the_future_beyond_what_clocks_differ) {
  const TestAuthority authority;
  const std::vector<Bytes> own = {authority.certificate()};
  const Bytes der = authority.Revoke({.issued = kTestBegin + 600});
  EXPECT_FALSE(ReadCrl(der, own, kNow));
  EXPECT_TRUE(ReadCrl(der, own, kNow + std::chrono::minutes(6)));
}

TEST(Crl, is_refused_with_an_entry_that_takes_a_revocation_back_or_has_a_critical_extension) {
  const TestAuthority authority;
  const std::vector<Bytes> own = {authority.certificate()};
  for (const char* reason : {"DER:0A0108", "critical,DER:0A0101"}) {
    const auto crl = ReadCrl(
        authority.Revoke({.entry_extension = NID_crl_reason, .entry_extension_value = reason}), own,
        kNow);
    ASSERT_FALSE(crl) << reason;
    EXPECT_EQ(crl.error().fault, Fault::kUnsupported);
  }
  EXPECT_TRUE(ReadCrl(
      authority.Revoke({.entry_extension = NID_crl_reason, .entry_extension_value = "DER:0A0106"}),
      own, kNow));
}

TEST(Crl, is_refused_under_another_name_than_that_of_the_authority_that_signed_it) {
  const TestAuthority authority("UT");
  const Bytes renamed = authority.Certify(authority.key(), {.name = "Another",
                                                            .key_usage = "critical,keyCertSign",
                                                            .extended_key_usage = "",
                                                            .basic_constraints = "CA:TRUE"});
  const auto crl = ReadCrl(authority.Revoke(77), std::vector<Bytes>{renamed}, kNow);
  ASSERT_FALSE(crl);
  EXPECT_EQ(crl.error().fault, Fault::kDenied);
}

}  // namespace
}  // namespace clearway::keys
