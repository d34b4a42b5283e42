#include "base/encoding/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace clearway::encoding::json {
namespace {

Fault FaultOf(std::string_view text, Limits limits = {}) {
  const auto document = Document::Parse(text, limits);
  EXPECT_FALSE(document.has_value()) << text;
  return document ? Fault::kBroken : document.error().fault;
}

TEST(Json, reads_every_kind_of_value) {
  const std::string text = R"( { "a" : [ 1 , -2.5e1 , true , false , null , "x" ] , "b" : { } } )";
  const auto document = Document::Parse(text);
  ASSERT_TRUE(document) << document.error().detail;
  const auto elements = document->root().Find("a")->Elements();
  ASSERT_EQ(elements.size(), 6U);
  EXPECT_EQ(elements[0].AsNumber(), 1);
  EXPECT_EQ(elements[1].AsNumber(), -25);
  EXPECT_EQ(elements[2].AsBoolean(), true);
  EXPECT_EQ(elements[3].AsBoolean(), false);
  EXPECT_TRUE(elements[4].IsNull());
  EXPECT_EQ(elements[5].AsText(), "x");
  EXPECT_EQ(document->root().Find("b")->size(), 0U);
  EXPECT_FALSE(document->root().Find("c"));
}

TEST(Json, keeps_a_number_as_it_was_written) {
  const auto document = Document::Parse("[18446744073709551615, -0.50e-0, \"7\"]");
  ASSERT_TRUE(document) << document.error().detail;
  EXPECT_EQ(document->root().At(0)->NumberAsWritten(), "18446744073709551615");
  EXPECT_EQ(document->root().At(0)->AsNumber(), 18446744073709551616.0);
  EXPECT_EQ(document->root().At(1)->NumberAsWritten(), "-0.50e-0");
  EXPECT_EQ(document->root().At(1)->AsNumber(), -0.5);
  EXPECT_FALSE(document->root().At(2)->NumberAsWritten());
}

TEST(Json, gives_a_text_and_a_number_no_elements) {
  const auto document = Document::Parse(R"(["abc", 123, true])");
  ASSERT_TRUE(document) << document.error().detail;
  for (const Item& element : document->root().Elements()) {
    EXPECT_EQ(element.size(), 0U);
    EXPECT_TRUE(element.Elements().empty());
    EXPECT_TRUE(element.Members().empty());
    EXPECT_FALSE(element.At(0));
    EXPECT_FALSE(element.Find("abc"));
  }
}

TEST(Json, finds_an_element_behind_nested_ones) {
  const auto document = Document::Parse(R"([[1,[2]],{"a":[]},"x"])");
  ASSERT_TRUE(document) << document.error().detail;
  EXPECT_EQ(document->root().At(2)->AsText(), "x");
  EXPECT_FALSE(document->root().At(3));
  EXPECT_FALSE(document->root().At(2)->At(0));
  EXPECT_EQ(document->root().nodes(), 9U);
}

TEST(Json, asks_a_value_of_another_kind_for_nothing) {
  const auto document = Document::Parse("[]");
  ASSERT_TRUE(document);
  const Item root = document->root();
  EXPECT_FALSE(root.AsText());
  EXPECT_FALSE(root.AsNumber());
  EXPECT_FALSE(root.AsBoolean());
  EXPECT_FALSE(root.Find("a"));
  EXPECT_TRUE(root.Members().empty());
}

TEST(Json, has_an_empty_text_where_there_is_none) {
  const auto document = Document::Parse(R"({"a": "b", "n": 1, "": "c"})");
  ASSERT_TRUE(document);
  const Item root = document->root();
  EXPECT_EQ(root.TextAt("a"), "b");
  EXPECT_EQ(root.TextAt(""), "c");
  EXPECT_EQ(root.TextAt("n"), "");
  EXPECT_EQ(root.TextAt("x"), "");
  EXPECT_EQ(root.Find("a")->TextAt("a"), "");
}

TEST(Json, resolves_escapes_and_keeps_several_escaped_texts_apart) {
  const std::string text = R"(["\"\\\/\b\f\n\r\t", "\u20ac\ud83d\ude00x", "plain", "\u0000"])";
  const auto document = Document::Parse(text);
  ASSERT_TRUE(document) << document.error().detail;
  const auto elements = document->root().Elements();
  EXPECT_EQ(elements[0].AsText(), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(elements[1].AsText(), "\xE2\x82\xAC\xF0\x9F\x98\x80x");
  EXPECT_EQ(elements[2].AsText(), "plain");
  EXPECT_EQ(elements[3].AsText(), std::string_view("\0", 1));
}

TEST(Json, refuses_the_same_key_twice_however_it_is_escaped) {
  EXPECT_EQ(FaultOf(R"({"a":1,"a":1})"), Fault::kInvalid);
  EXPECT_EQ(FaultOf(R"({"a":1,"\u0061":2})"), Fault::kInvalid);
  EXPECT_EQ(FaultOf(R"([{"x":{"":1,"":2}}])"), Fault::kInvalid);
}

