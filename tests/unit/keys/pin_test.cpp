#include "keys/pin.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "base/encoding/bytes.h"

namespace clearway::keys {
namespace {

TEST(Pin, is_six_to_twelve_digits) {
  for (const char* wrong : {"", "48392", "4839201748392", "48392a", "48 392", "４８３９２０"}) {
    EXPECT_FALSE(Pin::Enter(wrong)) << wrong;
    EXPECT_EQ(Pin::Choose(wrong).error(), PinProblem::kNotDigits) << wrong;
  }
  const auto pin = Pin::Choose("483920");
  ASSERT_TRUE(pin);
  EXPECT_EQ(encoding::AsText(pin->view()), "483920");
}

TEST(Pin, is_not_chosen_as_everybody_would_guess_it) {
  const std::array<std::string, 2> birth_dates{"880314", "140388"};
  for (const char* simple :
       {"000000", "777777777777", "123456", "456789", "987654", "880314", "140388"}) {
    EXPECT_EQ(Pin::Choose(simple, birth_dates).error(), PinProblem::kTooSimple) << simple;
  }
  for (const char* fine : {"123457", "135790", "110011", "880315"}) {
    EXPECT_TRUE(Pin::Choose(fine, birth_dates)) << fine;
  }
  EXPECT_TRUE(Pin::Enter("123456"));
}

}  // namespace
}  // namespace clearway::keys
