#include <fcntl.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "base/core/unique_fd.h"

namespace clearway {
namespace {

constexpr std::string_view kSecret = "KANARIVOGEL ZYXWQUON E73918264 710923 and more of it";
constexpr std::size_t kLarge = std::size_t{64} << 20;

// Where something was, to be looked at when it is nobody's any more: as a number, so that no
// compiler knows of it.
struct Place {
  std::uintptr_t begin = 0;
  std::size_t size = 0;
};

Place PlaceOf(const void* block) {
  return {reinterpret_cast<std::uintptr_t>(block), malloc_usable_size(const_cast<void*>(block))};
}

// What stands there: past the heap's own notes of its free blocks, which are two words.
std::string Read(const Place& place) {
  constexpr std::size_t kNotes = 16;
  std::string bytes(place.size - kNotes, '\0');
  const UniqueFd memory(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
  const auto got =
      ::pread(memory.get(), bytes.data(), bytes.size(), static_cast<off_t>(place.begin + kNotes));
  EXPECT_EQ(got, static_cast<ssize_t>(bytes.size()));
  return bytes;
}

// Any few letters of the secret.
bool HasSecret(const std::string& bytes) {
  constexpr std::size_t kFew = 6;
  for (std::size_t i = 0; i + kFew <= kSecret.size(); ++i) {
    if (bytes.contains(kSecret.substr(i, kFew))) return true;
  }
  return false;
}

char* Fill(void* block, std::size_t size) {
  auto* letters = static_cast<char*>(block);
  for (std::size_t i = 0; i < size; ++i) letters[i] = kSecret[i % kSecret.size()];
  return letters;
}

TEST(WipingFree, leaves_nothing_in_a_block_of_c) {
  void* block = Fill(std::malloc(200), 200);
  const Place place = PlaceOf(block);
  ASSERT_TRUE(HasSecret(Read(place)));
  std::free(block);
  EXPECT_FALSE(HasSecret(Read(place)));
}

TEST(WipingFree, leaves_nothing_in_a_block_of_cpp) {
  auto text = std::make_unique<std::string>(kSecret);
  const Place place = PlaceOf(text->data());
  ASSERT_TRUE(HasSecret(Read(place)));
  text.reset();
  EXPECT_FALSE(HasSecret(Read(place)));
}

TEST(WipingFree, leaves_nothing_where_a_block_grew_out_of_its_place) {
  void* block = Fill(std::malloc(200), 200);
  const Place place = PlaceOf(block);
  void* moved = std::realloc(block, 50'000);
  ASSERT_NE(PlaceOf(moved).begin, place.begin);
  EXPECT_TRUE(std::string_view(static_cast<char*>(moved), 200).starts_with(kSecret));
  EXPECT_FALSE(HasSecret(Read(place)));
  std::free(moved);
}

TEST(WipingFree, leaves_nothing_behind_a_block_that_shrank) {
  for (const std::size_t size : {3000, 100}) {  // in its place, and elsewhere
    void* block = Fill(std::malloc(4000), 4000);
    const Place place = PlaceOf(block);
    void* smaller = std::realloc(block, size);
    const bool stayed = PlaceOf(smaller).begin == place.begin;
    EXPECT_EQ(stayed, size == 3000);
    EXPECT_TRUE(std::string_view(static_cast<char*>(smaller), size).starts_with(kSecret));
    EXPECT_FALSE(HasSecret(Read(place).substr(stayed ? size - 16 : 0)));
    std::free(smaller);
  }
}

long Faults() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt + usage.ru_majflt;
}

// A copy would touch as many fresh pages as it has.
TEST(WipingFree, lets_a_large_block_grow_without_a_copy) {
  void* block = Fill(std::malloc(kLarge), kLarge);
  const long before = Faults();
  auto* grown = static_cast<char*>(std::realloc(block, 2 * kLarge));
  EXPECT_LT(Faults() - before, 16);
  EXPECT_TRUE(std::string_view(grown, kLarge).starts_with(kSecret));
  EXPECT_EQ(grown[kLarge - 1], kSecret[(kLarge - 1) % kSecret.size()]);
  EXPECT_EQ(grown[kLarge + 4096], '\0');
  std::free(grown);
}

TEST(WipingFree, refuses_an_array_that_no_number_can_count_and_leaves_the_block) {
  // The compiler is told nothing: it would warn of the number, and of a block that is still there.
  void* volatile block = Fill(std::malloc(200), 200);
  volatile std::size_t many = SIZE_MAX / 2;
  errno = 0;
  EXPECT_EQ(::reallocarray(block, many, 3), nullptr);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_TRUE(std::string_view(static_cast<char*>(block), 200).starts_with(kSecret));
  std::free(block);
}

}  // namespace
}  // namespace clearway
