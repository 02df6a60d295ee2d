#include "program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"

namespace qiao::qsim {
namespace {

using ir::BlockId;
using ir::Circuit;
using ir::Instruction;
using ir::OpKind;

// What happens after a point of the program, collected from its end backwards.
struct Later {
  std::vector<bool> changed;  // qubit: a gate or reset acts on it
  std::vector<bool> used;     // clbit: read by a condition or written again
};

void mark_reads(const Circuit& circuit, ir::ExprId id, std::vector<bool>& used) {
  if (id == ir::kNoExpr) return;
  ir::each_read(circuit, id, [&](ir::Clbit first, std::uint32_t count) {
    for (ir::Clbit c = first; c < first + count; ++c) used[c] = true;
  });
}

void mark(const Circuit& circuit, const Instruction& in, Later& later) {
  switch (in.kind()) {
    case OpKind::kBarrier:
    case OpKind::kDelay:
    case OpKind::kBreak:
    case OpKind::kContinue:
    case OpKind::kEnd:
      return;
    case OpKind::kMeasure:
      later.used[in.clbit()] = true;
      return;
    case OpKind::kGate:
    case OpKind::kReset:
      for (const ir::Qubit q : in.targets()) later.changed[q] = true;
      for (unsigned c = 0; c < in.num_controls(); ++c) later.changed[in.control(c).qubit()] = true;
      if (in.kind() == OpKind::kGate && in.is_dynamic())
        for (unsigned i = 0; i < in.params().size(); ++i) mark_reads(circuit, in.param_expr(i), later.used);
      return;
    case OpKind::kAssign: {
      mark_reads(circuit, in.value(), later.used);
      const ir::Destination to = in.destination();
      mark_reads(circuit, to.index, later.used);
      ir::Clbit first = to.first, end = to.first + ir::stored_bits(to.type);
      if (to.index != ir::kNoExpr) first = 0, end = circuit.num_clbits();
      for (ir::Clbit c = first; c < end; ++c) later.used[c] = true;
      return;
    }
    case OpKind::kIf:
    case OpKind::kWhile:
    case OpKind::kSwitch:
      mark_reads(circuit, in.condition(), later.used);
      [[fallthrough]];
    case OpKind::kBlock:
      in.each_block([&](BlockId b) {
        for (std::size_t i = 0; i < circuit.size(b); ++i) mark(circuit, circuit.at(i, b), later);
      });
  }
}

bool has_end(const Circuit& circuit, const Instruction& in) {
  bool found = in.kind() == OpKind::kEnd;
  in.each_block([&](BlockId b) {
    for (std::size_t i = 0; i < circuit.size(b) && !found; ++i) found = has_end(circuit, circuit.at(i, b));
  });
  return found;
}

std::vector<bool> deferrable_measurements(const Circuit& circuit) {
  const std::size_t n = circuit.size();
  std::vector<bool> deferrable(n);
  Later later{std::vector<bool>(circuit.num_qubits()), std::vector<bool>(circuit.num_clbits())};
  for (std::size_t i = n; i-- > 0;) {
    const Instruction in = circuit.at(i);
    if (in.kind() == OpKind::kMeasure)
      deferrable[i] = !later.changed[in.targets()[0]] && !later.used[in.clbit()];
    mark(circuit, in, later);
  }
  if (!circuit.has_control_flow()) return deferrable;
  // What may be left out by an early end is not made at the end.
  bool may_end = false;
  for (std::size_t i = 0; i < n; ++i) {
    may_end = may_end || has_end(circuit, circuit.at(i));
    if (may_end) deferrable[i] = false;
  }
  return deferrable;
}

class Builder {
 public:
  Builder(const Circuit& circuit, Program& program)
      : circuit_(circuit),
        program_(program),
        deferrable_(deferrable_measurements(circuit)),
        simulated_(circuit.num_qubits()) {
    for (const ir::Qubit q : program.active) simulated_[q] = true;
  }

  void program() {
    block(Circuit::kMainBlock);
    // Where a step can be reached in several ways.
    const auto join = [&](std::uint32_t at) {
      if (at < program_.steps.size()) program_.steps[at].join = true;
    };
    for (std::size_t i = 0; i < program_.steps.size(); ++i) {
      const Step& s = program_.steps[i];
      if (s.kind == StepKind::kJump) join(s.a);
      if (s.kind == StepKind::kJumpIfFalse) join(s.b);
      if (s.kind == StepKind::kReset) join(static_cast<std::uint32_t>(i + 1));
    }
  }

 private:
  // An enclosing loop or block that can be left.
  struct Frame {
    bool loop;
    std::uint32_t again;                 // first step of the condition
    std::vector<std::uint32_t> leavers;  // jumps to what follows it
  };

