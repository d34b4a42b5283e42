#pragma once

#include <cstdint>
#include <string>

#include "base/encoding/bytes.h"

namespace clearway::certificate {

// A fuzzer would hardly get through base45, checksums and CBOR by itself, so the first byte of its
// input says at which layer the rest goes in; the layers around it are made here.
enum class Layer : std::uint8_t { kText, kStream, kMessage, kPayload };

// Reads the certificate as a kiosk would, presents and judges it; aborts where an answer
// contradicts itself, or accepts what nobody signed.
void ReadAtLayer(encoding::ByteView input, const std::string& prefix);

}  // namespace clearway::certificate
