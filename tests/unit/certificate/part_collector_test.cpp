#include "certificate/part_collector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "tests/unit/certificate/card_maker.h"

namespace clearway::certificate {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr Moment kStart{std::chrono::seconds(1000)};

TEST(PartCollector, takes_a_code_that_stays_in_view_for_one_event) {
  PartCollector collector;
  EXPECT_EQ(collector.Offer("HC1:A", kStart), "HC1:A");
  for (int frame = 1; frame < 300; ++frame) {
    EXPECT_EQ(collector.Offer("HC1:A", kStart + milliseconds(33 * frame)), std::nullopt) << frame;
  }
}

TEST(PartCollector, takes_a_code_that_comes_back_for_a_new_event) {
  PartCollector collector;
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
  EXPECT_TRUE(collector.Offer("HC1:A", kStart + PartCollector::kAway));
}

TEST(PartCollector, tells_codes_apart) {
  PartCollector collector;
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
  EXPECT_TRUE(collector.Offer("HC1:B", kStart));
  EXPECT_FALSE(collector.Offer("HC1:A", kStart));
}

TEST(PartCollector, forgets_everything_when_it_is_told_to) {
  PartCollector collector;
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
  collector.Forget();
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
}

TEST(PartCollector, stays_small_whatever_is_shown) {
  PartCollector collector;
  for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(collector.Offer(std::to_string(i), kStart));
}

class CardInParts : public ::testing::Test {
 protected:
  [[nodiscard]] std::string NewCard(const char* nbf) const {
    return Card(key_, CardPayload{.nbf = nbf}.text());
  }
  // What comes of these codes, a frame apart.
  std::vector<std::string> OfferAll(const std::vector<std::string>& texts) {
    std::vector<std::string> given;
    for (const std::string& text : texts) {
      now_ += 33ms;
      if (auto whole = collector_.Offer(text, now_)) given.push_back(std::move(*whole));
    }
    return given;
  }

