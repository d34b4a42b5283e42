#include "kiosk/receipt_desk.h"

#include <algorithm>

#include "base/core/log.h"
#include "events/kiosk_events.h"
#include "keys/kiosk_secret.h"

namespace clearway::kiosk {

ReceiptDesk::ReceiptDesk(const Config& config)
    : kiosk_(config.kiosk_id),
      country_(config.country),
      lifetime_(config.receipt_minutes),
      key_(config.device_key),
      kiosks_(config.receipt_kiosks),
      demo_(config.demo) {}

std::optional<printer::ReceiptContent> ReceiptDesk::For(const certificate::Verdict& verdict,
                                                        const TrustedTime& time) const {
  if (lifetime_.count() == 0 || verdict.answer != certificate::Answer::kAccepted || !time.trusted)
    return std::nullopt;
  receipt::Receipt receipt{.kiosk = kiosk_,
                           .destination = country_,
                           .checked_at = time.now,
                           .expires_at = time.now + lifetime_,
                           .demo = verdict.demo};
  const keys::Secret number = keys::RandomBytes(receipt.number.size());
  std::ranges::copy(number.view(), receipt.number.begin());
  const auto signer = keys::DeviceSigner::Load(key_);
  auto code = signer ? receipt::Issue(receipt, *signer)
                     : Result<std::string>(std::unexpected(signer.error()));
  if (!code) {
    Log(events::kiosk::ReceiptsUnusable{.fault = code.error().fault});
    return std::nullopt;
  }
  return printer::ReceiptContent{.code = std::move(*code),
                                 .kiosk = receipt.kiosk,
                                 .destination = receipt.destination,
                                 .checked_at = receipt.checked_at,
                                 .expires_at = receipt.expires_at};
}

std::expected<receipt::Receipt, receipt::Problem> ReceiptDesk::Check(
    const std::string& text, const TrustedTime& time) const {
  receipt::Trust trust;
  if (!kiosks_.empty()) {
    if (auto known = receipt::Trust::FromFolder(kiosks_)) {
      trust = std::move(*known);
    } else {
      Log(events::kiosk::ReceiptsUnusable{.fault = known.error().fault});
    }
  }
  return receipt::Check(text, trust, {.destination = country_, .demo = demo_}, time);
}

}  // namespace clearway::kiosk
