#pragma once
#include "app/command.hpp"

namespace wegwijzer::app {

// One function a command, each in a file of its own name.
[[nodiscard]] Command serve_command();
[[nodiscard]] Command ask_command();
[[nodiscard]] Command health_command();
[[nodiscard]] Command lint_command();
[[nodiscard]] Command list_command();
[[nodiscard]] Command show_command();
[[nodiscard]] Command export_command();
[[nodiscard]] Command eval_command();
[[nodiscard]] Command config_show_command();
[[nodiscard]] Command config_check_command();
[[nodiscard]] Command doctor_command();
[[nodiscard]] Command migrate_command();
[[nodiscard]] Command backup_command();
[[nodiscard]] Command restore_command();

}  // namespace wegwijzer::app
