#include "camera/reader_messages.h"

#include <gtest/gtest.h>

#include <limits>

namespace clearway::camera {
namespace {

using Bytes = std::vector<std::uint8_t>;

template <typename Message>
Message RoundTrip(const Message& message) {
  const auto parsed = ParseReaderMessage(Encode(ReaderMessage(message)));
  EXPECT_TRUE(parsed);
  return std::get<Message>(parsed.value_or(ReaderMessage(Message{})));
}

CodesInPicture TwoCodes() {
  return {.epoch = 7,
          .taken = Moment(std::chrono::nanoseconds(1234567890123456789)),
          .codes = {{"HC1:ABC", {Point{0, 0}, {0.5F, 0.25F}, {1, 1}, {0, 0.75F}}},
                    {std::string("\0\xff\n", 3), {}}}};
}

TEST(ReaderMessages, carry_codes_with_their_exact_bytes_and_places) {
  const CodesInPicture codes = RoundTrip(TwoCodes());
  ASSERT_EQ(codes.codes.size(), 2U);
  EXPECT_EQ(codes.epoch, 7U);
  EXPECT_EQ(codes.taken, TwoCodes().taken);
  EXPECT_EQ(codes.codes[0].text, "HC1:ABC");
  EXPECT_EQ(codes.codes[0].corners[1], (Point{0.5F, 0.25F}));
  EXPECT_EQ(codes.codes[1].text, std::string("\0\xff\n", 3));
}

TEST(ReaderMessages, carry_beats_guidance_and_the_cameras_state) {
  EXPECT_EQ(RoundTrip(Heartbeat{1234567890123}).frames, 1234567890123U);
  EXPECT_EQ(RoundTrip(GuidanceForHand{3, Guidance::kCloser}).guidance, Guidance::kCloser);
  const hal::DeviceStatus gone{hal::DeviceState::kUnavailable, hal::DeviceCode::kNotReachable};
  EXPECT_EQ(RoundTrip(CameraState{gone}).status, gone);
}

std::vector<std::string> ZoneOf(std::size_t lines, std::size_t columns) {
  return std::vector<std::string>(lines, std::string(columns - 2, '<') + "A9");
}

TEST(ReaderMessages, carry_zones_of_passports_and_cards) {
  for (const auto& lines : {ZoneOf(3, 30), ZoneOf(2, 36), ZoneOf(2, 44)}) {
    const ZoneInPicture zone = RoundTrip(ZoneInPicture{.epoch = 5, .lines = lines});
    EXPECT_EQ(zone.epoch, 5U);
    EXPECT_EQ(zone.lines, lines);
  }
}

TEST(ReaderMessages, with_zones_of_other_shapes_or_characters_are_refused) {
  for (const auto& lines : {ZoneOf(3, 44), ZoneOf(2, 30), ZoneOf(1, 44)})
    EXPECT_FALSE(
        ParseReaderMessage(Encode(ReaderMessage(ZoneInPicture{.epoch = 1, .lines = lines}))));
  for (const char other : {'a', ' ', '\n', '\0', '\xff'}) {
    auto lines = ZoneOf(2, 44);
    lines[1][7] = other;
    EXPECT_FALSE(
        ParseReaderMessage(Encode(ReaderMessage(ZoneInPicture{.epoch = 1, .lines = lines}))));
  }
}

TEST(ReaderMessages, carry_commands) {
  const auto forget = ParseReaderCommand(Encode(ReaderCommand(ForgetEverything{99})));
  ASSERT_TRUE(forget);
  EXPECT_EQ(std::get<ForgetEverything>(*forget).epoch, 99U);
  const auto pace = ParseReaderCommand(Encode(ReaderCommand(SetPace{Pace::kFull})));
  ASSERT_TRUE(pace);
  EXPECT_EQ(std::get<SetPace>(*pace).pace, Pace::kFull);
  EXPECT_TRUE(ParseReaderCommand(Encode(ReaderCommand(StopReading{}))));
}

TEST(ReaderMessages, are_refused_when_any_byte_is_missing_or_too_many) {
  const Bytes whole = Encode(ReaderMessage(TwoCodes()));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(ParseReaderMessage(std::span(whole).first(size))) << size;
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_FALSE(ParseReaderMessage(longer));
}

TEST(ReaderMessages, of_another_version_are_refused) {
  Bytes bytes = Encode(ReaderMessage(Heartbeat{1}));
  bytes[0] = kMessageVersion + 1;
  EXPECT_FALSE(ParseReaderMessage(bytes));
}

TEST(ReaderMessages, with_values_out_of_their_range_are_refused) {
  Bytes guidance = Encode(ReaderMessage(GuidanceForHand{1, Guidance::kGlare}));
  ++guidance.back();
  EXPECT_FALSE(ParseReaderMessage(guidance));
  Bytes camera = Encode(
      ReaderMessage(CameraState{{hal::DeviceState::kUnavailable, hal::DeviceCode::kMediaLow}}));
  ++camera.back();
  EXPECT_FALSE(ParseReaderMessage(camera));
  Bytes pace = Encode(ReaderCommand(SetPace{Pace::kFull}));
  ++pace.back();
  EXPECT_FALSE(ParseReaderCommand(pace));
}

TEST(ReaderMessages, never_carry_more_or_longer_codes_than_their_bounds) {
  CodesInPicture many{.epoch = 1, .codes = std::vector<Code>(kMaxCodes + 3, Code{"A", {}})};
  EXPECT_EQ(RoundTrip(many).codes.size(), kMaxCodes);
  const CodesInPicture longest{
      .epoch = 1, .codes = std::vector<Code>(kMaxCodes, {std::string(kMaxCodeBytes, '1'), {}})};
  EXPECT_LE(Encode(ReaderMessage(longest)).size(), kMaxMessageBytes);
  EXPECT_EQ(RoundTrip(longest).codes.size(), kMaxCodes);
  const CodesInPicture too_long{.epoch = 1, .codes = {{std::string(kMaxCodeBytes + 1, '1'), {}}}};
  EXPECT_TRUE(RoundTrip(too_long).codes.empty());
}

TEST(ReaderMessages, keep_impossible_places_near_the_picture) {
  const float nowhere = std::numeric_limits<float>::quiet_NaN();
  const auto codes = RoundTrip(CodesInPicture{
      .epoch = 1, .codes = {{"A", {Point{nowhere, 1e30F}, {-1e30F, 0}, {0, 0}, {0, 0}}}}});
  for (const Point& corner : codes.codes[0].corners) {
    EXPECT_GE(corner.x, -1);
    EXPECT_LT(corner.y, 2);
  }
}

}  // namespace
}  // namespace clearway::camera
