#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"

namespace clearway::certificate {

// Which fields of a certificate may be shown: an allow-list. What it does not name is not shown.
class Disclosure {
 public:
  // Nothing but what the patterns name: a field's id ("holder.birth_date"), a group of them
  // ("holder.*"), or everything ("*").
  explicit Disclosure(std::vector<std::string> patterns) : lists_{std::move(patterns)} {}
  // Everything: what travellers see of their own certificates.
  [[nodiscard]] static Disclosure Everything() { return Disclosure({"*"}); }

  [[nodiscard]] bool Shows(std::string_view field) const;
  // What both of them show.
  [[nodiscard]] Disclosure And(const Disclosure& other) const;

 private:
  std::vector<std::vector<std::string>> lists_;  // each of them has to allow it
};

// What each post may see: docs/formats/disclosure.md.
class Disclosures {
 public:
  // Refuses (kInvalid, kFull) what is not the documented form: another type or member, a pattern
  // that could name no field, no post at all, over 64 posts or 256 patterns each.
  [[nodiscard]] static Result<Disclosures> Parse(std::string_view json);
  // The table that comes with the program: image/disclosure.json.
  [[nodiscard]] static const Disclosures& Shipped();

  // A post that the table does not name sees the least: what every named post sees.
  [[nodiscard]] Disclosure ForPost(std::string_view post) const;
  [[nodiscard]] bool Has(std::string_view post) const { return posts_.contains(post); }
  [[nodiscard]] std::vector<std::string> posts() const;

 private:
  std::map<std::string, Disclosure, std::less<>> posts_;
};

}  // namespace clearway::certificate
