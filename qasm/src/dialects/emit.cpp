#include "qiao/qasm/emit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"
#include "text.hpp"
#include "writer.hpp"

namespace qiao::qasm {

using ir::BlockId;
using ir::Instruction;
using ir::OpKind;

Emitted emit(const ir::Circuit& circuit, Dialect target, const EmitOptions& options) {
  const DialectImplementation& dialect = implementation(target);
  Emission emission(circuit, dialect.gates(), options);
  const auto writer = dialect.writer(circuit, emission);
  return emission.run(*writer);
}

namespace {

void refuse_control(Emission& emission, const char* what) {
  emission.refuse(fmt::format("the target has no {}", what), "translate to qiskit or qasm3");
}

}  // namespace

void Writer::conditional(const Instruction&) {
  emission_.refuse("the target has no classical control",
                   "`--defer-measurements` turns it into controls; or translate to qiskit or qasm3");
}
void Writer::loop(const Instruction&) { refuse_control(emission_, "loops"); }
void Writer::choice(const Instruction&) { refuse_control(emission_, "switch statements"); }
void Writer::assign(const Instruction&) {
  refuse_control(emission_, "assignments to classical bits and variables");
}
void Writer::jump(const Instruction&) { refuse_control(emission_, "`break` and `continue`"); }
void Writer::end_program() { refuse_control(emission_, "`end`"); }
void Writer::global_phase(const ir::Param& angle) { emission_.dropped(angle); }

Emitted Emission::run(Writer& writer) {
  writer_ = &writer;
  for (const ir::Variable& v : circuit_.variables()) {
    if (writer.holds_variables() || v.is_result) continue;
    refuse(fmt::format("the target has no classical variables, and the program has '{}'", v.name),
           "translate to qiskit or qasm3");
    return std::move(result_);
  }
  for (std::size_t i = 0; i < circuit_.directives().size(); ++i)
    change("dropped", "pragma, annotation or calibration");
  for (ir::SymbolId s = 0; symbols_allowed && !writer.holds_input_types() && s < circuit_.symbols().size();
       ++s)
    if (const auto type = circuit_.symbol_type(s); type && *type != ir::kFloatType)
      change("changed", fmt::format("input '{}' of type {} (now a parameter that takes any real number)",
                                    circuit_.symbols()[s], type_name(*type)));
  writer.begin();
  block(ir::Circuit::kMainBlock);
  if (result_.refusals.empty()) result_.text = writer.finish();
  for (auto& [bit, key] : keys_) result_.keys.push_back({std::move(key), circuit_.clbit_name(bit)});
  return std::move(result_);
}

void Emission::block(BlockId id) {
  ++blocks_open_;
  body(id);
  --blocks_open_;
  writer_->end_block();
}

void Emission::body(BlockId id) {
  for (std::size_t i = 0; i < circuit_.size(id) && result_.refusals.size() < options_.max_refusals; ++i)
    instruction(circuit_.at(i, id));
}

void Emission::instruction(const Instruction& in) {
  source_ = in.source();
  switch (in.kind()) {
    case OpKind::kGate: {
      ++result_.gates;
      if (in.is_dynamic()) return computed(in);
      if (in.is_symbolic() && !symbols_allowed) {
        std::string names;
        for (unsigned i = 0; i < in.params().size(); ++i)
          if (const ir::Param p = in.param(i); !p.is_number()) names = circuit_.symbols()[p.terms()[0].first];
        return refuse(fmt::format("the target has no symbolic parameters, and '{}' has no value", names),
                      "translate to mindquantum, qiskit, qasm3 or json");
      }
      try {
        expander_.instruction(in);
      } catch (const Error& e) {
        if (e.code() != ErrorCode::kUnsupported) throw;
        refuse(fmt::format("gate '{}': {}", ir::spelled_name(in), e.what()));
      }
      return;
    }
    case OpKind::kMeasure:
      return writer_->measure(in.targets()[0], in.clbit());
    case OpKind::kReset:
      return writer_->reset(in.targets()[0]);
    case OpKind::kBarrier:
      return writer_->barrier(in.targets());
    case OpKind::kIf:
      return writer_->conditional(in);
    case OpKind::kDelay:
      return change("dropped", "delay");
    case OpKind::kBlock:
      if (is_left(circuit_, in.body())) return writer_->loop(in);
      if (in.is_box()) change("changed", "box (its statements stand alone)");
      loops.open(false);
      body(in.body());
      loops.close();
      return;
    case OpKind::kWhile:
      return writer_->loop(in);
    case OpKind::kSwitch:
      return writer_->choice(in);
    case OpKind::kAssign:
      return writer_->assign(in);
    case OpKind::kBreak:
    case OpKind::kContinue:
      return writer_->jump(in);
    case OpKind::kEnd:
      return writer_->end_program();
  }
}

// A gate with parameters that are expressions: only as it stands, decompositions do not compute with them.
void Emission::computed(const Instruction& in) {
  const std::string name = ir::spelled_name(in);
  if (!writer_->holds_computed_parameters())
    return refuse(fmt::format("gate '{}' has a parameter that is computed while the program runs", name),
                  "translate to qasm3");
  if (!gates_.has(in.gate(), in.num_controls()))
    return refuse(
        fmt::format("the target lacks gate '{}', whose parameter is computed while the program runs", name));
  ir::Param params[ir::kMaxGateParams];
  ir::ExprId exprs[ir::kMaxGateParams];
  const std::size_t n = in.params().size();
  for (unsigned i = 0; i < n; ++i) params[i] = in.param(i), exprs[i] = in.param_expr(i);
  std::vector<ir::Control> controls;
  for (unsigned i = 0; i < in.num_controls(); ++i) controls.push_back(in.control(i));
  ++result_.gates_written;
  writer_->gate({in.gate(), {params, n}, controls, in.targets(), nullptr, {exprs, n}});
}

void Emission::gate(ir::GateId id, std::span<const ir::Param> params, std::span<const ir::Control> controls,
                    std::span<const ir::Qubit> targets) {
  ++result_.gates_written;
  writer_->gate({id, params, controls, targets, nullptr});
}
void Emission::unitary(const ir::Matrix& matrix, std::span<const ir::Control> controls,
                       std::span<const ir::Qubit> targets) {
  ++result_.gates_written;
  writer_->gate({ir::GateId::kUnitary, {}, controls, targets, &matrix});
}

void Emission::refuse(std::string message, std::string help) {
  Diagnostic d;
  d.code = "T0101";
  d.message = std::move(message);
  d.help = std::move(help);
  d.range.file = source_.file < circuit_.files().size() ? circuit_.files()[source_.file] : "";
  d.range.line = source_.line;
  d.range.column = source_.column;
  result_.refusals.push_back(std::move(d));
}

void Emission::change(const char* kind, std::string what) {
  const auto [it, fresh] = change_index_.try_emplace({kind, what}, result_.changes.size());
  if (fresh) result_.changes.push_back({kind, std::move(what), 0, source_});
  ++result_.changes[it->second].count;
}

void Emission::dropped(const ir::Param& phase) {
  if (phase.is_number() && phase.constant() == 0) return;
  if (blocks_open_ == 1) result_.dropped_phase += phase.constant();
  change("dropped", "global phase");
}

}  // namespace qiao::qasm
