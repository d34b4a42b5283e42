#include "kiosk/memory_guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace clearway::kiosk {

void GuardMemory() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace clearway::kiosk
