#include "certificate/seal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/base45.h"
#include "base/encoding/cose_encrypt.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/issuing/issue.h"
#include "certificate/issuing/seal_certificate.h"
#include "certificate/judge.h"
#include "certificate/read.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Value;
using keys::ReaderKey;
using keys::ReaderKeyKind;
using std::chrono::days;
namespace cose = encoding::cose;

ReaderKey NewKey(ReaderKeyKind kind, const std::string& group = "XA-XB", std::uint32_t epoch = 7) {
  return *keys::MakeReaderKey(
      {.name = group, .epoch = epoch, .from = kNow - days(30), .until = kNow + days(30)}, kind);
}

std::string Describe(const Reading& reading) {
  return reading.authenticity.valid() ? "valid" : ToString(*reading.authenticity.cause);
}

Bytes MessageOf(const std::string& text) {
  return *encoding::DecodeBase45(text.substr(4));
}

std::string TextOf(const Bytes& message) {
  return "TH1:" + encoding::EncodeBase45(message);
}

// A signed certificate, and the same sealed for the kiosk's group and, except in a corridor, for
// another one before it.
class Sealed : public testing::TestWithParam<ReaderKeyKind> {
 protected:
  Sealed() {
    const bool corridor = GetParam() == ReaderKeyKind::kCorridor;
    if (!corridor) readers_.push_back(keys::SealingKeyOf(others_));
    readers_.push_back(keys::SealingKeyOf(key_));
    signed_text_ = *Issue(TravelHealthSpecimen(), issuer_);
    text_ = *Seal(signed_text_, readers_);
  }

  [[nodiscard]] Reading ReadWith(const std::string& text, std::span<const ReaderKey> keys,
                                 Timestamp now = kNow) const {
    return Read(text, {trust_, keys}, now);
  }
  [[nodiscard]] Reading ReadText(const std::string& text) const {
    return ReadWith(text, {&key_, 1});
  }

  const keys::Issuer issuer_ = MakeTestIssuer(kTravelHealthUsage);
  const keys::TrustStore trust_ = Trusting({&issuer_});
  const ReaderKey key_ = NewKey(GetParam());
  const ReaderKey others_ = NewKey(GetParam(), "XC-XD", 3);
  std::vector<keys::SealingKey> readers_;
  std::string signed_text_;
  std::string text_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Sealed,
                         testing::Values(ReaderKeyKind::kCorridor, ReaderKeyKind::kP256,
                                         ReaderKeyKind::kSm2),
                         [](const auto& kind) { return keys::ToString(kind.param); });

TEST_P(Sealed, opens_to_the_signed_certificate_and_says_for_whom_it_was) {
  const Reading reading = ReadText(text_);
  ASSERT_EQ(Describe(reading), "valid") << reading.authenticity.step;
  EXPECT_EQ(reading.certificate->holder.name.chinese, "王小明");
  EXPECT_EQ(reading.certificate->records.size(), 4U);
  EXPECT_EQ(reading.envelope.sealed_for, "XA-XB, epoch 7");
  EXPECT_TRUE(IsSealed(text_));
  EXPECT_FALSE(IsSealed(signed_text_));
  EXPECT_EQ(ReadText(signed_text_).envelope.sealed_for, "");
}

TEST_P(Sealed, shows_nothing_of_the_certificate_without_the_key) {
  const Reading reading = ReadWith(text_, {});
  EXPECT_EQ(Describe(reading), "sealed");
  EXPECT_EQ(reading.format, Format::kTravelHealth);
  EXPECT_FALSE(reading.certificate);
  const Bytes message = MessageOf(text_);
  for (const std::string_view word : {"WANG", "XIAOMING", "E00000000", "T-2027-000001", "XA-XB"}) {
    EXPECT_TRUE(std::ranges::search(message, AsBytes(word)).empty()) << word;
  }
}

TEST_P(Sealed, for_others_is_undetermined_and_never_called_forged) {
  for (const ReaderKey& key : {NewKey(GetParam(), "XA-XB", 8), NewKey(GetParam(), "XA-XB", 6),
                               NewKey(GetParam(), "XE-XF", 7)}) {
    const Reading reading = ReadWith(text_, {&key, 1});
    EXPECT_EQ(Describe(reading), "sealed");
    const Verdict verdict = Judge({&reading, 1}, {.now = kNow, .trusted = true});
    EXPECT_EQ(verdict.answer, Answer::kUndetermined);
    EXPECT_EQ(verdict.reasons.front().code, "sealed");
  }
}