  keys::PrivateKey key_ = *keys::PrivateKey::Generate(keys::KeyKind::kP256);
  PartCollector collector_;
  Moment now_ = kStart;
};

using Texts = std::vector<std::string>;

TEST_F(CardInParts, puts_a_card_together_in_every_order_of_its_parts) {
  const std::string card = NewCard("1767225600");
  Texts parts = SplitCard(card, 3);
  std::ranges::sort(parts);
  do {
    collector_.Forget();
    EXPECT_EQ(OfferAll({parts[0], parts[0], parts[1], parts[0], parts[2], parts[1]}), Texts{card});
    EXPECT_FALSE(collector_.progress());
  } while (std::ranges::next_permutation(parts).found);
}

TEST(WithWholeCards, puts_a_card_together_where_its_first_part_stood) {
  EXPECT_EQ(WithWholeCards({"HC1:X", "shc:/2/2/76", "HC1:Y", "shc:/1/2/56"}),
            (Texts{"HC1:X", "shc:/5676", "HC1:Y"}));
  for (const Texts& texts : {Texts{}, Texts{"HC1:X"}, Texts{"shc:/56", "shc:/57"},
                             Texts{"shc:/1/2/56", "HC1:X"}, Texts{"shc:/1/2/56", "shc:/2/3/57"}}) {
    EXPECT_EQ(WithWholeCards(texts), texts);
  }
}

TEST_F(CardInParts, of_several_cards_are_told_apart_among_other_codes) {
  const std::string one = NewCard("1767225600");
  const std::string two = NewCard("1767225700");
  const std::string three = NewCard("1767225800");
  const Texts a = SplitCard(one, 2);
  const Texts b = SplitCard(two, 2);
  const Texts c = SplitCard(three, 3);
  EXPECT_EQ(WithWholeCards({"HC1:X", b[1], a[0], c[2], c[0], b[0], "HC1:Y", a[1], c[1]}),
            (Texts{"HC1:X", two, one, three, "HC1:Y"}));
  EXPECT_EQ(WithWholeCards({a[0], b[1], a[1]}), (Texts{one, b[1]}));
}

// Whether a card is whole says nothing of its signature: anybody can make these.
TEST_F(CardInParts, of_a_card_within_another_are_told_apart) {
  const std::string longer = NewCard("1767225600");
  const std::string shorter = longer.substr(0, longer.size() - 40);
  const std::size_t digits = shorter.size() - kSmartHealthCardPrefix.size();
  const auto cut = [](const std::string& card, std::size_t at) {
    const std::string all = card.substr(kSmartHealthCardPrefix.size());
    return Texts{"shc:/1/2/" + all.substr(0, at), "shc:/2/2/" + all.substr(at)};
  };
  const Texts a = cut(longer, digits - 20);
  const Texts b = cut(shorter, digits - 40);
  EXPECT_EQ(WithWholeCards({a[0], a[1], b[0], b[1]}), (Texts{longer, shorter}));
  EXPECT_EQ(WithWholeCards({b[0], b[1], a[0], a[1]}), (Texts{shorter, longer}));
  EXPECT_EQ(WithWholeCards({a[0], a[1], a[0], a[1]}), Texts{longer});
  EXPECT_EQ(WithWholeCards({a[0], a[1], b[0]}), (Texts{longer, b[0]}));
}

TEST_F(CardInParts, says_how_far_a_card_has_come) {
  const Texts parts = SplitCard(NewCard("1767225600"), 3);
  EXPECT_FALSE(collector_.progress());
  EXPECT_TRUE(OfferAll({parts[2]}).empty());
  EXPECT_EQ(collector_.progress(), (PartCollector::Progress{1, 3}));
  EXPECT_TRUE(OfferAll({parts[0]}).empty());
  EXPECT_EQ(collector_.progress(), (PartCollector::Progress{2, 3}));
}

TEST_F(CardInParts, separates_the_parts_of_two_cards) {
  const std::string one = NewCard("1767225600");
  const std::string two = NewCard("1767225700");
  const Texts a = SplitCard(one, 3);
  const Texts b = SplitCard(two, 3);
  EXPECT_EQ(OfferAll({a[0], b[1], b[0], a[2], a[1], b[2]}), (Texts{one, two}));
  EXPECT_FALSE(collector_.progress());
}

TEST_F(CardInParts, does_not_mix_cards_of_different_counts) {
  const std::string one = NewCard("1767225600");
  const Texts a = SplitCard(one, 2);
  const Texts b = SplitCard(NewCard("1767225700"), 3);
  EXPECT_TRUE(OfferAll({a[0], b[1]}).empty());
  EXPECT_EQ(OfferAll({a[1]}), Texts{one});
}

TEST_F(CardInParts, gives_parts_that_do_not_fit_so_that_their_holder_hears_of_it) {
  Texts parts = SplitCard(NewCard("1767225600"), 2);
  parts[1].resize(parts[1].size() / 2);
  const Texts given = OfferAll(parts);
  ASSERT_EQ(given.size(), 1U);
  EXPECT_EQ(given[0], "shc:/" + parts[0].substr(9) + parts[1].substr(9));
}

TEST_F(CardInParts, takes_a_code_that_counts_as_new_and_keeps_its_parts) {
  const std::string card = NewCard("1767225600");
  const Texts parts = SplitCard(card, 2);
  EXPECT_TRUE(OfferAll({parts[0]}).empty());
  collector_.SeeAnew();
  EXPECT_EQ(OfferAll({parts[1]}), Texts{card});
  EXPECT_TRUE(OfferAll({parts[0], parts[1]}).empty()) << "in view a moment ago";
  collector_.SeeAnew();
  EXPECT_EQ(OfferAll({parts[0], parts[1]}), Texts{card});
}

TEST_F(CardInParts, forgets_parts_at_the_end_of_a_session) {
  const Texts parts = SplitCard(NewCard("1767225600"), 2);
  EXPECT_TRUE(OfferAll({parts[0]}).empty());
  collector_.Forget();
  EXPECT_TRUE(OfferAll({parts[1]}).empty());
}

TEST_F(CardInParts, keeps_working_within_its_bounds_under_a_flood_of_parts) {
  for (int i = 0; i < 2000; ++i) {
    const std::string number = std::to_string(i % 64 + 1);
    (void)OfferAll({"shc:/" + number + "/64/" + std::to_string(i)});
  }
  const std::string card = NewCard("1767225600");
  EXPECT_EQ(OfferAll(SplitCard(card, 2)), Texts{card});
}

TEST_F(CardInParts, gives_a_card_again_when_it_comes_back) {
  const std::string card = NewCard("1767225600");
  const Texts parts = SplitCard(card, 2);
  EXPECT_EQ(OfferAll(parts), Texts{card});
  now_ += PartCollector::kAway;
  EXPECT_EQ(OfferAll(parts), Texts{card});
}

}  // namespace
}  // namespace clearway::certificate
