#include "keys/authorities.h"

#include <gtest/gtest.h>

#include <chrono>

#include "keys/revocation_scope.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;

const Timestamp kNow{std::chrono::seconds(kTestBegin + 1000)};

class AuthoritiesTest : public ::testing::Test {
 protected:
  AuthoritiesTest() { EXPECT_TRUE(authorities_.Add(csca_.certificate())); }

  static PathFault FaultOf(const Authorities& authorities, const Bytes& der, Timestamp now = kNow) {
    const auto signer = authorities.FindSigner(der, now);
    EXPECT_FALSE(signer.has_value());
    return signer ? PathFault::kNotACertificate : signer.error();
  }

  TestAuthority csca_;
  TestAuthority other_{"XX"};
  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
  Authorities authorities_;
};

TEST_F(AuthoritiesTest, find_a_signer_that_they_vouch_for) {
  const Bytes der = csca_.Certify(key_, {});
  for (int again = 0; again < 3; ++again) {
    const auto signer = authorities_.FindSigner(der, kNow);
    ASSERT_TRUE(signer.has_value());
    EXPECT_EQ((*signer)[0].name, "Seal Signer");
    EXPECT_TRUE((*signer)[0].usage.vds_nc);
    EXPECT_FALSE((*signer)[0].usage.vaccination);
    const Bytes message = {1, 2, 3};
    EXPECT_TRUE(
        (*signer)[0].key.Verifies(SignatureAlgorithm::kEs256, message, *key_.Sign(message)));
  }
}

TEST_F(AuthoritiesTest, give_a_signer_the_country_of_its_authority) {
  const auto signer = authorities_.FindSigner(csca_.Certify(key_, {.country = "XX"}), kNow);
  ASSERT_TRUE(signer.has_value());
  EXPECT_EQ((*signer)[0].country, "UT");
}

TEST_F(AuthoritiesTest, find_nobody_under_other_authorities) {
  EXPECT_EQ(FaultOf(authorities_, other_.Certify(key_, {})), PathFault::kNoAuthority);
  EXPECT_EQ(FaultOf(Authorities(), csca_.Certify(key_, {})), PathFault::kNobodyTrusted);
}

TEST_F(AuthoritiesTest, give_a_signer_under_the_limits_of_every_certificate_of_their_key) {
  const Bytes der = csca_.Certify(key_, {});
  EXPECT_EQ(authorities_.FindSigner(der, kNow)->size(), 1U);
  const Bytes again = csca_.Certify(csca_.key(), {.name = "CSCA",
                                                  .serial = 8,
                                                  .key_usage = "critical,keyCertSign",
                                                  .extended_key_usage = "",
                                                  .basic_constraints = "critical,CA:TRUE"});
  ASSERT_TRUE(authorities_.Add(again, DemoSigners::kRefuse, {.kinds = {"test"}}));
  const auto signers = authorities_.FindSigner(der, kNow);
  ASSERT_TRUE(signers.has_value());
  ASSERT_EQ(signers->size(), 2U);
  EXPECT_TRUE((*signers)[0].limits.kinds.empty());
  EXPECT_EQ((*signers)[1].limits.kinds, std::vector<std::string>{"test"});
}

TEST_F(AuthoritiesTest, know_a_revoked_signer_of_other_formats_by_what_its_certificate_says) {
  const Signer signer = *SignerFromX509(csca_.Certify(key_, {.serial = 77}));
  const Signer another = *SignerFromX509(csca_.Certify(key_, {.serial = 78}));
  const Signer foreign = *SignerFromX509(other_.Certify(key_, {.serial = 77}));
  EXPECT_FALSE(authorities_.IsRevoked(signer));
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(77)));
  EXPECT_TRUE(authorities_.IsRevoked(signer));
  EXPECT_TRUE(Authorities(&authorities_).IsRevoked(signer));
  EXPECT_FALSE(authorities_.IsRevoked(another));
  EXPECT_FALSE(authorities_.IsRevoked(foreign));
  Authorities without;
  ASSERT_TRUE(without.AddCrl(csca_.Revoke(77)));
  EXPECT_FALSE(without.IsRevoked(signer)) << "nobody trusted has signed the list";
}

