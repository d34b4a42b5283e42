#include "kiosk/session/typed_text.h"

#include "base/core/wipe.h"

namespace clearway::session {

TypedText::TypedText(std::string_view text) {
  for (const char key : text) Add(key);
}

TypedText::TypedText(TypedText&& other) noexcept : keys_(other.keys_), size_(other.size_) {
  other.Wipe();
}

TypedText& TypedText::operator=(TypedText&& other) noexcept {
  if (this == &other) return *this;
  keys_ = other.keys_;
  size_ = other.size_;
  other.Wipe();
  return *this;
}

TypedText::~TypedText() {
  Wipe();
}

void TypedText::Add(char key) {
  if (size_ < keys_.size()) keys_[size_++] = key;
}

void TypedText::RemoveLast() {
  if (size_ > 0) keys_[--size_] = '\0';
}

void TypedText::Wipe() {
  clearway::Wipe(keys_.data(), keys_.size());
  size_ = 0;
}

}  // namespace clearway::session
