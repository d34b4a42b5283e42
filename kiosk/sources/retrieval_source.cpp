#include "kiosk/sources/retrieval_source.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <utility>

#include "base/core/wipe.h"
#include "base/encoding/canonical_json.h"
#include "base/encoding/json.h"

namespace clearway::sources {
namespace {

struct Cleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Transfer = std::unique_ptr<CURL, Cleanup>;
using Headers = std::unique_ptr<curl_slist, Cleanup>;

// An answer as it comes in. It may hold a certificate: wiped at its end.
struct Answer {
  Answer() { text.reserve(kMostAnswerBytes); }  // at once, so that no block is left behind
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() { Wipe(text); }
  std::string text;
  bool too_large = false;
};

std::size_t TakeBytes(const char* bytes, std::size_t, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  answer.too_large = answer.text.size() + count > kMostAnswerBytes;
  if (answer.too_large) return 0;  // ends the transfer
  answer.text.append(bytes, count);
  return count;
}

// libcurl calls it at least once a second, also while nothing comes.
int EndWhenStopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

// `status` is 0 where no answer had begun.
SourceFault FaultOf(CURLcode code, long status, const Answer& answer) {
  if (answer.too_large) return SourceFault::kNonsense;
  const bool hung_up = code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR;
  // Before it answers, a service hangs up on who has not the right certificate.
  if (hung_up) return status == 0 ? SourceFault::kNotTrusted : SourceFault::kUnavailable;
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return SourceFault::kTimeout;
    case CURLE_ABORTED_BY_CALLBACK:
      return SourceFault::kWithdrawn;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return SourceFault::kUnreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
      return SourceFault::kNotTrusted;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING:
      return SourceFault::kNonsense;
    default:
      return SourceFault::kUnavailable;
  }
}

SourceFault FaultOf(long status) {
  if (status == 404) return SourceFault::kNothing;
  if (status == 429) return SourceFault::kTooOften;
  if (status == 401 || status == 403) return SourceFault::kNotTrusted;
  return status >= 500 ? SourceFault::kUnavailable : SourceFault::kNonsense;
}

// Whom to ask and how to tell that it is them.
void Prepare(CURL* easy, const RetrievalSettings& settings) {
  curl_easy_setopt(easy, CURLOPT_URL, settings.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  // Else the end of a transfer waits for the thread that asks a silent name server, beyond all
  // patience: the service's heart would stop. That thread, libcurl's own, may outlive the transfer
  // and even main by some seconds. It knows the service's name and nothing of ours, libcurl is
  // never unloaded, and the end of the process ends it.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.patience.count()));
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_CAINFO, settings.authority.c_str());
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // nobody else's authorities
  curl_easy_setopt(easy, CURLOPT_SSLCERT, settings.certificate.c_str());
  curl_easy_setopt(easy, CURLOPT_SSLKEY, settings.private_key.c_str());
}

}  // namespace

Result<std::unique_ptr<RetrievalSource>> RetrievalSource::Open(RetrievalSettings settings) {
  if (!settings.url.starts_with("https://")) {
    return Fail(Fault::kInvalid, "a retrieval service's address begins with https://");
  }
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    return Fail(Fault::kBroken, "libcurl does not start");
  }
  return std::unique_ptr<RetrievalSource>(new RetrievalSource(std::move(settings)));
}

RetrievalSource::~RetrievalSource() {
  curl_global_cleanup();
}

std::string RetrievalQuestion(const vault::DocumentKey& document) {
  return fmt::format(R"({{"birth_date":{},"document_number":{}}})",
                     encoding::CanonicalText(document.birth_date()),
                     encoding::CanonicalText(document.number()));
}

std::optional<vault::Texts> ParseRetrievalAnswer(std::string_view json) {
  if (json.size() > kMostAnswerBytes) return std::nullopt;
  const auto document = encoding::json::Document::Parse(json, {.depth = 3, .items = 32});
  if (!document || document->root().size() != 1) return std::nullopt;
  const auto list = document->root().Find("certificates");
  if (!list || list->size() == 0 || list->size() > vault::kMostTexts) return std::nullopt;
  vault::Texts texts;
  texts.codes.reserve(list->size());
  for (const auto& item : list->Elements()) {
    const auto text = item.AsText();
    if (!text || text->empty() || text->size() > vault::kMostTextBytes) return std::nullopt;
    texts.codes.emplace_back(*text);
  }
  if (texts.codes.empty()) return std::nullopt;  // an object instead of an array
  return texts;
}

std::expected<vault::Texts, SourceFault> RetrievalSource::Fetch(const Inquiry& inquiry,
                                                                const std::stop_token& stop) {
  // A connection of its own each time: nothing of the traveller before is in it.
  const Transfer easy(curl_easy_init());
  const Headers headers(curl_slist_append(nullptr, "Content-Type: application/json"));
  if (easy == nullptr || headers == nullptr) return std::unexpected(SourceFault::kUnavailable);
  Prepare(easy.get(), settings_);
  std::string question = RetrievalQuestion(inquiry.document);
  Answer answer;
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(question.size()));
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, question.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &TakeBytes);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(easy.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_XFERINFOFUNCTION, &EndWhenStopped);
  curl_easy_setopt(easy.get(), CURLOPT_XFERINFODATA, &stop);
  const CURLcode code = curl_easy_perform(easy.get());
  Wipe(question);
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK) return std::unexpected(FaultOf(code, status, answer));
  if (status != 200) return std::unexpected(FaultOf(status));
  auto texts = ParseRetrievalAnswer(answer.text);
  if (!texts) return std::unexpected(SourceFault::kNonsense);
  return std::move(*texts);
}

}  // namespace clearway::sources
