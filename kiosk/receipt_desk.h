#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "base/core/clock.h"
#include "certificate/verdict.h"
#include "kiosk/config.h"
#include "kiosk/receipt/receipt.h"
#include "printer/page.h"

namespace clearway::kiosk {

// Gives receipts in the kiosk's name, and checks those of other kiosks. Keys are read from their
// files when they are wanted, and not kept: receipts are rare, and a folder may change. Main owns
// it.
class ReceiptDesk {
 public:
  explicit ReceiptDesk(const Config& config);

  // For the page of a certificate with this answer. None: receipts are not configured, the answer
  // is not "accepted", the time is not certain, or the kiosk's key cannot be used (which is
  // logged).
  [[nodiscard]] std::optional<printer::ReceiptContent> For(const certificate::Verdict& verdict,
                                                           const TrustedTime& time) const;
  [[nodiscard]] std::expected<receipt::Receipt, receipt::Problem> Check(
      const std::string& text, const TrustedTime& time) const;

 private:
  const std::string kiosk_;
  const std::string country_;  // of the kiosk's destination
  const std::chrono::minutes lifetime_;
  const std::filesystem::path key_;
  const std::filesystem::path kiosks_;
  const bool demo_;
};

}  // namespace clearway::kiosk
