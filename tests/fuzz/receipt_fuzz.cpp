// Any code that claims to be a receipt, at a post that knows one kiosk: what parses has one
// spelling, counts only if that kiosk signed it, and then says the same.
#include <cstdlib>
#include <filesystem>
#include <string>

#include "keys/device_key.h"
#include "keys/device_signer.h"
#include "kiosk/receipt/receipt.h"

using namespace clearway;

namespace {

keys::DeviceSigner NewSigner() {
  std::string folder = (std::filesystem::temp_directory_path() / "receipt-fuzz-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) std::abort();
  const std::filesystem::path file = std::filesystem::path(folder) / "device.key";
  if (!keys::MakeDeviceKey(file)) std::abort();
  auto signer = keys::DeviceSigner::Load(file);
  std::filesystem::remove_all(folder);
  return std::move(signer.value());
}

struct Kiosk {
  Kiosk() : signer(NewSigner()) {
    if (!trust.AddKey(signer.spki())) std::abort();
  }
  keys::DeviceSigner signer;
  receipt::Trust trust;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Kiosk kKiosk;
  const std::string text(encoding::AsText(encoding::ByteView(data, size)));
  auto read = receipt::Parse(text);
  if (!read) return 0;
  if (receipt::Text(*read) != text) std::abort();
  const TrustedTime time{.now = read->receipt.checked_at, .trusted = true};
  const auto check = [&](const std::string& code) {
    return receipt::Check(code, kKiosk.trust, {.demo = true}, time);
  };
  if (check(text)) std::abort();
  const std::string id = receipt::KeyId(kKiosk.signer.spki());
  read->key_id.assign(id.begin(), id.end());
  const auto claimed = check(receipt::Text(*read));
  if (claimed || claimed.error() != receipt::Problem::kForged) std::abort();
  const auto issued = receipt::Issue(read->receipt, kKiosk.signer);
  if (!issued || check(*issued) != read->receipt) std::abort();
  return 0;
}
