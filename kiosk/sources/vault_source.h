#pragma once

#include "kiosk/records/vault/vault.h"
#include "kiosk/sources/certificate_source.h"

namespace clearway::sources {

// The copies that were kept on this kiosk.
class VaultSource : public CertificateSource {
 public:
  explicit VaultSource(vault::Vault vault) : vault_(std::move(vault)) {}
  [[nodiscard]] std::expected<vault::Texts, SourceFault> Fetch(
      const Inquiry& inquiry, const std::stop_token& stop) override;

 private:
  vault::Vault vault_;
};

}  // namespace clearway::sources
