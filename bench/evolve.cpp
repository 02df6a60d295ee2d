// Evolves one circuit again and again in one process, as the peers of peers.py do: for every line on standard
// input it makes a fresh state, runs the circuit on it, and prints the seconds of planning and evolution
// (allocation and first touch of the memory included).
//
//     evolve FILE f32|f64 THREADS
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "qiao/base/error.hpp"
#include "qiao/qasm/parse.hpp"
#include "qiao/qsim/run.hpp"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: evolve FILE f32|f64 THREADS\n");
    return 2;
  }
  try {
    const auto parsed = qiao::qasm::parse_file(argv[1]);
    if (!parsed.ok()) {
      std::fprintf(stderr, "%s: not a valid program; see qiao check\n", argv[1]);
      return 3;
    }
    qiao::qsim::RunOptions options;
    options.precision =
        std::string(argv[2]) == "f32" ? qiao::qsim::Precision::kF32 : qiao::qsim::Precision::kF64;
    options.threads = std::atoi(argv[3]);
    options.shots = 1;
    options.top = 0;
    for (std::string line; std::getline(std::cin, line);) {
      const auto result = qiao::qsim::run(*parsed.circuit, options);
      std::printf("%.9f\n", result.time.plan_s + result.time.evolve_s);
      std::fflush(stdout);
    }
  } catch (const qiao::Error& error) {
    std::fprintf(stderr, "evolve: %s\n", error.what());
    return 1;
  }
}
