// Eighty million revocations: how much memory and time building takes, how fast a look-up is warm
// and cold, and that nothing of the file stays in memory of our own. See tools/bench.
//   usage: bench_revocation [ENTRIES [FOLDER]]
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/core/unique_fd.h"
#include "keys/revocation_builder.h"
#include "keys/revocation_file.h"

namespace {

using namespace clearway;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kEntries = 80'000'000;
constexpr std::size_t kWarmLookUps = 200'000;
constexpr std::size_t kColdLookUps = 2'000;
constexpr Timestamp kNow(std::chrono::seconds(1'790'000'000));
constexpr const char* kScope = "eu:AAAAAAAAAAA=";

void Require(bool condition, const std::string& what) {
  if (condition) return;
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(1);
}

// A hash of the lists, made from its number: spread like real ones once the file has hashed it.
std::array<std::uint8_t, 16> Value(std::uint64_t number) {
  std::array<std::uint8_t, 16> value{};
  for (std::size_t i = 0; i < 8; ++i) value[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return value;
}

// Kilobytes, of this process: "VmRSS", "VmHWM" (the highest it was), "RssAnon", "RssFile".
long Memory(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return std::atol(line.c_str() + name.size() + 1);
  }
  return 0;
}

double Seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

void Build(const fs::path& path, std::uint64_t entries) {
  const auto begun = Clock::now();
  auto builder = keys::RevocationBuilder::Create(path);
  Require(builder.has_value(), "the file cannot be made");
  builder->AddScope(kScope, kNow, kNow + std::chrono::hours(48));
  for (std::uint64_t i = 0; i < entries; ++i) {
    const auto added = builder->Add(keys::RevocationKind::kUvci, kScope, Value(2 * i));
    Require(added.has_value(), "the disk is full");
  }
  const auto finished = builder->Finish(kNow);
  Require(finished.has_value(), "the file cannot be finished");
  fmt::print("build    {} entries in {:.1f} s, {} MB on disk, peak memory {} MB\n", entries,
             Seconds(begun), fs::file_size(path) >> 20, Memory("VmHWM") >> 10);
}

// xorshift64.
std::uint64_t Next(std::uint64_t number) {
  number ^= number << 13;
  number ^= number >> 7;
  return number ^ number << 17;
}

// Asks for revoked and for other values in turn, and returns the sorted times in nanoseconds.
std::vector<double> LookUp(const keys::RevocationFile& file, std::uint64_t entries,
                           std::size_t count) {
  std::vector<double> times;
  times.reserve(count);
  std::uint64_t number = 88172645463325252;  // the same look-ups in every run
  for (std::size_t i = 0; i < count; ++i) {
    number = Next(number);
    const std::uint64_t value = number % (2 * entries);
    const auto begun = Clock::now();
    const auto answer = file.Find(keys::RevocationKind::kUvci, kScope, Value(value), kNow, kNow);
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begun).count());
    Require((answer == keys::RevocationAnswer::kRevoked) == (value % 2 == 0), "a wrong answer");
  }
  std::ranges::sort(times);
  return times;
}

void Print(const char* what, const std::vector<double>& times, double bound) {
  const auto at = [&times](double part) {
    return times[std::min(times.size() - 1,
                          static_cast<std::size_t>(part * static_cast<double>(times.size())))] /
           1000;
  };
  const std::string wanted = bound > 0 ? fmt::format(" (wanted under {:.0f})", bound) : "";
  fmt::print("{:<8} p50 {:.2f} us, p99 {:.2f} us{}, worst {:.2f} us, {} times\n", what, at(0.5),
             at(0.99), wanted, at(1), times.size());
}

keys::RevocationFile Open(const fs::path& path) {
  auto file = keys::RevocationFile::Open(path);
  Require(file.has_value(), "the file cannot be opened");
  return std::move(*file);
}

// How much of the file the page cache holds, in parts of one: says whether dropping it worked.
double Cached(const fs::path& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const std::size_t bytes = fs::file_size(path);
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* map = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd.get(), 0);
  std::vector<unsigned char> pages((bytes + page - 1) / page);
  mincore(map, bytes, pages.data());
  munmap(map, bytes);
  const auto there = std::ranges::count_if(pages, [](unsigned char in) { return (in & 1) != 0; });
  return static_cast<double>(there) / static_cast<double>(pages.size());
}

void DropPages(const fs::path& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  Require(fd && fsync(fd.get()) == 0 && posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED) == 0,
          "the page cache cannot be dropped");
}

// What the disk itself takes for one block at a time: no look-up can be faster than that when cold.
void DiskAlone(const fs::path& path) {
  DropPages(path);
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  posix_fadvise(fd.get(), 0, 0, POSIX_FADV_RANDOM);
  const std::uint64_t blocks = fs::file_size(path) / keys::revocation_format::kBlockBytes;
  std::vector<char> block(keys::revocation_format::kBlockBytes);
  std::vector<double> times;
  std::uint64_t number = 362436069362436069;
  for (std::size_t i = 0; i < kColdLookUps; ++i) {
    number = Next(number);
    const auto offset = static_cast<off_t>(number % blocks * block.size());
    const auto begun = Clock::now();
    Require(pread(fd.get(), block.data(), block.size(), offset) > 0, "the disk cannot be read");
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begun).count());
  }
  std::ranges::sort(times);
  Print("disk", times, 0);
}

// The kiosk has had the file open for a while when a certificate comes: header, digests and index
// are there, the entries are not. Each look-up goes to a block that was dropped.
void Cold(const fs::path& path, std::uint64_t entries) {
  DropPages(path);
  const double cached = Cached(path);
  const keys::RevocationFile file = Open(path);
  fmt::print("cold     by posix_fadvise(DONTNEED): {:.1f} % of the file is cached before opening\n",
             cached * 100);
  Print("cold", LookUp(file, entries, kColdLookUps), 200);
}

void Warm(const fs::path& path, std::uint64_t entries) {
  const keys::RevocationFile file = Open(path);
  const auto begun = Clock::now();
  Require(file.CheckAll().has_value(), "a block differs");
  fmt::print("check    every block in {:.1f} s\n", Seconds(begun));
  (void)LookUp(file, entries, kWarmLookUps);  // the same, so that all that they touch is mapped
  Print("warm", LookUp(file, entries, kWarmLookUps), 2);
  fmt::print("memory   {} MB of our own (RssAnon); {} MB of the page cache are mapped (RssFile)\n",
             Memory("RssAnon") >> 10, Memory("RssFile") >> 10);
}

}  // namespace

int main(int count, char** arguments) {
  const std::uint64_t entries = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : kEntries;
  const fs::path folder = count > 2 ? arguments[2] : ".";
  Require(entries > 0, "usage: bench_revocation [ENTRIES [FOLDER]]");
  const fs::path path = folder / "bench.revocations";
  Build(path, entries);
  DiskAlone(path);
  Cold(path, entries);
  Warm(path, entries);
  fs::remove(path);
  return 0;
}
