#include "kiosk/sources/vault_source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::sources {
namespace {

using vault::At;
using vault::kNoon;

std::string Ask(VaultSource& source, const char* pin, bool trusted = true) {
  const Inquiry inquiry{.document = vault::DocumentOf("L898902C3"),
                        .pin = pin == nullptr ? std::nullopt : keys::Pin::Enter(pin),
                        .time = {.now = kNoon, .trusted = trusted}};
  const auto texts = source.Fetch(inquiry, {});
  return texts ? texts->codes.at(0) : ToString(texts.error());
}

TEST(VaultSource, gives_what_was_kept_to_who_knows_the_pin) {
  const vault::VaultRig rig;
  vault::Vault vault = rig.Open({.limits = {.per_hour = 3}});
  const std::vector<std::string> texts{"HC1:NCF"};
  ASSERT_TRUE(vault.Put(vault::DocumentOf("L898902C3"), vault::PinOf("483920"), texts, At(kNoon)));
  VaultSource source(std::move(vault));
  EXPECT_EQ(Ask(source, "483920"), "HC1:NCF");
  EXPECT_EQ(Ask(source, nullptr), "nothing");
  EXPECT_EQ(Ask(source, "483920", false), "unavailable");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Ask(source, "111222"), "nothing");
  EXPECT_EQ(Ask(source, "483920"), "too_often");
}

}  // namespace
}  // namespace clearway::sources
