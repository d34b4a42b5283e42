#include "tools/clearway/readings.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "certificate/part_collector.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/input.h"

namespace clearway::tools {

using certificate::Reading;

Result<std::vector<std::string>> CodesOfAll(const std::vector<std::string>& inputs) {
  std::vector<std::string> all;
  for (const std::string& input : inputs) {
    auto codes = CodesOf(input);
    if (!codes) return codes;
    all.insert(all.end(), codes->begin(), codes->end());
  }
  return certificate::WithWholeCards(std::move(all));
}

std::vector<Reading> ReadAll(const std::vector<std::string>& codes,
                             const certificate::Keyring& keyring, Timestamp now) {
  std::vector<Reading> readings;
  readings.reserve(codes.size());
  for (const std::string& code : codes) {
    readings.push_back(certificate::Read(code, keyring, now));
  }
  if (std::ranges::none_of(readings, &Reading::is_certificate)) return readings;
  const std::size_t others =
      std::erase_if(readings, [](const Reading& reading) { return !reading.is_certificate(); });
  if (others > 0) {
    Complain(
        fmt::format("note: codes that are no health certificates were passed over: {}", others));
  }
  return readings;
}

}  // namespace clearway::tools
