#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "base/core/clock.h"
#include "base/encoding/mrz.h"
#include "certificate/identity.h"
#include "kiosk/records/vault/document_key.h"
#include "kiosk/session/typed_text.h"

namespace clearway::session {

// What of a passport opens its holder's copy, as vault::DocumentKey::FromTyped takes it: each field
// as it stands in the zone, with its check digit behind it. Unlike a DocumentKey it may be in part.
struct PassportFields {
  TypedText number;
  TypedText birth_date;
  TypedText expiry;

  [[nodiscard]] bool empty() const { return number.empty(); }
};
// Empty: a field is missing, or its check digit is.
[[nodiscard]] PassportFields FieldsOf(const encoding::mrz::Zone& zone);
// The error is the first field that is not there or whose check digit does not fit.
[[nodiscard]] std::expected<vault::DocumentKey, vault::DocumentField> KeyOf(
    const PassportFields& fields);

// A passport that was read, or whose fields somebody typed. Typed fields name nobody: they can
// contradict a certificate, and confirm it by its document's number alone.
struct Passport {
  certificate::Identity identity;
  PassportFields fields;  // empty where the zone has not what opens a copy
  bool typed = false;
};
// From fields that KeyOf takes. The year of birth is the latest that is not after `now`.
[[nodiscard]] Passport TypedPassport(PassportFields fields, Timestamp now);
// Where there is room for none or one: instead of the one that is there.
void Hold(std::vector<Passport>& place, Passport passport);

}  // namespace clearway::session