TEST_P(Sealed, opens_while_its_epoch_lasts) {
  EXPECT_EQ(Describe(ReadWith(text_, {&key_, 1}, key_.group.until)), "valid");
  EXPECT_EQ(Describe(ReadWith(text_, {&key_, 1}, key_.group.until + std::chrono::seconds(1))),
            "sealed");
}

// The present epoch's key lies beside that of the last one, in either order.
TEST_P(Sealed, opens_with_its_own_epochs_key_among_those_of_others) {
  std::vector<ReaderKey> keys;
  keys.push_back(NewKey(GetParam(), "XA-XB", 6));
  keys.push_back(*keys::ParseReaderKey(keys::EncodeReaderKey(key_).view()));
  keys.push_back(NewKey(ReaderKeyKind::kP256, "XA-XB", 8));
  keys.push_back(NewKey(ReaderKeyKind::kSm2, "XA-XB", 8));
  keys.push_back(NewKey(ReaderKeyKind::kCorridor, "XA-XB", 8));
  EXPECT_EQ(Describe(ReadWith(text_, keys)), "valid");
  std::swap(keys.front(), keys.back());
  EXPECT_EQ(Describe(ReadWith(text_, keys)), "valid");
}

// The words for everything that is for this kiosk and does not open.
void ExpectDoesNotOpen(const Reading& reading, const std::string& what) {
  EXPECT_EQ(Describe(reading), "malformed") << what;
  EXPECT_EQ(reading.authenticity.step, "it is sealed and does not open") << what;
  EXPECT_FALSE(reading.certificate) << what;
  EXPECT_FALSE(reading.signed_by) << what;
  const Verdict verdict = Judge({&reading, 1}, {.now = kNow, .trusted = true});
  EXPECT_EQ(verdict.answer, Answer::kRefused) << what;
}

// The first byte, or two, say that it is sealed: without them it is some other broken message.
std::size_t TagBytes(const Bytes& message) {
  return message[0] == 0xD0 ? 1 : 2;
}

TEST_P(Sealed, is_refused_in_the_same_words_with_a_byte_changed_anywhere) {
  constexpr std::uint8_t kChanges[] = {0x01, 0x80};
  Bytes message = MessageOf(text_);
  for (std::size_t at = 0; at < message.size(); ++at) {
    for (const std::uint8_t change : kChanges) {
      message[at] ^= change;
      const Reading reading = ReadText(TextOf(message));
      if (at < TagBytes(message)) {
        EXPECT_EQ(Describe(reading), "malformed") << at;
      } else {
        ExpectDoesNotOpen(reading, "byte " + std::to_string(at));
      }
      message[at] ^= change;
    }
  }
  EXPECT_EQ(Describe(ReadText(TextOf(message))), "valid");
}

TEST_P(Sealed, is_refused_in_the_same_words_when_cut_anywhere_or_lengthened) {
  const Bytes message = MessageOf(text_);
  for (std::size_t length = TagBytes(message); length < message.size(); ++length) {
    const Bytes cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(length));
    ExpectDoesNotOpen(ReadText(TextOf(cut)), "cut to " + std::to_string(length));
  }
  for (const std::size_t more : {1U, 16U, 200U}) {
    Bytes longer = message;
    longer.resize(message.size() + more);
    ExpectDoesNotOpen(ReadText(TextOf(longer)), "lengthened by " + std::to_string(more));
  }
}

TEST_P(Sealed, is_refused_in_the_same_words_with_a_wrong_key_under_the_right_name) {
  const ReaderKey wrong = NewKey(GetParam());
  ExpectDoesNotOpen(ReadWith(text_, {&wrong, 1}), "wrong key");
}

// A way to alter a message whose parts were taken apart.
struct Alteration {
  const char* name;
  std::function<void(cose::Encrypted&)> alter;
};

const Bytes kZeros32(32);
const Bytes kOtherNonce(12, 9);
const Bytes kA128Header = cose::AlgorithmHeader(cose::kA128Gcm);
const Bytes kSm4Header = cose::AlgorithmHeader(cose::kSm4CtrHmacSm3);
const Bytes kA256Header = cose::AlgorithmHeader(cose::kA256Gcm);
const Bytes kA128KwHeader = cose::AlgorithmHeader(cose::kEcdhEsA128Kw);

