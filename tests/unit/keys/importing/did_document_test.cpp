#include "keys/importing/did_document.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/encoding/base64.h"
#include "keys/digest.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kDsc = "did:web:tng.example:v2:trustlist:DCC:XXA:DSC";

class DidDocument : public testing::Test {
 protected:
  DidDocument() : certificate_(csca_.Certify(key_, {.extended_key_usage = ""})) {
    TakeCoordinates(key_);
    kid_ = KidOf(certificate_);
  }

  void TakeCoordinates(const PrivateKey& key) {
    const Bytes spki = PublicKey::FromHandle(key.handle())->ToSpki();
    x_.assign(spki.end() - 64, spki.end() - 32);
    y_.assign(spki.end() - 32, spki.end());
  }
  static std::string KidOf(const Bytes& der) {
    const Sha256Digest digest = Sha256(der);
    return encoding::EncodeBase64(encoding::ByteView(digest).first(8));
  }

  // Coordinates with a zero in front, as WHO's own example has them.
  [[nodiscard]] std::string Jwk(const std::string& more = "") const {
    Bytes x = x_;
    x.insert(x.begin(), 0);
    return fmt::format(R"({{"kty":"EC","crv":"P-256","x":"{}","y":"{}"{}}})",
                       encoding::EncodeBase64Url(x), encoding::EncodeBase64Url(y_), more);
  }
  [[nodiscard]] std::string WithCertificate(const Bytes& der) const {
    return Jwk(fmt::format(R"(,"x5c":["{}","{}"])", encoding::EncodeBase64(der),
                           encoding::EncodeBase64(csca_.certificate())));
  }
  static std::string Method(const std::string& id, const std::string& jwk) {
    return fmt::format(R"({{"id":"{}","type":"JsonWebKey2020","publicKeyJwk":{}}})", id, jwk);
  }
  static Imported Read(const std::string& methods, const std::string& more = "") {
    const auto imported = ReadDidDocument("{\"id\":\"did:web:x\",\"verificationMethod\":[" +
                                          methods + "]" + more + "}");
    EXPECT_TRUE(imported) << imported.error().detail;
    return imported ? *imported : Imported{};
  }

  TestAuthority csca_{"XA", KeyKind::kP256};
  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
  Bytes certificate_;
  Bytes x_;
  Bytes y_;
  std::string kid_;
};

TEST_F(DidDocument, gives_signers_with_their_certificates) {
  const Imported imported =
      Read(Method(kDsc + ("#" + kid_), WithCertificate(certificate_)), R"(,"proof":{})");
  ASSERT_EQ(imported.signers.size(), 1U);
  EXPECT_EQ(imported.signers[0].x509, certificate_);
  EXPECT_THAT(imported.notes, ElementsAre(HasSubstr("proof was not checked")));
}

TEST_F(DidDocument, gives_bare_keys_under_the_kid_of_their_identifier) {
  const Imported imported = Read(Method(kDsc + std::string("#AQIDBAUGBwg%3D"), Jwk()));
  ASSERT_EQ(imported.signers.size(), 1U);
  EXPECT_EQ(imported.signers[0].key_id, "\x01\x02\x03\x04\x05\x06\x07\x08");
  EXPECT_TRUE(imported.signers[0].issuer.empty());
  EXPECT_EQ(imported.signers[0].country, "XXA");
  EXPECT_EQ(imported.signers[0].spki, PublicKey::FromHandle(key_.handle())->ToSpki());
}

TEST_F(DidDocument, gives_bare_keys_no_country_where_their_identifier_names_no_usage) {
  const Imported imported = Read(Method("did:web:tng.example:trustlist#AQIDBAUGBwg=", Jwk()));
  ASSERT_EQ(imported.signers.size(), 1U);
  EXPECT_EQ(imported.signers[0].country, "");
}

TEST_F(DidDocument, leaves_out_keys_that_contradict_themselves) {
  const PrivateKey other = *PrivateKey::Generate(KeyKind::kP256);
  const Bytes of_other = csca_.Certify(other, {});
  const std::string dsc = kDsc;
  const Imported imported =
      Read(Method(dsc + "#" + kid_, WithCertificate(of_other)) + "," +
           Method(dsc + "#AAAAAAAAAAA=", WithCertificate(certificate_)) + "," + Method(dsc, Jwk()) +
           "," + Method(dsc + "#" + kid_, Jwk(R"(,"d":"AA")")) + "," +
           Method(dsc + "#AQ==", R"({"kty":"EC","crv":"P-384","x":"AA","y":"AA"})") + "," +
           Method(dsc + "#AQ==", R"({"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"})"));
  EXPECT_TRUE(imported.signers.empty());
  EXPECT_EQ(imported.problems.size(), 6U);
}

TEST_F(DidDocument, passes_over_references_and_other_usages_and_says_so) {
  const Imported imported =
      Read("\"did:web:elsewhere\"," + Method("did:web:tng.example:v2:trustlist:DCC:XXA:SCA#" + kid_,
                                             WithCertificate(certificate_)));
  EXPECT_TRUE(imported.signers.empty());
  EXPECT_THAT(imported.notes, ElementsAre(HasSubstr("1 entries of the DID document only refer"),
                                          HasSubstr("no document signers'")));
}

TEST_F(DidDocument, names_the_other_trust_domains_that_its_signers_are_of) {
  const auto of = [this](const char* domain) {
    return Method(fmt::format("did:web:tng.example:v2:trustlist:{}:XXA:DSC#AQIDBAUGBwg=", domain),
                  Jwk());
  };
  EXPECT_TRUE(Read(of("DCC")).notes.empty());
  EXPECT_THAT(Read(of("IPS-PILGRIMAGE") + "," + of("ICVP") + "," + of("ICVP")).notes,
              ElementsAre(HasSubstr("(ICVP, IPS-PILGRIMAGE)")));
}

TEST_F(DidDocument, takes_no_key_of_a_usage_that_it_does_not_know) {
  for (const char* usage : {"CSCA", "sca", "SCA:", "DECA", "PLAC", "VHL", "dsc"}) {
    const Imported imported = Read(Method(
        fmt::format("did:web:tng.example:v2:trustlist:DCC:XXA:{}#AQIDBAUGBwg=", usage), Jwk()));
    EXPECT_TRUE(imported.signers.empty()) << usage;
  }
}

TEST_F(DidDocument, never_takes_an_authority_for_a_signer) {
  TakeCoordinates(csca_.key());
  const Imported imported =
      Read(Method("did:web:tng.example:trustlist#" + KidOf(csca_.certificate()),
                  WithCertificate(csca_.certificate())));
  EXPECT_TRUE(imported.signers.empty());
  EXPECT_THAT(imported.problems, ElementsAre(HasSubstr("an authority's")));
}

TEST_F(DidDocument, is_refused_when_it_is_none) {
  for (const char* text : {"", "[]", "{}", R"({"verificationMethod":{}})"}) {
    EXPECT_FALSE(ReadDidDocument(text)) << text;
  }
}

}  // namespace
}  // namespace clearway::keys
