#include "tests/bench/live_film.h"

#include <opencv2/imgproc.hpp>

#include "tests/bench/texts.h"
#include "tools/film/writer.h"
#include "tools/frames/kiosk_film.h"

namespace clearway::bench {
namespace {

constexpr int kFramesASecond = 30;
constexpr double kNoise = 4;  // grey levels, of a camera in a dim hall

Status WriteGrey(film::FilmWriter& writer, const cv::Mat1b& grey) {
  cv::Mat picture;
  cv::cvtColor(grey, picture, cv::COLOR_GRAY2BGR);
  return writer.Write(picture);
}

Status WriteHall(film::FilmWriter& writer, const LiveFilm& film, cv::RNG& random) {
  const cv::Mat1b hall = frames::RenderHall(film.size, frames::DrawDisturbance(random), random);
  cv::Mat noise(film.size, CV_16S);
  for (int i = 0; i < film.frames_between; ++i) {
    cv::Mat1b picture;
    random.fill(noise, cv::RNG::NORMAL, 0, kNoise);
    cv::add(hall, noise, picture, cv::noArray(), CV_8U);
    if (Status written = WriteGrey(writer, picture); !written) return written;
  }
  return {};
}

Status WriteHand(film::FilmWriter& writer, const LiveFilm& film, std::uint64_t seed,
                 cv::RNG& random) {
  const auto card = frames::DrawCard(CertificateLikeText(random), random.uniform(0, 3), false);
  if (!card) return std::unexpected(card.error());
  frames::KioskFilm hand(*card, film.size, seed);
  for (int i = 0; i < film.frames_a_hand; ++i) {
    if (Status written = WriteGrey(writer, hand.Next()); !written) return written;
  }
  return {};
}

}  // namespace

Status WriteLiveFilm(const std::string& path, const LiveFilm& film) {
  auto writer = film::FilmWriter::Open(path, film.size, kFramesASecond);
  if (!writer) return std::unexpected(writer.error());
  cv::RNG random(film.seed * 0x9e3779b97f4a7c15ULL + 17);
  for (int i = 0; i < film.hands; ++i) {
    if (Status hall = WriteHall(*writer, film, random); !hall) return hall;
    const std::uint64_t seed = film.seed + static_cast<std::uint64_t>(i);
    if (Status hand = WriteHand(*writer, film, seed, random); !hand) return hand;
  }
  if (Status hall = WriteHall(*writer, film, random); !hall) return hall;
  return writer->Finish();
}

}  // namespace clearway::bench
