// Any code that claims to be a staff badge, and a staff book without its HMAC: what parses has one
// spelling, and no badge passes without a signature of ours.
#include <cstdlib>
#include <string>

#include "kiosk/staff/badge.h"
#include "kiosk/staff/staff_book.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const encoding::ByteView bytes(data, size);
  const std::string text(encoding::AsText(bytes));
  if (const auto badge = staff::ParseBadge(text)) {
    if (staff::BadgeText(*badge) != text) std::abort();
    if (staff::CheckBadge(text, {}, {.now = badge->badge.issued_at, .trusted = true})) std::abort();
  }
  if (const auto book = staff::ParseStaffBookContent(bytes)) {
    const auto again = staff::ParseStaffBook(staff::EncodeStaffBook(*book, bytes), bytes);
    if (!again || *again != *book) std::abort();
  }
  return 0;
}
