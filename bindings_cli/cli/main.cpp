#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "cli/app.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen as a failed write, which app::run ends quietly
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> args(argv + 1, argv + argc);
  return qiao::cli::run(args, std::cin, std::cout, std::cerr, qiao::cli::detect_terminal());
}
