// How fast certificates are read and verified, beside OpenSSL's own rate for the same algorithm in
// the same run. Everything is counted in processor time, as `openssl speed` does: on a machine that
// others use, too, only that and the ratio mean something. See tools/bench.
#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "keys/issuing/issuer.h"
#include "keys/trust_store.h"
#include "tests/unit/certificate/card_maker.h"

namespace {

namespace fs = std::filesystem;
using namespace clearway;
using Clock = std::chrono::steady_clock;

constexpr int kSigners = 2000;
constexpr int kIssuing = 20;    // signers that the certificates come from
constexpr int kBatch = 10'000;  // cases
constexpr int kRounds = 15;
constexpr double kRound = 1;  // seconds of processor time, as `openssl speed` is given
constexpr Timestamp kNow(std::chrono::seconds(1'790'000'000));

void Require(bool condition, const char* what) {
  if (condition) return;
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(1);
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double ThreadSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Of the programs that this one has run.
double ChildSeconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// While it lives this thread and the programs that it runs keep to one processor. On a machine that
// others use, too, processors differ by a fifth for minutes: a rate and its yardstick are of one.
class OneProcessor {
 public:
  OneProcessor() {
    Require(sched_getaffinity(0, sizeof all_, &all_) == 0, "the processors are not told");
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    Require(sched_setaffinity(0, sizeof one, &one) == 0, "no processor to keep to");
  }
  OneProcessor(const OneProcessor&) = delete;
  OneProcessor& operator=(const OneProcessor&) = delete;
  ~OneProcessor() { sched_setaffinity(0, sizeof all_, &all_); }

 private:
  cpu_set_t all_{};
};

// A folder for what the programs read; gone at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "clearway-bench-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

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

std::vector<std::string> MakeDccs(const std::vector<keys::Issuer>& issuers) {
  std::vector<std::string> texts;
  texts.reserve(kIssuing);
  for (int i = 0; i < kIssuing; ++i) texts.push_back(MakeDcc(issuers[static_cast<std::size_t>(i)]));
  return texts;
}

using MakeStore = std::function<keys::TrustStore()>;

MakeStore StoreOf(const std::vector<keys::Issuer>& issuers,
                  const std::vector<keys::Issuer>& others = {}) {
  return [&issuers, &others] {
    keys::TrustStore store;
    for (const auto* group : {&issuers, &others}) {
      for (const keys::Issuer& issuer : *group) {
        auto signer = keys::SignerFromX509(issuer.certificate);
        Require(signer.has_value(), "no signer");
        store.Add(std::move(*signer));
      }
    }
    return store;
  };
}

// Certificates a second of the calling thread's processor time.
double ReadRound(const std::vector<std::string>& texts, const keys::TrustStore& store) {
  const double begin = ThreadSeconds();
  std::size_t done = 0;
  while (ThreadSeconds() - begin < kRound) {
    for (const std::string& text : texts) {
      const auto reading = certificate::Read(text, store, kNow);
      Require(reading.authenticity.valid(), "a good certificate was refused");
    }
    done += texts.size();
  }
  return static_cast<double>(done) / (ThreadSeconds() - begin);
}

// The verify rate that `openssl speed` prints for its algorithm, e.g. "ecdsap256".
double OpensslRound(const std::string& algorithm, const std::string& options = {}) {
  const std::string command =
      fmt::format("openssl speed -seconds 1 {} {} 2>/dev/null | tail -n 1", options, algorithm);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  Require(pipe != nullptr, "openssl cannot be run");
  char line[256] = {};
  Require(fgets(line, sizeof line, pipe.get()) != nullptr, "openssl speed prints nothing");
  const std::string text(line);
  return std::strtod(text.substr(text.find_last_of(' ')).c_str(), nullptr);
}

// Ours and OpenSSL's in turns, each of ours beside the mean of the two around it, so that neither
// has the quieter machine, nor one that is just slowing down. What counts is the median of the
// rounds' ratios. Beside it, the quickest round of each: others on the machine only ever
// slow a round, and what we do beside the arithmetic more than the arithmetic itself.
void Compare(const char* name, const char* algorithm, int percent_wanted,
             const std::function<double()>& round) {
  const OneProcessor one_processor;
  (void)round();  // warm
  std::vector<double> ours;
  std::vector<double> openssl{OpensslRound(algorithm)};
  std::vector<double> ratios;
  for (int i = 0; i < kRounds; ++i) {
    ours.push_back(round());
    const double before = openssl.back();
    openssl.push_back(OpensslRound(algorithm));
    ratios.push_back(100 * ours.back() / ((before + openssl.back()) / 2));
  }
  const double quickest = 100 * std::ranges::max(ours) / std::ranges::max(openssl);
  fmt::print(
      "{:<26} {:>7.0f}/s   openssl speed {:<9} {:>7.0f}/s   {:>3.0f} % (wanted {} %; "
      "quickest rounds {:.0f} %)\n",
      name, Median(ours), algorithm, Median(openssl), Median(ratios), percent_wanted, quickest);
}

// Two threads have a store each. By processor time shows what they take from each other, by the
// clock what a machine that is otherwise idle makes of it. Two processes of `openssl speed` beside
// one, in turns with ours, are what this machine has to give.
void CompareThreads(const std::vector<std::string>& texts, const MakeStore& make_store) {
  const keys::TrustStore store = make_store();
  const keys::TrustStore other = make_store();
  std::vector<double> by_processor;
  std::vector<double> by_clock;
  std::vector<double> openssl;
  const auto timed = [](auto work) {
    const auto begin = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  for (int i = 0; i < kRounds; ++i) {
    double one = 0;
    double two[2] = {};
    const double alone = timed([&] { one = ReadRound(texts, store); });
    const double together = timed([&] {
      std::vector<std::jthread> threads;
      threads.emplace_back([&] { two[0] = ReadRound(texts, store); });
      threads.emplace_back([&] { two[1] = ReadRound(texts, other); });
    });
    by_processor.push_back((two[0] + two[1]) / one);
    by_clock.push_back((two[0] + two[1]) / one * alone / together);
    openssl.push_back(OpensslRound("ecdsap256", "-multi 2") /
                      OpensslRound("ecdsap256", "-multi 1"));
  }
  fmt::print(
      "two threads                {:.2f} times one by processor time, {:.2f} by the clock "
      "(wanted 1.9; two processes of openssl speed {:.2f})\n",
      Median(by_processor), Median(by_clock), Median(openssl));
}

void WriteSigners(const fs::path& folder, const std::vector<keys::Issuer>& issuers) {
  fs::create_directories(folder);
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    const encoding::Bytes& der = issuers[i].certificate;
    std::ofstream(folder / fmt::format("{}.der", i), std::ios::binary) << encoding::AsText(der);
  }
}

// Processor time of one run of the program over so many cases.
double BatchSeconds(const fs::path& program, const fs::path& folder,
                    const std::vector<std::string>& texts, int cases) {
  const fs::path input = folder / "cases.jsonl";
  {
    std::ofstream stream(input);
    for (int i = 0; i < cases; ++i) {
      stream << fmt::format("{{\"id\":\"{}\",\"payload\":\"{}\",\"clock\":\"{}\"}}\n", i,
                            texts[static_cast<std::size_t>(i) % texts.size()],
                            FormatTimestamp(kNow));
    }
  }
  const std::string command = fmt::format(
      "'{}' verify --batch --trust '{}' < '{}' | grep -c '\"valid\"' > '{}'", program.string(),
      (folder / "trust").string(), input.string(), (folder / "valid").string());
  const double begin = ChildSeconds();
  Require(std::system(command.c_str()) == 0, "the batch failed");
  const double seconds = ChildSeconds() - begin;
  int valid = 0;
  std::ifstream(folder / "valid") >> valid;
  Require(valid == cases, "a good certificate was refused in the batch");
  return seconds;
}

// Without what starting and loading the signers take.
double BatchRound(const fs::path& program, const fs::path& folder,
                  const std::vector<std::string>& texts) {
  const double start = BatchSeconds(program, folder, texts, 1);
  return kBatch / (BatchSeconds(program, folder, texts, kBatch + 1) - start);
}

void CompareCards() {
  std::vector<keys::PrivateKey> keys;
  std::vector<std::string> texts;
  keys::TrustStore store;
  for (int i = 0; i < kSigners; ++i) {
    keys.push_back(std::move(*keys::PrivateKey::Generate(keys::KeyKind::kP256)));
    const std::string issuer = fmt::format("https://bench{}.example", i);
    certificate::TrustCardKey(keys.back(), "k1", issuer, store);
    if (i < kIssuing) {
      texts.push_back(
          certificate::Card(keys.back(), certificate::CardPayload{.issuer = issuer}.text()));
    }
  }
  Compare("SMART Health Card", "ecdsap256", 85, [&] { return ReadRound(texts, store); });
}

}  // namespace

int main(int, char** argv) {
  const fs::path program = fs::path(argv[0]).parent_path() / "clearway";
  const Folder folder;
  const auto issuers = MakeIssuers(keys::KeyKind::kP256, kSigners);
  const auto texts = MakeDccs(issuers);
  {
    const keys::TrustStore store = StoreOf(issuers)();
    Compare("EU DCC, ES256", "ecdsap256", 85, [&] { return ReadRound(texts, store); });
  }
  WriteSigners(folder.path() / "trust", issuers);
  Compare("the same by --batch", "ecdsap256", 75,
          [&] { return BatchRound(program, folder.path(), texts); });
  CompareCards();
  const auto rsa_issuers = MakeIssuers(keys::KeyKind::kRsa, kIssuing);
  const auto rsa_texts = MakeDccs(rsa_issuers);
  {
    const keys::TrustStore store = StoreOf(rsa_issuers, issuers)();
    Compare("EU DCC, PS256", "rsa3072", 85, [&] { return ReadRound(rsa_texts, store); });
  }
  CompareThreads(texts, StoreOf(issuers));
}
