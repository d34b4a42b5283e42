#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "kiosk/face.h"
#include "kiosk/session/session.h"
#include "kiosk/ui/window.h"

namespace clearway::kiosk {

// Goes through one journey without a person, as a person would: touches the buttons where they are
// drawn, by the same events that a finger makes, and waits for what comes. Leaves a picture of each
// screen in a folder. It knows nothing that is not on the screen.
class Tour {
 public:
  explicit Tour(std::filesystem::path folder);

  // After every turn of the kiosk's loop.
  void Look(ui::Window& window, const Face& face, const session::State& state, Moment now);

  [[nodiscard]] bool over() const { return over_; }
  // Empty when the journey was completed; else one sentence that says where it stopped.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  [[nodiscard]] bool PictureDue(session::Screen screen, Moment now) const;
  void Photograph(ui::Window& window, session::Screen screen, Moment now);
  void WritePicture(session::Screen screen);
  void Touch(ui::Window& window, const Face& face, const std::string& button);
  void Fail(std::string sentence);

  const std::filesystem::path folder_;
  std::optional<session::Screen> screen_;  // where we are
  Moment since_;
  std::optional<Moment> photographed_;  // this screen
  bool touched_ = false;
  bool printed_ = false;
  bool said_goodbye_ = false;
  ui::Picture picture_;
  int pictures_ = 0;
  bool over_ = false;
  std::string trouble_;
};

}  // namespace clearway::kiosk
