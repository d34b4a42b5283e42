// The test vectors of docs/formats/travel-health.md, computed anew and compared byte for byte.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose.h"
#include "base/encoding/cose_encrypt.h"
#include "certificate/issuing/issue.h"
#include "certificate/issuing/seal_certificate.h"
#include "certificate/read.h"
#include "certificate/seal.h"
#include "keys/content_cipher.h"
#include "keys/digest.h"
#include "keys/issuing/seal_reader_key.h"
#include "keys/reader_key_file.h"
#include "tests/unit/certificate/specimen.h"
#include "tests/unit/keys/hex.h"

namespace clearway::certificate {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Value;
using keys::Curve;
using keys::DecryptionKey;
using keys::ReaderKey;
using keys::Secret;
namespace cose = encoding::cose;

constexpr std::string_view kSignerId = "testsign";

std::string Hex(ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

// The page's lines "name: hex" between the marks of its code block, with folded lines put together.
std::map<std::string, std::string> PublishedVectors() {
  std::ifstream page(std::string(CLEARWAY_SOURCE_DIR) + "/docs/formats/travel-health.md");
  std::map<std::string, std::string> vectors;
  std::string name;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "```vectors") {
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside && !line.starts_with(' ')) {
      name = line.substr(0, line.find(':'));
    } else if (inside) {
      vectors[name] += line.substr(line.find_first_not_of(' '));
    }
  }
  return vectors;
}

// The page's procedure for every key and random value.
Bytes Derive(const std::string& name, int number) {
  const std::string text = "clearway test vector: " + name + " " + std::to_string(number);
  const keys::Sha256Digest digest = keys::Sha256(AsBytes(text));
  return {digest.begin(), digest.end()};
}

keys::Entropy EntropyOf(const std::string& name) {
  return [name, number = 0](std::span<std::uint8_t> bytes) mutable {
    const Bytes derived = Derive(name, number++);
    std::copy_n(derived.begin(), bytes.size(), bytes.begin());
    return true;
  };
}

