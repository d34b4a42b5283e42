#include "kiosk/session/entry.h"

#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <utility>

namespace clearway::session {
namespace {

bool Holds(const void* memory, std::size_t bytes, const char* text) {
  return memmem(memory, bytes, text, std::strlen(text)) != nullptr;
}

TEST(TypedText, takes_keys_until_it_is_full) {
  TypedText text;
  for (std::size_t i = 0; i < TypedText::kMost + 3; ++i) text.Add('7');
  EXPECT_EQ(text.size(), TypedText::kMost);
  text.RemoveLast();
  EXPECT_EQ(text.size(), TypedText::kMost - 1);
}

TEST(TypedText, has_nothing_to_remove_when_it_is_empty) {
  TypedText text;
  text.RemoveLast();
  EXPECT_TRUE(text.empty());
}

TEST(TypedText, leaves_nothing_behind_where_it_moved_from) {
  TypedText from("295174");
  const TypedText to(std::move(from));
  EXPECT_EQ(to.view(), "295174");
  EXPECT_FALSE(Holds(&from, sizeof from, "295"));
  TypedText assigned;
  TypedText other("295174");
  assigned = std::move(other);
  EXPECT_EQ(assigned.view(), "295174");
  EXPECT_FALSE(Holds(&other, sizeof other, "295"));
}

TEST(TypedText, is_overwritten_at_its_end_and_key_by_key) {
  alignas(TypedText) unsigned char memory[sizeof(TypedText)];
  auto* text = new (memory) TypedText("295174");
  text->RemoveLast();
  EXPECT_FALSE(Holds(memory, sizeof memory, "295174"));
  text->~TypedText();
  EXPECT_FALSE(Holds(memory, sizeof memory, "295"));
}

TEST(Entry, of_every_kind_fits_where_it_is_kept) {
  for (const EntryFor what : {EntryFor::kDocumentNumber, EntryFor::kBirthDate, EntryFor::kExpiry,
                              EntryFor::kPin, EntryFor::kNewPin, EntryFor::kNewPinAgain}) {
    EXPECT_LE(RuleOf(what).most, TypedText::kMost);
    EXPECT_LE(RuleOf(what).least, RuleOf(what).most);
    EXPECT_GT(RuleOf(what).least, 0u);
  }
}

TEST(Entry, is_complete_from_its_least_keys_on) {
  Entry entry{.what = EntryFor::kPin, .text = TypedText("29517")};
  EXPECT_FALSE(entry.complete());
  entry.text.Add('4');
  EXPECT_TRUE(entry.complete());
  EXPECT_FALSE(Entry{}.complete()) << "nothing is asked for";
}

TEST(Entry, knows_a_key_by_what_a_keyboard_types) {
  EXPECT_EQ(kKeys[*KeyIndex('7')], '7');
  EXPECT_EQ(kKeys[*KeyIndex('q')], 'Q');
  EXPECT_EQ(kKeys[*KeyIndex('<')], '<');
  EXPECT_EQ(KeyIndex('-'), std::nullopt);
  EXPECT_EQ(KeyIndex('\0'), std::nullopt);
}

}  // namespace
}  // namespace clearway::session
