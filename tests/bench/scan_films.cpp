#include "tests/bench/scan_films.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "camera/reader.h"
#include "tests/bench/peers.h"
#include "tests/bench/scan_scores.h"
#include "tools/frames/kiosk_film.h"
#include "tests/bench/texts.h"

namespace clearway::bench {
namespace {

std::vector<std::string> TextsOf(const camera::Reading& reading) {
  std::vector<std::string> texts;
  for (const camera::Code& code : reading.codes) texts.push_back(code.text);
  return texts;
}

constexpr int kFilmFrames = 30;
constexpr camera::Effort kFrame{.budget = std::chrono::milliseconds(80), .thorough = false};

// Frame numbers, from 1, of the first frame that was read; nothing if none was.
struct FilmResult {
  std::optional<int> ours;
  std::optional<int> peers;  // any of them
  int peers_read = 0;        // frames
  bool glare = false;        // moves over the code
  int wrong = 0;
};

FilmResult PlayFilm(std::uint64_t seed) {
  cv::RNG random(seed * 0x51ed270b7f652ac3ULL + 5);
  const std::string text = CertificateLikeText(random);
  const auto card = frames::DrawCard(text, random.uniform(0, 3), false);
  frames::KioskFilm film(*card, {1280, 720}, seed);
  const std::vector<Contender> peers = {PlainZBar(), ZXingCpp()};
  camera::Reader reader;
  FilmResult result{.glare = film.disturbance().glare > 0};
  for (int i = 1; i <= kFilmFrames; ++i) {
    const cv::Mat1b grey = film.Next();
    const auto texts = TextsOf(reader.Read(GreyFrame(grey), kFrame));
    for (const std::string& read : texts) result.wrong += read == text ? 0 : 1;
    if (!result.ours && !texts.empty()) result.ours = i;
    const bool peer_read = std::ranges::any_of(peers, [&](const Contender& peer) {
      return std::ranges::count(peer.read(grey), text) > 0;
    });
    result.peers_read += peer_read ? 1 : 0;
    if (peer_read && !result.peers) result.peers = i;
  }
  return result;
}

}  // namespace

void CompareFilms(int count, std::uint64_t seed) {
  std::map<int, int> ours_within;
  std::map<int, int> peers_within;
  std::string unread;
  int readable = 0, readable_in_time = 0, glaring = 0, glaring_read = 0, other = 0, other_read = 0,
      wrong = 0;
  for (int i = 0; i < count; ++i) {
    const FilmResult film = PlayFilm(seed + static_cast<std::uint64_t>(i));
    for (const int within : {1, 5, 15, 30}) {
      ours_within[within] += film.ours && *film.ours <= within ? 1 : 0;
      peers_within[within] += film.peers && *film.peers <= within ? 1 : 0;
    }
    wrong += film.wrong;
    if (!film.ours) unread += fmt::format(" {}", seed + static_cast<std::uint64_t>(i));
    if (film.peers_read * 10 >= kFilmFrames) {
      ++readable;
      readable_in_time += film.ours && *film.ours <= *film.peers + 15 ? 1 : 0;
    } else if (film.peers_read == 0) {
      ++(film.glare ? glaring : other);
      (film.glare ? glaring_read : other_read) += film.ours ? 1 : 0;
    }
  }
  fmt::print("{} films, wrong texts {}\n", count, wrong);
  for (const int within : {1, 5, 15, 30})
    fmt::print("  read within {:>2} frames: {:>3.0f}%, by any peer {:>3.0f}%\n", within,
               Share(ours_within[within], count), Share(peers_within[within], count));
  fmt::print("  not read: films of the seeds{}\n", unread.empty() ? " none" : unread);
  fmt::print(
      "  peers read a tenth of the frames: {} films, read within 15 frames of the first: {}\n",
      readable, readable_in_time);
  fmt::print("  peers read no frame, glare moves: {} films, read: {}\n", glaring, glaring_read);
  fmt::print("  peers read no frame, no glare: {} films, read: {}\n", other, other_read);
}

}  // namespace clearway::bench
