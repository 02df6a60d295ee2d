#include "cli/circuit_file.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>
#include <utility>

#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "qiao/qasm/emit.hpp"

namespace qiao::cli {

std::vector<std::string> language_names() {
  std::vector<std::string> names;
  for (const qasm::DialectInfo& d : qasm::dialects()) names.emplace_back(d.name);
  return names;
}

CLI::Option* add_language(CLI::App& app, const std::string& name, std::function<void(qasm::Dialect)> set,
                          const std::string& help) {
  return add_choice(
      app, name, language_names(), [set = std::move(set)](std::size_t i) { set(qasm::dialects()[i].id); },
      help);
}

void add_circuit_options(CLI::App& app, CircuitFile& file, const std::string& what,
                         const std::string& symbols) {
  CircuitFile* f = &file;
  add_output(
      app, "--emit-circuit", "FILE", OutputKind::kFileOrStandardOutput,
      [f](const std::string& path) { f->path = path; }, "write " + what);
  add_language(
      app, "--to", [f](qasm::Dialect to) { f->to = to; }, "language of --emit-circuit")
      ->default_str(std::string(qasm::dialect_info(file.to).name));
  app.add_flag("--symbolic", file.symbolic, symbols);
}

bool write_circuit(const CircuitFile& file, const std::string& path, const ir::Circuit& circuit,
                   const std::string& source_name, const Context& context) {
  const qasm::Emitted emitted = qasm::emit(circuit, file.to, {.source_name = source_name});
  if (!emitted.ok()) {
    show_diagnostics(context, emitted.refusals);
    return false;
  }
  if (!context.outputs.write(path, [&](std::ostream& out) { out << emitted.text; }) || path == "-")
    return true;
  context.note(fmt::format("wrote {}: {} qubits, {} gates of {}", path, circuit.num_qubits(),
                           emitted.gates_written, qasm::dialect_info(file.to).name));
  return true;
}

}  // namespace qiao::cli
