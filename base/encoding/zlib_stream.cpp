#include "base/encoding/zlib_stream.h"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace clearway::encoding {
namespace {

// Owns zlib's state while a stream is being inflated.
class Inflation {
 public:
  explicit Inflation(int window_bits) : ready_(inflateInit2(&state_, window_bits) == Z_OK) {}
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
  ~Inflation() {
    if (ready_) inflateEnd(&state_);
  }
  [[nodiscard]] bool ready() const { return ready_; }
  z_stream& state() { return state_; }

 private:
  z_stream state_{};
  bool ready_;
};

// Gives zlib more room, at most one byte above the bound: that byte shows a content too long.
void Grow(Bytes& content, std::size_t bound, z_stream& state) {
  const std::size_t used = content.size() - state.avail_out;
  content.resize(std::min(bound + 1, std::max<std::size_t>(1024, content.size() * 2)));
  state.next_out = content.data() + used;
  state.avail_out = static_cast<uInt>(content.size() - used);
}

// `window_bits` as zlib takes them: negative for a stream without header and checksum.
Result<Bytes> Inflate(ByteView stream, std::size_t bound, int window_bits) {
  if (stream.size() > std::numeric_limits<uInt>::max()) {
    return Fail(Fault::kFull, "the compressed data is too long");
  }
  Inflation inflation(window_bits);
  if (!inflation.ready()) return Fail(Fault::kBroken, "zlib could not start");
  z_stream& state = inflation.state();
  state.next_in = const_cast<Bytef*>(stream.data());  // zlib's C interface; it only reads
  state.avail_in = static_cast<uInt>(stream.size());
  Bytes content;
  int outcome = Z_OK;
  while (outcome == Z_OK) {
    if (state.avail_out == 0) Grow(content, bound, state);
    outcome = inflate(&state, Z_NO_FLUSH);
    if (content.size() - state.avail_out > bound) {
      return Fail(Fault::kFull, "the compressed content is longer than any certificate");
    }
  }
  if (outcome != Z_STREAM_END) return Fail(Fault::kInvalid, "the compressed data is damaged");
  if (state.avail_in != 0) return Fail(Fault::kInvalid, "bytes follow the compressed data");
  content.resize(content.size() - state.avail_out);
  return content;
}

}  // namespace

Result<Bytes> InflateZlib(ByteView stream, std::size_t bound) {
  return Inflate(stream, bound, MAX_WBITS);
}

Result<Bytes> InflateRaw(ByteView stream, std::size_t bound) {
  return Inflate(stream, bound, -MAX_WBITS);
}

Bytes DeflateZlib(ByteView content) {
  uLongf length = compressBound(static_cast<uLong>(content.size()));
  Bytes stream(length);
  if (compress2(stream.data(), &length, content.data(), static_cast<uLong>(content.size()),
                Z_BEST_COMPRESSION) != Z_OK) {
    std::abort();  // out of memory: nothing sensible can follow
  }
  stream.resize(length);
  return stream;
}

}  // namespace clearway::encoding
