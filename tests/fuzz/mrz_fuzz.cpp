// Machine-readable zones and names: what was read whole can be composed, and reads the same again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding/bytes.h"
#include "base/encoding/mrz.h"
#include "base/encoding/transliterate.h"

using namespace clearway::encoding;

namespace {

constexpr clearway::Timestamp kNow{std::chrono::seconds(1'795'000'000)};  // in November 2026

bool SayTheSame(const mrz::Zone& one, const mrz::Zone& other) {
  return one.number == other.number && one.birth_date == other.birth_date &&
         one.expiry == other.expiry && one.primary_name == other.primary_name &&
         one.secondary_name == other.secondary_name && one.sex == other.sex &&
         one.nationality == other.nationality && one.optional_data == other.optional_data;
}

void CheckZone(std::string_view text) {
  const auto zone = mrz::Parse(text, kNow);
  if (!zone || !zone->checks.none_fails()) return;
  const auto lines = mrz::Compose(*zone);
  if (!lines) std::abort();
  std::string joined;
  for (const std::string& line : *lines) joined += line;
  const auto again = mrz::Parse(joined, kNow);
  if (!again || !again->checks.none_fails() || !SayTheSame(*zone, *again)) std::abort();
}

// Whatever can be written fits a zone's name field.
void CheckName(std::string_view text) {
  const auto written = Transliterate(text);
  if (!written) return;
  const std::size_t half = written->size() / 2;
  if (mrz::ComposeName(written->substr(0, half), written->substr(half), 30).size() != 30) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = AsText({data, size});
  CheckZone(text);
  CheckName(text);
  return 0;
}
