// Keeps and opens a copy as the kiosk does, lets go of everything, and then looks through its own
// memory for what it knew. Prints what it found, a word a line. usage: vault_memory FOLDER [leave]
// `leave` forgets to let go of the text, so that there is something to find.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/unique_fd.h"
#include "base/core/wipe.h"
#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace {

using namespace clearway;
using namespace clearway::vault;

struct Canary {
  const char* what;
  std::string hidden;  // each character plus one, so that this list is no finding
};
const std::vector<Canary> kCanaries{{"number", "M9:9:13D4"},
                                    {"pin", "594:31"},
                                    {"other_pin", "222444"},
                                    {"text", "ID2;OD@BSZ.JO.UIF.DPBM.NJOF.PG.UIF.DPQZ"}};

std::string Revealed(const Canary& canary) {
  std::string text = canary.hidden;
  for (char& c : text) --c;
  return text;
}

__attribute__((noinline)) bool KeepAndOpen(const VaultRig& rig) {
  std::string number = Revealed(kCanaries[0]);
  number += encoding::mrz::CheckDigit(number);
  std::string pin = Revealed(kCanaries[1]);
  std::string other_pin = Revealed(kCanaries[2]);
  Texts texts({Revealed(kCanaries[3])});
  const auto document = DocumentKey::FromTyped(number, "7408122", "3204153");
  bool good = document.has_value();
  if (good) {
    Vault vault = rig.Open();
    good = vault.Put(*document, *keys::Pin::Choose(pin), texts.codes, At(kNoon)).has_value() &&
           !vault.Open(*document, *keys::Pin::Enter(other_pin), At(kNoon)) &&
           vault.Open(*document, *keys::Pin::Enter(pin), At(kNoon)).has_value();
  }
  for (std::string* text : {&number, &pin, &other_pin}) Wipe(*text);
  return good;
}

// Everything that can be written to: heap, stacks, data.
std::vector<std::string> FindIn(const std::vector<Canary>& canaries) {
  std::vector<std::string> found;
  const UniqueFd memory(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char mode[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, mode) != 3 || mode[1] != 'w')
      continue;
    std::vector<char> bytes(end - begin);
    const ssize_t got =
        ::pread(memory.get(), bytes.data(), bytes.size(), static_cast<off_t>(begin));
    if (got <= 0) continue;
    const std::string_view all(bytes.data(), static_cast<std::size_t>(got));
    for (const Canary& canary : canaries) {
      // Compared hidden, so that looking leaves nothing to be found.
      const auto same = [](char real, char hidden) { return real + 1 == hidden; };
      if (!std::ranges::search(all, canary.hidden, same).empty()) found.emplace_back(canary.what);
    }
  }
  return found;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  static std::string left;
  if (count == 3) left = Revealed(kCanaries[3]);
  const VaultRig rig{std::filesystem::path(arguments[1])};
  if (!KeepAndOpen(rig)) {
    std::puts("the vault did not work");
    return 1;
  }
  for (const std::string& what : FindIn(kCanaries)) std::puts(what.c_str());
  std::puts("looked");
  return 0;
}
