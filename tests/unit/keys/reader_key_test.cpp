#include "keys/reader_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/encoding/cbor_writer.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::cbor::Entries;
using encoding::cbor::Value;
using std::chrono::seconds;

constexpr ReaderKeyKind kKinds[] = {ReaderKeyKind::kCorridor, ReaderKeyKind::kP256,
                                    ReaderKeyKind::kSm2};

ReaderGroup Group() {
  return {.name = "XA-XB",
          .epoch = 7,
          .from = Timestamp(seconds(1'790'000'000)),
          .until = Timestamp(seconds(1'810'000'000))};
}

Bytes Copy(encoding::ByteView view) {
  return {view.begin(), view.end()};
}

TEST(ReaderKey, of_every_kind_comes_back_from_its_file) {
  for (const ReaderKeyKind kind : kKinds) {
    const auto made = MakeReaderKey(Group(), kind);
    ASSERT_TRUE(made);
    const auto read = ParseReaderKey(EncodeReaderKey(*made).view());
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->kind(), kind);
    EXPECT_EQ(read->group, Group());
    EXPECT_EQ(Copy(EncodeReaderKey(*read).view()), Copy(EncodeReaderKey(*made).view()));
  }
}

TEST(ReaderKey, gives_issuers_its_public_half_and_a_corridor_its_key) {
  for (const ReaderKeyKind kind : kKinds) {
    const auto made = *MakeReaderKey(Group(), kind);
    const SealingKey sealing = SealingKeyOf(made);
    const auto read = ParseSealingKey(EncodeSealingKey(sealing).view());
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->kind, kind);
    EXPECT_EQ(read->group, Group());
    EXPECT_EQ(Copy(read->key.view()), Copy(sealing.key.view()));
    EXPECT_EQ(ParseReaderKey(EncodeSealingKey(sealing).view()).has_value(),
              kind == ReaderKeyKind::kCorridor);
  }
}

TEST(ReaderKey, has_another_name_in_every_group_and_epoch) {
  ReaderGroup other_epoch = Group();
  other_epoch.epoch = 8;
  ReaderGroup other_name = Group();
  other_name.name = "XA-XC";
  EXPECT_NE(IdOf(Group()), IdOf(other_epoch));
  EXPECT_NE(IdOf(Group()), IdOf(other_name));
  ReaderGroup later = Group();
  later.until += seconds(1);
  EXPECT_EQ(IdOf(Group()), IdOf(later));  // only its dates were changed
}

TEST(ReaderKey, opens_from_its_first_to_its_last_second) {
  const auto key = *MakeReaderKey(Group(), ReaderKeyKind::kCorridor);
  EXPECT_FALSE(key.Opens(Group().from - seconds(1)));
  EXPECT_TRUE(key.Opens(Group().from));
  EXPECT_TRUE(key.Opens(Group().until));
  EXPECT_FALSE(key.Opens(Group().until + seconds(1)));
}

TEST(ReaderKey, is_not_made_for_a_group_without_a_proper_name_or_validity) {
  for (const std::string& name : {std::string(), std::string(33, 'A'), std::string("A B"),
                                  std::string("A\n"), std::string("é")}) {
    ReaderGroup group = Group();
    group.name = name;
    EXPECT_FALSE(MakeReaderKey(group, ReaderKeyKind::kP256)) << name;
  }
  ReaderGroup group = Group();
  group.until = group.from - seconds(1);
  EXPECT_FALSE(MakeReaderKey(group, ReaderKeyKind::kP256));
}

Entries Fields() {
  return {{Value::Integer(1), Value::Text("XA-XB")}, {Value::Integer(2), Value::Integer(7)},
          {Value::Integer(3), Value::Integer(0)},    {Value::Integer(4), Value::Integer(100)},
          {Value::Integer(5), Value::Integer(200)},  {Value::Integer(6), Value::String(Bytes(32))}};
}

TEST(ReaderKey, is_refused_with_a_field_missing_wrong_or_unknown) {
  ASSERT_TRUE(ParseReaderKey(Value::Map(Fields()).encoded()));
  for (std::size_t i = 0; i < Fields().size(); ++i) {
    Entries missing = Fields();
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(ParseReaderKey(Value::Map(missing).encoded())) << i;
    for (const Value& wrong : {Value::Null(), Value::Integer(-1), Value::Text(""),
                               Value::String(Bytes(31)), Value::Array({})}) {
      Entries altered = Fields();
      altered[i].second = wrong;
      EXPECT_FALSE(ParseReaderKey(Value::Map(altered).encoded())) << i;
    }
  }
  Entries more = Fields();
  more.emplace_back(Value::Integer(9), Value::Null());
  EXPECT_FALSE(ParseReaderKey(Value::Map(more).encoded()));
  Entries unknown_kind = Fields();
  unknown_kind[2].second = Value::Integer(3);
  EXPECT_FALSE(ParseReaderKey(Value::Map(unknown_kind).encoded()));
  Entries no_number_of_the_curve = Fields();
  no_number_of_the_curve[2].second = Value::Integer(1);
  EXPECT_FALSE(ParseReaderKey(Value::Map(no_number_of_the_curve).encoded()));
  EXPECT_FALSE(ParseReaderKey({}));
}

}  // namespace
}  // namespace clearway::keys
