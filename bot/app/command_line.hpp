#pragma once
#include <string>
#include <vector>

namespace wegwijzer::app {

/// The whole program: reads `arguments` (without the program's name), runs the command, gives the exit code.
[[nodiscard]] int run(std::vector<std::string> arguments);

}  // namespace wegwijzer::app