keys::ReaderGroup Group() {
  return {.name = "XA-XB",
          .epoch = 7,
          .from = Timestamp(std::chrono::seconds(1'790'000'000)),
          .until = Timestamp(std::chrono::seconds(1'810'000'000))};
}

ReaderKey GroupKey(Curve curve) {
  const std::string name = curve == Curve::kSm2 ? "sm2 reader" : "p256 reader";
  return {.group = Group(), .key = *DecryptionKey::FromScalar(curve, Derive(name, 0))};
}

ReaderKey CorridorKey() {
  return {.group = Group(), .key = Secret(Derive("corridor", 0))};
}

struct FreePkey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Pkey = std::unique_ptr<EVP_PKEY, FreePkey>;

Pkey SignerKey() {
  const Bytes seed = Derive("signer", 0);
  return Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
}

Bytes SignEd25519(ByteView message) {
  const Pkey key = SignerKey();
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  Bytes signature(64);
  std::size_t length = signature.size();
  EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key.get());
  EVP_DigestSign(context, signature.data(), &length, message.data(), message.size());
  EVP_MD_CTX_free(context);
  return signature;
}

Bytes SignedMessage() {
  const Bytes header = Header(cose::kEdDsa, kSignerId);
  const Bytes payload = TravelHealthPayload(TravelHealthSpecimen());
  Parts parts{.protected_header = header, .payload = payload, .signature = {}};
  parts.signature = SignEd25519(cose::SignedBytes(header, payload));
  return parts.Message();
}

keys::TrustStore TrustingSigner() {
  keys::TrustStore trust;
  trust.Add({.key_id = std::string(kSignerId),
             .key = *keys::PublicKey::FromHandle(SignerKey().get()),
             .usage = kTravelHealthUsage});
  return trust;
}

Bytes Sealed(const ReaderKey& reader, const std::string& name) {
  const keys::SealingKey key = keys::SealingKeyOf(reader);
  const auto text =
      Seal("TH1:" + encoding::EncodeBase45(SignedMessage()), {&key, 1}, EntropyOf(name));
  return *encoding::DecodeBase45(text->substr(4));
}

// SM2 encryption draws a number that nobody can set, so the page's own encrypted key is taken, and
// everything around it is computed.
Bytes SealedWithSm2(const Bytes& encrypted_key) {
  const keys::ReaderKeyId id = keys::IdOf(Group());
  Bytes key = Derive("sm2 content key", 0);
  const Bytes more = Derive("sm2 content key", 1);
  key.insert(key.end(), more.begin(), more.begin() + 16);
  Bytes nonce = Derive("sm2 nonce", 0);
  nonce.resize(16);
  const Bytes header = cose::AlgorithmHeader(cose::kSm4CtrHmacSm3);
  cose::Encrypted message{.protected_header = header,
                          .algorithm = cose::kSm4CtrHmacSm3,
                          .key_id = std::nullopt,
                          .nonce = nonce,
                          .ciphertext = {},
                          .recipients = {{.protected_header = {},
                                          .algorithm = cose::kSm2KeyTransport,
                                          .key_id = id,
                                          .ephemeral = std::nullopt,
                                          .encrypted_key = encrypted_key}}};
  const Bytes authenticated =
      cose::AuthenticatedBytes(message, keys::BoundToRecipients(kSealPurpose, message.recipients));
  const Bytes ciphertext = *keys::SealContent(
      keys::ContentCipher::kSm4CtrHmacSm3,
      {.key = key, .nonce = nonce, .authenticated = authenticated}, SignedMessage());
  message.ciphertext = ciphertext;
  return cose::EncodeEncrypted(message);
}

class TravelHealthVectors : public testing::Test {
 protected:
  void ExpectPublished(const std::string& name, ByteView computed) const {
    const auto found = published_.find(name);
    ASSERT_NE(found, published_.end()) << "the page lacks\n" << name << ":\n  " << Hex(computed);
    EXPECT_EQ(found->second, Hex(computed)) << name;
  }
  [[nodiscard]] Bytes Published(const std::string& name) const {
    const auto found = published_.find(name);
    return found == published_.end() ? Bytes{} : keys::FromHex(found->second);
  }
  static void ExpectReads(const Bytes& message, const ReaderKey& reader) {
    const keys::TrustStore trust = TrustingSigner();
    const Reading reading =
        Read("TH1:" + encoding::EncodeBase45(message), {trust, {&reader, 1}}, kNow);
    EXPECT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
    EXPECT_EQ(reading.envelope.sealed_for, "XA-XB, epoch 7");
  }

  const std::map<std::string, std::string> published_ = PublishedVectors();
};

TEST_F(TravelHealthVectors, of_the_signed_form_are_what_the_code_makes) {
  std::size_t length = 32;
  Bytes public_key(length);
  EVP_PKEY_get_raw_public_key(SignerKey().get(), public_key.data(), &length);
  ExpectPublished("signer private key", Derive("signer", 0));
  ExpectPublished("signer public key", public_key);
  ExpectPublished("claims", TravelHealthPayload(TravelHealthSpecimen()));
  ExpectPublished("signed form", SignedMessage());
  const keys::TrustStore trust = TrustingSigner();
  EXPECT_TRUE(Read("TH1:" + encoding::EncodeBase45(Published("signed form")), trust, kNow)
                  .authenticity.valid());
}

TEST_F(TravelHealthVectors, of_a_corridor_are_what_the_code_makes) {
  ExpectPublished("reader key id", keys::IdOf(Group()));
  ExpectPublished("corridor key", Derive("corridor", 0));
  ExpectPublished("corridor external_aad", CorridorBinding(Group()));
  ExpectPublished("corridor sealed form", Sealed(CorridorKey(), "corridor message"));
  ExpectReads(Published("corridor sealed form"), CorridorKey());
}

TEST_F(TravelHealthVectors, of_a_reader_group_are_what_the_code_makes) {
  const ReaderKey reader = GroupKey(Curve::kP256);
  const auto& key = std::get<DecryptionKey>(reader.key);
  const Bytes sealed = Sealed(reader, "p256 message");
  ExpectPublished("p256 reader private key", key.scalar().view());
  ExpectPublished("p256 reader public key", key.point());
  ExpectPublished("p256 content key", Derive("p256 message", 0));
  ExpectPublished("p256 ephemeral private key", Derive("p256 message", 2));
  ExpectPublished("p256 sealed form", sealed);
  ExpectReads(Published("p256 sealed form"), reader);
}

TEST_F(TravelHealthVectors, of_key_agreement_show_every_step) {
  const Bytes sealed = Published("p256 sealed form");
  const auto message = cose::ParseEncrypted(sealed);
  ASSERT_TRUE(message);
  const cose::Recipient& recipient = message->recipients.front();
  const GroupBinding binding = BindingOf(Group());
  const auto ephemeral = DecryptionKey::FromScalar(Curve::kP256, Derive("p256 message", 2));
  const ReaderKey reader = GroupKey(Curve::kP256);
  const auto agreed = ephemeral->Agree(std::get<DecryptionKey>(reader.key).point());
  ExpectPublished("p256 kdf context",
                  cose::KdfContext({.algorithm = cose::kA256Kw,
                                    .bits = 256,
                                    .protected_header = recipient.protected_header,
                                    .party = binding.party,
                                    .other = binding.other}));
  ExpectPublished("p256 agreed secret", agreed->view());
  ExpectPublished("p256 wrapping key",
                  keys::DeriveWrappingKey(recipient, agreed->view(), binding.view())->view());
  ExpectPublished("p256 wrapped key", recipient.encrypted_key);
  ExpectPublished("p256 external_aad", keys::BoundToRecipients(kSealPurpose, message->recipients));
}

TEST_F(TravelHealthVectors, of_the_sm_suite_are_what_the_code_makes) {
  const ReaderKey reader = GroupKey(Curve::kSm2);
  const auto& key = std::get<DecryptionKey>(reader.key);
  ExpectPublished("sm2 reader private key", key.scalar().view());
  ExpectPublished("sm2 reader public key", key.point());
  Bytes content_key = Derive("sm2 content key", 0);
  const Bytes more = Derive("sm2 content key", 1);
  content_key.insert(content_key.end(), more.begin(), more.begin() + 16);
  ExpectPublished("sm2 content key", content_key);
  const auto decrypted = key.Decrypt(Published("sm2 encrypted key"));
  ASSERT_TRUE(decrypted) << "sm2 encrypted key:\n  "
                         << Hex(*keys::EncryptSm2(key.point(), content_key));
  EXPECT_EQ(Hex(decrypted->view()), Hex(content_key));
  ExpectPublished("sm2 sealed form", SealedWithSm2(Published("sm2 encrypted key")));
  ExpectReads(Published("sm2 sealed form"), reader);
}

TEST_F(TravelHealthVectors, of_a_delivered_reader_key_are_what_the_code_makes) {
  const auto device = DecryptionKey::FromScalar(Curve::kP256, Derive("device", 0));
  const ReaderKey reader = GroupKey(Curve::kP256);
  ExpectPublished("device private key", device->scalar().view());
  ExpectPublished("reader key", keys::EncodeReaderKey(reader).view());
  ExpectPublished("reader key file",
                  *keys::SealReaderKey(reader, device->point(), EntropyOf("reader key message")));
  const auto opened = keys::OpenReaderKey(Published("reader key file"), *device);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->group, Group());
}

}  // namespace
}  // namespace clearway::certificate
