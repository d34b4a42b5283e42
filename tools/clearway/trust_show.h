#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "keys/trust_bundle.h"

// What people and programs see of a trust bundle.
namespace clearway::tools {

// Indented lines. `signed_by` are the key ids of its signatures, which nobody has checked here.
[[nodiscard]] std::string ToText(const keys::TrustBundle& bundle,
                                 const std::vector<std::string>& signed_by);
[[nodiscard]] nlohmann::ordered_json ToJson(const keys::TrustBundle& bundle,
                                            const std::vector<std::string>& signed_by);

}  // namespace clearway::tools
