#include "kiosk/ui/text_cache.h"

#include <functional>
#include <iterator>
#include <utility>

#include "base/core/wipe.h"

namespace clearway::ui {
namespace {

// Texts that were only measured hold no texture; this is about what they cost.
constexpr std::size_t kEntryBytes = 512;

}  // namespace

std::size_t TextCache::Hash::operator()(const TextRequest& request) const {
  std::size_t hash = std::hash<std::string>{}(request.text);
  const auto mix = [&hash](std::size_t value) { hash = hash * 1000003 ^ value; };
  mix(std::hash<std::string>{}(request.language.tag()));
  mix(static_cast<std::size_t>(request.size));
  mix(static_cast<std::size_t>(request.width));
  mix(static_cast<std::size_t>(request.weight) * 4 + static_cast<std::size_t>(request.alignment));
  return hash;
}

text::Layout TextCache::Lay(const TextRequest& request) const {
  text::Style style;
  style.size = request.size;
  style.width = request.width;
  style.weight = request.weight;
  style.alignment = request.alignment;
  return typesetter_.Set(request.text, request.language, style);
}

TextCache::Entry& TextCache::Find(const TextRequest& request) {
  if (const auto found = index_.find(request); found != index_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front();
  }
  entries_.push_front({request, Lay(request).extents(), {}});
  index_.emplace(request, entries_.begin());
  bytes_ += kEntryBytes;
  return entries_.front();
}

const text::Extents& TextCache::Measure(const TextRequest& request) {
  return Find(request).extents;
}

const Texture& TextCache::Get(const TextRequest& request) {
  Entry& entry = Find(request);
  if (!entry.texture) {
    const text::Bitmap bitmap = Lay(request).Render();
    entry.texture = Texture::FromCoverage(bitmap.width, bitmap.height, bitmap.alpha);
    bytes_ += entry.texture.bytes();
  }
  return entry.texture;
}

void TextCache::Trim() {
  while (bytes_ > bound_ && !entries_.empty()) Drop(std::prev(entries_.end()));
}

void TextCache::Forget() {
  while (!entries_.empty()) Drop(entries_.begin());
}

void TextCache::Drop(Position entry) {
  bytes_ -= kEntryBytes + entry->texture.bytes();
  // The index holds a copy of the text as its key: both are wiped.
  auto node = index_.extract(entry->request);
  Wipe(node.key().text);
  Wipe(entry->request.text);
  entries_.erase(entry);
}

}  // namespace clearway::ui
