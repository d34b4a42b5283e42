#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

#include "base/text/typesetter.h"
#include "kiosk/ui/texture.h"

namespace clearway::ui {

// What is written, and how. Two equal requests share a texture; the colour is given when drawing.
struct TextRequest {
  std::string text;
  text::Language language = text::Language::English();
  int size = 0;   // pixels of the em
  int width = 0;  // pixels at which lines break; 0: never
  text::Weight weight = text::Weight::kRegular;
  text::Alignment alignment = text::Alignment::kStart;
  bool operator==(const TextRequest&) const = default;
};

// Laid-out text in textures, so that a frame costs no shaping. Bounded: what was not drawn for the
// longest time goes first. The main thread owns it; a GL context must be current.
class TextCache {
 public:
  explicit TextCache(std::size_t bound_bytes = std::size_t{64} << 20) : bound_(bound_bytes) {}

  // How large the text is; makes no texture.
  [[nodiscard]] const text::Extents& Measure(const TextRequest& request);
  // The texture of that text, white on transparent; stays valid until the next Trim or Forget.
  [[nodiscard]] const Texture& Get(const TextRequest& request);
  // Makes room; call between frames, for the textures of a frame are used until it is drawn.
  void Trim();
  // Wipes the textures and the texts: nothing of a traveller stays in either memory.
  void Forget();

  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    TextRequest request;
    text::Extents extents;
    Texture texture;  // made when first drawn
  };
  struct Hash {
    std::size_t operator()(const TextRequest& request) const;
  };
  using Position = std::list<Entry>::iterator;

  [[nodiscard]] Entry& Find(const TextRequest& request);
  [[nodiscard]] text::Layout Lay(const TextRequest& request) const;
  void Drop(Position entry);

  text::Typesetter typesetter_{text::Medium::kScreen};
  std::size_t bound_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<TextRequest, Position, Hash> index_;
};

}  // namespace clearway::ui
