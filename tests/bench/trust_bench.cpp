// How long a kiosk takes to load ten thousand signers, from a bundle and from a folder. See
// tools/bench.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "keys/issuing/bundle_signing.h"
#include "keys/issuing/issuer.h"
#include "keys/trust_bundle.h"
#include "keys/trust_keeper.h"
#include "keys/trust_store.h"

namespace {

using namespace clearway;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kSigners = 10'000;
constexpr int kRounds = 5;
constexpr Timestamp kNow(std::chrono::seconds(1'790'000'000));

void Require(bool condition, const char* what) {
  if (condition) return;
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(1);
}

std::vector<encoding::Bytes> MakeSigners() {
  std::vector<encoding::Bytes> signers;
  for (int i = 0; i < kSigners; ++i) {
    const auto issuer =
        keys::MakeIssuer(keys::KeyKind::kP256, {.name = fmt::format("Bench {}", i),
                                                .country = "XX",
                                                .not_before = kNow,
                                                .not_after = kNow + std::chrono::days(30)});
    Require(issuer.has_value(), "no issuer");
    signers.push_back(issuer->certificate);
  }
  return signers;
}

// The best of some rounds, in milliseconds: the machine is shared.
template <typename Load>
double BestOf(Load load) {
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const auto begun = Clock::now();
    Require(load() == kSigners, "signers are missing");
    const auto took = std::chrono::duration<double, std::milli>(Clock::now() - begun);
    best = std::min(best, took.count());
  }
  return best;
}

void BenchBundle(const std::vector<encoding::Bytes>& signers, const fs::path& folder) {
  keys::TrustBundle bundle{
      .sequence = 1, .issued_at = kNow, .expires_at = kNow + std::chrono::days(9)};
  for (const encoding::Bytes& der : signers) bundle.signers.push_back({.x509 = der});
  std::vector<keys::PrivateKey> root;
  root.push_back(std::move(*keys::PrivateKey::Generate(keys::KeyKind::kP256)));
  const auto file = keys::SignTrustBundle(keys::EncodeTrustBundle(bundle), root);
  Require(file.has_value(), "the bundle cannot be signed");
  const auto half = keys::PublicKey::FromHandle(root[0].handle());
  const std::vector<encoding::Bytes> roots = {half->ToSpki()};
  auto keeper = keys::TrustKeeper::Open(folder / "keeper", roots);
  Require(keeper && keeper->Import(*file), "the bundle cannot be imported");
  const double best = BestOf([&] {
    const auto opened = keys::TrustKeeper::Open(folder / "keeper", roots);
    keys::TrustStore store;
    store.AddBundle(*opened->current(), keys::DemoSigners::kRefuse);
    return static_cast<int>(store.size());
  });
  fmt::print("bundle   {} signers, {} kB, from disk to ready in {:.0f} ms (wanted under 1000)\n",
             kSigners, file->size() >> 10, best);
}

void BenchFolder(const std::vector<encoding::Bytes>& signers, const fs::path& folder) {
  fs::create_directory(folder / "signers");
  for (std::size_t i = 0; i < signers.size(); ++i) {
    std::ofstream file(folder / "signers" / fmt::format("{}.der", i), std::ios::binary);
    file << encoding::AsText(signers[i]);
  }
  const double best = BestOf([&] {
    const auto store = keys::TrustStore::LoadFolder(folder / "signers", keys::DemoSigners::kRefuse);
    return store ? static_cast<int>(store->size()) : 0;
  });
  fmt::print("folder   {} files, from disk to ready in {:.0f} ms (wanted under 1000)\n", kSigners,
             best);
}

}  // namespace

int main() {
  std::string name = (fs::temp_directory_path() / "bench-trust-XXXXXX").string();
  const fs::path folder = mkdtemp(name.data());
  const auto signers = MakeSigners();
  BenchBundle(signers, folder);
  BenchFolder(signers, folder);
  fs::remove_all(folder);
  return 0;
}
