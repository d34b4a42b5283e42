// Every format against thousands of random alterations in each of its layers.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "certificate/dates.h"
#include "certificate/judge.h"
#include "certificate/presentation.h"
#include "tests/unit/certificate/every_format.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;

constexpr int kAlterations = 1000;  // of each layer
constexpr unsigned kSeed = 20270115;

struct ValueText {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const PartialDate& date) const { return FormatPartialDate(date); }
  std::string operator()(Timestamp moment) const { return FormatTimestamp(moment); }
  std::string operator()(const Country& country) const { return country.code; }
  std::string operator()(const Message& message) const { return message.id; }
};

// All that people and rules are told.
std::vector<std::string> Told(const Reading& reading) {
  std::vector<std::string> told;
  for (const Section& section : Present(*reading.certificate).sections) {
    for (const Field& field : section.fields) {
      told.push_back(field.id + "=" + std::visit(ValueText{}, field.value));
    }
  }
  for (const auto& moment : {reading.certificate->issued_at, reading.certificate->not_before,
                             reading.certificate->expires_at}) {
    told.push_back(moment ? FormatTimestamp(*moment) : "");
  }
  told.push_back(reading.certificate->issuer);
  told.push_back(reading.certificate->serial);
  return told;
}

class Alterer {
 public:
  // One or two small changes, most often; the result may even be equal.
  Bytes operator()(Bytes bytes) {
    for (std::size_t changes = 1 + Below(2); changes > 0 && !bytes.empty(); --changes) {
      Change(bytes);
    }
    return bytes;
  }

 private:
  std::size_t Below(std::size_t bound) { return random_() % bound; }

  void Change(Bytes& bytes) {
    const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(Below(bytes.size()));
    const std::size_t rest = static_cast<std::size_t>(bytes.end() - at);
    const auto run_end =
        at + static_cast<std::ptrdiff_t>(1 + Below(std::min<std::size_t>(rest, 40)));
    switch (Below(8)) {
      case 0:
        *at ^= static_cast<std::uint8_t>(1U << Below(8));
        break;
      case 1:
        *at = static_cast<std::uint8_t>(random_());
        break;
      case 2:
        bytes.erase(at);
        break;
      case 3:
        bytes.insert(at, static_cast<std::uint8_t>(random_()));
        break;
      case 4:
        bytes.erase(at, run_end);
        break;
      case 5: {
        const Bytes run(at, run_end);
        bytes.insert(at, run.begin(), run.end());
        break;
      }
      case 6:
        *at = bytes[Below(bytes.size())];
        break;
      default:
        std::reverse(at, run_end);
    }
  }

  std::mt19937 random_{kSeed};
};

class Alteration : public testing::Test {
 protected:
  // Calls `look` with the readings of every layer's alterations that `wanted` is for.
  template <typename Wanted, typename Look>
  void ForEach(Wanted wanted, Look look) const {
    Alterer alter;
    for (const SoundCode& code : formats_.codes()) {
      for (const Layer& layer : code.layers) {
        if (!wanted(layer)) continue;
        for (int i = 0; i < kAlterations; ++i) {
          const Bytes altered = alter(layer.bytes);
          if (altered == layer.bytes) continue;
          look(code, layer, Read(layer.code(altered), formats_.trust(), code.now));
        }
      }
    }
  }

  const EveryFormat formats_;
};

TEST_F(Alteration, begins_with_what_is_valid) {
  for (const SoundCode& code : formats_.codes()) {
    const Reading reading = Read(code.text, formats_.trust(), code.now);
    EXPECT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
    EXPECT_EQ(reading.format, code.format);
    for (const Layer& layer : code.layers) {
      EXPECT_TRUE(Read(layer.code(layer.bytes), formats_.trust(), code.now).authenticity.valid())
          << ToString(code.format) << " " << layer.name;
    }
  }
}

// Some alterations change nothing that is signed: white space around JSON, an unprotected header.
TEST_F(Alteration, never_makes_a_certificate_say_what_nobody_signed) {
  int refused = 0;
  int harmless = 0;
  ForEach([](const Layer& layer) { return !layer.is_signed_anew; },
          [&](const SoundCode& code, const Layer& layer, const Reading& reading) {
            if (!reading.authenticity.valid()) {
              ++refused;
              return;
            }
            ++harmless;
            EXPECT_EQ(Told(reading), Told(Read(code.text, formats_.trust(), code.now)))
                << ToString(code.format) << " " << layer.name;
          });
  EXPECT_GT(refused, 10 * kAlterations);
  EXPECT_LT(harmless, kAlterations / 2);
}

TEST_F(Alteration, is_refused_with_a_step_that_names_nothing_of_the_certificate) {
  const auto holds_canary = [](const std::string& text) {
    return text.find(kCanary) != std::string::npos;
  };
  int failures = 0;
  ForEach([](const Layer&) { return true; },
          [&](const SoundCode& code, const Layer& layer, const Reading& reading) {
            if (reading.authenticity.valid()) return;
            ++failures;
            EXPECT_FALSE(reading.authenticity.step.empty());
            EXPECT_FALSE(holds_canary(reading.authenticity.step)) << layer.name;
            const Verdict verdict = Judge({&reading, 1}, {.now = code.now, .trusted = true});
            for (const Reason& reason : verdict.reasons) {
              EXPECT_FALSE(holds_canary(reason.for_staff) || holds_canary(reason.for_public.id));
              EXPECT_TRUE(std::ranges::none_of(reason.for_public.arguments, holds_canary));
            }
          });
  EXPECT_GT(failures, 10 * kAlterations);
}

TEST_F(Alteration, into_another_format_is_refused) {
  for (const SoundCode& code : formats_.codes()) {
    for (const char* prefix : {"HC1:", "TH1:", "shc:/"}) {
      const std::string rest = code.text.substr(code.text.find(':') + 1);
      const std::string other = prefix + rest;
      if (other == code.text) continue;
      EXPECT_FALSE(Read(other, formats_.trust(), code.now).authenticity.valid())
          << ToString(code.format) << " as " << prefix;
    }
  }
}

}  // namespace
}  // namespace clearway::certificate
