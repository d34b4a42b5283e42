#pragma once

#include "base/core/result.h"

namespace clearway::camera {

// The first things the reader does: no core dumps, not to be looked into by other processes, and
// gone with the thread that started it.
void ProtectProcess();

// Gives up, for every thread of this process and for good, what reading pictures does not need.
// From here on no file can be opened, for reading or writing, no socket made or connected, no
// program run, no process made or traced, and no memory made executable: such calls fail with
// EPERM. What is open stays usable. kBroken: the kernel does not allow it; the process must not go
// on.
[[nodiscard]] Status EnterSandbox();

}  // namespace clearway::camera
