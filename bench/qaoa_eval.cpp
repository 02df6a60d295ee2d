// QAOA evaluations in one process, for qaoa_peers.py:  qaoa_eval KIND FILE f32|f64 THREADS
// reads lines "e|g|m|x gamma_1 ... beta_p" (value, gradient, layer in the problem's subspace with
// xy-complete, exit) and answers "seconds value".

#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>

#include <sstream>

#include "qiao/algorithms/problem.hpp"
#include "qiao/algorithms/x_qaoa.hpp"
#include "qiao/base/file.hpp"

int main(int argc, char** argv) {
  using namespace qiao;
  using namespace qiao::algorithms;
  if (argc != 5) return 2;
  const int threads = std::stoi(argv[4]);
  const Problem problem = problem_kind(argv[1]).read(read_file(argv[2], 1 << 24), argv[2]);
  const auto precision = std::string(argv[3]) == "f32" ? qsim::Precision::kF32 : qsim::Precision::kF64;
  std::optional<XQaoa> full;
  std::optional<FixedWeightSpace> space;
  std::optional<SubspaceQaoa> inside;
  if (problem.blocks.empty()) {
    full.emplace(problem.variables, all_values(*problem.polynomial, problem.polynomial->is_even(), threads),
                 XQaoaOptions{.precision = precision, .threads = threads});
  } else {
    space.emplace(problem.blocks);
    std::vector<double> cost(space->dimension());
    for (std::uint64_t i = 0; i < cost.size(); ++i) cost[i] = problem.cost(space->string(i));
    const Execution execution{threads, nullptr};
    inside.emplace(*space, CostTable(std::move(cost), execution), XyTopology::kComplete, execution);
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    char what = 'x';
    words >> what;
    if (what == 'x') break;
    std::vector<double> angles, derivatives;
    for (double a; words >> a;) angles.push_back(a);
    derivatives.resize(angles.size());
    const auto begin = std::chrono::steady_clock::now();
    const double value = full
                             ? (what == 'g' ? full->gradient(angles, derivatives) : full->energy(angles))
                             : (what == 'g' ? inside->gradient(angles, derivatives) : inside->energy(angles));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("%.9f %.17g\n", seconds, value);
    std::fflush(stdout);
  }
}
