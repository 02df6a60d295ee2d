#pragma once
// Calling the command line in-process.

#include <sstream>
#include <string>
#include <vector>

#include "cli/app.hpp"

namespace qiao::testing {

struct CallResult {
  int status = -1;
  std::string out, err;
};

inline CallResult call(const std::vector<std::string>& args, const std::string& input = {},
                       const cli::Terminal& terminal = {}) {
  std::istringstream in(input);
  std::ostringstream out, err;
  CallResult result;
  result.status = cli::run(args, in, out, err, terminal);
  result.out = out.str();
  result.err = err.str();
  return result;
}

inline constexpr const char* kBell =
    "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\n"
    "h q[0];\ncx q[0], q[1];\nmeasure q -> c;\n";

}  // namespace qiao::testing
