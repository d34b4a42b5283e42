// Asks a retrieval service as the kiosk does, and prints what came of it: the texts, a line each,
// or the fault's word. SIGUSR1 takes the question back. usage: retrieval_probe URL AUTHORITY
// CERTIFICATE KEY NUMBER PATIENCE_MS
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>

#include "base/encoding/mrz.h"
#include "kiosk/sources/retrieval_source.h"

int main(int count, char** arguments) {
  using namespace clearway;
  if (count != 7) return 2;
  auto source = sources::RetrievalSource::Open(
      {.url = arguments[1],
       .authority = arguments[2],
       .certificate = arguments[3],
       .private_key = arguments[4],
       .patience = std::chrono::milliseconds(std::atoi(arguments[6]))});
  if (!source) return 2;
  const auto checked = [](const std::string& field) {
    return field + encoding::mrz::CheckDigit(field);
  };
  auto document =
      vault::DocumentKey::FromTyped(checked(arguments[5]), checked("740812"), checked("320415"));
  if (!document) return 2;
  const sources::Inquiry inquiry{.document = std::move(*document), .pin = {}, .time = {}};
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::stop_source withdrawal;
  std::jthread listener([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    withdrawal.request_stop();
  });
  const auto texts = (*source)->Fetch(inquiry, withdrawal.get_token());
  pthread_kill(listener.native_handle(), SIGUSR1);  // nobody has to listen any more
  if (!texts) {
    fmt::print("{}\n", sources::ToString(texts.error()));
    return 1;
  }
  for (const std::string& text : texts->codes) fmt::print("{}\n", text);
  return 0;
}