  std::uint32_t here() const { return static_cast<std::uint32_t>(program_.steps.size()); }
  std::uint32_t step(Step s, ir::SourcePos source) {
    program_.steps.push_back(s);
    program_.sources.push_back(source);
    return here() - 1;
  }
  void leave(const Frame& frame) {
    for (const std::uint32_t jump : frame.leavers) program_.steps[jump].a = here();
  }

  void block(BlockId id) {
    std::size_t begin = 0;
    bool dynamic = false;
    const auto flush = [&](std::size_t end) {
      for (; end > begin; begin = std::min(end, begin + kMaxSegmentGates)) {
        const std::size_t stop = std::min(end, begin + kMaxSegmentGates);
        step({dynamic ? StepKind::kDynamic : StepKind::kSegment, false,
              static_cast<std::uint32_t>(program_.segments.size())},
             dynamic ? circuit_.at(begin, id).source() : ir::SourcePos{});
        program_.segments.push_back({id, begin, stop});
      }
      begin = end + 1;
      dynamic = false;
    };
    const std::size_t n = circuit_.size(id);
    for (std::size_t i = 0; i < n; ++i) {
      const Instruction in = circuit_.at(i, id);
      const ir::SourcePos source = in.source();
      switch (in.kind()) {
        case OpKind::kGate:
          if (in.is_dynamic() != dynamic) {
            flush(i);
            begin = i;
            dynamic = in.is_dynamic();
          }
          continue;
        case OpKind::kBarrier:
        case OpKind::kDelay:
          continue;  // part of the segment; the executor skips them
        case OpKind::kMeasure: {
          if (!simulated_[in.targets()[0]]) {
            program_.measures_idle = true;
            continue;  // as one that is deferred
          }
          const std::uint32_t q = program_.index[in.targets()[0]];
          if (id == Circuit::kMainBlock && deferrable_[i]) {
            program_.final_measurements.emplace_back(q, in.clbit());
            continue;  // does not cut the segment: the executor skips it
          }
          flush(i);
          step({StepKind::kMeasure, false, q, in.clbit()}, source);
          break;
        }
        case OpKind::kReset:
          if (!simulated_[in.targets()[0]]) continue;
          flush(i);
          step({StepKind::kReset, false, program_.index[in.targets()[0]]}, source);
          break;
        case OpKind::kIf: {
          flush(i);
          const std::uint32_t test = step({StepKind::kJumpIfFalse, false, in.condition()}, source);
          block(in.then_block());
          if (in.else_block() != ir::kNoBlock) {
            const std::uint32_t skip = step({StepKind::kJump}, {});
            program_.steps[test].b = here();
            block(in.else_block());
            program_.steps[skip].a = here();
          } else {
            program_.steps[test].b = here();
          }
          break;
        }
        case OpKind::kWhile: {
          flush(i);
          frames_.push_back({true, here(), {}});
          const std::uint32_t test = step({StepKind::kJumpIfFalse, false, in.condition()}, source);
          block(in.body());
          step({StepKind::kJump, false, frames_.back().again}, {});
          program_.steps[test].b = here();
          leave(frames_.back());
          frames_.pop_back();
          break;
        }
        case OpKind::kBlock:
          flush(i);
          frames_.push_back({false, 0, {}});
          block(in.body());
          leave(frames_.back());
          frames_.pop_back();
          break;
        case OpKind::kSwitch: {
          flush(i);
          const auto index = static_cast<std::uint32_t>(program_.switches.size());
          step({StepKind::kSwitch, false, index}, source);
          Switch table{in.selector(), {}, 0};
          program_.switches.emplace_back();
          std::vector<std::uint32_t> skips;
          for (unsigned c = 0; c < in.num_cases(); ++c) {
            for (const std::int64_t v : in.case_values(c)) table.cases.emplace_back(v, here());
            block(in.case_block(c));
            skips.push_back(step({StepKind::kJump}, {}));
          }
          table.otherwise = here();
          if (in.default_block() != ir::kNoBlock) block(in.default_block());
          for (const std::uint32_t s : skips) program_.steps[s].a = here();
          std::sort(table.cases.begin(), table.cases.end());
          program_.switches[index] = std::move(table);
          break;
        }
        case OpKind::kAssign:
          flush(i);
          step({StepKind::kAssign, false, static_cast<std::uint32_t>(program_.assignments.size())}, source);
          program_.assignments.push_back({in.destination(), in.value()});
          break;
        case OpKind::kBreak: {
          flush(i);
          Frame& frame = frames_[frames_.size() - in.levels()];
          frame.leavers.push_back(step({StepKind::kJump}, {}));
          break;
        }
        case OpKind::kContinue:
          flush(i);
          step({StepKind::kJump, false, frames_[frames_.size() - in.levels()].again}, {});
          break;
        case OpKind::kEnd:
          flush(i);
          step({StepKind::kEnd}, source);
          break;
      }
    }
    flush(n);
  }

