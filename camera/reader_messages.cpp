#include "camera/reader_messages.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace clearway::camera {
namespace {

enum class Kind : std::uint8_t {
  kHeartbeat = 1,
  kCodes = 2,
  kGuidance = 3,
  kCamera = 4,
  kZone = 5,
  kPace = 0x81,
  kForget = 0x82,
  kStop = 0x83,
};

// A zone's lines and columns, ICAO Doc 9303 parts 4 to 7.
struct ZoneShape {
  std::uint8_t lines = 0;
  std::uint8_t columns = 0;
};
constexpr std::array kZoneShapes{ZoneShape{3, 30}, ZoneShape{2, 36}, ZoneShape{2, 44}};
constexpr std::string_view kZoneCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
constexpr std::uint8_t kLastGuidance = static_cast<std::uint8_t>(Guidance::kGlare);
constexpr std::uint8_t kLastState = static_cast<std::uint8_t>(hal::DeviceState::kUnavailable);
constexpr std::uint8_t kLastCode = static_cast<std::uint8_t>(hal::DeviceCode::kMediaLow);
constexpr std::uint8_t kLastPace = static_cast<std::uint8_t>(Pace::kFull);
// Corners travel as 1/16384 of the picture's side, and may lie up to one picture outside of it.
constexpr float kPointUnits = 16384;

class Writer {
 public:
  explicit Writer(Kind kind) {
    Byte(kMessageVersion);
    Byte(static_cast<std::uint8_t>(kind));
  }
  void Byte(std::uint8_t value) { bytes_.push_back(value); }
  template <typename Unsigned>
  void Number(Unsigned value) {
    for (std::size_t i = 0; i < sizeof(value); ++i)
      Byte(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  void Time(Moment moment) {
    const std::chrono::nanoseconds since_start = moment.time_since_epoch();
    Number(static_cast<std::uint64_t>(since_start.count()));
  }
  void Place(const Point& point) {
    for (const float part : {point.x, point.y}) {
      const float kept = std::isfinite(part) ? std::clamp(part, -1.0F, 1.99F) : 0.0F;
      Number(static_cast<std::uint16_t>(static_cast<std::int16_t>(kept * kPointUnits)));
    }
  }
  void Text(const std::string& text) {
    Number(static_cast<std::uint16_t>(text.size()));
    Characters(text);
  }
  void Characters(const std::string& text) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }
  std::vector<std::uint8_t> Take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

// Reads fields in turn; after the first that is not there every answer is zero and Done is false.
class FieldReader {
 public:
  explicit FieldReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}
  std::span<const std::uint8_t> Bytes(std::size_t count) {
    if (count > rest_.size()) {
      failed_ = true;
      return {};
    }
    const auto taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  template <typename Unsigned>
  Unsigned Number() {
    Unsigned value = 0;
    const auto bytes = Bytes(sizeof(Unsigned));
    for (std::size_t i = 0; i < bytes.size(); ++i)
      value = static_cast<Unsigned>(value | (static_cast<Unsigned>(bytes[i]) << (8 * i)));
    return value;
  }
  std::uint8_t Byte(std::uint8_t largest) {
    const auto value = Number<std::uint8_t>();
    failed_ = failed_ || value > largest;
    return failed_ ? std::uint8_t{0} : value;
  }
  Moment Time() {
    return Moment(std::chrono::nanoseconds(std::bit_cast<std::int64_t>(Number<std::uint64_t>())));
  }
  Point Place() {
    const auto x = std::bit_cast<std::int16_t>(Number<std::uint16_t>());
    const auto y = std::bit_cast<std::int16_t>(Number<std::uint16_t>());
    return {static_cast<float>(x) / kPointUnits, static_cast<float>(y) / kPointUnits};
  }
  void Refuse() { failed_ = true; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool Done() const { return !failed_ && rest_.empty(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool failed_ = false;
};

void WriteCode(Writer& writer, const Code& code) {
  for (const Point& corner : code.corners) writer.Place(corner);
  writer.Text(code.text);
}

Code ReadCode(FieldReader& reader) {
  Code code;
  for (Point& corner : code.corners) corner = reader.Place();
  const auto size = reader.Number<std::uint16_t>();
  if (size == 0 || size > kMaxCodeBytes) reader.Refuse();
  const auto text = reader.Bytes(size);
  if (!reader.failed()) code.text.assign(text.begin(), text.end());
  return code;
}

CodesInPicture ReadCodes(FieldReader& reader) {
  CodesInPicture message{.epoch = reader.Number<Epoch>(), .taken = reader.Time(), .codes = {}};
  const std::size_t count = reader.Byte(kMaxCodes);
  for (std::size_t i = 0; i < count && !reader.failed(); ++i)
    message.codes.push_back(ReadCode(reader));
  return message;
}

// The shape comes as its number, the characters without anything between.
ZoneInPicture ReadZone(FieldReader& reader) {
  ZoneInPicture message{.epoch = reader.Number<Epoch>(), .lines = {}};
  const ZoneShape shape = kZoneShapes[reader.Byte(kZoneShapes.size() - 1)];
  for (int i = 0; i < shape.lines; ++i) {
    const auto bytes = reader.Bytes(shape.columns);
    std::string& line = message.lines.emplace_back(bytes.begin(), bytes.end());
    if (line.find_first_not_of(kZoneCharacters) != std::string::npos) reader.Refuse();
  }
  return message;
}

struct MessageEncoder {
  std::vector<std::uint8_t> operator()(const Heartbeat& message) const {
    Writer writer(Kind::kHeartbeat);
    writer.Number(message.frames);
    return writer.Take();
  }
  // Codes over a bound are left out: the bound is wider than what QR codes can hold.
  std::vector<std::uint8_t> operator()(const CodesInPicture& message) const {
    std::vector<const Code*> sent;
    for (const Code& code : message.codes) {
      if (sent.size() < kMaxCodes && !code.text.empty() && code.text.size() <= kMaxCodeBytes)
        sent.push_back(&code);
    }
    Writer writer(Kind::kCodes);
    writer.Number(message.epoch);
    writer.Time(message.taken);
    writer.Byte(static_cast<std::uint8_t>(sent.size()));
    for (const Code* code : sent) WriteCode(writer, *code);
    return writer.Take();
  }
  // Lines of no known shape are a mistake of ours; the other side would refuse them.
  std::vector<std::uint8_t> operator()(const ZoneInPicture& message) const {
    Writer writer(Kind::kZone);
    writer.Number(message.epoch);
    const auto shape = std::ranges::find_if(kZoneShapes, [&](const ZoneShape& one) {
      return message.lines.size() == one.lines && message.lines[0].size() == one.columns;
    });
    writer.Byte(static_cast<std::uint8_t>(shape - kZoneShapes.begin()));
    for (const std::string& line : message.lines) writer.Characters(line);
    return writer.Take();
  }
  std::vector<std::uint8_t> operator()(const GuidanceForHand& message) const {
    Writer writer(Kind::kGuidance);
    writer.Number(message.epoch);
    writer.Byte(static_cast<std::uint8_t>(message.guidance));
    return writer.Take();
  }
  std::vector<std::uint8_t> operator()(const CameraState& message) const {
    Writer writer(Kind::kCamera);
    writer.Byte(static_cast<std::uint8_t>(message.status.state));
    writer.Byte(static_cast<std::uint8_t>(message.status.code));
    return writer.Take();
  }
  std::vector<std::uint8_t> operator()(const SetPace& command) const {
    Writer writer(Kind::kPace);
    writer.Byte(static_cast<std::uint8_t>(command.pace));
    return writer.Take();
  }
  std::vector<std::uint8_t> operator()(const ForgetEverything& command) const {
    Writer writer(Kind::kForget);
    writer.Number(command.epoch);
    return writer.Take();
  }
  std::vector<std::uint8_t> operator()(const StopReading&) const {
    return Writer(Kind::kStop).Take();
  }
};

std::optional<Kind> ReadKind(FieldReader& reader, std::size_t size) {
  if (size > kMaxMessageBytes) return std::nullopt;
  if (reader.Number<std::uint8_t>() != kMessageVersion) return std::nullopt;
  const auto kind = reader.Number<std::uint8_t>();
  if (reader.failed()) return std::nullopt;
  return static_cast<Kind>(kind);
}

template <typename Message>
Result<Message> Finish(const FieldReader& reader, Message message) {
  if (!reader.Done()) return Fail(Fault::kInvalid, "A reader message has the wrong shape.");
  return message;
}

}  // namespace

std::vector<std::uint8_t> Encode(const ReaderMessage& message) {
  return std::visit(MessageEncoder{}, message);
}

std::vector<std::uint8_t> Encode(const ReaderCommand& command) {
  return std::visit(MessageEncoder{}, command);
}

Result<ReaderMessage> ParseReaderMessage(std::span<const std::uint8_t> bytes) {
  FieldReader reader(bytes);
  const auto kind = ReadKind(reader, bytes.size());
  ReaderMessage message;
  if (kind == Kind::kHeartbeat) {
    message = Heartbeat{reader.Number<std::uint64_t>()};
  } else if (kind == Kind::kCodes) {
    message = ReadCodes(reader);
  } else if (kind == Kind::kGuidance) {
    const auto epoch = reader.Number<Epoch>();
    message = GuidanceForHand{epoch, static_cast<Guidance>(reader.Byte(kLastGuidance))};
  } else if (kind == Kind::kZone) {
    message = ReadZone(reader);
  } else if (kind == Kind::kCamera) {
    const auto state = static_cast<hal::DeviceState>(reader.Byte(kLastState));
    message = CameraState{{state, static_cast<hal::DeviceCode>(reader.Byte(kLastCode))}};
  } else {
    reader.Refuse();
  }
  return Finish(reader, std::move(message));
}

Result<ReaderCommand> ParseReaderCommand(std::span<const std::uint8_t> bytes) {
  FieldReader reader(bytes);
  const auto kind = ReadKind(reader, bytes.size());
  ReaderCommand command;
  if (kind == Kind::kPace) {
    command = camera::SetPace{static_cast<Pace>(reader.Byte(kLastPace))};
  } else if (kind == Kind::kForget) {
    command = ForgetEverything{reader.Number<Epoch>()};
  } else if (kind == Kind::kStop) {
    command = StopReading{};
  } else {
    reader.Refuse();
  }
  return Finish(reader, command);
}

}  // namespace clearway::camera
