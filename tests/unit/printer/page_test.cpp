#include "printer/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/printer/sample_page.h"

namespace clearway::printer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;

const Language kArabic = *Language::Of("ar");

Result<std::vector<std::uint8_t>> Render(const PageContent& content,
                                         const std::vector<Language>& languages) {
  std::vector<text::Catalogue> catalogues;
  for (const Language& language : languages) {
    catalogues.push_back(text::Catalogue::Load(language).value());
  }
  std::vector<const text::Catalogue*> pointers;
  for (const text::Catalogue& catalogue : catalogues) pointers.push_back(&catalogue);
  auto pages = RenderPages({&content, 1}, pointers, text::Typesetter(text::Medium::kPaper));
  if (!pages) return std::unexpected(pages.error());
  return std::move(pages->pdf);
}

std::string RenderText(const PageContent& content, const std::vector<Language>& languages) {
  const auto pdf = Render(content, languages).value();
  return {pdf.begin(), pdf.end()};
}

TEST(Page, has_the_receipt_below_the_certificate_on_every_paper_and_stays_small) {
  const text::Catalogue arabic = text::Catalogue::Load(kArabic).value();
  const text::Catalogue english = text::Catalogue::Load(Language::English()).value();
  const text::Typesetter typesetter(text::Medium::kPaper);
  PageContent content = SampleContent(4, "ZHANG");
  PageContent with_receipt = content;
  with_receipt.receipt = ReceiptContent{.code = "CC1:" + std::string(190, 'A'),
                                        .kiosk = "hall-2",
                                        .destination = "CN",
                                        .checked_at = content.printed_at,
                                        .expires_at = content.printed_at + std::chrono::hours(2)};
  for (const Paper& paper : {kA4, kA5, kRoll80}) {
    for (const bool large : {false, true}) {
      const auto without =
          RenderPages({&content, 1}, {&arabic, &english}, typesetter, {paper, large});
      const auto pages =
          RenderPages({&with_receipt, 1}, {&arabic, &english}, typesetter, {paper, large});
      ASSERT_TRUE(pages && without) << paper.name;
      EXPECT_GT(pages->pdf.size(), without->pdf.size() + 500) << paper.name;
      EXPECT_LT(pages->pdf.size(), 150'000U) << paper.name;
    }
  }
}

TEST(Page, prints_several_certificates_each_on_its_own_sheet) {
  const text::Catalogue english = text::Catalogue::Load(Language::English()).value();
  const std::vector<PageContent> family{SampleContent(1, "ZHANG"), SampleContent(1, "LI")};
  const auto pages = RenderPages(family, {&english}, text::Typesetter(text::Medium::kPaper));
  ASSERT_TRUE(pages);
  EXPECT_THAT(std::string(pages->pdf.begin(), pages->pdf.end()), HasSubstr("/Count 2"));
  EXPECT_EQ(pages->media, "iso_a4_210x297mm");
}

TEST(Page, names_the_length_that_it_takes_of_a_roll) {
  const text::Catalogue english = text::Catalogue::Load(Language::English()).value();
  const PageContent content = SampleContent();
  const auto pages = RenderPages({&content, 1}, {&english}, text::Typesetter(text::Medium::kPaper),
                                 {.paper = kRoll80});
  ASSERT_TRUE(pages);
  EXPECT_THAT(pages->media, ::testing::MatchesRegex("custom_roll-80_80x[12][0-9][0-9]mm"));
}

TEST(Page, of_several_certificates_names_the_length_of_the_longest_on_a_roll) {
  const text::Catalogue english = text::Catalogue::Load(Language::English()).value();
  const text::Typesetter typesetter(text::Medium::kPaper);
  const auto media = [&](const std::vector<PageContent>& certificates) {
    return RenderPages(certificates, {&english}, typesetter, {.paper = kRoll80}).value().media;
  };
  const PageContent one = SampleContent(1, "ZHANG");
  const PageContent four = SampleContent(4, "LI");
  ASSERT_NE(media({one}), media({four}));
  EXPECT_EQ(media({one, four, one}), media({four}));
  EXPECT_EQ(media({four, one}), media({four}));
}

TEST(Paper, is_known_by_its_name) {
  for (const char* name : {"a4", "a5", "roll-80"}) {
    EXPECT_EQ(std::string(PaperNamed(name)->name), name);
  }
  EXPECT_EQ(PaperNamed("letter").error().fault, Fault::kInvalid);
}

TEST(Page, is_a_pdf_with_embedded_fonts_and_no_name_in_its_metadata) {
  const std::string pdf = RenderText(SampleContent(), {Language::English()});
  EXPECT_THAT(pdf, ::testing::StartsWith("%PDF-1."));
  EXPECT_THAT(pdf, HasSubstr("/FontFile"));
  EXPECT_THAT(pdf, HasSubstr("/Title (Certificate)"));
  EXPECT_THAT(pdf, Not(HasSubstr("ZHANG")));
  EXPECT_THAT(pdf, Not(HasSubstr("HC1:")));
}

TEST(Page, is_dated_with_the_moment_of_printing_alone) {
  EXPECT_THAT(RenderText(SampleContent(), {Language::English()}),
              HasSubstr("/CreationDate (20261121"));
}

TEST(Page, stays_under_150_kilobytes_in_every_language) {
  for (const auto& languages : {std::vector{Language::English()},
                                {Language::Chinese(), Language::English()},
                                {kArabic, Language::English(), Language::Chinese()}}) {
    PageContent content = SampleContent(5);
    content.demo = true;
    content.unverified = true;
    EXPECT_LT(Render(content, languages)->size(), 150'000u) << languages[0].tag();
  }
}

TEST(Page, that_no_code_can_hold_is_refused) {
  PageContent content = SampleContent();
  content.code = std::string(5000, 'x');
  EXPECT_EQ(Render(content, {Language::English()}).error().fault, Fault::kFull);
  content.code.clear();
  EXPECT_EQ(Render(content, {Language::English()}).error().fault, Fault::kInvalid);
}

TEST(Page, with_endless_records_is_refused) {
  EXPECT_EQ(Render(SampleContent(200), {Language::English()}).error().fault, Fault::kFull);
}

TEST(Page, keeps_hostile_text_in_its_place) {
  PageContent content = SampleContent(1, "A\nVALID\u2029VALID\xff\u202e" + std::string(3000, 'x'));
  EXPECT_TRUE(Render(content, {kArabic, Language::English()}).has_value());
}

TEST(PageLanguages, are_the_travellers_and_english) {
  using certificate::Format;
  EXPECT_THAT(PageLanguages(kArabic, Format::kEuDcc), ElementsAre(kArabic, Language::English()));
  EXPECT_THAT(PageLanguages(Language::English(), Format::kEuDcc), ElementsAre(Language::English()));
}

TEST(PageLanguages, of_a_travel_health_certificate_include_chinese) {
  using certificate::Format;
  EXPECT_THAT(PageLanguages(Language::English(), Format::kTravelHealth),
              ElementsAre(Language::English(), Language::Chinese()));
  EXPECT_THAT(PageLanguages(Language::Chinese(), Format::kTravelHealth),
              ElementsAre(Language::Chinese(), Language::English()));
  EXPECT_THAT(PageLanguages(kArabic, Format::kTravelHealth),
              ElementsAre(kArabic, Language::English(), Language::Chinese()));
}

TEST(PageContent, leaves_nothing_when_wiped) {
  PageContent content = SampleContent();
  Wipe(content);
  EXPECT_TRUE(content.code.empty());
  EXPECT_TRUE(content.presentation.sections.empty());
}

}  // namespace
}  // namespace clearway::printer
