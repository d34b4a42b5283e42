#include "keys/content_cipher.h"

#include <gtest/gtest.h>

#include <span>

#include "tests/unit/keys/hex.h"

namespace clearway::keys {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::ByteView;

constexpr ContentCipher kCiphers[] = {ContentCipher::kA128Gcm, ContentCipher::kA192Gcm,
                                      ContentCipher::kA256Gcm, ContentCipher::kSm4CtrHmacSm3};

struct Sealed {
  explicit Sealed(ContentCipher kind)
      : cipher(kind), key(KeyLength(kind), 0x42), nonce(NonceLength(kind), 0x24) {
    ciphertext = *SealContent(cipher, Parameters(), AsBytes("a certificate"));
  }
  [[nodiscard]] SealingParameters Parameters() const {
    return {.key = key, .nonce = nonce, .authenticated = aad};
  }
  [[nodiscard]] bool Opens() const {
    return OpenContent(cipher, Parameters(), ciphertext).has_value();
  }

  ContentCipher cipher;
  Bytes key;
  Bytes nonce;
  Bytes aad{1, 2, 3, 4};
  Bytes ciphertext;
};

TEST(ContentCipher, opens_what_it_sealed) {
  for (const ContentCipher cipher : kCiphers) {
    const Sealed sealed(cipher);
    const auto content = OpenContent(cipher, sealed.Parameters(), sealed.ciphertext);
    ASSERT_TRUE(content);
    EXPECT_EQ(encoding::AsText(content->view()), "a certificate");
  }
}

void ExpectEveryByteMatters(const Sealed& sealed, std::span<std::uint8_t> part) {
  for (std::uint8_t& byte : part) {
    byte ^= 0x10;
    EXPECT_FALSE(sealed.Opens());
    byte ^= 0x10;
  }
}

TEST(ContentCipher, opens_nothing_when_a_bit_anywhere_is_flipped) {
  for (const ContentCipher cipher : kCiphers) {
    Sealed sealed(cipher);
    for (Bytes* part : {&sealed.nonce, &sealed.aad, &sealed.ciphertext}) {
      ExpectEveryByteMatters(sealed, *part);
    }
    // SM4's own key is not in the tag: it comes in one piece with HMAC's, or not at all.
    const std::size_t unbound = cipher == ContentCipher::kSm4CtrHmacSm3 ? 16 : 0;
    ExpectEveryByteMatters(sealed, std::span(sealed.key).subspan(unbound));
    EXPECT_TRUE(sealed.Opens());
  }
}

TEST(ContentCipher, opens_nothing_that_was_cut_or_lengthened) {
  for (const ContentCipher cipher : kCiphers) {
    Sealed sealed(cipher);
    for (Bytes* part : {&sealed.key, &sealed.nonce, &sealed.aad, &sealed.ciphertext}) {
      const Bytes whole = *part;
      for (std::size_t length = 0; length < whole.size(); ++length) {
        part->resize(length);
        EXPECT_FALSE(sealed.Opens());
      }
      *part = whole;
      part->push_back(0);
      EXPECT_FALSE(sealed.Opens());
      *part = whole;
    }
  }
}

// The SM4 construction tells what is authenticated from what is sealed by the length at its end.
TEST(ContentCipher, does_not_let_bytes_move_between_its_inputs) {
  Sealed sealed(ContentCipher::kSm4CtrHmacSm3);
  sealed.aad.insert(sealed.aad.end(), sealed.nonce.begin(), sealed.nonce.end());
  EXPECT_FALSE(sealed.Opens());
}

// NIST "The Galois/Counter Mode of Operation", test case 14.
TEST(ContentCipher, computes_the_published_example_of_aes_gcm) {
  const Bytes zeros(32);
  const auto sealed =
      SealContent(ContentCipher::kA256Gcm,
                  {.key = zeros, .nonce = ByteView(zeros).first(12), .authenticated = {}},
                  ByteView(zeros).first(16));
  ASSERT_TRUE(sealed);
  EXPECT_EQ(*sealed, FromHex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
}

// GB/T 32907, annex A.1: the first counter block is the example's plaintext.
TEST(ContentCipher, computes_the_published_example_of_sm4) {
  const Bytes block = FromHex("0123456789abcdeffedcba9876543210");
  Bytes key = block;
  key.resize(48);
  const auto sealed = SealContent(ContentCipher::kSm4CtrHmacSm3,
                                  {.key = key, .nonce = block, .authenticated = {}}, Bytes(16));
  ASSERT_TRUE(sealed);
  EXPECT_EQ(Bytes(sealed->begin(), sealed->begin() + 16),
            FromHex("681edf34d206965e86b3e94f536e4246"));
  EXPECT_EQ(sealed->size(), 48U);
}

TEST(ContentCipher, has_only_the_numbers_that_are_offered) {
  EXPECT_EQ(ContentCipherFromCose(3), ContentCipher::kA256Gcm);
  EXPECT_EQ(ContentCipherFromCose(-70002), ContentCipher::kSm4CtrHmacSm3);
  for (const std::int64_t number : {0, 4, 10, 24, 30, -7, -70001, -70003}) {
    EXPECT_EQ(ContentCipherFromCose(number), std::nullopt) << number;
  }
}

}  // namespace
}  // namespace clearway::keys
