// How long a copy takes to keep and to open, at the product's cost of a guess, and that the answers
// for "no copy" and "another PIN" take the same. usage: bench_vault FOLDER [ROUNDS]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "keys/kiosk_secret.h"
#include "kiosk/records/vault/vault.h"

namespace {

using namespace clearway;
using namespace clearway::vault;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};
constexpr TrustedTime kTime{.now = kNow, .trusted = true};

DocumentKey DocumentOf(int number) {
  const std::string text = std::to_string(100'000 + number);
  const auto checked = [](const std::string& field) {
    return field + encoding::mrz::CheckDigit(field);
  };
  return *DocumentKey::FromTyped(checked(text), checked("740812"), checked("320415"));
}

double CpuMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void Measure(const char* what, int rounds, const std::function<bool(int)>& once) {
  std::vector<double> wall;
  const double cpu = CpuMilliseconds();
  for (int round = 0; round < rounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    if (!once(round)) {
      fmt::print(stderr, "{}: not the answer that was expected\n", what);
      std::exit(1);
    }
    wall.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
  }
  std::ranges::sort(wall);
  const std::size_t p95 = wall.size() * 95 / 100;
  fmt::print("{:<22} p50 {:6.1f} ms   p95 {:6.1f} ms   processor {:6.1f} ms\n", what,
             wall[wall.size() / 2], wall[std::min(p95, wall.size() - 1)],
             (CpuMilliseconds() - cpu) / rounds);
}

int Main(const std::filesystem::path& folder, int rounds) {
  const VaultPlace place{folder / "copies", folder / "keys", folder / "secret"};
  if (!keys::MakeKioskSecret(place.secret)) return 1;
  auto vault = OpenVault(place, {.limits = {.per_copy = 1'000'000, .per_hour = 1'000'000}}, kTime);
  if (!vault) return 1;
  const keys::Pin pin = *keys::Pin::Enter("483920");
  const keys::Pin other = *keys::Pin::Enter("483921");
  const std::vector<std::string> texts{std::string(1500, 'x')};
  Measure("put", rounds,
          [&](int i) { return vault->Put(DocumentOf(i), pin, texts, kTime).has_value(); });
  Measure("open", rounds,
          [&](int i) { return vault->Open(DocumentOf(i), pin, kTime).has_value(); });
  const auto refused = [&](int document, const keys::Pin& tried) {
    const auto answer = vault->Open(DocumentOf(document), tried, kTime);
    return !answer && answer.error() == VaultFault::kNotOpened;
  };
  Measure("another PIN", rounds, [&](int i) { return refused(i, other); });
  Measure("no copy", rounds, [&](int i) { return refused(500'000 + i, pin); });
  Measure("purge", rounds, [&](int) { return vault->Purge(kTime).has_value(); });
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  std::string folder = std::string(count > 1 ? arguments[1] : ".") + "/vault-bench-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return 1;
  const int status = Main(folder, count > 2 ? std::max(1, std::atoi(arguments[2])) : 100);
  std::filesystem::remove_all(folder);
  return status;
}
