#include "certificate/read.h"

#include <utility>

#include "certificate/card_parts.h"
#include "certificate/eu_dcc.h"
#include "certificate/hc1.h"
#include "certificate/signed_message.h"
#include "certificate/smart_health_card.h"
#include "certificate/travel_health.h"
#include "certificate/vds_nc.h"

namespace clearway::certificate {
namespace {

// A QR code holds 4,296 characters at most; several parts put together may be longer.
constexpr std::size_t kLongestText = std::size_t{64} * 1024;

std::string_view WithoutLineEnd(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Reading UnsupportedReading(Format format, std::string_view name) {
  Reading reading;
  reading.format = format;
  reading.authenticity = {.cause = Cause::kUnsupported,
                          .step = std::string(name) + " certificates are not verified here yet"};
  return reading;
}

// DIVOC's code is a zip archive; where a text is needed it comes as base64 under this mark.
bool LooksLikeDivoc(std::string_view text) {
  return text.starts_with("PK\x03\x04") || text.starts_with("B64:UEsDB");
}

}  // namespace

Reading Read(std::string_view text, const Keyring& keyring, Timestamp now) {
  const keys::TrustStore& trust = keyring.trust;
  if (text.size() > kLongestText) {
    return MalformedReading(Format::kUnknown, "the text is longer than any certificate");
  }
  text = WithoutLineEnd(text);
  if (text.starts_with(kEuDccPrefix)) return ReadHc1(text, trust, now);
  if (text.starts_with(kTravelHealthPrefix)) return ReadTravelHealth(text, keyring, now);
  if (text.starts_with(kSmartHealthCardPrefix)) return ReadSmartHealthCard(text, trust, now);
  if (LooksLikeVdsNc(text)) return ReadVdsNc(text, trust, now);
  if (LooksLikeDivoc(text)) return UnsupportedReading(Format::kDivoc, "DIVOC");
  return MalformedReading(Format::kUnknown, "the text begins like no certificate");
}

bool IsSealed(std::string_view text) {
  return text.starts_with(kTravelHealthPrefix) && IsSealedTravelHealth(text);
}

}  // namespace clearway::certificate
