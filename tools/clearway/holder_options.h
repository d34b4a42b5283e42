#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "certificate/disclosure.h"
#include "certificate/holder_check.h"

// Who is meant, and who may see what.
namespace clearway::tools {

// --mrz takes up to three lines, and so may have taken an input that follows two of them: gives
// back what can be no line of a zone.
[[nodiscard]] std::vector<std::string> TakeBackInputs(std::vector<std::string>& mrz_lines);

// The passport whose lines were given; nullopt without lines. kInvalid: no zone, or one whose check
// digits do not fit.
[[nodiscard]] Result<std::optional<certificate::Identity>> PassportOf(
    const std::vector<std::string>& mrz_lines, Timestamp now);

// The table of posts in a file; without a name the shipped one.
[[nodiscard]] Result<certificate::Disclosures> PostsIn(const std::string& table_file);

// What a post may see by the table; everything where no post is named. An unknown post sees the
// least, which stderr says.
[[nodiscard]] certificate::Disclosure DisclosureFor(const std::string& post,
                                                    const certificate::Disclosures& posts);

// {"answer", "compared_with", "reasons": [{"code", "staff"}]}
[[nodiscard]] nlohmann::ordered_json ToJson(const certificate::HolderCheck& check);
// The same for people, an indented line a reason; empty where nothing was compared.
[[nodiscard]] std::string ToText(const certificate::HolderCheck& check);

}  // namespace clearway::tools
