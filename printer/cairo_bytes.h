#pragma once

#include <cairo.h>

#include <cstdint>
#include <vector>

namespace clearway::printer {

// A cairo_write_func_t that puts a picture's or a document's bytes behind those of a
// std::vector<std::uint8_t>.
inline cairo_status_t AppendBytes(void* bytes, const unsigned char* data, unsigned int length) {
  auto* vector = static_cast<std::vector<std::uint8_t>*>(bytes);
  vector->insert(vector->end(), data, data + length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace clearway::printer
