#pragma once
// One dialect's way to write a circuit. Emission (emit.cpp) walks the circuit and calls it; gates arrive only
// if the dialect's table has them.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "loops.hpp"
#include "qiao/qasm/emit.hpp"
#include "spelling.hpp"

namespace qiao::qasm {

// One gate to write. `matrix` only for GateId::kUnitary.
struct Call {
  ir::GateId id;
  std::span<const ir::Param> params;
  std::span<const ir::Control> controls;
  std::span<const ir::Qubit> targets;
  const ir::Matrix* matrix = nullptr;
  std::span<const ir::ExprId> exprs =
      {};  // if not empty: parameters known only at run time (kNoExpr: in params)
};

class Emission;

class Writer {
 public:
  Writer(const ir::Circuit& circuit, Emission& emission) : circuit_(circuit), emission_(emission) {}
  virtual ~Writer() = default;
  virtual void begin() = 0;  // once, before everything else
  virtual void gate(const Call& call) = 0;
  virtual void measure(ir::Qubit qubit, ir::Clbit bit) = 0;
  virtual void reset(ir::Qubit qubit) = 0;
  virtual void barrier(std::span<const ir::Qubit> qubits) = 0;
  // These refuse, unless overridden.
  virtual void conditional(const ir::Instruction& in);
  virtual void loop(const ir::Instruction& in);    // kWhile, or a kBlock that is left by jumps
  virtual void choice(const ir::Instruction& in);  // kSwitch
  virtual void assign(const ir::Instruction& in);
  virtual void jump(const ir::Instruction& in);  // kBreak, kContinue
  virtual void end_program();
  virtual bool holds_variables() const { return false; }
  virtual bool holds_computed_parameters() const { return false; }
  // Whether an input keeps its type; without, it takes any real number.
  virtual bool holds_input_types() const { return false; }
  // A global phase that no gate expresses; the default drops it and says so.
  virtual void global_phase(const ir::Param& angle);
  virtual void end_block() {}
  virtual std::string finish() = 0;  // the whole text

 protected:
  const ir::Circuit& circuit_;
  Emission& emission_;
};

// Drives a writer over a circuit and keeps what there is to report.
class Emission final : public ir::GateOutput {
 public:
  Emission(const ir::Circuit& circuit, const ir::GateSet& gates, const EmitOptions& options)
      : circuit_(circuit), options_(options), gates_(gates), expander_(gates, *this) {}

  Emitted run(Writer& writer);
  void block(ir::BlockId id);  // one that is a block of the text, too
  void instruction(const ir::Instruction& in);

  // For writers.
  void refuse(std::string message, std::string help = {});
  void change(const char* kind, std::string what);
  void key(std::string key, ir::Clbit bit) { keys_[bit] = std::move(key); }
  void dropped(const ir::Param& phase);
  ir::SourcePos source() const { return source_; }
  const EmitOptions& options() const { return options_; }
  ir::Expander& expander() { return expander_; }
  bool symbols_allowed = true;
  Loops loops;  // that are open

  void gate(ir::GateId id, std::span<const ir::Param> params, std::span<const ir::Control> controls,
            std::span<const ir::Qubit> targets) override;
  void unitary(const ir::Matrix& matrix, std::span<const ir::Control> controls,
               std::span<const ir::Qubit> targets) override;
  void global_phase(const ir::Param& angle) override { writer_->global_phase(angle); }

 private:
  const ir::Circuit& circuit_;
  const EmitOptions& options_;
  const ir::GateSet& gates_;
  ir::Expander expander_;
  Writer* writer_ = nullptr;
  Emitted result_;
  void body(ir::BlockId id);
  void computed(const ir::Instruction& in);

  std::map<std::pair<std::string, std::string>, std::size_t> change_index_;
  std::map<ir::Clbit, std::string> keys_;
  ir::SourcePos source_;
  unsigned blocks_open_ = 0;
};

struct DialectImplementation {
  DialectInfo info;
  const ir::GateSet& (*gates)();
  std::unique_ptr<Writer> (*writer)(const ir::Circuit&, Emission&);
  ParseResult (*read)(std::string_view text, const std::string& name,
                      const ParseOptions& options);  // null: OpenQASM
  // From the first lines, without blank ones before them, and the file's name. Null: nothing tells it from OpenQASM.
  bool (*recognises)(std::string_view beginning, std::string_view file_name) = nullptr;
  std::span<const std::string_view> endings = {};  // of files that are programs; empty: those of another row
  bool results_in_order = false;                   // see holds_results_in_order
};
// For `recognises`: a Python program that imports `package`.
bool is_python_for(std::string_view beginning, std::string_view file_name, std::string_view package);
DialectImplementation mindquantum_dialect();
DialectImplementation mindquantum_qasm_dialect();
DialectImplementation hiqasm_dialect();
DialectImplementation qiskit_dialect();
DialectImplementation qasm2_dialect();
DialectImplementation qasm3_dialect();
DialectImplementation stim_dialect();
DialectImplementation json_dialect();
const DialectImplementation& implementation(Dialect id);

}  // namespace qiao::qasm