  const Circuit& circuit_;
  Program& program_;
  std::vector<bool> deferrable_, simulated_;
  std::vector<Frame> frames_;
};

}  // namespace

bool Program::branches() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& s) {
    return s.kind == StepKind::kMeasure || s.kind == StepKind::kReset;
  });
}
bool Program::classical() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& s) {
    return s.kind != StepKind::kMeasure && s.kind != StepKind::kReset && s.kind != StepKind::kSegment;
  });
}

std::uint64_t next_program_id() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

Program make_program(const Circuit& circuit) {
  Program program;
  program.circuit = &circuit;
  program.active = ir::simulated_qubits(circuit);
  program.index.assign(circuit.num_qubits(), 0);
  for (std::size_t k = 0; k < program.active.size(); ++k)
    program.index[program.active[k]] = static_cast<std::uint32_t>(k);
  Builder(circuit, program).program();
  return program;
}

void run_time_error(const Circuit& circuit, ir::SourcePos source, const std::string& what) {
  const std::string file = source.file < circuit.files().size() ? circuit.files()[source.file] : "";
  if (source.line == 0) throw Error(ErrorCode::kInput, what);
  throw Error(ErrorCode::kInput, fmt::format("{}{}{}:{}: {}", file, file.empty() ? "line " : ":", source.line,
                                             source.column, what));
}

std::size_t classical_step(const Program& program, std::size_t at, ir::ClassicalBits& bits) {
  const Circuit& circuit = *program.circuit;
  const Step& step = program.steps[at];
  try {
    switch (step.kind) {
      case StepKind::kJump:
        return step.a;
      case StepKind::kJumpIfFalse:
        return ir::is_true(circuit.expr(step.a).type, ir::evaluate(circuit.exprs(), step.a, bits)) ? at + 1
                                                                                                   : step.b;
      case StepKind::kSwitch: {
        const Switch& s = program.switches[step.a];
        const std::int64_t v = ir::evaluate(circuit.exprs(), s.selector, bits).integer();
        const auto it = std::lower_bound(s.cases.begin(), s.cases.end(), std::pair{v, 0u});
        return it != s.cases.end() && it->first == v ? it->second : s.otherwise;
      }
      case StepKind::kAssign: {
        const Assignment& a = program.assignments[step.a];
        const ir::Value v = ir::evaluate(circuit.exprs(), a.value, bits);
        ir::Clbit first = a.to.first;
        if (a.to.index != ir::kNoExpr)
          first += static_cast<ir::Clbit>(ir::evaluate(circuit.exprs(), a.to.index, bits).word * a.to.stride);
        ir::store(bits, first, a.to.type, v);
        return at + 1;
      }
      case StepKind::kEnd:
        return program.steps.size();
      default:
        return at + 1;
    }
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kInput) throw;
    run_time_error(circuit, program.sources[at], e.what());
  }
}

ir::Circuit bound_segment(const Program& program, std::uint32_t segment, const ir::ClassicalBits* bits) {
  const Circuit& circuit = *program.circuit;
  const Segment& s = program.segments[segment];
  Circuit out(circuit.num_qubits());
  std::vector<ir::Control> controls;
  std::vector<double> params;
  for (std::size_t i = s.begin; i < s.end; ++i) {
    const Instruction in = circuit.at(i, s.block);
    if (in.kind() != OpKind::kGate) continue;
    controls.clear();
    for (unsigned c = 0; c < in.num_controls(); ++c) controls.push_back(in.control(c));
    if (!in.is_dynamic()) {
      out.append(in, in.targets(), controls);
      continue;
    }
    params.assign(in.params().begin(), in.params().end());
    try {
      for (unsigned p = 0; p < params.size(); ++p)
        if (const ir::ExprId id = in.param_expr(p); id != ir::kNoExpr)
          params[p] =
              bits ? ir::as_double(circuit.expr(id).type, ir::evaluate(circuit.exprs(), id, *bits)) : 1.0;
    } catch (const Error& e) {
      if (e.code() != ErrorCode::kInput) throw;
      run_time_error(circuit, in.source(), e.what());
    }
    out.gate(in.gate(), in.targets(), params, controls, in.source());
  }
  return out;
}

Program bound_program(const Program& program, const ir::Circuit& bound) {
  Program small;
  small.circuit = &bound;
  small.active = program.active;
  small.index = program.index;
  small.segments = {{Circuit::kMainBlock, 0, bound.size()}};
  return small;
}

std::uint64_t count_gates(const Program& program) {
  std::uint64_t gates = 0;
  for (const Segment& segment : program.segments) gates += count_gates(program, segment);
  return gates;
}

std::uint64_t count_gates(const Program& program, const Segment& segment) {
  std::uint64_t gates = 0;
  for (std::size_t i = segment.begin; i < segment.end; ++i)
    gates += program.circuit->at(i, segment.block).kind() == ir::OpKind::kGate;
  return gates;
}

}  // namespace qiao::qsim