// One without a key id in its certificate, and one whose authority has no country in its name.
TEST_F(AuthoritiesTest, know_a_revoked_signer_of_other_formats_by_their_name_as_well) {
  const TestAuthority stateless("");
  ASSERT_TRUE(authorities_.Add(stateless.certificate()));
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(77)));
  ASSERT_TRUE(authorities_.AddCrl(stateless.Revoke(77)));
  const CertificatePlan without_key_id{.serial = 77, .names_authority = false};
  const Signer nameless = *SignerFromX509(csca_.Certify(key_, without_key_id));
  const Signer of_stateless = *SignerFromX509(stateless.Certify(key_, {.serial = 77}));
  EXPECT_TRUE(authorities_.IsRevoked(nameless));
  EXPECT_TRUE(Authorities(&authorities_).IsRevoked(of_stateless));
  EXPECT_FALSE(authorities_.IsRevoked(*SignerFromX509(other_.Certify(key_, without_key_id))));
  EXPECT_EQ(authorities_.CrlScopesOf(nameless), std::vector{CrlScope(csca_.key_digest())});
  EXPECT_EQ(Authorities(&authorities_).CrlScopesOf(of_stateless),
            (std::vector{of_stateless.crl_scope, CrlScope(stateless.key_digest())}));
  const Signer usual = *SignerFromX509(csca_.Certify(key_, {}));
  EXPECT_EQ(authorities_.CrlScopesOf(usual), std::vector{usual.crl_scope});
}

TEST_F(AuthoritiesTest, know_a_revoked_signer_whose_number_is_negative) {
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(-28640)));
  const Bytes der = csca_.Certify(key_, {.serial = -28640});
  EXPECT_TRUE(authorities_.IsRevoked(*SignerFromX509(der)));
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kRevoked);
}

TEST_F(AuthoritiesTest, know_whether_one_of_them_has_signed_a_list) {
  EXPECT_TRUE(authorities_.HasSigned(csca_.Revoke(1)));
  EXPECT_TRUE(Authorities(&authorities_).HasSigned(csca_.Revoke(1)));
  EXPECT_FALSE(authorities_.HasSigned(other_.Revoke(1)));
  EXPECT_FALSE(authorities_.HasSigned({}));
}

TEST_F(AuthoritiesTest, need_to_be_named_by_the_signer) {
  EXPECT_EQ(FaultOf(authorities_, csca_.Certify(key_, {.names_authority = false})),
            PathFault::kNoAuthority);
}

TEST_F(AuthoritiesTest, try_each_that_shares_a_key_id) {
  // The same key once more, in another certificate: as a link certificate does.
  const Bytes renewed = csca_.Certify(csca_.key(), {.name = "CSCA",
                                                    .not_before = kTestEnd - 1000,
                                                    .not_after = kTestEnd + 1000,
                                                    .key_usage = "critical,keyCertSign",
                                                    .extended_key_usage = "",
                                                    .basic_constraints = "critical,CA:TRUE"});
  ASSERT_TRUE(authorities_.Add(renewed));
  const Bytes der = csca_.Certify(key_, {});
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value());
  EXPECT_TRUE(
      authorities_.FindSigner(der, Timestamp(std::chrono::seconds(kTestEnd + 500))).has_value());
}

TEST_F(AuthoritiesTest, vouch_for_nobody_outside_of_their_own_dates) {
  const Bytes der = csca_.Certify(key_, {});
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value());
  EXPECT_EQ(FaultOf(authorities_, der, Timestamp(std::chrono::seconds(kTestEnd + 1))),
            PathFault::kNoAuthority);
  EXPECT_EQ(FaultOf(authorities_, der, Timestamp(std::chrono::seconds(kTestBegin - 1))),
            PathFault::kNoAuthority);
}

TEST_F(AuthoritiesTest, find_no_signer_that_their_list_revokes) {
  const Bytes der = csca_.Certify(key_, {.serial = 7});
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(8)));
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value());
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(7)));
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kRevoked);
}

TEST_F(AuthoritiesTest, believe_no_list_that_another_signed) {
  const TestAuthority namesake("UT");
  ASSERT_TRUE(authorities_.AddCrl(namesake.Revoke(7)));
  EXPECT_TRUE(authorities_.FindSigner(csca_.Certify(key_, {.serial = 7}), kNow).has_value());
}

TEST_F(AuthoritiesTest, believe_the_list_that_a_newer_key_of_the_same_country_signed) {
  const TestAuthority renewed("UT", KeyKind::kP384, "2");
  const Bytes der = csca_.Certify(key_, {.serial = 7});
  ASSERT_TRUE(authorities_.AddCrl(renewed.Revoke(7)));
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value()) << "its key is not trusted yet";
  ASSERT_TRUE(authorities_.Add(renewed.certificate()));
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kRevoked);
  EXPECT_TRUE(authorities_.FindSigner(csca_.Certify(key_, {.serial = 8}), kNow).has_value());
}

