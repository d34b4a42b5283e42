#include "keys/importing/eu_trust_list.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/cms.h>

#include <string>
#include <vector>

#include "base/encoding/base64.h"
#include "keys/digest.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::EncodeBase64;
using testing::ElementsAre;
using testing::HasSubstr;

using CmsHandle = std::unique_ptr<CMS_ContentInfo, FreeWith<&CMS_ContentInfo_free>>;

// A detached CMS signature, as national backends make them.
Bytes CmsOver(const Bytes& content, const Bytes& certificate, const PrivateKey& key) {
  const unsigned char* at = certificate.data();
  const X509Handle x509(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())));
  const BioHandle data(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const CmsHandle cms(
      CMS_sign(x509.get(), key.handle(), nullptr, data.get(), CMS_DETACHED | CMS_BINARY));
  unsigned char* der = nullptr;
  const int length = i2d_CMS_ContentInfo(cms.get(), &der);
  Bytes bytes(der, der + length);
  OPENSSL_free(der);
  return bytes;
}

std::string KidOf(const Bytes& der) {
  const Sha256Digest digest = Sha256(der);
  return EncodeBase64(encoding::ByteView(digest).first(8));
}

std::string Entry(const std::string& type, const std::string& country, const Bytes& der,
                  const std::string& kid, const Bytes& signature = {}) {
  return fmt::format(
      R"({{"kid":"{}","timestamp":"2026-01-01T00:00:00Z","country":"{}","certificateType":"{}","rawData":"{}","signature":"{}"}})",
      kid, country, type, EncodeBase64(der), EncodeBase64(signature));
}

std::string ListOf(const std::vector<std::string>& entries) {
  std::string text;
  for (const std::string& entry : entries) text += (text.empty() ? "" : ",") + entry;
  return "[" + text + "]";
}

class EuTrustList : public testing::Test {
 protected:
  EuTrustList() {
    signer_ = csca_.Certify(key_, {.country = "UT", .extended_key_usage = ""});
    uploader_ = csca_.Certify(uploader_key_, {.country = "UT", .name = "Upload"});
  }

  [[nodiscard]] std::string Csca() const {
    return Entry("CSCA", "UT", csca_.certificate(), "-",
                 CmsOver(csca_.certificate(), anchor_.certificate(), anchor_.key()));
  }
  [[nodiscard]] std::string Upload() const {
    return Entry("UPLOAD", "UT", uploader_, "-",
                 CmsOver(uploader_, anchor_.certificate(), anchor_.key()));
  }
  [[nodiscard]] std::string Dsc(const Bytes& signature = {}) const {
    return Entry("DSC", "UT", signer_, KidOf(signer_), signature);
  }
  static std::size_t Taken(const Result<Imported>& imported) {
    EXPECT_TRUE(imported);
    return imported ? imported->signers.size() : 0;
  }

  TestAuthority csca_{"UT"};
  TestAuthority stranger_{"UT"};
  TestAuthority anchor_{"EU"};
  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
  PrivateKey uploader_key_ = *PrivateKey::Generate(KeyKind::kP256);
  Bytes signer_;
  Bytes uploader_;
};

TEST_F(EuTrustList, takes_signers_that_an_authority_of_the_list_has_signed) {
  const auto imported = ReadEuTrustList(ListOf({Dsc(), Csca()}));
  ASSERT_EQ(Taken(imported), 1U);
  EXPECT_EQ(imported->signers[0].x509, signer_);
  EXPECT_THAT(imported->problems, ElementsAre());
  EXPECT_THAT(imported->notes, ElementsAre(HasSubstr("--eu-anchor")));
  EXPECT_EQ(Taken(ReadEuTrustList("{\"certificates\":" + ListOf({Dsc(), Csca()}) + "}")), 1U);
}

TEST_F(EuTrustList, says_that_a_signer_without_an_authority_was_taken_on_trust) {
  const auto imported = ReadEuTrustList(ListOf({Dsc()}));
  EXPECT_EQ(Taken(imported), 1U);
  EXPECT_THAT(imported->notes[0], HasSubstr("1 signers of the EU list were taken without"));
}

TEST_F(EuTrustList, leaves_out_what_is_not_what_its_entry_says) {
  const Bytes abroad = csca_.Certify(key_, {.country = "XX"});
  const std::string thumb = Dsc().substr(0, Dsc().size() - 1) + ",\"thumbprint\":\"00ff\"}";
  const auto imported = ReadEuTrustList(ListOf(
      {Entry("DSC", "UT", signer_, "AAAAAAAAAAA="), Entry("DSC", "UT", abroad, KidOf(abroad)),
       thumb, Entry("DSC", "UT", {1, 2, 3}, "x"), R"({"certificateType":"DSC","rawData":"?"})"}));
  EXPECT_EQ(Taken(imported), 0U);
  EXPECT_THAT(imported->problems, ElementsAre(HasSubstr("entry 5"), HasSubstr("its kid is another"),
                                              HasSubstr("belongs to XX"), HasSubstr("thumbprint"),
                                              HasSubstr("not one X.509")));
}

TEST_F(EuTrustList, leaves_out_a_signer_that_its_countrys_authority_did_not_sign) {
  const auto imported =
      ReadEuTrustList(ListOf({Entry("CSCA", "UT", stranger_.certificate(), "-"), Dsc()}));
  EXPECT_EQ(Taken(imported), 0U);
  EXPECT_THAT(imported->problems, ElementsAre(HasSubstr("no authority (CSCA)")));
}

