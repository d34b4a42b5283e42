#include "hal/paper_offer.h"

#include <gtest/gtest.h>

namespace clearway::hal {
namespace {

using Names = std::vector<std::string>;

bool OffersPaper(const Names& offered, const std::string& paper) {
  return OfferedPaper(offered, paper).has_value();
}

const Names kOffice{"na_letter_8.5x11in", "iso_a4_210x297mm", "iso_dl_110x220mm"};

TEST(PaperOffer, holds_the_sizes_that_are_named_whatever_they_are_called) {
  EXPECT_TRUE(OffersPaper(kOffice, "iso_a4_210x297mm"));
  EXPECT_TRUE(OffersPaper({"custom_paper_210x297mm"}, "iso_a4_210x297mm"));
  EXPECT_TRUE(OffersPaper({"custom_a4_8.27x11.69in"}, "iso_a4_210x297mm"));
  EXPECT_FALSE(OffersPaper(kOffice, "iso_a5_148x210mm"));
  EXPECT_FALSE(OffersPaper({"na_letter_8.5x11in"}, "iso_a4_210x297mm"));
}

TEST(PaperOffer, does_not_take_a_sheet_that_lies_across) {
  EXPECT_FALSE(OffersPaper({"custom_across_297x210mm"}, "iso_a4_210x297mm"));
}

TEST(PaperOffer, holds_what_lies_within_its_bounds) {
  const Names custom{"custom_min_58x50mm", "custom_max_82x3000mm"};
  EXPECT_TRUE(OffersPaper(custom, "custom_roll-80_80x231mm"));
  EXPECT_TRUE(OffersPaper(custom, "custom_roll-80_80x0mm"));
  EXPECT_FALSE(OffersPaper(custom, "iso_a4_210x297mm"));
  EXPECT_FALSE(OffersPaper(custom, "custom_roll-80_80x3100mm"));
  EXPECT_FALSE(OffersPaper({"custom_max_82x3000mm"}, "custom_roll-80_80x231mm"));
}

TEST(PaperOffer, holds_a_roll_of_its_width_before_the_page_is_known) {
  const Names roll{"roll_x80_80x297mm"};
  EXPECT_TRUE(OffersPaper(roll, "custom_roll-80_80x0mm"));
  EXPECT_FALSE(OffersPaper(roll, "custom_roll-80_80x400mm"));
  EXPECT_FALSE(OffersPaper({"roll_x58_58x297mm"}, "custom_roll-80_80x0mm"));
}

// As drivers of thermal printers name them.
TEST(PaperOffer, of_rolls_in_fixed_lengths_is_the_next_longer_one) {
  const Names rolls{"custom_80x297mm_80x297mm", "custom_80x200mm_80x200mm", "iso_a4_210x297mm"};
  EXPECT_EQ(OfferedPaper(rolls, "custom_roll-80_80x231mm"), "custom_80x297mm_80x297mm");
  EXPECT_EQ(OfferedPaper(rolls, "custom_roll-80_80x200mm"), "custom_roll-80_80x200mm");
  EXPECT_EQ(OfferedPaper(rolls, "custom_roll-80_80x160mm"), "custom_80x200mm_80x200mm");
  EXPECT_EQ(OfferedPaper(rolls, "custom_roll-80_80x298mm"), std::nullopt);
  EXPECT_TRUE(OffersPaper(rolls, "custom_roll-80_80x0mm"));
}

TEST(PaperOffer, holds_a_roll_that_is_named_by_what_is_printed_of_it) {
  const Names rolls{"custom_72x200mm_72x200mm", "custom_72x297mm_71.97x297mm"};
  EXPECT_EQ(OfferedPaper(rolls, "custom_roll-80_80x231mm"), "custom_72x297mm_71.97x297mm");
  EXPECT_TRUE(OffersPaper(rolls, "custom_roll-80_80x0mm"));
  EXPECT_FALSE(OffersPaper({"custom_76x297mm_76x297mm"}, "custom_roll-80_80x0mm"));
  const Names bounds{"custom_min_20x20mm", "custom_max_72x2000mm"};
  EXPECT_EQ(OfferedPaper(bounds, "custom_roll-80_80x231mm"), "custom_roll-72_72x231mm");
  EXPECT_EQ(OfferedPaper(bounds, "custom_roll-80_80x2100mm"), std::nullopt);
}

TEST(PaperOffer, of_sheets_is_never_a_larger_or_narrower_one) {
  EXPECT_FALSE(OffersPaper({"custom_210x330mm_210x330mm"}, "iso_a4_210x297mm"));
  EXPECT_FALSE(OffersPaper({"custom_202x297mm_202x297mm"}, "iso_a4_210x297mm"));
}

TEST(PaperOffer, that_nobody_told_of_excludes_nothing) {
  EXPECT_TRUE(OffersPaper({}, "iso_a4_210x297mm"));
  EXPECT_TRUE(OffersPaper(kOffice, ""));
  EXPECT_TRUE(OffersPaper(kOffice, "A4"));
}

TEST(PaperOffer, is_not_confused_by_names_without_a_size) {
  EXPECT_FALSE(
      OffersPaper({"auto", "_x", "iso_a4_", "iso_a4_210", "iso_a4_210xmm", "iso_a4_210x297"},
                  "iso_a4_210x297mm"));
}

}  // namespace
}  // namespace clearway::hal
