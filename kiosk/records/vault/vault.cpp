#include "kiosk/records/vault/vault.h"

#include <algorithm>
#include <utility>

#include "base/core/log.h"
#include "events/kiosk_events.h"
#include "keys/kiosk_secret.h"
#include "kiosk/records/vault/sqlite_store.h"

namespace clearway::vault {
namespace {

constexpr std::chrono::hours kSmallStepBack{1};

// Tells the log what the traveller has no use for.
std::unexpected<VaultFault> Told(const Error& error) {
  Log(events::kiosk::VaultUnavailable{.fault = error.fault});
  switch (error.fault) {
    case Fault::kFull:
      return std::unexpected(VaultFault::kFull);
    case Fault::kBroken:
      return std::unexpected(VaultFault::kBroken);
    default:
      return std::unexpected(VaultFault::kUnavailable);
  }
}

template <typename T>
std::expected<T, VaultFault> Told(Result<T> result) {
  if (!result) return Told(result.error());
  return std::move(*result);
}

}  // namespace

Vault::Vault(VaultSettings settings, keys::Secret kiosk_secret, DayKeys day_keys,
             std::unique_ptr<CopyStore> store, keys::PinCost cost)
    : settings_(settings),
      kiosk_secret_(std::move(kiosk_secret)),
      day_keys_(std::move(day_keys)),
      store_(std::move(store)),
      cost_(cost) {}

// The moment that counts: never before the latest that the store has seen.
Result<Timestamp> Vault::Settle(Timestamp now) {
  const auto latest = store_->Latest();
  if (!latest) return std::unexpected(latest.error());
  if (now + kSmallStepBack >= *latest) return std::max(now, *latest);
  const auto removed = RemoveAll(now);
  if (!removed) return std::unexpected(removed.error());
  Log(events::kiosk::VaultClockWentBack{.copies = static_cast<std::int64_t>(removed->expired)});
  return now;
}

std::expected<Vault::Visit, VaultFault> Vault::Enter(const TrustedTime& time) {
  if (!time.trusted) return std::unexpected(VaultFault::kClockInDoubt);
  auto lock = day_keys_.Lock();
  if (!lock) return Told(lock.error());
  const auto now = Settle(time.now);
  if (!now) return Told(now.error());
  return Visit{std::move(*lock), *now};
}

std::vector<CopyTag> Vault::TagsOf(const DocumentKey& document, const DayKeys::Found& keys) const {
  std::vector<CopyTag> tags;
  tags.reserve(keys.keys.size());
  for (const DayKey& day : keys.keys) {
    tags.push_back(TagOf(kiosk_secret_.view(), day.key.view(), document.view()));
  }
  return tags;
}

CopyLock Vault::LockOf(const DocumentKey& document, const keys::Pin& pin,
                       encoding::ByteView day_key) const {
  return {.kiosk_secret = kiosk_secret_.view(),
          .day_key = day_key,
          .document = document.view(),
          .pin = pin.view(),
          .cost = cost_};
}

std::expected<Timestamp, VaultFault> Vault::Put(const DocumentKey& document, const keys::Pin& pin,
                                                std::span<const std::string> texts,
                                                const TrustedTime& time) {
  const auto visit = Enter(time);
  if (!visit) return std::unexpected(visit.error());
  auto keys = day_keys_.Read();
  if (!keys) return Told(keys.error());
  const std::vector<CopyTag> replaced = TagsOf(document, *keys);
  const Day today = DayOf(visit->now);
  if (keys->Find(today) == nullptr) {
    auto made = day_keys_.Make(today);
    if (!made) return Told(made.error());
    keys->keys.push_back({today, std::move(*made)});
  }
  const encoding::ByteView day_key = keys->Find(today)->key.view();
  // By the clock itself: where it is behind, the copy lives shorter, never longer than promised.
  CopyRecord copy{.tag = TagOf(kiosk_secret_.view(), day_key, document.view()),
                  .day = today,
                  .expires_at = time.now + settings_.retention,
                  .sealed = {}};
  if (!SealCopy(texts, LockOf(document, pin, day_key), copy)) {
    return std::unexpected(VaultFault::kTooMuch);
  }
  if (Status put = store_->Put(copy, replaced, visit->now); !put) return Told(put.error());
  return copy.expires_at;
}

Result<bool> Vault::AreKeysLost(const DayKeys::Found& keys) {
  if (!keys.damaged.empty()) return true;
  const auto days = store_->Days();
  if (!days) return std::unexpected(days.error());
  return std::ranges::any_of(*days, [&keys](Day day) { return keys.Find(day) == nullptr; });
}

std::expected<Texts, VaultFault> Vault::Open(const DocumentKey& document, const keys::Pin& pin,
                                             const TrustedTime& time) {
  const auto visit = Enter(time);
  if (!visit) return std::unexpected(visit.error());
  const auto keys = day_keys_.Read();
  if (!keys) return Told(keys.error());
  const auto attempt = store_->CountAttempt(TagsOf(document, *keys), visit->now, settings_.limits);
  if (!attempt) return Told(attempt.error());
  if (!attempt->within_budget) return std::unexpected(VaultFault::kBudgetSpent);
  // Where there is no copy, a record that nobody sealed is tried in its stead.
  const CopyRecord copy = attempt->copy.value_or(CopyRecord{});
  const DayKey* day = keys->Find(copy.day);
  auto texts = OpenCopy(
      copy, LockOf(document, pin, day != nullptr ? day->key.view() : kiosk_secret_.view()));
  if (!texts) {
    const auto lost = AreKeysLost(*keys);
    if (!lost) return Told(lost.error());
    return std::unexpected(*lost ? VaultFault::kKeysLost : VaultFault::kNotOpened);
  }
  if (Status forgiven = store_->Forgive(copy.tag); !forgiven) return Told(forgiven.error());
  return std::move(*texts);
}

Result<VaultPurge> Vault::RemoveDead(Timestamp now) {
  const auto keys = day_keys_.Read();
  if (!keys) return std::unexpected(keys.error());
  std::vector<Day> days;
  days.reserve(keys->keys.size());
  for (const DayKey& key : keys->keys) days.push_back(key.day);
  const auto removed = store_->RemoveDead(days, now, settings_.limits);
  if (!removed) return std::unexpected(removed.error());
  const auto living = store_->Days();
  if (!living) return std::unexpected(living.error());
  const auto destroyed = day_keys_.DestroyUnless(
      [&](Day day) { return std::ranges::find(*living, day) != living->end(); });
  if (!destroyed) return std::unexpected(destroyed.error());
  if (removed->keyless != 0) {
    Log(events::kiosk::VaultKeysLost{.copies = static_cast<std::int64_t>(removed->keyless)});
  }
  return VaultPurge{
      .expired = removed->expired, .lost = removed->keyless, .keys_destroyed = *destroyed};
}

// Keys first: without them the copies are gone already.
Result<VaultPurge> Vault::RemoveAll(Timestamp now) {
  const auto destroyed = day_keys_.DestroyUnless([](Day) { return false; });
  if (!destroyed) return std::unexpected(destroyed.error());
  const auto removed = store_->RemoveAll(now);
  if (!removed) return std::unexpected(removed.error());
  return VaultPurge{.expired = *removed, .keys_destroyed = *destroyed};
}

std::expected<VaultPurge, VaultFault> Vault::Purge(const TrustedTime& time) {
  const auto visit = Enter(time);
  if (!visit) return std::unexpected(visit.error());
  return Told(RemoveDead(visit->now));
}

std::expected<VaultPurge, VaultFault> Vault::PurgeAll(const TrustedTime& time) {
  const auto lock = day_keys_.Lock();
  if (!lock) return Told(lock.error());
  return Told(RemoveAll(time.now));
}

std::expected<VaultStats, VaultFault> Vault::Stats(const TrustedTime& time) {
  const auto lock = day_keys_.Lock();
  if (!lock) return Told(lock.error());
  const auto keys = day_keys_.Read();
  if (!keys) return Told(keys.error());
  const auto store = store_->Stats(time.now);
  if (!store) return Told(store.error());
  return VaultStats{
      .store = *store, .day_keys = keys->keys.size(), .damaged_keys = keys->damaged.size()};
}

namespace {

// The keys go first: whatever is left of the broken store cannot be opened any more.
Result<std::unique_ptr<SqliteStore>> BeginAnew(const std::filesystem::path& folder,
                                               const DayKeys& day_keys) {
  Log(events::kiosk::VaultBegunAnew{});
  const auto destroyed = day_keys.DestroyUnless([](Day) { return false; });
  if (!destroyed) return std::unexpected(destroyed.error());
  if (Status gone = SqliteStore::Discard(folder); !gone) return std::unexpected(gone.error());
  return SqliteStore::Open(folder);
}

}  // namespace

Result<Vault> OpenVault(const VaultPlace& place, const VaultSettings& settings,
                        const TrustedTime& time) {
  auto secret = keys::LoadKioskSecret(place.secret);
  if (!secret) return std::unexpected(secret.error());
  auto day_keys = DayKeys::Open(place.keys, secret->view());
  if (!day_keys) return std::unexpected(day_keys.error());
  auto lock = day_keys->Lock();
  if (!lock) return std::unexpected(lock.error());
  auto store = SqliteStore::Open(place.copies);
  if (!store && store.error().fault == Fault::kBroken) store = BeginAnew(place.copies, *day_keys);
  if (!store) return std::unexpected(store.error());
  lock->Reset();
  Vault vault(settings, std::move(*secret), std::move(*day_keys), std::move(*store));
  if (!time.trusted)
    return vault;  // nothing opens until the clock is right; nothing is lost either
  if (const auto purged = vault.Purge(time); !purged) {
    return Fail(Fault::kUnavailable,
                std::string("the vault cannot be purged: ") + ToString(purged.error()));
  }
  return vault;
}

}  // namespace clearway::vault
