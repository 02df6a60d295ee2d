#pragma once
// Circuits that commands write beside their results: --emit-circuit, --to, --symbolic.

#include <functional>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/qasm/dialect.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace qiao::cli {

// Those that can be written, in the order of qasm::dialects().
std::vector<std::string> language_names();
// A choice among them.
CLI::Option* add_language(CLI::App& app, const std::string& name, std::function<void(qasm::Dialect)> set,
                          const std::string& help);

struct CircuitFile {
  std::string path;  // empty: none is wanted; "-": standard output
  qasm::Dialect to = qasm::Dialect::kQasm3;
  bool symbolic = false;  // parameters stay open
};
// `what` says which circuit, `symbols` what stays open with --symbolic.
void add_circuit_options(CLI::App& app, CircuitFile& file, const std::string& what,
                         const std::string& symbols);
// Writes the circuit to `path`, which may differ from the file's if there are several; a file that cannot be
// written is told at the end of the run. False if the language cannot hold the circuit; why has been shown.
bool write_circuit(const CircuitFile& file, const std::string& path, const ir::Circuit& circuit,
                   const std::string& source_name, const Context& context);

}  // namespace qiao::cli