TEST_F(AuthoritiesTest, believe_no_list_of_another_country) {
  ASSERT_TRUE(authorities_.Add(other_.certificate()));
  ASSERT_TRUE(authorities_.AddCrl(other_.Revoke(7)));
  EXPECT_TRUE(authorities_.FindSigner(csca_.Certify(key_, {.serial = 7}), kNow).has_value());
}

TEST_F(AuthoritiesTest, believe_their_own_list_whatever_the_signer_calls_them) {
  const Bytes der = csca_.Certify(key_, {.serial = 7, .issuer_name = "CSCA Utopia"});
  ASSERT_TRUE(authorities_.FindSigner(der, kNow).has_value());
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(7)));
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kRevoked);
}

TEST_F(AuthoritiesTest, vouch_for_demonstration_signers_only_where_those_are_allowed) {
  const Bytes der = csca_.Certify(key_, {.demo = true});
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kNoAuthority);
  EXPECT_FALSE(authorities_.Pin(der));
  Authorities demo;
  ASSERT_TRUE(demo.Add(csca_.certificate(), DemoSigners::kAllow));
  const auto signer = demo.FindSigner(der, kNow);
  ASSERT_TRUE(signer.has_value());
  EXPECT_TRUE((*signer)[0].demo);
}

TEST_F(AuthoritiesTest, pass_on_that_they_are_demonstrations) {
  const Bytes csca = csca_.Certify(csca_.key(), {.name = "CSCA",
                                                 .key_usage = "critical,keyCertSign",
                                                 .extended_key_usage = "",
                                                 .basic_constraints = "critical,CA:TRUE",
                                                 .demo = true});
  Authorities authorities;
  const Status refused = authorities.Add(csca);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kDenied);
  ASSERT_TRUE(authorities.Add(csca, DemoSigners::kAllow));
  const auto signer = authorities.FindSigner(csca_.Certify(key_, {}), kNow);
  ASSERT_TRUE(signer.has_value());
  EXPECT_TRUE((*signer)[0].demo);
}

TEST_F(AuthoritiesTest, clear_nobody_by_a_list_that_is_about_a_part_of_the_certificates) {
  const Bytes der = csca_.Certify(key_, {.serial = 7});
  for (const auto& [extension, value] :
       {std::pair{NID_delta_crl, "critical,DER:020101"}, std::pair{NID_delta_crl, "DER:020101"},
        std::pair{NID_issuing_distribution_point, "critical,onlyCA:TRUE"},
        std::pair{NID_issuing_distribution_point, "onlyCA:TRUE"}}) {
    Authorities authorities(&authorities_);
    ASSERT_TRUE(authorities.AddCrl(
        csca_.Revoke({.serial = 8, .extension = extension, .extension_value = value})));
    const auto signer = authorities.FindSigner(der, kNow);
    ASSERT_TRUE(signer.has_value());
    EXPECT_FALSE((*signer)[0].cleared_until) << value;
    EXPECT_EQ(FaultOf(authorities, csca_.Certify(key_, {.serial = 8})), PathFault::kRevoked);
  }
}

// One that takes its revocation back, and two with critical extensions.
TEST_F(AuthoritiesTest, clear_nobody_by_a_list_with_an_entry_that_is_not_understood) {
  const Bytes der = csca_.Certify(key_, {.serial = 7});
  for (const auto& [extension, value] :
       {std::pair{NID_crl_reason, "DER:0A0108"}, std::pair{NID_crl_reason, "critical,DER:0A0101"},
        std::pair{NID_invalidity_date, "critical,DER:180F32303236303130313030303030305A"}}) {
    Authorities authorities(&authorities_);
    ASSERT_TRUE(authorities.AddCrl(
        csca_.Revoke({.serial = 8, .entry_extension = extension, .entry_extension_value = value})));
    const auto signer = authorities.FindSigner(der, kNow);
    ASSERT_TRUE(signer.has_value());
    EXPECT_FALSE((*signer)[0].cleared_until) << value;
    EXPECT_EQ(FaultOf(authorities, csca_.Certify(key_, {.serial = 8})), PathFault::kRevoked);
  }
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke(
      {.serial = 8, .entry_extension = NID_crl_reason, .entry_extension_value = "DER:0A0106"})));
  EXPECT_TRUE((*authorities_.FindSigner(der, kNow))[0].cleared_until) << "on hold is plain";
}

