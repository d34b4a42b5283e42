#pragma once

#include <span>

#include "keys/reader_key.h"
#include "keys/trust_store.h"

namespace clearway::certificate {

// What a code is read with: whom to believe, and what opens sealed certificates. Both must outlive
// it.
struct Keyring {
  // Implicit: whoever has no reader keys reads with a trust store alone.
  Keyring(const keys::TrustStore& trusted,  // NOLINT(google-explicit-constructor)
          std::span<const keys::ReaderKey> readers = {})
      : trust(trusted), reader_keys(readers) {}

  const keys::TrustStore& trust;
  std::span<const keys::ReaderKey> reader_keys;
};

}  // namespace clearway::certificate
