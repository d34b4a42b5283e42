#include "keys/card_revocations.h"

#include <gtest/gtest.h>

#include "keys/trust_store.h"

namespace clearway::keys {
namespace {

constexpr const char* kIssuer = "https://health.example/cards";

Timestamp At(std::int64_t seconds) {
  return Timestamp(std::chrono::seconds(seconds));
}

TEST(CardRevocations, revokes_a_card_of_that_issuer_and_key_only) {
  CardRevocations revocations;
  ASSERT_TRUE(revocations.Add(kIssuer, "k1", "MKyCxh7p6uQ"));
  EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", "MKyCxh7p6uQ", At(5)));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k2", "MKyCxh7p6uQ", At(5)));
  EXPECT_FALSE(revocations.Revokes("https://other.example", "k1", "MKyCxh7p6uQ", At(5)));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "MKyCxh7p6uR", At(5)));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "", At(5)));
}

TEST(CardRevocations, revokes_only_cards_issued_before_a_time_that_is_given) {
  CardRevocations revocations;
  ASSERT_TRUE(revocations.Add(kIssuer, "k1", "abc.1000"));
  EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", "abc", At(999)));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "abc", At(1000)));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "abc", At(1001)));
}

TEST(CardRevocations, counts_a_fraction_as_a_second_more) {
  CardRevocations revocations;
  ASSERT_TRUE(revocations.Add(kIssuer, "k1", "abc.1000.25"));
  EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", "abc", At(1000)));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "abc", At(1001)));
}

TEST(CardRevocations, keeps_the_wider_of_two_entries_in_either_order) {
  CardRevocations revocations;
  for (const char* entry : {"a.1000", "a.2000", "b.2000", "b.1000", "c", "c.1000", "d.1000", "d"}) {
    ASSERT_TRUE(revocations.Add(kIssuer, "k1", entry));
  }
  for (const char* rid : {"a", "b"}) {
    EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", rid, At(1999)));
    EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", rid, At(2000)));
  }
  EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", "c", At(5000)));
  EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", "d", At(5000)));
}

TEST(CardRevocations, compares_what_is_no_proper_entry_as_it_is) {
  for (const char* entry : {".1000", "a.", "a.x", "a.10x", "a.-1", "a.1.", "a.1.x", "a.1.2.3",
                            "a b", "a+b", "a\nb", "0123456789012345678901234"}) {
    EXPECT_FALSE(ParseRevokedCard(entry)) << entry;
    CardRevocations revocations;
    EXPECT_TRUE(revocations.Add(kIssuer, "k1", entry));
    EXPECT_TRUE(revocations.Revokes(kIssuer, "k1", entry, At(5000))) << entry;
    EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "a", At(5))) << entry;
  }
}

TEST(CardRevocations, leaves_out_an_entry_without_a_rid) {
  CardRevocations revocations;
  EXPECT_FALSE(revocations.Add(kIssuer, "k1", ""));
  EXPECT_FALSE(revocations.Revokes(kIssuer, "k1", "", At(5)));
}

TEST(TrustStore, knows_the_revoked_cards_of_the_store_below) {
  TrustStore below;
  ASSERT_TRUE(below.card_revocations().Add(kIssuer, "k1", "abc"));
  TrustStore above(&below);
  ASSERT_TRUE(above.card_revocations().Add(kIssuer, "k1", "def"));
  EXPECT_TRUE(above.IsCardRevoked(kIssuer, "k1", "abc", At(5)));
  EXPECT_TRUE(above.IsCardRevoked(kIssuer, "k1", "def", At(5)));
  EXPECT_FALSE(below.IsCardRevoked(kIssuer, "k1", "def", At(5)));
}

}  // namespace
}  // namespace clearway::keys
