#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace clearway::bench {

// As long as certificates are, of the characters that they are of.
[[nodiscard]] std::string CertificateLikeText(cv::RNG& random);

}  // namespace clearway::bench