std::vector<Alteration> OfContent(const cose::Encrypted& other) {
  return {
      {"a nonce of another length", [](auto& m) { m.nonce = m.nonce.first(8); }},
      {"another nonce", [](auto& m) { m.nonce = kOtherNonce; }},
      {"no nonce", [](auto& m) { m.nonce = {}; }},
      {"a weaker cipher", [](auto& m) { m.protected_header = kA128Header; }},
      {"the other suite's cipher",
       [](auto& m) {
         m.protected_header = m.algorithm == cose::kA256Gcm ? ByteView(kSm4Header) : kA256Header;
       }},
      {"the cipher's name unprotected", [](auto& m) { m.protected_header = {}; }},
      {"no ciphertext", [](auto& m) { m.ciphertext = {}; }},
      {"a ciphertext without its tag",
       [](auto& m) { m.ciphertext = m.ciphertext.first(m.ciphertext.size() - 16); }},
      {"a tag without its ciphertext", [](auto& m) { m.ciphertext = m.ciphertext.last(16); }},
      {"the ciphertext of another certificate",
       [&other](auto& m) { m.ciphertext = other.ciphertext; }},
  };
}

std::vector<Alteration> OfRecipients(const cose::Encrypted& other) {
  return {
      {"the ciphertext and nonce of another certificate",
       [&other](auto& m) {
         m.ciphertext = other.ciphertext;
         m.nonce = other.nonce;
       }},
      {"another's recipient dropped", [](auto& m) { m.recipients.erase(m.recipients.begin()); }},
      {"the recipients exchanged",
       [](auto& m) { std::swap(m.recipients.front(), m.recipients.back()); }},
      {"our recipient twice", [](auto& m) { m.recipients.push_back(m.recipients.back()); }},
      {"our recipient of another certificate",
       [&other](auto& m) { m.recipients.back() = other.recipients.back(); }},
      {"all recipients of another certificate",
       [&other](auto& m) { m.recipients = other.recipients; }},
      {"another's recipient of another certificate",
       [&other](auto& m) { m.recipients.front() = other.recipients.front(); }},
      {"a recipient more, of another certificate",
       [&other](auto& m) { m.recipients.push_back(other.recipients.front()); }},
      {"our recipient without a key id", [](auto& m) { m.recipients.back().key_id.reset(); }},
      {"our recipient under another's key id",
       [](auto& m) { m.recipients.back().key_id = m.recipients.front().key_id; }},
      {"another's recipient under our key id",
       [](auto& m) { m.recipients.front().key_id = m.recipients.back().key_id; }},
      {"an empty key id", [](auto& m) { m.recipients.back().key_id = ByteView{}; }},
      {"our wrapped key with another's",
       [](auto& m) { m.recipients.back().encrypted_key = m.recipients.front().encrypted_key; }},
      {"no wrapped key", [](auto& m) { m.recipients.back().encrypted_key = {}; }},
      {"a wrapped key cut short",
       [](auto& m) {
         auto& key = m.recipients.back().encrypted_key;
         key = key.first(key.size() - 8);
       }},
      {"the recipient's algorithm unprotected or protected the other way round",
       [](auto& m) {
         auto& recipient = m.recipients.back();
         recipient.protected_header =
             recipient.protected_header.empty() ? ByteView(kA128KwHeader) : ByteView{};
       }},
      {"a weaker key wrap", [](auto& m) { m.recipients.back().protected_header = kA128KwHeader; }},
      {"a direct key",
       [](auto& m) {
         auto& recipient = m.recipients.back();
         recipient = {.protected_header = {},
                      .algorithm = cose::kDirect,
                      .key_id = recipient.key_id,
                      .ephemeral = std::nullopt,
                      .encrypted_key = {}};
       }},
      {"an ephemeral key that is absent or should not be there",
       [](auto& m) {
         auto& ephemeral = m.recipients.back().ephemeral;
         if (ephemeral) {
           ephemeral.reset();
         } else {
           ephemeral = cose::EphemeralKey{ByteView(kZeros32), std::nullopt, false};
         }
       }},
      {"the recipients taken off", [](auto& m) { m.recipients.clear(); }},
  };
}

TEST_P(Sealed, is_refused_in_the_same_words_after_every_alteration_of_its_parts) {
  Certificate other_certificate = TravelHealthSpecimen();
  other_certificate.document->number = "E99999999";
  const Bytes other_bytes = MessageOf(*Seal(*Issue(other_certificate, issuer_), readers_));
  const Bytes bytes = MessageOf(text_);
  const auto other = *cose::ParseEncrypted(other_bytes);
  const auto message = *cose::ParseEncrypted(bytes);
  std::vector<Alteration> alterations = OfContent(other);
  if (message.has_recipients()) {
    for (Alteration& more : OfRecipients(other)) alterations.push_back(std::move(more));
    EXPECT_GE(alterations.size(), 30U);
  }
  for (const Alteration& alteration : alterations) {
    cose::Encrypted altered = message;
    alteration.alter(altered);
    ExpectDoesNotOpen(ReadText(TextOf(cose::EncodeEncrypted(altered))), alteration.name);
  }
}

