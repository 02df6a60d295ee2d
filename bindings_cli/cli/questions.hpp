#pragma once
// What can be asked of a program's final state instead of measuring it: expectation values and their
// gradients, amplitudes, probabilities of some qubits, entropies, fidelities.

#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/program.hpp"

namespace CLI {
class App;
}

namespace qiao::cli {

// As given; each may be repeated, and answers come in this order.
struct Questions {
  std::vector<std::string> expect;             // Pauli sums, or @FILE of them
  bool gradient = false;                       // of each of them, with respect to the program's inputs
  std::vector<std::string> amplitude;          // "0101": q[n-1]...q[0]
  std::vector<std::string> marginal, entropy;  // "0,2", "q[1],anc", "all"
  std::vector<std::string> fidelity;           // programs, or .npy files of amplitudes

  bool any() const {
    return gradient || !expect.empty() || !amplitude.empty() || !marginal.empty() || !entropy.empty() ||
           !fidelity.empty();
  }
};

void add_question_options(CLI::App& app, Questions& questions);

// Memory that answering takes beside the program's state and the program, at most; the questions are of this
// program.
std::uint64_t answer_bytes(const Questions& questions, const ir::Circuit& circuit, qsim::Precision precision);

struct AnswerOptions {
  bool json = false;                   // one document, schema qiao.state/1
  std::uint64_t max_memory_bytes = 0;  // as SimulatorOptions::memory_limit_bytes
};
// Evolves the program and prints the answers. A program that branches has no single final state:
// Error(kUsage).
int answer(const Questions& questions, const ProgramOptions& program, const AnswerOptions& options,
           const Context& context);

}  // namespace qiao::cli
