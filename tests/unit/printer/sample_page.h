#pragma once

#include <string>

#include "printer/page.h"

namespace clearway::printer {

// A made-up traveller's certificate with so many vaccinations.
inline certificate::Presentation SamplePresentation(int records, const std::string& surname) {
  certificate::Presentation presentation{.title = "International Travel Health Certificate",
                                         .sections = {}};
  presentation.sections.push_back(
      {"Holder",
       {{"holder.chinese_name", "Name in Chinese", "张伟", true},
        {"holder.surname", "Surname", surname, true},
        {"holder.given_names", "Given names", "Mary-Jane Ångström", true},
        {"holder.birth_date", "Date of birth", certificate::PartialDate{1964, 8, 12}, true},
        {"holder.nationality", "Nationality", certificate::Country{"CHN"}, true}}});
  for (int i = 0; i < records; ++i) {
    presentation.sections.push_back(
        {"Vaccination",
         {{"vaccination.product", "Product", "Comirnaty", true},
          {"vaccination.dose", "Dose", Message{"{1} of {2}", {"1", "2"}}, true},
          {"vaccination.date", "Date", certificate::PartialDate{2021, 5, {}}, true},
          {"record.country", "Country", certificate::Country{"AE"}, true},
          {"record.id", "Record number", "URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B",
           i != 0}}});
  }
  presentation.sections.push_back(
      {"Certificate",
       {{"certificate.issued_at", "Issued", Timestamp{std::chrono::seconds(1620309900)}, true}}});
  return presentation;
}

inline PageContent SampleContent(int records = 1, const std::string& surname = "ZHANG") {
  return {.presentation = SamplePresentation(records, surname),
          .code = "HC1:" + std::string(500, 'A'),
          .demo = false,
          .unverified = false,
          .place = "Terminal 2, kiosk 5",
          .printed_at = Timestamp{std::chrono::seconds(1795287600)}};
}

}  // namespace clearway::printer
