// How fast certificates are read and verified, beside OpenSSL's own rate for the same algorithm in
// the same run: machines are noisy and shared, so only the ratio means something. See tools/bench.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "keys/issuing/issuer.h"
#include "keys/trust_store.h"

namespace {

using namespace clearway;
using Clock = std::chrono::steady_clock;

constexpr int kSigners = 2000;
constexpr int kIssuing = 50;  // signers that the certificates come from
constexpr int kRounds = 5;
constexpr std::chrono::milliseconds kRound{1000};
constexpr Timestamp kNow(std::chrono::seconds(1'790'000'000));

void Require(bool condition, const char* what) {
  if (condition) return;
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(1);
}

std::vector<keys::Issuer> MakeIssuers(keys::KeyKind kind, int count) {
  std::vector<keys::Issuer> issuers;
  for (int i = 0; i < count; ++i) {
    auto issuer = keys::MakeIssuer(kind, {.name = fmt::format("Bench {}", i),
                                          .country = "XX",
                                          .not_before = kNow - std::chrono::days(30),
                                          .not_after = kNow + std::chrono::days(30),
                                          .usage = {}});
    Require(issuer.has_value(), "no issuer");
    issuers.push_back(std::move(*issuer));
  }
  return issuers;
}

std::string MakeDcc(const keys::Issuer& issuer) {
  certificate::Certificate dcc;
  dcc.format = certificate::Format::kEuDcc;
  dcc.holder.name = {
      .surname = "Mustermann", .given = "Anna", .surname_icao = "MUSTERMANN", .given_icao = "ANNA"};
  dcc.holder.birth_date = certificate::PartialDate{1980, 5, 17};
  dcc.issuer = "XX";
  dcc.issued_at = kNow - std::chrono::days(1);
  dcc.expires_at = kNow + std::chrono::days(300);
  certificate::Record record{.disease = {.code = "840539006"},
                             .country = "XX",
                             .issuer = "Bench Institute",
                             .id = "URN:UVCI:01XX/BENCH/1#A",
                             .details = {}};
  record.details = certificate::Vaccination{.vaccine = {.code = "1119349007"},
                                            .product = {.code = "EU/1/20/1528"},
                                            .manufacturer = {.code = "ORG-100030215"},
                                            .dose = 2,
                                            .doses = 2,
                                            .given_on = {2026, 3, 1}};
  dcc.records.push_back(record);
  auto text = certificate::Issue(dcc, issuer);
  Require(text.has_value(), "no certificate");
  return *text;
}

keys::TrustStore MakeStore(const std::vector<keys::Issuer>& issuers) {
  keys::TrustStore store;
  for (const keys::Issuer& issuer : issuers) {
    auto signer = keys::SignerFromX509(issuer.certificate);
    Require(signer.has_value(), "no signer");
    store.Add(std::move(*signer));
  }
  return store;
}

// Certificates a second over one round.
double ReadRound(const std::vector<std::string>& texts, const keys::TrustStore& store) {
  const auto begin = Clock::now();
  std::size_t done = 0;
  while (Clock::now() - begin < kRound) {
    const auto reading = certificate::Read(texts[done % texts.size()], store, kNow);
    Require(reading.authenticity.valid(), "a good certificate was refused");
    ++done;
  }
  return static_cast<double>(done) / std::chrono::duration<double>(Clock::now() - begin).count();
}

// The verify rate that `openssl speed` prints for its algorithm, e.g. "ecdsap256".
double OpensslRound(const char* algorithm) {
  const std::string command =
      fmt::format("openssl speed -seconds 1 {} 2>/dev/null | tail -n 1", algorithm);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  Require(pipe != nullptr, "openssl cannot be run");
  char line[256] = {};
  Require(fgets(line, sizeof line, pipe.get()) != nullptr, "openssl speed prints nothing");
  const std::string text(line);
  return std::strtod(text.substr(text.find_last_of(' ')).c_str(), nullptr);
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double TwoThreads(const std::vector<keys::Issuer>& issuers, const std::vector<std::string>& texts) {
  double rates[2] = {};
  {
    std::vector<std::jthread> threads;
    for (double& rate : rates) {
      threads.emplace_back([&] {
        const keys::TrustStore store = MakeStore(issuers);
        rate = ReadRound(texts, store);
      });
    }
  }
  return rates[0] + rates[1];
}

void Compare(const char* name, keys::KeyKind kind, int signers, const char* algorithm) {
  const auto issuers = MakeIssuers(kind, signers);
  std::vector<std::string> texts;
  for (int i = 0; i < std::min(kIssuing, signers); ++i)
    texts.push_back(MakeDcc(issuers[static_cast<std::size_t>(i)]));
  const keys::TrustStore store = MakeStore(issuers);
  (void)ReadRound(texts, store);  // warm
  std::vector<double> ours;
  std::vector<double> openssl;
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    openssl.push_back(OpensslRound(algorithm));
    ours.push_back(ReadRound(texts, store));
    ratios.push_back(ours.back() / openssl.back());
  }
  fmt::print("{:<8} {:>6} signers   openssl {:>7.0f}/s   read and verify {:>7.0f}/s   {:>3.0f} %\n",
             name, signers, Median(openssl), Median(ours), 100 * Median(ratios));
  std::vector<double> two;
  for (int round = 0; round < kRounds; ++round) {
    const double one = ReadRound(texts, store);
    two.push_back(TwoThreads(issuers, texts) / one);
  }
  fmt::print("{:<8} two threads {:.2f} times one\n", name, Median(two));
}

}  // namespace

int main() {
  Compare("ES256", keys::KeyKind::kP256, kSigners, "ecdsap256");
  Compare("PS256", keys::KeyKind::kRsa, 20, "rsa3072");
}
