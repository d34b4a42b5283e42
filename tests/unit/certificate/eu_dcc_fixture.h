#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "tests/unit/certificate/envelope_forgeries.h"
#include "tests/unit/certificate/specimen.h"

// EU DCCs of an issuer that is trusted, and of one that is not.
namespace clearway::certificate {

// "valid", or the cause.
inline std::string Describe(const Reading& reading) {
  return reading.authenticity.valid() ? "valid" : ToString(*reading.authenticity.cause);
}

class EuDcc : public testing::Test {
 protected:
  [[nodiscard]] Reading ReadText(const std::string& text, Timestamp now = kNow) const {
    return Read(text, trust_, now);
  }
  // The reading of a payload that the trusted issuer signed as it is.
  [[nodiscard]] Reading ReadPayload(const encoding::Bytes& payload, Timestamp now = kNow) const {
    return ReadText(EuDccText(SignedParts(payload, issuer_).Message()), now);
  }
  [[nodiscard]] Reading ReadCertificate(const Certificate& certificate,
                                        Timestamp now = kNow) const {
    return ReadPayload(EuDccPayload(certificate), now);
  }
  void ExpectAll(const std::vector<Forgery>& forgeries) const {
    for (const Forgery& forgery : forgeries) {
      const Reading reading = ReadText(forgery.make());
      EXPECT_EQ(Describe(reading), ToString(forgery.cause)) << forgery.name;
      EXPECT_EQ(reading.format, Format::kEuDcc) << forgery.name;
      EXPECT_FALSE(reading.authenticity.step.empty()) << forgery.name;
    }
  }

  const keys::Issuer issuer_ = MakeTestIssuer(kEuUsage);
  const keys::Issuer stranger_ = MakeTestIssuer(kEuUsage);
  const keys::TrustStore trust_ = Trusting({&issuer_});
};
}  // namespace clearway::certificate
