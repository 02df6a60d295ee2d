#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "cli/app.hpp"

namespace {

// Standard streams that whoever started the program has closed would be given to the next files it opens, and
// results would be printed into those. Opened the wrong way round, using one is an error as before.
void occupy_standard_streams() {
  for (int fd = 0; fd < 3; ++fd)
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) return;
}

}  // namespace

int main(int argc, char** argv) {
  occupy_standard_streams();
  // A closed pipe and a file that may not grow are seen as failed writes, which app::run takes care of.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> args(argv + 1, argv + argc);
  return qiao::cli::run(args, std::cin, std::cout, std::cerr, qiao::cli::detect_terminal());
}