TEST_F(AuthoritiesTest, revoke_nobody_by_an_entry_of_a_delta_that_takes_a_revocation_back) {
  const Bytes der = csca_.Certify(key_, {.serial = 8});
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke({.serial = 8,
                                                .extension = NID_delta_crl,
                                                .extension_value = "critical,DER:020101",
                                                .entry_extension = NID_crl_reason,
                                                .entry_extension_value = "DER:0A0108"})));
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value());
}

// Only in a delta there is something to take back, and a second entry may say the contrary.
TEST_F(AuthoritiesTest, revoke_by_an_entry_that_takes_back_where_it_has_no_place_or_is_not_alone) {
  const CrlPlan takes_back{
      .serial = 8, .entry_extension = NID_crl_reason, .entry_extension_value = "DER:0A0108"};
  CrlPlan of_a_part = takes_back;
  of_a_part.extension = NID_issuing_distribution_point;
  of_a_part.extension_value = "critical,DER:30038101FF";
  CrlPlan contradicting = takes_back;
  contradicting.extension = NID_delta_crl;
  contradicting.extension_value = "critical,DER:020101";
  contradicting.twice = true;
  const Bytes der = csca_.Certify(key_, {.serial = 8});
  for (const CrlPlan& plan : {takes_back, of_a_part, contradicting}) {
    Authorities above(&authorities_);
    ASSERT_TRUE(above.AddCrl(csca_.Revoke(plan)));
    EXPECT_EQ(FaultOf(above, der), PathFault::kRevoked);
    EXPECT_TRUE(above.IsRevoked(*SignerFromX509(der)));
  }
}

TEST_F(AuthoritiesTest, clear_nobody_by_a_list_from_the_future) {
  const Bytes der = csca_.Certify(key_, {.serial = 7});
  const Timestamp issued = kNow + std::chrono::hours(1);
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke({.serial = 8, .issued = kTestBegin + 1000 + 3600})));
  const auto cleared = [&](Timestamp now) {
    const auto signer = authorities_.FindSigner(der, now);
    return signer && (*signer)[0].cleared_until;
  };
  // There and back: no answer is kept past the moment that it holds for.
  EXPECT_FALSE(cleared(kNow));
  EXPECT_TRUE(cleared(issued - std::chrono::minutes(1))) << "a clock that is a little ahead";
  EXPECT_FALSE(cleared(kNow));
  EXPECT_EQ(FaultOf(authorities_, csca_.Certify(key_, {.serial = 8})), PathFault::kRevoked);
}

TEST_F(AuthoritiesTest, vouch_for_nobody_with_a_critical_extension_that_is_not_understood) {
  EXPECT_TRUE(authorities_.FindSigner(csca_.Certify(key_, {.unknown_extension = "DER:0500"}), kNow)
                  .has_value());
  EXPECT_EQ(FaultOf(authorities_, csca_.Certify(key_, {.unknown_extension = "critical,DER:0500"})),
            PathFault::kNoAuthority);
}

TEST_F(AuthoritiesTest, vouch_for_nobody_with_a_broken_digest) {
  EXPECT_EQ(FaultOf(authorities_, csca_.Certify(key_, {.digest = EVP_sha1()})),
            PathFault::kNoAuthority);
}

TEST_F(AuthoritiesTest, know_an_altered_certificate) {
  Bytes der = csca_.Certify(key_, {});
  der[der.size() - 3] ^= 1;
  EXPECT_FALSE(authorities_.FindSigner(der, kNow).has_value());
  der.resize(der.size() - 1);
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kNotACertificate);
  EXPECT_EQ(FaultOf(authorities_, {}), PathFault::kNotACertificate);
}

TEST_F(AuthoritiesTest, may_have_keys_with_explicit_curve_parameters) {
  const PkeyHandle key = KeyWithExplicitCurve();
  ASSERT_NE(key, nullptr);
  const Bytes authority = csca_.Certify(key.get(), {.name = "CSCA 2",
                                                    .key_usage = "critical,keyCertSign",
                                                    .extended_key_usage = "",
                                                    .basic_constraints = "critical,CA:TRUE"});
  EXPECT_TRUE(authorities_.Add(authority));
  const auto signer = authorities_.FindSigner(csca_.Certify(key.get(), {}), kNow);
  ASSERT_TRUE(signer.has_value());
  EXPECT_EQ((*signer)[0].key.kind(), KeyKind::kP256);
}

