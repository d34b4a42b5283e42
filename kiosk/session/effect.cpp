#include "kiosk/session/effect.h"

namespace clearway::session {

Effect::Effect(Effect&& other) noexcept = default;
Effect& Effect::operator=(Effect&& other) noexcept = default;
Effect::~Effect() = default;

}  // namespace clearway::session