TEST(Json, tells_keys_apart_that_look_alike) {
  const std::string text = R"({"abba":1,"acca":2,"adda":3})";
  const auto document = Document::Parse(text);
  ASSERT_TRUE(document) << document.error().detail;
  EXPECT_EQ(document->root().Find("acca")->AsNumber(), 2);
  EXPECT_FALSE(document->root().Find("aeea"));
  EXPECT_FALSE(document->root().Find(""));
  EXPECT_EQ(FaultOf(R"({"abba":1,"acca":2,"adda":3,"acca":4})"), Fault::kInvalid);
  EXPECT_EQ(FaultOf(R"({"":1,"":2})"), Fault::kInvalid);
}

// Several characters are looked at together: none of them may hide another.
TEST(Json, sees_what_is_special_at_every_place_of_a_text) {
  for (std::size_t length = 1; length < 28; ++length) {
    for (std::size_t place = 0; place < length; ++place) {
      const auto with = [&](std::string_view special) {
        return "[\"" + std::string(place, 'p') + std::string(special) +
               std::string(length - place, '\x7F') + "\"]";
      };
      for (const char control : {'\0', '\x01', '\x0A', '\x1F'}) {
        EXPECT_EQ(FaultOf(with({&control, 1})), Fault::kInvalid) << length << ' ' << place;
      }
      EXPECT_EQ(FaultOf(with("\"")), Fault::kInvalid) << length << ' ' << place;
      const std::string escaped = with("\\n");
      const auto document = Document::Parse(escaped);
      ASSERT_TRUE(document) << document.error().detail;
      EXPECT_EQ(document->root().At(0)->AsText()->find('\n'), place) << length;
      for (const std::string_view plain : {" ", "!", "#", "[", "]", "\xC3\xA9", "\xEF\xBF\xBD"}) {
        const std::string text = with(plain);
        EXPECT_TRUE(Document::Parse(text)) << length << ' ' << place << plain;
      }
    }
  }
}

TEST(Json, refuses_the_same_key_twice_in_a_large_object) {
  std::string text = "{";
  for (int i = 0; i < 500; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(Document::Parse(text + "\"last\":0}"));
  EXPECT_EQ(FaultOf(text + "\"k250\":0}"), Fault::kInvalid);
}

TEST(Json, refuses_what_the_grammar_does_not_have) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[",
                           "[1",
                           "[1,",
                           "[1,]",
                           "[,1]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{'a':1}",
                           "tru",
                           "nul",
                           "True",
                           "NaN",
                           "Infinity",
                           "-",
                           "+1",
                           "01",
                           "-01",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "0x1",
                           "1 2",
                           "[1] x",
                           "\"",
                           "\"a",
                           "\"\\\"",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "// c\n1",
                           "\xEF\xBB\xBF[]"}) {
    EXPECT_FALSE(Document::Parse(text)) << text;
  }
  EXPECT_FALSE(Document::Parse("\"a\nb\""));
  EXPECT_FALSE(Document::Parse(std::string_view("[1]\0", 4)));
}

TEST(Json, refuses_surrogates_without_their_other_half) {
  for (const char* text :
       {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\u0041")", R"("\ud800\ud800")"}) {
    EXPECT_EQ(FaultOf(text), Fault::kInvalid);
  }
}

TEST(Json, refuses_text_that_is_not_utf8) {
  EXPECT_EQ(FaultOf("\"\xFF\""), Fault::kInvalid);
  EXPECT_EQ(FaultOf("\"\xC0\xAF\""), Fault::kInvalid);
  EXPECT_EQ(FaultOf("\"\xED\xA0\x80\""), Fault::kInvalid);
}

TEST(Json, refuses_numbers_that_no_double_holds) {
  EXPECT_EQ(FaultOf("1e400"), Fault::kInvalid);
  EXPECT_EQ(FaultOf("-1e400"), Fault::kInvalid);
  EXPECT_EQ(FaultOf("1e-400"), Fault::kInvalid);
}

TEST(Json, bounds_depth_and_number_of_values) {
  const std::string deep = std::string(25, '[') + std::string(25, ']');
  EXPECT_EQ(FaultOf(deep), Fault::kFull);
  EXPECT_TRUE(Document::Parse(deep.substr(1, 48)));
  EXPECT_EQ(FaultOf(std::string(1'000'000, '[')), Fault::kFull);
  EXPECT_EQ(FaultOf("[1,2,3,4]", {.depth = 4, .items = 4}), Fault::kFull);
  EXPECT_TRUE(Document::Parse("[1,2,3]", {.depth = 4, .items = 4}));
}

}  // namespace
}  // namespace clearway::encoding::json
