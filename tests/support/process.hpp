#pragma once
// Running a program and looking at everything it did.

#include <cstdint>
#include <string>
#include <vector>

namespace qiao::testing {

struct ProcessResult {
  int exit_status = -1;  // -1 if it was killed
  int signal = 0;        // that killed it
  bool timed_out = false;
  std::string out, err;
  std::uint64_t peak_bytes = 0;  // of memory that it held
  double cpu_seconds = 0;        // of the program itself: what else runs on the machine does not count
};

// Runs command[0] (a path) with the rest as arguments and `input` on its standard input; kills it after
// `timeout_s`.
ProcessResult run_process(const std::vector<std::string>& command, const std::string& input = {},
                          double timeout_s = 60);

}  // namespace qiao::testing
