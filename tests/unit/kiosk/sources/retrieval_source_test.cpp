// Talking to a real service is tests/flow/retrieval_test.py's.
#include "kiosk/sources/retrieval_source.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::sources {
namespace {

TEST(RetrievalSource, asks_by_number_and_birth_date_alone) {
  EXPECT_EQ(RetrievalQuestion(vault::DocumentOf("L898902C3")),
            R"({"birth_date":"740812","document_number":"L898902C3"})");
}

TEST(RetrievalSource, takes_a_list_of_texts) {
  const auto texts = ParseRetrievalAnswer(R"({"certificates": ["HC1:A B", "{\"data\":1}"]})");
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->codes, (std::vector<std::string>{"HC1:A B", "{\"data\":1}"}));
}

TEST(RetrievalSource, takes_no_other_answer) {
  std::string many = R"({"certificates":["x")";
  for (int i = 0; i < 16; ++i) many += ",\"x\"";
  for (const std::string& wrong :
       {std::string(), std::string("<html>"), std::string("[]"), std::string("{}"),
        std::string(R"({"certificates":[]})"), std::string(R"({"certificates":"HC1:"})"),
        std::string(R"({"certificates":[""]})"), std::string(R"({"certificates":[1]})"),
        std::string(R"({"certificates":{"a":"b"}})"),
        std::string(R"({"certificates":["x"],"more":1})"),
        std::string(R"({"certificates":["x"]} trailing)"), many + "]}",
        R"({"certificates":[")" + std::string(kMostAnswerBytes, 'x') + "\"]}"}) {
    EXPECT_FALSE(ParseRetrievalAnswer(wrong)) << wrong.substr(0, 60);
  }
}

TEST(RetrievalSource, asks_nobody_without_encryption) {
  EXPECT_EQ(RetrievalSource::Open({.url = "http://issuer.example"}).error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::sources
