#pragma once
// The languages that circuits are read from and written to. Each has one table of gate spellings, used in
// both directions (src/dialects).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/ir/synthesis.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

enum class Dialect : std::uint8_t {
  kMindQuantum,      // Python source that defines `circuit` with MindQuantum
  kMindQuantumQasm,  // OpenQASM 2 as far as MindQuantum's importer reads it correctly
  kHiQasm,           // HiQASM 0.1
  kQiskit,           // Python source that defines `circuit` with Qiskit
  kQasm2,
  kQasm3,
  kStim,  // Clifford circuits
  kJson,  // our own circuits, schema qiao.circuit/1 (qasm/README.md)
};

struct DialectInfo {
  Dialect id;
  std::string_view name;       // "mindquantum-qasm"
  std::string_view extension;  // ".qasm"
  std::string_view what;       // one line for lists
};
std::span<const DialectInfo> dialects();
const DialectInfo& dialect_info(Dialect id);
const DialectInfo* find_dialect(std::string_view name);

// The gates that are written natively; everything else is expanded to them.
const ir::GateSet& dialect_gates(Dialect id);

// Whether its results are the list of all measurements in their order, for want of classical registers.
bool holds_results_in_order(Dialect id);

// The dialect of a text, from its first lines or the name's ending, as each dialect's row says; OpenQASM (2 or 3: the
// parser decides) if none recognises it.
Dialect detect_dialect(std::string_view text, std::string_view file_name);
// How files that can be read are named: ".qasm", ".py", ...
std::vector<std::string_view> source_endings();

// Reads any dialect; Python sources only in the form that `emit` writes (nothing is executed). Values of
// ParseOptions::inputs are given to parameters of any language.
ParseResult read(const SourceText& source, const ParseOptions& options = {});
// The file is opened once, so it may be a pipe; "-" is standard input. A file that cannot be read gives a diagnostic,
// not an exception.
ParseResult read_file(const std::string& file, const ParseOptions& options = {});
ParseResult read_text(std::string_view text, const std::string& name = "<text>",
                      const ParseOptions& options = {});

}  // namespace qiao::qasm
