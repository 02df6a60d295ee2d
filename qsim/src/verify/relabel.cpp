#include "relabel.hpp"

#include <algorithm>
#include <numeric>

#include "qiao/base/error.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::qsim {

using ir::BlockId;
using ir::Circuit;
using ir::Clbit;
using ir::Control;
using ir::ExprId;
using ir::Instruction;
using ir::OpKind;
using ir::Qubit;
using ir::Variable;

namespace {

bool same_variable(const Variable& x, const Variable& y) {
  return x.name == y.name && x.type == y.type && x.dims == y.dims && x.bits == y.bits &&
         x.is_input == y.is_input && x.is_result == y.is_result;
}

class Relabeller {
 public:
  Relabeller(const Circuit& from, Circuit& to, const std::vector<Qubit>& qubits,
             const std::vector<Clbit>& bits, const Relabelling& how)
      : from_(from), to_(to), qubits_(qubits), bits_(bits), how_(how) {
    bits_.resize(from.num_clbits());
    std::vector<bool> taken(to.variables().size());  // scopes may hold several variables of one name
    for (const Variable& v : from.variables()) {
      if (v.is_result) continue;
      std::size_t there = 0;
      while (taken[there] || !same_variable(to.variables()[there], v)) ++there;
      taken[there] = true;
      for (std::uint32_t i = 0; i < v.bits; ++i) bits_[v.first + i] = to.variables()[there].first + i;
    }
  }

  void program() {
    for (std::size_t i = 0; i < from_.size(); ++i)
      if (!how_.left_out || !(*how_.left_out)[i]) instruction(from_.at(i));
  }

 private:
  void block(BlockId id) {
    for (std::size_t i = 0; i < from_.size(id); ++i) instruction(from_.at(i, id));
  }
  // A block that `break` can leave.
  void frame(BlockId id) {
    ++frames_;
    block(id);
    --frames_;
    to_.end();
  }

  // Where `count` bits from `first` are; they must still be neighbours.
  Clbit together(Clbit first, std::uint32_t count) const {
    for (std::uint32_t i = 1; i < count; ++i)
      if (bits_[first + i] != bits_[first] + i)
        throw Error(ErrorCode::kUnsupported,
                    "bits that a condition reads as one number are not neighbours in the other program");
    return bits_[first];
  }
  Clbit array(Clbit first) const {
    for (const Variable& v : from_.variables())
      if (first >= v.first && first < v.first + v.bits) return together(first, v.bits - (first - v.first));
    for (const ir::Register& r : from_.cregs())
      if (first >= r.offset && first < r.offset + r.size) return together(first, r.size - (first - r.offset));
    return bits_[first];
  }

  ExprId expr(ExprId id) {
    if (id == ir::kNoExpr) return id;
    ir::Expr e = from_.expr(id);
    switch (e.op) {
      case ir::ExprOp::kBit:
        e.a = bits_[e.a];
        break;
      case ir::ExprOp::kBits:
        e.a = together(e.a, e.b);
        break;
      case ir::ExprOp::kElement:
        e.a = array(e.a);
        e.b = expr(e.b);
        break;
      default:
        if (ir::is_leaf(e.op)) break;
        e.a = expr(e.a);
        if (ir::is_binary(e.op)) e.b = expr(e.b);
    }
    return to_.add_expr(e);
  }

  std::vector<Qubit> targets(const Instruction& in) const {
    std::vector<Qubit> list;
    for (const Qubit q : in.targets()) list.push_back(qubits_[q]);
    return list;
  }

  void gate(const Instruction& in) {
    std::vector<Control> controls;
    for (unsigned c = 0; c < in.num_controls(); ++c)
      controls.emplace_back(qubits_[in.control(c).qubit()], in.control(c).positive());
    if (!in.is_dynamic()) return to_.append(in, targets(in), controls);
    std::vector<ExprId> exprs;
    for (unsigned i = 0; i < in.params().size(); ++i) exprs.push_back(expr(in.param_expr(i)));
    to_.dynamic_gate(in.gate(), targets(in), in.params(), exprs, controls, in.source());
  }

