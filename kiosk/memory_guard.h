#pragma once

namespace clearway::kiosk {

// Nothing in this process's memory reaches a disk or another process of the same user: no core dump
// (RLIMIT_CORE, PR_SET_DUMPABLE), so no ptrace and no /proc/PID/mem either.
void GuardMemory();

}  // namespace clearway::kiosk
