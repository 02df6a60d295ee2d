#pragma once
// OpenQASM 2 and 3 text to a circuit.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/base/diagnostic.hpp"
#include "qiao/base/source_text.hpp"
#include "qiao/ir/circuit.hpp"

namespace qiao::qasm {

// Programs are hostile until checked. Hitting a limit is a located diagnostic with `is_limit` set that names
// the option of the program; here it is the field of the same name.
struct Limits {
#define QIAO_LIMIT(name, value, least, most, unit, help) std::uint64_t name = value;
#include "qiao/qasm/limits.def"
#undef QIAO_LIMIT
};

// What limits.def says of one limit.
struct LimitInfo {
  enum class Unit { kCount, kBytes };
  std::string option;  // "--max-nesting", as in messages
  std::uint64_t Limits::*field;
  std::uint64_t least, most;  // that a user may ask for
  Unit unit;
  std::string_view help;
};
const std::vector<LimitInfo>& limit_table();

// Which gates `include "qelib1.inc";` defines: Qiskit's 42 or the original 23 of the OpenQASM 2 paper.
enum class Qelib1 { kExtended, kOriginal };

// Other readers of OpenQASM that a program can be checked for.
enum class Tool { kQasm2, kQiskit, kMindQuantum };

struct ParseOptions {
  std::vector<std::string> include_paths;  // beside the including file's directory
  Qelib1 qelib1 = Qelib1::kExtended;
  Limits limits;
  // Values for inputs, by name: "0.5", "pi/4", "-3", "true", "0101" (bits, the highest first), "[1, 2, 3]".
  // Inputs without a value are symbols of the circuit (real and integer ones used linearly in gate
  // parameters) or variables that must get one before a run.
  std::map<std::string, std::string> inputs;
  bool inputs_may_be_missing = false;  // a value for an input that the program does not have is no error
  // Inputs of type float and angle stay symbols even with a value, which ParseResult::symbol_values has then:
  // for derivatives with respect to them.
  bool keep_symbols = false;
  bool build_circuit = true;     // false: check only, no circuit
  Bytes bytes = Bytes::kMapped;  // of files; copies for certificates, which speak of the bytes that were read
  // Besides errors, report as warnings with codes L... what these tools would refuse or misread.
  std::vector<Tool> lint;
};

struct ParseResult {
  // Everything that was read, each file once: the program, then what it includes. Built-in libraries are not listed.
  std::vector<SourceText> sources;
  std::optional<ir::Circuit> circuit;                // present if there were no errors (and build_circuit)
  std::vector<Diagnostic> diagnostics;               // errors and warnings in source order
  std::vector<std::optional<double>> symbol_values;  // of the circuit's symbols, with `keep_symbols`
  int language = 0;                                  // 2 or 3; other dialects 0
  std::vector<std::string> inputs_given;             // those of ParseOptions::inputs that the program has
  std::uint64_t statements = 0;
  std::uint64_t operations = 0;  // after expansion
  bool ok() const;
};

// `file` is "-" for standard input. A file that cannot be read gives a diagnostic, not an exception.
ParseResult parse_file(const std::string& file, const ParseOptions& options = {});
ParseResult parse_source(const SourceText& source, const ParseOptions& options = {});
// `name` stands for the text in diagnostics; includes are looked up in include_paths only.
ParseResult parse_text(std::string_view text, const std::string& name = "<text>",
                       const ParseOptions& options = {});

// All codes of diagnostics with a short explanation, in order ("Q0201", "undefined gate", ...), then those of
// the portability lint ("L101", ...).
struct CodeInfo {
  std::string_view code;
  std::string_view title;
  std::string_view explanation;
  std::string_view wrong, right;  // programs; empty where an example says nothing
  std::string_view tool, effect;  // of the lint: "MindQuantum"; "refused" or "misread"
};
const std::vector<CodeInfo>& diagnostic_codes();

}  // namespace qiao::qasm
