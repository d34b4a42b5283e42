#include "kiosk/receipt_desk.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/core/log.h"
#include "events/kiosk_events.h"
#include "keys/kiosk_secret.h"

namespace clearway::kiosk {
namespace {

constexpr std::chrono::seconds kBetweenLooks{2};

}  // namespace

ReceiptDesk::ReceiptDesk(const Config& config)
    : kiosk_(config.kiosk_id),
      country_(config.country),
      lifetime_(config.receipt_minutes),
      key_(config.device_key),
      kiosks_(config.receipt_kiosks),
      demo_(config.demo) {}

// "Accepted for a country" is more than a signature and dates that hold: its rules were asked.
bool ReceiptDesk::MayGive(const Judged& judged, const TrustedTime& time) const {
  return lifetime_.count() != 0 && judged.verdict.answer == certificate::Answer::kAccepted &&
         judged.under_rules && time.trusted && time.now < judged.at + lifetime_;
}

std::optional<printer::ReceiptContent> ReceiptDesk::For(const Judged& judged,
                                                        const TrustedTime& time) const {
  if (!MayGive(judged, time)) return std::nullopt;
  receipt::Receipt receipt{.kiosk = kiosk_,
                           .destination = country_,
                           .checked_at = judged.at,
                           .expires_at = judged.at + lifetime_,
                           .demo = judged.verdict.demo || demo_};
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

ReceiptDesk::Checked ReceiptDesk::Check(const std::string& text, const TrustedTime& time,
                                        Moment moment) {
  if (const auto read = receipt::Parse(text); !read) return {std::unexpected(read.error()), {}};
  Refresh(moment);
  Checked checked{receipt::Prove(text, trust_), {}};
  if (!checked.proven) return checked;
  checked.problem =
      receipt::WhyNot(*checked.proven, {.destination = country_, .demo = demo_}, time);
  return checked;
}

void ReceiptDesk::Refresh(Moment now) {
  if (kiosks_.empty() || (looked_ && now - *looked_ < kBetweenLooks)) return;
  looked_ = now;
  std::error_code failed;
  const auto changed = std::filesystem::last_write_time(kiosks_, failed);
  const Stamp stamp = failed ? std::nullopt : Stamp(changed);
  if (stamp && stamp == stamp_ && !trouble_) return;
  stamp_ = stamp;
  auto known = receipt::Trust::FromFolder(kiosks_);
  const auto before =
      std::exchange(trouble_, known ? std::nullopt : std::optional(known.error().fault));
  trust_ = known ? std::move(*known) : receipt::Trust();
  if (trouble_ && trouble_ != before) Log(events::kiosk::ReceiptsUnusable{.fault = *trouble_});
}

}  // namespace clearway::kiosk
