#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/result.h"
#include "kiosk/sources/certificate_source.h"

namespace clearway::sources {

// How to reach the issuer's own retrieval service. There is none unless somebody configures one.
struct RetrievalSettings {
  std::string url;                           // https://...
  std::filesystem::path authority;           // PEM: who may have signed the service's certificate
  std::filesystem::path certificate;         // PEM: this kiosk's, which the service asks for
  std::filesystem::path private_key;         // PEM, mode 0600
  std::chrono::milliseconds patience{4000};  // for the whole answer
};

// A country's own kiosk asks its own issuer, by document number and birth date, over HTTPS with
// certificates on both sides (docs/formats/retrieval.md). Believes nothing of the answer but its
// form: it is bounded in size and time, follows no redirection, and its texts are judged as scanned
// ones are.
class RetrievalSource : public CertificateSource {
 public:
  // kInvalid: the address is not https; kBroken: libcurl does not start.
  [[nodiscard]] static Result<std::unique_ptr<RetrievalSource>> Open(RetrievalSettings settings);
  RetrievalSource(const RetrievalSource&) = delete;
  RetrievalSource& operator=(const RetrievalSource&) = delete;
  ~RetrievalSource() override;

  [[nodiscard]] std::expected<vault::Texts, SourceFault> Fetch(
      const Inquiry& inquiry, const std::stop_token& stop) override;

 private:
  explicit RetrievalSource(RetrievalSettings settings) : settings_(std::move(settings)) {}
  RetrievalSettings settings_;
};

inline constexpr std::size_t kMostAnswerBytes = 96U << 10;

// What is asked: {"birth_date":"740812","document_number":"L898902C3"}.
[[nodiscard]] std::string RetrievalQuestion(const vault::DocumentKey& document);
// What is answered: {"certificates":["HC1:..."]}, one to sixteen texts. Nullopt: anything else.
[[nodiscard]] std::optional<vault::Texts> ParseRetrievalAnswer(std::string_view json);

}  // namespace clearway::sources
