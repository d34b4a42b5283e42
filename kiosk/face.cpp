#include "kiosk/face.h"

#include <algorithm>
#include <utility>

#include "base/core/log.h"
#include "base/core/wipe.h"
#include "events/kiosk_events.h"
#include "kiosk/screens/scene.h"
#include "kiosk/ui/frame.h"

namespace clearway::kiosk {
namespace {

using std::chrono::milliseconds;

// Dear ImGui answers a touch in the next frame, and the press in the one after.
constexpr int kFramesPerChange = 3;
constexpr milliseconds kLively{16};  // while the camera's picture is on the screen
constexpr milliseconds kMoving{40};
constexpr milliseconds kCalm{50};  // devices are asked this often while nothing happens

ui::Theme Scaled(ui::Theme theme, float scale) {
  for (float* size : {&theme.small, &theme.body, &theme.lead, &theme.title, &theme.display}) {
    *size *= scale;
  }
  return theme;
}

// NOLINTNEXTLINE(readability-function-size): a table
events::kiosk::ScreenShownScreen WordFor(session::Screen screen) {
  using Word = events::kiosk::ScreenShownScreen;
  using session::Screen;
  switch (screen) {
    case Screen::kAttract:
      return Word::kAttract;
    case Screen::kScanning:
      return Word::kScanning;
    case Screen::kVerdict:
      return Word::kVerdict;
    case Screen::kAnotherTraveller:
      return Word::kAnotherTraveller;
    case Screen::kOverview:
      return Word::kOverview;
    case Screen::kPrintConfirm:
      return Word::kPrintConfirm;
    case Screen::kPrinting:
      return Word::kPrinting;
    case Screen::kPrintDone:
      return Word::kPrintDone;
    case Screen::kPrintFailed:
      return Word::kPrintFailed;
    case Screen::kPassport:
      return Word::kPassport;
    case Screen::kFetching:
      return Word::kFetching;
    case Screen::kNotFetched:
      return Word::kNotFetched;
    case Screen::kKeepConfirm:
      return Word::kKeepConfirm;
    case Screen::kKeeping:
      return Word::kKeeping;
    case Screen::kKept:
      return Word::kKept;
    case Screen::kNotKept:
      return Word::kNotKept;
    case Screen::kTyping:
      return Word::kTyping;
    case Screen::kHelp:
      return Word::kHelp;
    case Screen::kGoodbye:
      return Word::kGoodbye;
    case Screen::kReceipt:
      return Word::kReceipt;
    case Screen::kOutOfService:
      return Word::kOutOfService;
    case Screen::kTechnician:
      return Word::kTechnician;
    case Screen::kStaffWaiting:
      return Word::kStaffWaiting;
    case Screen::kStaffNotice:
      return Word::kStaffNotice;
    case Screen::kStaffMenu:
      return Word::kStaffMenu;
    case Screen::kStaffReason:
      return Word::kStaffReason;
    case Screen::kStaffCheck:
      return Word::kStaffCheck;
    case Screen::kStaffNewBadge:
      return Word::kStaffNewBadge;
    case Screen::kStaffDiagnosis:
      return Word::kStaffDiagnosis;
  }
  return Word::kAttract;
}

}  // namespace

Face::Face(ui::Window& window, FaceSettings settings)
    : window_(window),
      settings_(std::move(settings)),
      theme_(Scaled(ui::CalmTheme(), settings_.text_scale)) {
  if (settings_.width_mm <= 0) settings_.width_mm = window_.GuessWidthMm();
}

milliseconds Face::Patience(const session::State& state) const {
  if (frames_due_ > 0) return milliseconds(0);
  if (state.screen == session::Screen::kScanning || state.screen == session::Screen::kPassport)
    return kLively;
  return screens::Moves(state.screen) ? kMoving : kCalm;
}

void Face::ShowPreview(const camera::Preview& preview, const std::vector<camera::Code>& codes) {
  if (preview_ && preview.sequence == preview_sequence_) return;
  preview_sequence_ = preview.sequence;
  preview_.UploadGrey(preview.width, preview.height, preview.width, preview.luma);
  codes_.clear();
  // Where they lie, not what they say.
  for (const camera::Code& code : codes) codes_.push_back({.text = {}, .corners = code.corners});
  frames_due_ = std::max(frames_due_, 1);
}

Face::Shown Face::Look(const session::State& state, const session::Now& now) {
  Shown shown;
  shown.screen = state.screen;
  shown.screen_since = state.screen_since;
  shown.language = state.language;
  shown.asking = state.asking_for_time;
  shown.seconds_left = session::TimeLeft(state, now.moment).count();
  shown.hint = state.hint;
  shown.guidance = state.guidance;
  shown.print = state.print.phase;
  shown.current = state.current;
  shown.certificates = session::Numbered(state).size();
  shown.troubles = session::Troubles(state);
  shown.problems = state.configuration_problems;
  if (const auto* held = session::Current(state)) shown.answer = held->verdict.answer;
  shown.desk_fault = state.desk.fault;
  shown.passport_problem = state.desk.problem;
  shown.entry = state.entry.what;
  shown.typed = state.entry.text.size();
  shown.entry_problem = state.entry.problem;
  shown.notice = state.staff.notice;
  shown.lock_left = session::LockLeft(state, now.moment).count();
  for (const session::Device* device : {&state.camera, &state.scanner, &state.printer}) {
    shown.devices.push_back(device->status);
  }
  shown.report = state.trust_report;
  shown.minute = std::chrono::floor<std::chrono::minutes>(now.time.now);
  return shown;
}

bool Face::Due(const session::State& state, const ui::Input& input, const session::Now& now) {
  Shown look = Look(state, now);
  if (!shown_ || look != *shown_) {
    shown_ = std::move(look);
    frames_due_ = kFramesPerChange;
  }
  if (input.any) frames_due_ = kFramesPerChange;
  if (screens::Moves(state.screen)) frames_due_ = std::max(frames_due_, 1);
  return frames_due_ > 0;
}

std::optional<session::Choice> Face::Draw(const session::State& state, const ui::Input& input,
                                          const session::Now& now) {
  if (!Due(state, input, now)) return std::nullopt;
  --frames_due_;
  const text::Catalogue& words = dictionary_.In(state.settings.languages[state.language]);
  if (input.pointer) focus_.Clear();
  ui::Frame frame(window_, texts_, focus_, theme_, words, input, settings_.width_mm);
  const screens::Scene scene{.state = state,
                             .preview = preview_ ? &preview_ : nullptr,
                             .codes = codes_,
                             .place = settings_.place,
                             .zone = settings_.zone,
                             .clock = words.DateTime(now.time.now, settings_.zone),
                             .now = now.moment};
  const auto chosen = screens::Draw(frame.ui(), scene);
  buttons_ = frame.ui().buttons();
  frame.Show();
  if (told_ != state.screen) Log(events::kiosk::ScreenShown{.screen = WordFor(state.screen)});
  told_ = drawn_ = state.screen;
  return chosen;
}

bool Face::Rests(session::Screen screen) const {
  if (!Shows(screen)) return false;
  if (screen == session::Screen::kScanning || screen == session::Screen::kPassport)
    return static_cast<bool>(preview_);
  return frames_due_ == 0 || screens::Moves(screen);
}

void Face::ForgetTexts() {
  texts_.Forget();
  // The window's buffers still show the last picture: draw over all of them.
  frames_due_ = kFramesPerChange;
}

void Face::Forget() {
  ForgetTexts();
  preview_ = ui::Texture();
  codes_.clear();
  focus_.Clear();
  drawn_.reset();
}

}  // namespace clearway::kiosk
