// What a user of the library writes: OpenQASM text in, exact probabilities out.
#include <cstdio>

#include "qiao/qasm/parse.hpp"
#include "qiao/qsim/run.hpp"

int main() {
  const auto parsed = qiao::qasm::parse_text(
      "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[2]; h q[0]; cx q[0], q[1]; measure q -> c;");
  if (!parsed.ok()) return 1;
  qiao::qsim::RunOptions options;
  options.exact = true;
  const auto result = qiao::qsim::run(*parsed.circuit, options);
  for (std::size_t i = 0; i < result.probabilities.size(); ++i)
    std::printf("%s %g\n", result.probabilities.str(i).c_str(), result.probabilities.weight(i));
}
