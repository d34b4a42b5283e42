#pragma once

#include <filesystem>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::keys {

// The DER of every certificate in a file: all CERTIFICATE blocks of a PEM file, or the whole of a
// binary one. kDenied: it cannot be read; kInvalid: too large for a file of certificates (1 MiB),
// or a PEM file without one, or with a damaged block.
[[nodiscard]] Result<std::vector<encoding::Bytes>> ReadCertificateFile(
    const std::filesystem::path& file);

// A folder's files *.pem, *.crt, *.cer and *.der, in name order, so that problems come in an order
// that people can follow. kNotFound: no such folder; kDenied: it cannot be read.
[[nodiscard]] Result<std::vector<std::filesystem::path>> CertificateFiles(
    const std::filesystem::path& folder);

}  // namespace clearway::keys
