#include "kiosk/sources/vault_source.h"

#include <utility>

namespace clearway::sources {
namespace {

SourceFault FaultOf(vault::VaultFault fault) {
  switch (fault) {
    case vault::VaultFault::kNotOpened:
    case vault::VaultFault::kKeysLost:
      return SourceFault::kNothing;
    case vault::VaultFault::kBudgetSpent:
      return SourceFault::kTooOften;
    default:
      return SourceFault::kUnavailable;
  }
}

}  // namespace

std::expected<vault::Texts, SourceFault> VaultSource::Fetch(const Inquiry& inquiry,
                                                            const std::stop_token&) {
  if (!inquiry.pin) return std::unexpected(SourceFault::kNothing);
  auto texts = vault_.Open(inquiry.document, *inquiry.pin, inquiry.time);
  if (!texts) return std::unexpected(FaultOf(texts.error()));
  return std::move(*texts);
}

}  // namespace clearway::sources