TEST_F(EuTrustList, takes_no_entrys_word_for_whose_authority_or_uploader_it_is) {
  const TestAuthority foreign("XX");
  const std::string relabelled =
      Entry("CSCA", "UT", foreign.certificate(), "-",
            CmsOver(foreign.certificate(), anchor_.certificate(), anchor_.key()));
  const Bytes forged = foreign.Certify(key_, {.country = "UT", .extended_key_usage = ""});
  const std::string entry = Entry("DSC", "UT", forged, KidOf(forged));
  const auto imported = ReadEuTrustList(ListOf({Csca(), relabelled, entry}));
  EXPECT_EQ(Taken(imported), 0U);
  EXPECT_THAT(imported->problems, ElementsAre(HasSubstr("belongs to another country"),
                                              HasSubstr("no authority (CSCA)")));
  const Bytes of_xx = foreign.Certify(uploader_key_, {.country = "XX", .name = "Upload"});
  const std::string uploader =
      Entry("UPLOAD", "UT", of_xx, "-", CmsOver(of_xx, anchor_.certificate(), anchor_.key()));
  EXPECT_EQ(
      Taken(ReadEuTrustList(ListOf({Csca(), uploader, Dsc(CmsOver(signer_, of_xx, uploader_key_))}),
                            anchor_.certificate())),
      0U);
}

// The anchor signs the certificates of a country's connection to the gateway, too.
TEST_F(EuTrustList, takes_no_entrys_word_for_what_a_certificate_is_for) {
  const auto anchored = [&](const char* type, const Bytes& der) {
    return Entry(type, "UT", der, "-", CmsOver(der, anchor_.certificate(), anchor_.key()));
  };
  const Bytes by_uploader = CmsOver(signer_, uploader_, uploader_key_);
  const auto taken = [&](const std::vector<std::string>& vouchers, const Bytes& signature) {
    std::vector<std::string> entries = vouchers;
    entries.push_back(Dsc(signature));
    return Taken(ReadEuTrustList(ListOf(entries), anchor_.certificate()));
  };
  EXPECT_EQ(taken({Csca(), Upload()}, by_uploader), 1U);
  for (const char* purpose : {"clientAuth", "serverAuth,1.2.3"}) {
    const Bytes tls = csca_.Certify(uploader_key_, {.name = "TLS", .extended_key_usage = purpose});
    EXPECT_EQ(taken({Csca(), anchored("UPLOAD", tls)}, CmsOver(signer_, tls, uploader_key_)), 0U);
  }
  EXPECT_EQ(taken({Csca(), anchored("UPLOAD", csca_.certificate())},
                  CmsOver(signer_, csca_.certificate(), csca_.key())),
            0U);
  const auto list = ReadEuTrustList(ListOf({anchored("CSCA", uploader_)}), anchor_.certificate());
  ASSERT_TRUE(list);
  EXPECT_THAT(list->problems, ElementsAre(HasSubstr("no authority's")));
}

TEST_F(EuTrustList, finds_a_countrys_authority_however_the_entries_write_it) {
  const Bytes forged = stranger_.Certify(key_, {.country = "UT", .extended_key_usage = ""});
  const auto small = [](const Bytes& der) { return Entry("DSC", "ut", der, KidOf(der)); };
  EXPECT_EQ(Taken(ReadEuTrustList(ListOf({Csca(), small(signer_)}))), 1U);
  EXPECT_EQ(Taken(ReadEuTrustList(ListOf({Csca(), small(forged)}))), 0U);
}

TEST_F(EuTrustList, checks_every_entrys_signature_when_it_knows_the_anchor) {
  const Bytes by_uploader = CmsOver(signer_, uploader_, uploader_key_);
  const auto good =
      ReadEuTrustList(ListOf({Csca(), Upload(), Dsc(by_uploader)}), anchor_.certificate());
  EXPECT_EQ(Taken(good), 1U);
  EXPECT_THAT(good->problems, ElementsAre());
  EXPECT_THAT(good->notes, ElementsAre());
  // Nobody's, another content's, and one of an uploader that the anchor does not know.
  EXPECT_EQ(Taken(ReadEuTrustList(ListOf({Csca(), Upload(), Dsc()}), anchor_.certificate())), 0U);
  const Bytes of_other = CmsOver(uploader_, uploader_, uploader_key_);
  EXPECT_EQ(
      Taken(ReadEuTrustList(ListOf({Csca(), Upload(), Dsc(of_other)}), anchor_.certificate())), 0U);
  const std::string self_made =
      Entry("UPLOAD", "UT", uploader_, "-", CmsOver(uploader_, uploader_, uploader_key_));
  EXPECT_EQ(
      Taken(ReadEuTrustList(ListOf({Csca(), self_made, Dsc(by_uploader)}), anchor_.certificate())),
      0U);
}

TEST_F(EuTrustList, is_refused_when_it_is_none) {
  for (const char* text : {"", "{}", "null", "{\"certificates\":{}}", "[1", "\"x\""}) {
    EXPECT_FALSE(ReadEuTrustList(text)) << text;
  }
  EXPECT_FALSE(ReadEuTrustList("[]", Bytes{1, 2, 3}));
}

}  // namespace
}  // namespace clearway::keys