TEST_F(AuthoritiesTest, take_no_certificate_that_is_no_authority) {
  EXPECT_FALSE(authorities_.Add(csca_.Certify(key_, {})));
  EXPECT_FALSE(authorities_.Add(csca_.Certify(key_, {.key_usage = "critical,keyCertSign"})));
  EXPECT_FALSE(authorities_.Add(
      csca_.Certify(key_, {.key_usage = "critical,cRLSign", .basic_constraints = "CA:TRUE"})));
  EXPECT_FALSE(authorities_.Add({}));
  EXPECT_FALSE(authorities_.AddCrl({}));
  EXPECT_FALSE(authorities_.AddCrl(csca_.certificate()));
  EXPECT_FALSE(authorities_.Pin({}));
}

TEST_F(AuthoritiesTest, hear_a_newer_key_that_writes_its_country_in_small_letters) {
  const TestAuthority newer("ut");
  ASSERT_TRUE(authorities_.Add(newer.certificate()));
  ASSERT_TRUE(authorities_.AddCrl(newer.Revoke(7)));
  EXPECT_EQ(FaultOf(authorities_, csca_.Certify(key_, {.serial = 7})), PathFault::kRevoked);
}

// Authorities of several countries share key ids, and each has a list of its own.
TEST_F(AuthoritiesTest, give_a_signer_the_list_of_the_very_key_that_vouches_for_it) {
  const TestAuthority ours("UT", KeyKind::kP384, "", "0102030405");
  const TestAuthority foreign("XX", KeyKind::kP384, "", "0102030405");
  ASSERT_TRUE(authorities_.Add(foreign.certificate()));
  ASSERT_TRUE(authorities_.Add(ours.certificate()));
  const std::string scope = CrlScope(ours.key_digest());
  const Bytes der = ours.Certify(key_, {});
  const auto signer = authorities_.FindSigner(der, kNow);
  ASSERT_TRUE(signer.has_value());
  EXPECT_EQ((*signer)[0].crl_scope, scope);
  Authorities pinning(&authorities_);
  ASSERT_TRUE(pinning.Pin(der));
  EXPECT_EQ((*pinning.FindSigner(der, kNow))[0].crl_scope, scope);
}

TEST_F(AuthoritiesTest, find_a_pinned_signer_without_a_path) {
  const Bytes der = other_.Certify(key_, {});
  ASSERT_TRUE(authorities_.Pin(der));
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value());
  EXPECT_TRUE(authorities_.IsPinned(der));
  EXPECT_FALSE(authorities_.IsPinned(csca_.Certify(key_, {})));
}

TEST_F(AuthoritiesTest, find_no_pinned_signer_that_its_authority_revokes) {
  const Bytes der = csca_.Certify(key_, {.serial = 7, .digest = EVP_sha1()});
  ASSERT_TRUE(authorities_.Pin(der));
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke({.serial = 8})));
  const auto signer = authorities_.FindSigner(der, kNow);
  ASSERT_TRUE(signer.has_value());
  EXPECT_EQ((*signer)[0].cleared_until, Timestamp(std::chrono::seconds(kTestEnd)));
  ASSERT_TRUE(authorities_.AddCrl(csca_.Revoke({.serial = 7})));
  EXPECT_EQ(FaultOf(authorities_, der), PathFault::kRevoked);
  EXPECT_EQ(FaultOf(authorities_, der, Timestamp(std::chrono::seconds(kTestEnd + 1))),
            PathFault::kRevoked)
      << "past the authority's own end";
}

TEST_F(AuthoritiesTest, add_to_those_below) {
  Authorities above(&authorities_);
  const Bytes der = csca_.Certify(key_, {.serial = 7});
  EXPECT_TRUE(above.FindSigner(der, kNow).has_value());
  ASSERT_TRUE(above.Add(other_.certificate()));
  EXPECT_TRUE(above.FindSigner(other_.Certify(key_, {}), kNow).has_value());
  EXPECT_EQ(FaultOf(authorities_, other_.Certify(key_, {})), PathFault::kNoAuthority);
  ASSERT_TRUE(above.AddCrl(csca_.Revoke(7)));
  EXPECT_EQ(FaultOf(above, der), PathFault::kRevoked);
  EXPECT_TRUE(authorities_.FindSigner(der, kNow).has_value());
}

TEST_F(AuthoritiesTest, remember_within_bounds) {
  for (long serial = 1; serial <= 1200; ++serial) {
    ASSERT_TRUE(authorities_.FindSigner(csca_.Certify(key_, {.serial = serial}), kNow).has_value());
  }
}

}  // namespace
}  // namespace clearway::keys
