#include "kiosk/tour.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace clearway::kiosk {
namespace {

using session::Screen;

constexpr std::chrono::seconds kLongestStay{45};
constexpr std::chrono::milliseconds kBetweenPreviews{50};

// For file names and sentences.
const char* NameOf(Screen screen) {
  switch (screen) {
    case Screen::kAttract:
      return "attract";
    case Screen::kScanning:
      return "scanning";
    case Screen::kVerdict:
      return "verdict";
    case Screen::kAnotherTraveller:
      return "another-traveller";
    case Screen::kOverview:
      return "overview";
    case Screen::kPrintConfirm:
      return "print-confirm";
    case Screen::kPrinting:
      return "printing";
    case Screen::kPrintDone:
      return "print-done";
    case Screen::kPrintFailed:
      return "print-failed";
    case Screen::kPassport:
      return "passport";
    case Screen::kFetching:
      return "fetching";
    case Screen::kNotFetched:
      return "not-fetched";
    case Screen::kKeepConfirm:
      return "keep-confirm";
    case Screen::kKeeping:
      return "keeping";
    case Screen::kKept:
      return "kept";
    case Screen::kNotKept:
      return "not-kept";
    case Screen::kTyping:
      return "typing";
    case Screen::kHelp:
      return "help";
    case Screen::kGoodbye:
      return "goodbye";
    case Screen::kReceipt:
      return "receipt";
    case Screen::kOutOfService:
      return "out-of-service";
    case Screen::kTechnician:
      return "technician";
    default:
      break;  // the tour goes past no staff
  }
  return "unknown";
}

// What a person with a printable certificate would touch; empty: they wait.
std::string NextTouch(Screen screen, bool printed) {
  switch (screen) {
    case Screen::kAttract:
      return printed ? "" : "begin";
    case Screen::kVerdict:
      return printed ? "finish" : "print";
    case Screen::kPrintConfirm:
      return "print.confirm";
    case Screen::kPrintDone:
      return "paper.came";
    case Screen::kAnotherTraveller:
      return "together";
    case Screen::kOverview:
    case Screen::kPrintFailed:
      return "finish";
    default:
      return "";
  }
}

}  // namespace

Tour::Tour(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (failed) Fail("The folder for the pictures cannot be made: " + failed.message() + ".");
}

void Tour::Look(ui::Window& window, const Face& face, const session::State& state, Moment now) {
  if (over_) return;
  if (screen_ != state.screen) {
    if (screen_ == Screen::kScanning && !picture_.rgba.empty()) WritePicture(*screen_);
    screen_ = state.screen;
    since_ = now;
    photographed_.reset();
    touched_ = false;
  }
  if (now - since_ > kLongestStay) {
    return Fail(fmt::format("Nothing happened for {} seconds on the screen '{}'.",
                            kLongestStay.count(), NameOf(state.screen)));
  }
  // A picture of what a person sees, not of a half-drawn change.
  if (!face.Rests(state.screen)) return;
  // After the goodbye another traveller's phone may come into the film: no pictures of that.
  const bool ours = !said_goodbye_ || state.screen == Screen::kAttract;
  if (ours && PictureDue(state.screen, now)) Photograph(window, state.screen, now);
  if (over_) return;
  if (state.screen == Screen::kPrintDone) printed_ = true;
  if (state.screen == Screen::kGoodbye) said_goodbye_ = printed_;
  if (state.screen == Screen::kAttract && said_goodbye_) {
    over_ = true;
    return;
  }
  const std::string button = NextTouch(state.screen, printed_);
  if (!button.empty() && !touched_) Touch(window, face, button);
}

// Of the camera's pictures the last one before the answer says most: a phone is in it. It is kept
// in memory until then, for writing files would make the kiosk slow.
bool Tour::PictureDue(Screen screen, Moment now) const {
  if (!photographed_) return true;
  return screen == Screen::kScanning && now - *photographed_ >= kBetweenPreviews;
}

void Tour::Photograph(ui::Window& window, Screen screen, Moment now) {
  photographed_ = now;
  picture_ = window.Screenshot();
  if (screen != Screen::kScanning) WritePicture(screen);
}

void Tour::WritePicture(Screen screen) {
  const auto file = folder_ / fmt::format("{:02}-{}.png", ++pictures_, NameOf(screen));
  if (const Status written = ui::WritePng(picture_, file); !written) {
    Fail(written.error().detail + ".");
  }
  picture_ = {};
}

void Tour::Touch(ui::Window& window, const Face& face, const std::string& button) {
  const auto found = std::ranges::find(face.buttons(), button, &ui::ButtonPlace::id);
  if (found == face.buttons().end()) {
    return;  // not offered, or not yet: the longest stay decides
  }
  touched_ = true;
  const auto& box = found->box;
  window.Touch(static_cast<int>((box.left + box.right) / 2),
               static_cast<int>((box.top + box.bottom) / 2));
}

void Tour::Fail(std::string sentence) {
  over_ = true;
  trouble_ = std::move(sentence);
}

}  // namespace clearway::kiosk
