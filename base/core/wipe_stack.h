#pragma once

namespace clearway {

// Overwrites this thread's stack below the caller's frame, where what the caller called has left
// copies of what it worked on: 256 KiB, which is more than sealing, printing or a database take.
// For threads that rest for long after they have had somebody's data; some microseconds.
void WipeStackBelow();

}  // namespace clearway
