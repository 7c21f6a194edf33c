#include <string>
#include <vector>

#include "app/command_line.hpp"

int main(int count, char** words) {
  return wegwijzer::app::run(std::vector<std::string>(words + 1, words + count));
}
