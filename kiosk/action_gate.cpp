#include "kiosk/action_gate.h"

#include <limits>
#include <utility>
#include <variant>

namespace clearway::kiosk {
namespace {

using session::Effect;

template <typename... Kinds>
bool IsAny(const Effect& effect) {
  return (std::holds_alternative<Kinds>(effect) || ...);
}

bool IsPrint(const Effect& effect) {
  return IsAny<session::PrintCertificate>(effect);
}

bool IsQuestion(const Effect& effect) {
  return IsAny<session::AskVault, session::AskIssuer>(effect);
}

// What an action is there for. The rest tends the screen, forgets or takes back.
bool IsWork(const Effect& effect) {
  return IsPrint(effect) || IsQuestion(effect) ||
         IsAny<session::TendPrinter, session::GivePin>(effect);
}

}  // namespace

void ActionGate::Begin(std::optional<std::uint64_t> record) {
  awaited_ = record.value_or(std::numeric_limits<std::uint64_t>::max());
}

// A fresh vector rather than clear(): its memory goes back through the wiping free.
void ActionGate::End() {
  awaited_.reset();
  std::vector<Effect>().swap(held_);
}

bool ActionGate::Holds(Effect& effect) {
  if (IsAny<session::CancelPrint>(effect)) std::erase_if(held_, IsPrint);
  if (IsAny<session::WithdrawQuestion>(effect)) std::erase_if(held_, IsQuestion);
  if (!awaited_ || !IsWork(effect)) return false;
  held_.push_back(std::move(effect));
  return true;
}

std::vector<Effect> ActionGate::Open(std::uint64_t written) {
  if (!awaited_ || written < *awaited_) return {};
  awaited_.reset();
  return std::exchange(held_, {});
}

bool ActionGate::GiveUp() {
  const bool waited = !held_.empty();
  std::vector<Effect>().swap(held_);
  return waited;
}

}  // namespace clearway::kiosk
