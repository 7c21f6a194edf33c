#pragma once
#include <cstddef>

namespace wegwijzer::crypto {

/// Room for 32 bytes in a page that is not swapped out and that core dumps leave out (logged when the system refuses
/// to lock it: an operator raises RLIMIT_MEMLOCK). Ends the program when there is no memory. Threads: any.
[[nodiscard]] char* take_key_room();
/// Wipes it and gives it back.
void return_key_room(char* room);

}  // namespace wegwijzer::crypto
