#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/encoding/bytes.h"
#include "certificate/read.h"
#include "keys/trust_store.h"
#include "tests/unit/certificate/specimen.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::certificate {

// One of the encodings that lie in each other: bytes to alter, and the code that has them in it.
struct Layer {
  const char* name;
  encoding::Bytes bytes;
  std::function<std::string(encoding::ByteView)> code;
  bool is_signed_anew = false;  // the trusted issuer signs whatever the bytes are
};

// A valid certificate. Everything personal in it has kCanary in its text.
struct SoundCode {
  Format format;
  std::string text;
  Timestamp now;  // when it is in date
  std::vector<Layer> layers;
};

inline constexpr std::string_view kCanary = "CANARY";

// A valid certificate of every format that is verified here, and the trust that makes it so.
class EveryFormat {
 public:
  EveryFormat();
  EveryFormat(const EveryFormat&) = delete;
  EveryFormat& operator=(const EveryFormat&) = delete;

  [[nodiscard]] const keys::TrustStore& trust() const { return trust_; }
  // The layers need this object.
  [[nodiscard]] std::vector<SoundCode> codes() const;

 private:
  [[nodiscard]] SoundCode EuDcc() const;
  [[nodiscard]] SoundCode WhoDdcc() const;
  [[nodiscard]] SoundCode TravelHealth() const;
  [[nodiscard]] SoundCode SmartHealthCard() const;
  [[nodiscard]] SoundCode VdsNc() const;

  keys::Issuer eu_issuer_ = MakeTestIssuer(kEuUsage);
  keys::Issuer travel_issuer_ = MakeTestIssuer(kTravelHealthUsage);
  keys::PrivateKey card_key_ = *keys::PrivateKey::Generate(keys::KeyKind::kP256);
  keys::TestAuthority csca_{"AU"};
  keys::PrivateKey seal_key_ = *keys::PrivateKey::Generate(keys::KeyKind::kP256);
  encoding::Bytes seal_certificate_ = csca_.Certify(seal_key_, {});
  keys::TrustStore trust_;
};

}  // namespace clearway::certificate
