#include "base/encoding/zlib_stream.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace clearway::encoding {
namespace {

using Decompressor =
    std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;
using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

// libdeflate_zlib_decompress_ex or libdeflate_deflate_decompress_ex.
using Decompress = libdeflate_result (*)(libdeflate_decompressor*, const void* in,
                                         std::size_t in_size, void* out, std::size_t out_size,
                                         std::size_t* in_used, std::size_t* out_used);

// Making one costs as much as inflating a certificate. It holds tables and nothing of the content.
libdeflate_decompressor* ThreadsDecompressor() {
  thread_local const Decompressor decompressor(libdeflate_alloc_decompressor(),
                                               &libdeflate_free_decompressor);
  return decompressor.get();
}

// This one takes megabytes, whose first touch costs more than deflating a certificate. It keeps
// traces of what it last deflated: only commands that issue certificates have any of those, not the
// kiosk.
libdeflate_compressor* ThreadsCompressor() {
  constexpr int kBest = 12;
  thread_local const Compressor compressor(libdeflate_alloc_compressor(kBest),
                                           &libdeflate_free_compressor);
  return compressor.get();
}

// Certificates inflate to less than this; larger content takes a second go, with more room.
constexpr std::size_t kFirstRoom = 2048;

// `stream` is what follows, afterwards.
Result<Bytes> Inflate(ByteView& stream, std::size_t bound, Decompress decompress) {
  libdeflate_decompressor* decompressor = ThreadsDecompressor();
  if (decompressor == nullptr) return Fail(Fault::kFull, "no memory to inflate");
  std::size_t used = 0;
  std::size_t length = 0;
  Bytes content(std::min(bound, kFirstRoom));
  const auto attempt = [&] {
    return decompress(decompressor, stream.data(), stream.size(), content.data(), content.size(),
                      &used, &length);
  };
  libdeflate_result outcome = attempt();
  while (outcome == LIBDEFLATE_INSUFFICIENT_SPACE && content.size() < bound) {
    content.resize(std::min(bound, 4 * content.size()));
    outcome = attempt();
  }
  if (outcome == LIBDEFLATE_INSUFFICIENT_SPACE) {
    return Fail(Fault::kFull, "the compressed content is longer than any certificate");
  }
  if (outcome != LIBDEFLATE_SUCCESS) return Fail(Fault::kInvalid, "the compressed data is damaged");
  content.resize(length);
  stream = stream.subspan(used);
  return content;
}

std::uint32_t LittleEndian(ByteView four_bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number |= std::uint32_t{four_bytes[i]} << 8 * i;
  return number;
}

bool IsGzipTrailerOf(ByteView content, ByteView bytes) {
  constexpr std::size_t kHalf = sizeof(std::uint32_t);
  return bytes.size() == 2 * kHalf &&
         LittleEndian(bytes.first(kHalf)) == libdeflate_crc32(0, content.data(), content.size()) &&
         LittleEndian(bytes.last(kHalf)) == static_cast<std::uint32_t>(content.size());
}

std::unexpected<Error> BytesFollow() {
  return Fail(Fault::kInvalid, "bytes follow the compressed data");
}

}  // namespace

Result<Bytes> InflateZlib(ByteView stream, std::size_t bound) {
  Result<Bytes> content = Inflate(stream, bound, libdeflate_zlib_decompress_ex);
  if (content && !stream.empty()) return BytesFollow();
  return content;
}

Result<Bytes> InflateRaw(ByteView stream, std::size_t bound) {
  Result<Bytes> content = Inflate(stream, bound, libdeflate_deflate_decompress_ex);
  if (content && !stream.empty() && !IsGzipTrailerOf(*content, stream)) return BytesFollow();
  return content;
}

Bytes DeflateZlib(ByteView content) {
  libdeflate_compressor* compressor = ThreadsCompressor();
  if (compressor == nullptr) std::abort();  // out of memory: nothing sensible can follow
  Bytes stream(libdeflate_zlib_compress_bound(compressor, content.size()));
  stream.resize(libdeflate_zlib_compress(compressor, content.data(), content.size(), stream.data(),
                                         stream.size()));
  return stream;
}

}  // namespace clearway::encoding
