#include "app/commands/commands.hpp"

#include <array>

namespace wegwijzer::app {

// In the order of the help.
std::span<const Command> all_commands() {
  static const std::array all{
      serve_command(),        ask_command(),     health_command(), doctor_command(),  lint_command(),
      list_command(),         show_command(),    export_command(), eval_command(),    config_show_command(),
      config_check_command(), migrate_command(), backup_command(), restore_command(),
  };
  return all;
}

}  // namespace wegwijzer::app
