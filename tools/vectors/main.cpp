// clearway-vectors DIR: runs the public test vectors in DIR/cose and DIR/wycheproof through the
// libraries that certificates are checked with. One JSON object a suite on stdout:
// {"suite", "right", "of", "not_offered", "wrong": [ids]}. tools/conformance calls it.
#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <vector>

#include "tools/vectors/cose_sign1.h"
#include "tools/vectors/encryption.h"
#include "tools/vectors/suite.h"
#include "tools/vectors/wycheproof_signatures.h"

namespace clearway::tools {
namespace {

void Print(const Suite& suite) {
  const nlohmann::json line = {{"suite", suite.name},
                               {"right", suite.right},
                               {"of", suite.right + static_cast<int>(suite.wrong.size())},
                               {"not_offered", suite.not_offered},
                               {"wrong", suite.wrong}};
  fmt::print("{}\n", line.dump());
}

void RunAll(const std::filesystem::path& folder) {
  const auto cose = folder / "cose" / "index.jsonl";
  if (exists(cose)) {
    Print(RunCoseSign1(cose));
    for (const Suite& suite : RunCoseEncryption(cose)) Print(suite);
  }
  for (const Suite& suite : RunWycheproofSignatures(folder / "wycheproof")) Print(suite);
  const auto jws = folder / "wycheproof" / "json_web_signature_test.json";
  if (exists(jws)) Print(RunWycheproofJws(jws));
  const auto gcm = folder / "wycheproof" / "aes_gcm_test.json";
  if (exists(gcm)) Print(RunWycheproofAesGcm(gcm));
  const auto wrap = folder / "wycheproof" / "aes_wrap_test.json";
  if (exists(wrap)) Print(RunWycheproofKeyWrap(wrap));
}

int Run(const std::filesystem::path& folder) {
  try {
    RunAll(folder);
  } catch (const std::exception& error) {
    fmt::print(stderr, "clearway-vectors: a vector file is not as expected: {}\n", error.what());
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace clearway::tools

int main(int argc, char** argv) {
  if (argc == 2) return clearway::tools::Run(argv[1]);
  fmt::print(stderr, "usage: clearway-vectors DIR, a folder with cose/ and wycheproof/\n");
  return 2;
}
