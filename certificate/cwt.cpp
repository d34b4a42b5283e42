#include "certificate/cwt.h"

#include "certificate/dates.h"

namespace clearway::certificate {
namespace {

constexpr std::int64_t kIssuer = 1;
constexpr std::int64_t kExpiry = 4;
constexpr std::int64_t kNotBefore = 5;
constexpr std::int64_t kIssuedAt = 6;

std::optional<Timestamp> MomentOf(const encoding::cbor::Item& item, TimeForm form) {
  const bool is_tagged = item.kind() == encoding::cbor::Kind::kTagged;
  const std::optional<std::string_view> text = is_tagged ? TextOf(item) : std::nullopt;
  if (!text || form == TimeForm::kNumber) return NumericDateOf(item);
  const std::optional<Timestamp> moment = ParseDateTime(*text, UtcOffset::kRequired);
  const bool is_shown = moment && IsCalendarMoment(moment->time_since_epoch().count());
  return is_shown ? moment : std::nullopt;
}

std::optional<Timestamp> MomentOf(NumberKeyedFields& fields, std::int64_t key, TimeForm form,
                                  Need need) {
  const auto item = fields.Find(key, need);
  if (!item) return std::nullopt;
  const std::optional<Timestamp> moment = MomentOf(*item, form);
  if (!moment) fields.Refuse(key, "is not a moment of the calendar");
  return moment;
}

}  // namespace

void ReadClaims(encoding::cbor::Item claims, Certificate& certificate, std::string& problem,
                TimeForm form, Need times) {
  NumberKeyedFields fields(claims, "cwt", problem);
  certificate.issuer = fields.Text(kIssuer);
  certificate.expires_at = MomentOf(fields, kExpiry, form, times);
  certificate.not_before = MomentOf(fields, kNotBefore, form, Need::kOptional);
  certificate.issued_at = MomentOf(fields, kIssuedAt, form, times);
}

}  // namespace clearway::certificate
