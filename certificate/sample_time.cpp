#include "certificate/sample_time.h"

#include "certificate/dates.h"

namespace clearway::certificate {

bool ReadSampleTime(std::string_view text, Test& test) {
  test.sampled_at = ParseDateTime(text);
  test.is_zone_assumed = test.sampled_at && !ParseDateTime(text, UtcOffset::kRequired);
  test.sampled_on = ParsePartialDate(text).value_or(PartialDate{});
  return test.sampled_on.year.has_value();
}

}  // namespace clearway::certificate
