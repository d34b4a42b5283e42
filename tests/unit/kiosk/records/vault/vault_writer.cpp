// Puts numbered copies into a vault, and says on stdout which have been acknowledged, until it has
// put enough or is killed. usage: vault_writer FOLDER FIRST COUNT
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

int main(int count, char** arguments) {
  using namespace clearway::vault;
  if (count != 4) return 2;
  const VaultRig rig{std::filesystem::path(arguments[1])};
  Vault vault = rig.Open();
  const int first = std::atoi(arguments[2]);
  for (int i = first; i < first + std::atoi(arguments[3]); ++i) {
    const std::string number = std::to_string(100'000 + i);
    const std::vector<std::string> texts{"COPY " + number, std::string(1500, 'x')};
    if (!vault.Put(DocumentOf(number), PinOf("483920"), texts, At(kNoon))) return 1;
    const std::string line = number + "\n";
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
  }
  return 0;
}
