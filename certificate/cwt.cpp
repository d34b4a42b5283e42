#include "certificate/cwt.h"

#include "certificate/dates.h"

namespace clearway::certificate {
namespace {

constexpr std::int64_t kIssuer = 1;
constexpr std::int64_t kExpiry = 4;
constexpr std::int64_t kNotBefore = 5;
constexpr std::int64_t kIssuedAt = 6;

// RFC 8392 section 2 wants a number. Italy has written date-and-time strings under their tag
// (RFC 8949 section 3.4.1), which tell a moment as well as long as they say from where.
std::optional<Timestamp> MomentOf(const encoding::cbor::Item& item) {
  if (item.kind() != encoding::cbor::Kind::kTagged) return NumericDateOf(item);
  const std::optional<std::string_view> text = TextOf(item);
  return text ? ParseDateTime(*text, UtcOffset::kRequired) : NumericDateOf(item);
}

std::optional<Timestamp> Moment(NumberKeyedFields& fields, std::int64_t key, Need need) {
  const auto item = fields.Find(key, need);
  if (!item) return std::nullopt;
  const std::optional<Timestamp> moment = MomentOf(*item);
  if (!moment) fields.Refuse(key, "is not a moment of the calendar");
  return moment;
}

}  // namespace

void ReadClaims(encoding::cbor::Item claims, Certificate& certificate, std::string& problem,
                Need times) {
  NumberKeyedFields fields(claims, "cwt", problem);
  certificate.issuer = fields.Text(kIssuer);
  certificate.expires_at = Moment(fields, kExpiry, times);
  certificate.not_before = Moment(fields, kNotBefore, Need::kOptional);
  certificate.issued_at = Moment(fields, kIssuedAt, times);
}

}  // namespace clearway::certificate