  void instruction(const Instruction& in) {
    switch (in.kind()) {
      case OpKind::kGate:
        return gate(in);
      case OpKind::kReset:
      case OpKind::kBarrier:
        return to_.append(in, targets(in), {});
      case OpKind::kMeasure:
        return to_.measure(qubits_[in.targets()[0]], bits_[in.clbit()], in.source());
      case OpKind::kDelay:
        return to_.delay(expr(in.duration()), targets(in), in.source());
      case OpKind::kIf:
        to_.begin_if(expr(in.condition()), in.source());
        block(in.then_block());
        if (in.else_block() != ir::kNoBlock) to_.begin_else(), block(in.else_block());
        return to_.end();
      case OpKind::kWhile:
        to_.begin_while(expr(in.condition()), in.source());
        return frame(in.body());
      case OpKind::kBlock:
        to_.begin_block(in.is_box(), expr(in.duration()), in.source());
        return frame(in.body());
      case OpKind::kSwitch:
        to_.begin_switch(expr(in.selector()), in.source());
        for (unsigned i = 0; i < in.num_cases(); ++i)
          to_.begin_case(in.case_values(i)), block(in.case_block(i));
        if (in.default_block() != ir::kNoBlock) to_.begin_default(), block(in.default_block());
        return to_.end();
      case OpKind::kAssign: {
        ir::Destination d = in.destination();
        d.first = d.index == ir::kNoExpr ? together(d.first, ir::stored_bits(d.type)) : array(d.first);
        d.index = expr(d.index);
        return to_.assign(d, expr(in.value()), in.source());
      }
      case OpKind::kBreak:
        return to_.break_out(in.levels(), in.source());
      case OpKind::kContinue:
        return to_.continue_loop(in.levels(), in.source());
      case OpKind::kEnd:
        if (how_.end_leaves_block) return to_.break_out(frames_ + 1, in.source());
        return to_.end_program(in.source());
    }
  }

  const Circuit& from_;
  Circuit& to_;
  const std::vector<Qubit>& qubits_;
  std::vector<Clbit> bits_;
  const Relabelling how_;
  unsigned frames_ = 0;  // open, of `from`
};

}  // namespace

Circuit shape_with_variables(const Circuit& shape, const Circuit& from) {
  Circuit out;
  for (const ir::Register& r : shape.qregs()) out.add_qreg(r.name, r.size);
  for (const ir::Register& r : shape.cregs()) {
    const auto& all = shape.variables();
    const auto result = std::find_if(all.begin(), all.end(), [&](const Variable& v) {
      return v.is_result && v.first == r.offset && v.name == r.name;
    });
    if (result != all.end()) out.add_variable(*result);
    else out.add_creg(r.name, r.size, r.in_order);
  }
  std::vector<bool> done(from.variables().size());
  const auto add = [&](std::size_t i) {
    if (!done[i] && !from.variables()[i].is_result) out.add_variable(from.variables()[i]);
    done[i] = true;
  };
  for (const Variable& v : shape.variables())
    for (std::size_t i = 0; i < done.size(); ++i)
      if (!done[i] && same_variable(from.variables()[i], v)) {
        add(i);
        break;
      }
  for (std::size_t i = 0; i < done.size(); ++i) add(i);
  for (const ir::Directive& d : from.directives()) out.add_directive(d);
  ir::copy_symbols(from, out);
  for (const std::string& f : from.files()) out.add_file(f);
  return out;
}

void append_relabelled(const Circuit& from, Circuit& to, const std::vector<Qubit>& qubits,
                       const std::vector<Clbit>& bits, const Relabelling& how) {
  Relabeller(from, to, qubits, bits, how).program();
}

Circuit relabel(const Circuit& from, const Circuit& shape, const std::vector<Qubit>& qubits,
                const std::vector<Clbit>& bits) {
  Circuit out = shape_with_variables(shape, from);
  append_relabelled(from, out, qubits, bits);
  return out;
}

Circuit placed(const Circuit& program, const Circuit& device, const std::vector<Qubit>& initial,
               const std::vector<Qubit>& final, const std::vector<Clbit>& bits) {
  Circuit out = shape_with_variables(device, program);
  // Everything happens where the qubits end; what they hold at the start is first brought there.
  std::vector<Qubit> holds(device.num_qubits());  // by place: the qubit of the device whose input is there
  std::iota(holds.begin(), holds.end(), Qubit{0});
  std::vector<Qubit> place = holds;  // the inverse
  for (std::size_t q = 0; q < initial.size(); ++q) {
    const Qubit at = place[initial[q]], to = final[q];
    if (at == to) continue;
    out.gate(ir::GateId::kSwap, {at, to});
    std::swap(holds[at], holds[to]);
    place[holds[at]] = at;
    place[holds[to]] = to;
  }
  append_relabelled(program, out, final, bits);
  return out;
}

}  // namespace qiao::qsim
