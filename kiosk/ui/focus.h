#pragma once

#include <string>
#include <vector>

namespace clearway::ui {

// Which button the keyboard has selected. The order is the order of drawing. Nothing is selected
// until the first Tab or arrow, so that a touch screen shows no ring that nobody asked for.
class Focus {
 public:
  // Between frames. A screen whose buttons changed keeps the selection if the button is still
  // there.
  void BeginFrame();
  // Announces a button; true when it is the selected one.
  bool Offer(const std::string& id);
  // Moves the selection by the buttons of the last frame, round and round.
  void Move(int by);
  // No selection: a touch, or a new session.
  void Clear() { selected_.clear(); }

  [[nodiscard]] const std::string& selected() const { return selected_; }

 private:
  std::vector<std::string> offered_;  // by the frame being drawn
  std::vector<std::string> shown_;    // by the last complete frame
  std::string selected_;
};

}  // namespace clearway::ui