TEST_P(Sealed, is_refused_when_written_in_another_way) {
  const Bytes message = MessageOf(text_);
  Bytes long_head = message;  // the array's length in a byte of its own
  const std::size_t at = TagBytes(message);
  long_head[at] = 0x98;
  const auto length = static_cast<std::uint8_t>(message[at] & 0x1F);
  long_head.insert(long_head.begin() + static_cast<std::ptrdiff_t>(at) + 1, length);
  ExpectDoesNotOpen(ReadText(TextOf(long_head)), "a longer head");
  EXPECT_EQ(Describe(ReadText(TextOf(encoding::DeflateZlib(message)))), "malformed");
  EXPECT_EQ(Describe(ReadText(TextOf(Value::Tagged(61, Value::Encoded(message)).encoded()))),
            "malformed");
}

TEST_P(Sealed, does_not_make_a_forged_certificate_better) {
  const keys::Issuer stranger = MakeTestIssuer(kTravelHealthUsage);
  const auto unknown = *Seal(*Issue(TravelHealthSpecimen(), stranger), readers_);
  EXPECT_EQ(Describe(ReadText(unknown)), "unknown-signer");
  Parts parts = SignedParts(TravelHealthPayload(TravelHealthSpecimen()), issuer_);
  parts.signature[5] ^= 1;
  EXPECT_EQ(Describe(ReadText(*Seal(TravelHealthText(parts.Message()), readers_))),
            "bad-signature");
  Certificate expired = TravelHealthSpecimen();
  expired.expires_at = kNow - days(1);
  expired.issued_at = kNow - days(2);
  EXPECT_EQ(Describe(ReadText(*Seal(*Issue(expired, issuer_), readers_))), "expired");
  EXPECT_EQ(Describe(ReadText(*Seal(TextOf(Bytes{1, 2, 3}), readers_))), "malformed");
}

TEST_P(Sealed, is_not_sealed_twice) {
  EXPECT_FALSE(Seal(text_, readers_));
  EXPECT_FALSE(Seal("HC1:ABC", readers_));
  EXPECT_FALSE(Seal(signed_text_, {}));
}

TEST(Sealing, takes_one_corridor_or_groups_of_one_kind) {
  const keys::Issuer issuer = MakeTestIssuer(kTravelHealthUsage);
  const std::string text = *Issue(TravelHealthSpecimen(), issuer);
  const auto seal = [&text](std::initializer_list<ReaderKeyKind> kinds) {
    std::vector<keys::SealingKey> keys;
    for (const ReaderKeyKind kind : kinds) keys.push_back(keys::SealingKeyOf(NewKey(kind)));
    return Seal(text, keys).has_value();
  };
  EXPECT_TRUE(seal({ReaderKeyKind::kP256, ReaderKeyKind::kP256}));
  EXPECT_FALSE(seal({ReaderKeyKind::kP256, ReaderKeyKind::kSm2}));
  EXPECT_FALSE(seal({ReaderKeyKind::kCorridor, ReaderKeyKind::kCorridor}));
  EXPECT_FALSE(seal({ReaderKeyKind::kSm2, ReaderKeyKind::kCorridor}));
}

Certificate FullCertificate() {
  Certificate certificate = TravelHealthSpecimen();
  certificate.records[2] = certificate.records[3];
  certificate.records.push_back(certificate.records[3]);
  return certificate;
}

// A PCR test, an IgG test and three doses; ISO/IEC 18004, table 7: version 25 at level M takes 1451
// alphanumeric characters.
TEST(Sealing, for_two_groups_fits_a_qr_code_of_version_25_at_level_m) {
  constexpr std::size_t kVersion25M = 1451;
  const keys::Issuer issuer = MakeTestIssuer(kTravelHealthUsage);
  const std::string signed_text = *Issue(FullCertificate(), issuer);
  RecordProperty("signed", static_cast<int>(signed_text.size()));
  for (const ReaderKeyKind kind :
       {ReaderKeyKind::kCorridor, ReaderKeyKind::kP256, ReaderKeyKind::kSm2}) {
    std::vector<keys::SealingKey> groups;
    groups.push_back(keys::SealingKeyOf(NewKey(kind)));
    if (kind != ReaderKeyKind::kCorridor) {
      groups.push_back(keys::SealingKeyOf(NewKey(kind, "XC-XD")));
    }
    const auto text = Seal(signed_text, groups);
    ASSERT_TRUE(text);
    EXPECT_LE(text->size(), kVersion25M) << keys::ToString(kind);
    EXPECT_EQ(text->find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
              std::string::npos);
    RecordProperty(keys::ToString(kind), static_cast<int>(text->size()));
  }
}

}  // namespace
}  // namespace clearway::certificate
