#include "keys/issuing/seal_message.h"

#include <gtest/gtest.h>

#include <vector>

namespace clearway::keys {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::ByteView;
namespace cose = encoding::cose;

class SealMessage : public testing::TestWithParam<Curve> {
 protected:
  [[nodiscard]] Bytes SealForBoth() const {
    const std::vector<SealingRecipient> recipients = {
        {.point = one_point_, .key_id = AsBytes("one"), .binding = binding_},
        {.point = two_point_, .key_id = AsBytes("two"), .binding = binding_}};
    return *SealForRecipients(AsBytes("content"), GetParam(), recipients, "a test",
                              SystemEntropy());
  }
  [[nodiscard]] std::optional<Secret> Open(const cose::Encrypted& message, std::size_t recipient,
                                           const DecryptionKey& key, const KeyBinding& binding,
                                           std::string_view purpose = "a test") const {
    const auto content_key = OpenContentKey(message.recipients[recipient], key, binding);
    if (!content_key) return std::nullopt;
    return OpenMessage(message, content_key->view(),
                       BoundToRecipients(purpose, message.recipients));
  }

  const DecryptionKey one_ = *DecryptionKey::Generate(GetParam());
  const DecryptionKey two_ = *DecryptionKey::Generate(GetParam());
  const Bytes one_point_ = one_.point();
  const Bytes two_point_ = two_.point();
  const KeyBinding binding_{.party = AsBytes("XA-XB"), .other = AsBytes("epoch 7")};
};
INSTANTIATE_TEST_SUITE_P(Keys, SealMessage, testing::Values(Curve::kP256, Curve::kSm2),
                         [](const auto& curve) {
                           return curve.param == Curve::kSm2 ? "SM2" : "P256";
                         });

TEST_P(SealMessage, opens_for_each_recipient_with_its_own_key) {
  const Bytes sealed = SealForBoth();
  const auto message = cose::ParseEncrypted(sealed);
  ASSERT_TRUE(message) << message.error().detail;
  EXPECT_EQ(encoding::AsText(Open(*message, 0, one_, binding_)->view()), "content");
  EXPECT_EQ(encoding::AsText(Open(*message, 1, two_, binding_)->view()), "content");
  EXPECT_FALSE(Open(*message, 0, two_, binding_));
  EXPECT_FALSE(Open(*message, 1, one_, binding_));
}

TEST_P(SealMessage, opens_for_nobody_when_a_recipient_is_dropped_or_exchanged) {
  const Bytes sealed = SealForBoth();
  auto message = *cose::ParseEncrypted(sealed);
  std::swap(message.recipients[0], message.recipients[1]);
  EXPECT_FALSE(Open(message, 1, one_, binding_));
  std::swap(message.recipients[0], message.recipients[1]);
  message.recipients.pop_back();
  EXPECT_FALSE(Open(message, 0, one_, binding_));
}

TEST_P(SealMessage, opens_for_its_purpose_only) {
  const Bytes sealed = SealForBoth();
  EXPECT_FALSE(Open(*cose::ParseEncrypted(sealed), 0, one_, binding_, "another"));
}

TEST(SealMessageByAgreement, opens_with_what_it_was_bound_to_only) {
  const DecryptionKey key = *DecryptionKey::Generate(Curve::kP256);
  const Bytes point = key.point();
  const KeyBinding binding{.party = AsBytes("XA-XB"), .other = AsBytes("epoch 7")};
  const SealingRecipient recipient{.point = point, .key_id = AsBytes("id"), .binding = binding};
  const auto sealed = SealForRecipients(AsBytes("content"), Curve::kP256, {&recipient, 1}, "a test",
                                        SystemEntropy());
  const auto message = cose::ParseEncrypted(*sealed);
  EXPECT_TRUE(OpenContentKey(message->recipients[0], key, binding));
  for (const KeyBinding& other :
       {KeyBinding{.party = AsBytes("XA-XC"), .other = binding.other},
        KeyBinding{.party = binding.party, .other = AsBytes("epoch 8")}, KeyBinding{}}) {
    EXPECT_FALSE(OpenContentKey(message->recipients[0], key, other));
  }
}

TEST(SealUnderKey, opens_under_the_same_key_and_binding_only) {
  const Bytes key(32, 5);
  Bytes other_key = key;
  other_key[0] ^= 1;
  const auto sealed =
      SealUnderKey(AsBytes("content"), key, AsBytes("id"), AsBytes("outside"), SystemEntropy());
  const auto message = cose::ParseEncrypted(*sealed);
  ASSERT_TRUE(message);
  EXPECT_EQ(encoding::AsText(OpenMessage(*message, key, AsBytes("outside"))->view()), "content");
  EXPECT_FALSE(OpenMessage(*message, key, {}));
  EXPECT_FALSE(OpenMessage(*message, other_key, AsBytes("outside")));
  EXPECT_FALSE(SealUnderKey(AsBytes("content"), Bytes(16), {}, {}, SystemEntropy()));
}

TEST(SealMessageErrors, are_recipients_that_cannot_be_and_a_system_without_random_numbers) {
  const Bytes nonsense(65, 4);
  const SealingRecipient recipient{.point = nonsense, .key_id = {}, .binding = {}};
  for (const Curve curve : {Curve::kP256, Curve::kSm2}) {
    EXPECT_FALSE(SealForRecipients({}, curve, {&recipient, 1}, "x", SystemEntropy()));
    EXPECT_FALSE(SealForRecipients({}, curve, {}, "x", SystemEntropy()));
    const std::vector<SealingRecipient> nine(9, recipient);
    EXPECT_FALSE(SealForRecipients({}, curve, nine, "x", SystemEntropy()));
  }
  const auto none = SealUnderKey({}, Bytes(32), {}, {}, [](auto) { return false; });
  EXPECT_EQ(none.error().fault, Fault::kBroken);
}

}  // namespace
}  // namespace clearway::keys
