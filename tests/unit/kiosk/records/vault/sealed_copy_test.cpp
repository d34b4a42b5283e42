#include "kiosk/records/vault/sealed_copy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace clearway::vault {
namespace {

using encoding::Bytes;

const std::vector<std::string> kTexts{"HC1:NCF", std::string("\0binary\xff", 8)};

struct Parts {
  Bytes secret = Bytes(32, 1);
  Bytes day_key = Bytes(32, 2);
  std::string document = "740812120415L898902C3";
  std::string pin = "483920";
  [[nodiscard]] CopyLock lock() const {
    return {secret,
            day_key,
            encoding::AsBytes(document),
            encoding::AsBytes(pin),
            {.memory_kib = 8, .passes = 1}};
  }
};

CopyRecord Sealed(const Parts& parts) {
  CopyRecord record{.tag = TagOf(parts.secret, parts.day_key, encoding::AsBytes(parts.document)),
                    .day = 20'000,
                    .expires_at = Timestamp(std::chrono::seconds(1'800'000'000)),
                    .sealed = {}};
  EXPECT_TRUE(SealCopy(kTexts, parts.lock(), record));
  return record;
}

TEST(SealedCopy, opens_to_exactly_what_was_sealed) {
  const Parts parts;
  const auto texts = OpenCopy(Sealed(parts), parts.lock());
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->codes, kTexts);
}

TEST(SealedCopy, needs_the_secret_the_days_key_the_document_and_the_pin) {
  const Parts parts;
  const CopyRecord record = Sealed(parts);
  Parts other = parts;
  other.secret[31] ^= 1;
  EXPECT_FALSE(OpenCopy(record, other.lock()));
  other = parts;
  other.day_key[0] ^= 1;
  EXPECT_FALSE(OpenCopy(record, other.lock()));
  other = parts;
  other.document.back() = '4';
  EXPECT_FALSE(OpenCopy(record, other.lock()));
  other = parts;
  other.pin = "483921";
  EXPECT_FALSE(OpenCopy(record, other.lock()));
}

TEST(SealedCopy, does_not_open_when_any_byte_or_its_place_was_changed) {
  const Parts parts;
  const CopyRecord record = Sealed(parts);
  for (std::size_t i = 0; i < record.sealed.size(); ++i) {
    CopyRecord changed = record;
    changed.sealed[i] ^= 0x40;
    ASSERT_FALSE(OpenCopy(changed, parts.lock())) << "byte " << i;
  }
  CopyRecord changed = record;
  changed.expires_at += std::chrono::days(1);
  EXPECT_FALSE(OpenCopy(changed, parts.lock()));
  changed = record;
  ++changed.day;
  EXPECT_FALSE(OpenCopy(changed, parts.lock()));
  changed = record;
  changed.tag[0] ^= 1;
  EXPECT_FALSE(OpenCopy(changed, parts.lock()));
  changed = record;
  changed.sealed.resize(40);
  EXPECT_FALSE(OpenCopy(changed, parts.lock()));
  EXPECT_FALSE(OpenCopy(CopyRecord{}, parts.lock()));
}

TEST(SealedCopy, is_found_under_a_tag_that_the_passport_alone_does_not_give) {
  const Parts parts;
  const auto document = encoding::AsBytes(parts.document);
  const CopyTag tag = TagOf(parts.secret, parts.day_key, document);
  EXPECT_EQ(tag, TagOf(parts.secret, parts.day_key, document));
  EXPECT_NE(tag, TagOf(Bytes(32, 9), parts.day_key, document));
  EXPECT_NE(tag, TagOf(parts.secret, Bytes(32, 9), document));
}

TEST(SealedCopy, has_the_same_size_for_short_and_long_certificates) {
  const Parts parts;
  CopyRecord small = Sealed(parts);
  CopyRecord large = small;
  ASSERT_TRUE(SealCopy(std::vector{std::string(900, 'x')}, parts.lock(), large));
  EXPECT_EQ(small.sealed.size(), large.sealed.size());
}

TEST(SealedCopy, takes_no_more_than_it_may) {
  EXPECT_FALSE(EncodeTexts({}));
  EXPECT_FALSE(EncodeTexts(std::vector<std::string>(kMostTexts + 1, "x")));
  EXPECT_FALSE(EncodeTexts(std::vector{std::string(kMostTextBytes + 1, 'x')}));
  const auto most = EncodeTexts(std::vector{std::string(kMostTextBytes, 'x')});
  ASSERT_TRUE(most);
  EXPECT_EQ(ParseTexts(most->view())->codes.at(0).size(), kMostTextBytes);
}

TEST(SealedCopy, content_has_one_spelling) {
  const auto content = EncodeTexts(kTexts);
  ASSERT_TRUE(content);
  const Bytes good(content->view().begin(), content->view().end());
  Bytes bad = good;
  bad.back() = 1;  // padding that says something
  EXPECT_FALSE(ParseTexts(bad));
  bad = good;
  bad[0] = 0xff;  // a length beyond its end
  EXPECT_FALSE(ParseTexts(bad));
  bad.pop_back();
  EXPECT_FALSE(ParseTexts(bad));
  EXPECT_FALSE(ParseTexts({}));
}

}  // namespace
}  // namespace clearway::vault
