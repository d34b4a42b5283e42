#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "certificate/verdict.h"
#include "kiosk/config.h"
#include "kiosk/receipt/receipt.h"
#include "printer/page.h"

namespace clearway::kiosk {

// Gives receipts in the kiosk's name, and checks those of other kiosks. The kiosk's own key is read
// for each and not kept; the others' public keys are read again when their folder changes. Main
// owns it.
class ReceiptDesk {
 public:
  explicit ReceiptDesk(const Config& config);

  // An answer that a page tells of.
  struct Judged {
    const certificate::Verdict& verdict;
    Timestamp at;              // when it was given: the receipt's time counts from there
    bool under_rules = false;  // the destination's rules were asked for it
  };
  // For that page. None: receipts are not configured, the answer is not "accepted" under the
  // destination's rules, its time is over, the time is not certain, or the kiosk's key cannot be
  // used (which is logged).
  [[nodiscard]] std::optional<printer::ReceiptContent> For(const Judged& judged,
                                                           const TrustedTime& time) const;
  struct Checked {
    std::expected<receipt::Receipt, receipt::Problem> proven;  // as receipt::Prove
    std::optional<receipt::Problem> problem;                   // why what is proven does not count
    [[nodiscard]] bool counts() const { return proven && !problem; }
  };
  // `moment` is that of `time`.
  [[nodiscard]] Checked Check(const std::string& text, const TrustedTime& time, Moment moment);

 private:
  using Stamp = std::optional<std::filesystem::file_time_type>;

  [[nodiscard]] bool MayGive(const Judged& judged, const TrustedTime& time) const;
  // Reads the kiosks' keys if they have changed or could not be read, and it is time to look.
  void Refresh(Moment now);

  const std::string kiosk_;
  const std::string country_;  // of the kiosk's destination
  const std::chrono::minutes lifetime_;
  const std::filesystem::path key_;
  const std::filesystem::path kiosks_;
  const bool demo_;
  receipt::Trust trust_;
  std::optional<Moment> looked_;
  Stamp stamp_;                   // of the folder, when it was read
  std::optional<Fault> trouble_;  // why it could not be read
};

}  // namespace clearway::kiosk
