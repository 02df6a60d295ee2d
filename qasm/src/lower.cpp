#include "lower.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "matrix_power.hpp"
#include "qiao/base/error.hpp"
#include "radians.hpp"

namespace qiao::qasm {

namespace {

using ir::Control;
using ir::GateId;
using ir::Param;
using ir::Qubit;

// An expression of a gate definition has no value for these parameters.
struct Undefined {
  std::string message;
};

double defined(double x) {
  if (!std::isfinite(x)) throw Undefined{"a parameter is not a finite number"};
  return x;
}

// One node of a definition's straight-line code, on numbers.
double compute(const ParamNode& n, double a, double b) {
  switch (n.op) {
    case ParamOp::kAdd:
      return a + b;
    case ParamOp::kSub:
      return a - b;
    case ParamOp::kMul:
      return a * b;
    case ParamOp::kDiv:
      if (b == 0) throw Undefined{"division by zero"};
      return a / b;
    case ParamOp::kMod:
      if (b == 0) throw Undefined{"division by zero"};
      return std::fmod(a, b);
    case ParamOp::kPow:
      return defined(std::pow(a, b));
    case ParamOp::kNeg:
      return -a;
    case ParamOp::kSin:
      return std::sin(a);
    case ParamOp::kCos:
      return std::cos(a);
    case ParamOp::kTan:
      return std::tan(a);
    case ParamOp::kExp:
      return defined(std::exp(a));
    case ParamOp::kLn:
      if (a <= 0) throw Undefined{"logarithm of a number that is not positive"};
      return std::log(a);
    case ParamOp::kSqrt:
      if (a < 0) throw Undefined{"square root of a negative number"};
      return std::sqrt(a);
    case ParamOp::kArcsin:
    case ParamOp::kArccos:
      if (a < -1 || a > 1) throw Undefined{"inverse sine or cosine of a number outside [-1, 1]"};
      return n.op == ParamOp::kArcsin ? std::asin(a) : std::acos(a);
    case ParamOp::kArctan:
      return std::atan(a);
    case ParamOp::kFloor:
      return std::floor(a);
    case ParamOp::kCeiling:
      return std::ceil(a);
    case ParamOp::kFormal:
    case ParamOp::kConst:
      break;
  }
  return n.value;
}

// The same on linear expressions in inputs; constants go through the function above.
Param compute(const ParamNode& n, const Param& a, const Param& b) {
  const bool unary = n.op >= ParamOp::kNeg;
  if (a.is_number() && (unary || b.is_number())) return compute(n, a.constant(), b.constant());
  switch (n.op) {
    case ParamOp::kAdd:
      return a + b;
    case ParamOp::kSub:
      return a - b;
    case ParamOp::kNeg:
      return -a;
    case ParamOp::kMul:
      if (a.is_number()) return b * a.constant();
      if (b.is_number()) return a * b.constant();
      break;
    case ParamOp::kDiv:
      if (!b.is_number()) break;
      if (b.constant() == 0) throw Undefined{"division by zero"};
      return a / b.constant();
    default:
      break;
  }
  throw Undefined{"the gate is not linear in an input"};
}

// A number, or the value of an expression at run time, to which arithmetic adds nodes.
struct Dynamic {
  double constant = 0;
  ir::ExprId expr = ir::kNoExpr;
  ir::Circuit* circuit = nullptr;
  Dynamic(double c = 0) : constant(c) {}  // NOLINT: numbers are parameters
  Dynamic(ir::ExprId e, ir::Circuit* c) : expr(e), circuit(c) {}
  bool is_number() const { return expr == ir::kNoExpr; }
  ir::ExprId node(ir::Circuit& c) const {
    if (is_number())
      return c.add_expr({ir::ExprOp::kConst, 0, 0, std::bit_cast<std::uint64_t>(constant), ir::kFloatType});
    const ir::ValueType type = c.expr(expr).type;
    if (type == ir::kFloatType) return expr;
    if (type.kind == ir::ValueKind::kAngle)
      return radians_expr(expr, type.width, [&](const ir::Expr& e) { return c.add_expr(e); });
    return c.add_expr({ir::ExprOp::kCast, expr, 0, 0, ir::kFloatType});
  }
  // What a gate takes as it is: an angle needs no conversion there.
  ir::ExprId parameter(ir::Circuit& c) const {
    return c.expr(expr).type.kind == ir::ValueKind::kAngle ? expr : node(c);
  }
};
Dynamic combine(ir::ExprOp op, const Dynamic& a, const Dynamic& b) {
  ir::Circuit& c = *(a.circuit ? a.circuit : b.circuit);
  const ir::ExprId left = a.node(c), right = b.node(c);
  return {c.add_expr({op, left, ir::is_binary(op) ? right : 0, 0, ir::kFloatType}), &c};
}
Dynamic operator+(const Dynamic& a, const Dynamic& b) {
  if (a.is_number() && b.is_number()) return a.constant + b.constant;
  if (a.is_number() && a.constant == 0) return b;
  if (b.is_number() && b.constant == 0) return a;
  return combine(ir::ExprOp::kAdd, a, b);
}
Dynamic operator*(const Dynamic& a, double factor) {
  if (a.is_number()) return a.constant * factor;
  return factor == 1 ? a : combine(ir::ExprOp::kMul, a, factor);
}

double multiply(double a, double b) { return a * b; }
Param multiply(const Param& a, const Param& b) {
  if (a.is_number()) return b * a.constant();
  if (!b.is_number()) throw Undefined{"the power is not linear in an input"};
  return a * b.constant();
}
Dynamic multiply(const Dynamic& a, const Dynamic& b) {
  if (a.is_number()) return b * a.constant;
  if (b.is_number()) return a * b.constant;
  return combine(ir::ExprOp::kMul, a, b);
}

Dynamic compute(const ParamNode& n, const Dynamic& a, const Dynamic& b) {
  const bool unary = n.op >= ParamOp::kNeg;
  if (a.is_number() && (unary || b.is_number())) return compute(n, a.constant, b.constant);
  constexpr ir::ExprOp kOps[] = {
      ir::ExprOp::kConst,  ir::ExprOp::kConst,  ir::ExprOp::kAdd,   ir::ExprOp::kSub,
      ir::ExprOp::kMul,    ir::ExprOp::kDiv,    ir::ExprOp::kPow,   ir::ExprOp::kMod,
      ir::ExprOp::kNeg,    ir::ExprOp::kSin,    ir::ExprOp::kCos,   ir::ExprOp::kTan,
      ir::ExprOp::kExp,    ir::ExprOp::kLog,    ir::ExprOp::kSqrt,  ir::ExprOp::kArcsin,
      ir::ExprOp::kArccos, ir::ExprOp::kArctan, ir::ExprOp::kFloor, ir::ExprOp::kCeiling};
  return combine(kOps[static_cast<std::size_t>(n.op)], a, b);
}

// Gates that are exp(i * parameter * generator) with known eigenvalues: their powers are again such gates, as
// long as the angles stay on the principal branch. The factor turns the parameter into the largest
// eigenphase.
double phase_per_parameter(GateId id) {
  switch (id) {
    case GateId::kGPhase:
    case GateId::kP:
      return 1.0;
    case GateId::kRX:
    case GateId::kRY:
    case GateId::kRZ:
    case GateId::kRXX:
    case GateId::kRYY:
    case GateId::kRZZ:
    case GateId::kRZX:
      return 0.5;
    default:
      return 0.0;
  }
}

// Expands calls into a circuit. V is double, or Param where inputs are involved.
template <class V>
class Expander {
 public:
  Expander(const Program& program, ir::Circuit& circuit) : program_(program), circuit_(circuit) {}

  // `mods` may be null. Its slots are what lies behind the parameters.
  void call(std::uint32_t gate, const Modifiers* mods, const V* params, const Qubit* qubits,
            ir::SourcePos source) {
    source_ = source;
    values_.clear();
    qubits_.clear();
    controls_.clear();
    frames_.clear();
    const GateDef& g = program_.gates[gate];
    std::size_t exponents = 0;
    if (mods)
      for (const Power& p : mods->powers) exponents += p.slot != kNone;
    // Before the formals, which the rest of a definition's code follows.
    values_.insert(values_.end(), params + g.num_params, params + g.num_params + exponents);
    values_.insert(values_.end(), params, params + g.num_params);
    const std::size_t n = g.num_qubits + (mods ? mods->negative.size() : 0);
    qubits_.insert(qubits_.end(), qubits, qubits + n);
    enter(g, mods, exponents, 0, nullptr, 0, 0, false);
    while (!frames_.empty()) step();
  }

 private:
  // A definition being expanded. Its values (formals and code), qubits and controls lie in the shared stacks.
  struct Frame {
    const GateDef* gate;
    std::size_t next;       // call to make next, counted in execution order
    std::uint64_t repeats;  // further rounds after this one
    bool inverse;
    std::size_t values, qubits;  // where they begin
    std::size_t controls;        // number of controls in force
    std::size_t values_end, qubits_end;
  };

  void step() {
    Frame& f = frames_.back();
    if (f.next == f.gate->ops.size()) {
      if (f.repeats > 0) {
        --f.repeats;
        f.next = 0;
        return;
      }
      frames_.pop_back();
      if (!frames_.empty()) {
        const Frame& parent = frames_.back();
        values_.resize(parent.values_end);
        qubits_.resize(parent.qubits_end);
        shrink(parent.controls);
      }
      return;
    }
    const std::size_t index = f.inverse ? f.gate->ops.size() - 1 - f.next : f.next;
    ++f.next;
    const GateOp& op = f.gate->ops[index];
    const GateDef& callee = program_.gates[op.gate];
    const Modifiers* mods = op.modifiers == kNone ? nullptr : &f.gate->modifiers[op.modifiers];
    const std::size_t values = values_.size(), qubits = qubits_.size();
    for (std::uint32_t i = 0; i < callee.num_params; ++i) {
      V v = values_[f.values + f.gate->param_slots[op.params + i]];
      values_.push_back(std::move(v));
    }
    const std::size_t n = callee.num_qubits + (mods ? mods->negative.size() : 0);
    for (std::size_t i = 0; i < n; ++i) {
      const Qubit q = qubits_[f.qubits + f.gate->qubit_args[op.qubits + i]];
      qubits_.push_back(q);
    }
    const Frame caller = f;  // entering may move the frames
    enter(callee, mods, values, qubits, &caller, caller.values, caller.controls, caller.inverse);
  }

  // Makes one call whose parameters and qubits lie at the ends of the stacks. `inverse`: of the whole
  // modified gate.
  void enter(const GateDef& g, const Modifiers* mods, std::size_t values, std::size_t qubits,
             const Frame* caller, std::size_t caller_values, std::size_t controls, bool inverse) {
    shrink(controls);
    std::size_t own = qubits;
    if (mods)
      for (const bool negative : mods->negative) controls_.push_back(Control(qubits_[own++], !negative));
    powers_.clear();
    exponents_.clear();
    bool constant = true;
    if (mods)
      for (const Power& p : mods->powers) {
        const V v = p.slot == kNone ? V(p.exponent) : values_[caller_values + p.slot];
        constant = constant && is_number(v);
        Exponent e{v, p.whole, p.magnitude};
        if (p.slot != kNone && is_number(v)) {
          const double size = std::abs(number(v));
          if (size >= kExactIntegers) throw Undefined{"the exponent of pow is a float of more than 2^53"};
          e.whole = std::nearbyint(size) == size;
          e.magnitude = static_cast<std::uint64_t>(size);
        } else if (p.slot != kNone) {
          e.whole = e.whole || is_whole(v);
        }
        exponents_.push_back(std::move(e));
      }
    if (!constant) {
      emit_varying(g, values, own, inverse);
      unwind(caller);
      return;
    }
    for (const Exponent& e : exponents_) powers_.push_back({number(e.value), e.whole, e.magnitude});
    if (g.leaf) {
      emit(g, values, own, inverse);
      unwind(caller);
      return;
    }
    const bool integer =
        mods == nullptr || mods->powers.empty() || (mods->powers.size() == 1 && mods->powers[0].is_integer());
    if (!integer) {
      emit_power(g, values, own, inverse);
      unwind(caller);
      return;
    }
    const double exponent = powers_.empty() ? 1.0 : powers_[0].exponent;
    if (exponent == 0 || g.cost.operations == 0) {
      unwind(caller);
      return;
    }
    // The formals are in place; the rest of the code follows them.
    for (std::size_t i = g.num_params; i < g.code.size(); ++i) {
      const ParamNode& n = g.code[i];
      if (n.op == ParamOp::kConst) {
        values_.push_back(V(n.value));
      } else {
        V v = compute(n, values_[values + n.a], values_[values + n.b]);
        values_.push_back(std::move(v));
      }
    }
    frames_.push_back({&g, 0, static_cast<std::uint64_t>(std::abs(exponent)) - 1, inverse != (exponent < 0),
                       values, own, controls_.size(), values_.size(), qubits_.size()});
  }

  void shrink(std::size_t controls) {
    controls_.erase(controls_.begin() + static_cast<std::ptrdiff_t>(controls), controls_.end());
  }

  void unwind(const Frame* caller) {
    if (!caller) return;
    values_.resize(caller->values_end);
    qubits_.resize(caller->qubits_end);
    shrink(caller->controls);
  }

  static bool is_whole(double) { return false; }
  static bool is_whole(const Param&) { return false; }
  static bool is_whole(const Dynamic& v) { return v.circuit->expr(v.expr).type.is_integer(); }
  static bool is_number(double) { return true; }
  template <class T>
  static bool is_number(const T& v) {
    return v.is_number();
  }
  static double number(double v) { return v; }
  static double number(const Param& v) {
    if (!v.is_number()) throw Undefined{"a power of a gate that depends on an input"};
    return v.constant();
  }
  static double number(const Dynamic& v) {
    if (!v.is_number()) throw Undefined{"a power of a gate that depends on a run-time value"};
    return v.constant;
  }
  static Dynamic checked(const Dynamic& v) {
    defined(v.constant);
    return v;
  }
  static double checked(double v) { return defined(v); }
  static Param checked(const Param& v) {
    defined(v.constant());
    return v;
  }

  void put(GateId id, std::span<const Qubit> targets, std::span<const V> params,
           std::span<const Control> controls) {
    if constexpr (std::is_same_v<V, Dynamic>) {
      double numbers[ir::kMaxGateParams];
      ir::ExprId exprs[ir::kMaxGateParams];
      for (std::size_t i = 0; i < params.size(); ++i) {
        numbers[i] = params[i].constant;
        exprs[i] = params[i].is_number() ? ir::kNoExpr : params[i].parameter(circuit_);
      }
      circuit_.dynamic_gate(id, targets, {numbers, params.size()}, {exprs, params.size()}, controls, source_);
    } else if constexpr (std::is_same_v<V, double>) circuit_.gate(id, targets, params, controls, source_);
    else circuit_.symbolic_gate(id, targets, params, controls, source_);
  }

  // One row of the gate table with the controls in force and the powers in powers_.
  void emit(const GateDef& g, std::size_t values, std::size_t qubits, bool inverse) {
    const std::size_t outer = controls_.size();
    for (std::uint32_t i = 0; i < g.controls; ++i) controls_.push_back(Control(qubits_[qubits + i]));
    const std::uint32_t num_targets = g.num_qubits - g.controls;
    std::span<const Qubit> targets(qubits_.data() + qubits + g.controls, num_targets);
    V params[ir::kMaxGateParams];
    for (std::uint32_t i = 0; i < g.num_params; ++i) params[i] = checked(values_[values + i]);
    std::span<const V> args(params, g.num_params);
    const double scale = phase_per_parameter(g.id);
    if (scale == 0 && !reduce_powers(g.id, args)) return shrink(outer);
    double exponent = 1;
    for (const ConstantPower& p : powers_) exponent *= p.exponent;
    if (inverse) exponent = -exponent;
    const bool simple = powers_.empty() || (powers_.size() == 1 && std::abs(powers_[0].exponent) == 1);
    if (simple && exponent > 0) {
      put_controlled(g.id, targets, args);
    } else if (scale > 0 && scaled(params[0], scale)) {
      params[0] = turned(params[0], scale, inverse);
      put_controlled(g.id, targets, args);
    } else if (simple) {
      put_inverse(g.id, targets, args);
    } else {
      put_power(g.id, targets, args, inverse);
    }
    shrink(outer);
  }

  // Large integer powers of a gate whose powers repeat are small ones. False: the gate comes to nothing.
  bool reduce_powers(GateId id, std::span<const V> params) {
    if (std::none_of(powers_.begin(), powers_.end(), is_large)) return true;
    if (!std::all_of(powers_.begin(), powers_.end(), [](const ConstantPower& p) { return p.whole; }))
      return true;
    std::vector<double> numbers;
    for (const V& p : params) numbers.push_back(number(p));
    const auto order = unitary_order(unitary_spectrum(ir::gate_matrix(id, numbers)).phases);
    if (!order) return true;
    const std::uint64_t rest = product().modulo(*order);
    const bool negative = rest > *order / 2;
    const std::uint64_t magnitude = negative ? *order - rest : rest;
    const auto size = static_cast<double>(magnitude);
    powers_.assign(1, {negative ? -size : size, true, magnitude});
    return rest != 0;
  }
  // All powers, which are integers, as one.
  WholeExponent product() const {
    WholeExponent k;
    for (const ConstantPower& p : powers_) k.multiply(p.exponent < 0, p.magnitude);
    return k;
  }
  // The parameter of the power, where it may be taken of the parameter.
  V turned(const V& parameter, double scale, bool inverse) const {
    double exponent = inverse ? -1 : 1;
    if (std::any_of(powers_.begin(), powers_.end(), is_large)) {
      // Of what is known only later the integer must not be rounded.
      const bool whole =
          std::all_of(powers_.begin(), powers_.end(), [](const ConstantPower& p) { return p.whole; });
      if (!is_number(parameter) || !whole) throw Undefined{kPrecision};
      const double phase = number(parameter) * scale;
      return V(exponent * exact([&] { return powered_phase(phase, product(), rounding(phase)); }) / scale);
    }
    for (const ConstantPower& p : powers_) exponent *= p.exponent;
    if (is_number(parameter) && std::abs(exponent) * rounding(number(parameter) * scale) > kMostRounding)
      throw Undefined{kPrecision};
    return parameter * exponent;
  }
  static constexpr double kMostRounding = 1e-6;
  static double rounding(double phase) {
    return std::abs(phase) * std::numeric_limits<double>::epsilon() / 2;
  }
  template <class F>
  static auto exact(const F& f) {
    try {
      return f();
    } catch (const LostPrecision&) {
      throw Undefined{kPrecision};
    }
  }

  // Whether the powers may be taken of the parameter.
  bool scaled(const V& parameter, double scale) {
    if (std::all_of(powers_.begin(), powers_.end(), [](const ConstantPower& p) { return p.whole; }))
      return true;
    if constexpr (!std::is_same_v<V, double>) {
      if (!parameter.is_number())
        throw Undefined{"a power that is not an integer of a gate that depends on an input"};
    }
    double phase = number(parameter) * scale;
    constexpr double kMargin = 1e-9;  // at the cut the matrix decides
    for (const ConstantPower& p : powers_) {
      if (is_large(p) || std::abs(phase) > std::numbers::pi - kMargin) return false;
      phase *= p.exponent;
    }
    return true;
  }

  void put_controlled(GateId id, std::span<const Qubit> targets, std::span<const V> params) {
    // A controlled global phase is a phase gate on one of its controls.
    if (id == GateId::kGPhase && !controls_.empty()) {
      const auto last =
          std::find_if(controls_.rbegin(), controls_.rend(), [](const Control& c) { return c.positive(); });
      if (last != controls_.rend()) {
        std::vector<Control> rest;
        for (auto c = controls_.begin(); c != controls_.end(); ++c)
          if (c != last.base() - 1) rest.push_back(*c);
        const Qubit target[] = {last->qubit()};
        return put(GateId::kP, target, params, rest);
      }
    }
    put(id, targets, params, controls_);
  }

  void put_inverse(GateId id, std::span<const Qubit> targets, std::span<const V> params) {
    const ir::InverseRule& rule = ir::gate_info(id).inverse;
    if (rule.by_decomposition) {
      std::vector<double> numbers;
      for (const V& p : params) numbers.push_back(number(p));
      return circuit_.unitary(ir::gate_matrix(id, numbers).adjoint(), targets, controls_, source_);
    }
    const unsigned n = ir::gate_info(rule.id).num_params();
    V out[ir::kMaxGateParams];
    for (unsigned i = 0; i < n; ++i) {
      out[i] = V(rule.offset[i]);
      if (rule.source[i] >= 0)
        out[i] = out[i] + params[static_cast<std::size_t>(rule.source[i])] * rule.sign[i];
    }
    std::vector<Qubit> order(targets.begin(), targets.end());
    if (rule.swap_targets) std::reverse(order.begin(), order.end());
    put_controlled(rule.id, order, {out, n});
  }

  ir::Matrix powers_of(ir::Matrix m, bool inverse) const {
    for (const ConstantPower& p : powers_) {
      if (p.exponent == -1) {
        m = m.adjoint();
      } else if (p.whole) {
        WholeExponent k;
        k.multiply(p.exponent < 0, p.magnitude);
        m = exact([&] { return unitary_power(m, k); });
      } else {
        m = exact([&] { return unitary_power(m, p.exponent); });
      }
    }
    return inverse ? m.adjoint() : m;
  }

  void put_power(GateId id, std::span<const Qubit> targets, std::span<const V> params, bool inverse) {
    std::vector<double> numbers;
    for (const V& p : params) {
      if constexpr (!std::is_same_v<V, double>) {
        if (!p.is_number()) throw Undefined{"a power of a gate that depends on an input"};
      }
      numbers.push_back(number(p));
    }
    circuit_.unitary(powers_of(ir::gate_matrix(id, numbers), inverse), targets, controls_, source_);
  }

  // A power that is not an integer, of a defined gate: through its matrix.
  void emit_power(const GateDef& g, std::size_t values, std::size_t qubits, bool inverse) {
    std::string key;
    const auto add = [&key](const auto& value) {
      key.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    const GateDef* address = &g;
    add(address);
    add(inverse);
    std::vector<double> numbers;
    for (std::uint32_t i = 0; i < g.num_params; ++i) {
      numbers.push_back(number(values_[values + i]));
      add(numbers.back());
    }
    for (const ConstantPower& p : powers_) add(p.exponent), add(p.magnitude);
    auto found = matrices_.find(key);
    if (found == matrices_.end()) {
      if (matrices_.size() > 1000) matrices_.clear();
      found = matrices_.emplace(key, powers_of(defined_matrix(g, numbers), inverse)).first;
    }
    circuit_.unitary(found->second, {qubits_.data() + qubits, g.num_qubits}, controls_, source_);
  }

  ir::Matrix defined_matrix(const GateDef& g, const std::vector<double>& numbers) const {
    ir::Circuit small(g.num_qubits);
    Expander<double> expander(program_, small);
    std::vector<Qubit> identity(g.num_qubits);
    for (std::uint32_t i = 0; i < g.num_qubits; ++i) identity[i] = i;
    expander.call(static_cast<std::uint32_t>(&g - program_.gates.data()), nullptr, numbers.data(),
                  identity.data(), {});
    return circuit_matrix(small);
  }

  // The product of the exponents from `begin` on modulo `order`, in integers, as far as that is possible: some are
  // known only at run time.
  std::optional<V> remainder(std::size_t begin, std::uint64_t order) {
    if constexpr (!std::is_same_v<V, Dynamic>) {
      return std::nullopt;
    } else {
      const auto node = [&](ir::ExprOp op, ir::ValueType type, ir::ExprId a, ir::ExprId b = 0) {
        return circuit_.add_expr({op, a, b, 0, type});
      };
      const auto constant = [&](std::uint64_t n, ir::ValueType type) {
        return circuit_.add_expr({ir::ExprOp::kConst, 0, 0, n, type});
      };
      std::optional<ir::ExprId> all;
      for (std::size_t i = begin; i < exponents_.size(); ++i) {
        const Exponent& e = exponents_[i];
        ir::ExprId factor = 0;
        if (e.value.is_number()) {
          WholeExponent k;
          k.multiply(e.value.constant < 0, e.magnitude);
          factor = constant(k.modulo(order), ir::kIntType);
        } else {
          const ir::ValueType type = circuit_.expr(e.value.expr).type;
          const ir::ValueType wide = type.is_signed() || type.width < 64 ? ir::kIntType : ir::kUintType;
          factor = type == wide ? e.value.expr : node(ir::ExprOp::kCast, wide, e.value.expr);
          factor = node(ir::ExprOp::kMod, wide, factor, constant(order, wide));
          if (!(wide == ir::kIntType)) factor = node(ir::ExprOp::kCast, ir::kIntType, factor);
        }
        all = all ? node(ir::ExprOp::kMod, ir::kIntType, node(ir::ExprOp::kMul, ir::kIntType, *all, factor),
                         constant(order, ir::kIntType))
                  : factor;
      }
      return Dynamic(node(ir::ExprOp::kCast, ir::kFloatType, *all), &circuit_);
    }
  }

  // A power whose exponent is known only at run time: in the basis of the gate's eigenvectors it is a product
  // of phases, each a multiple of the exponent. Only the phases need the controls in force.
  void emit_varying(const GateDef& g, std::size_t values, std::size_t qubits, bool inverse) {
    const auto first = std::find_if(exponents_.begin(), exponents_.end(),
                                    [](const Exponent& e) { return !is_number(e.value); });
    for (auto e = first + 1; e != exponents_.end(); ++e)
      if (!e->whole) throw Undefined{"a fractional power of a power that is known only at run time"};
    const auto begin = static_cast<std::size_t>(first - exponents_.begin());
    // All exponents from there on; of a gate whose powers repeat, their remainder.
    const auto varying = [&](std::optional<std::uint64_t> order) {
      if (order && exponents_[begin].whole)
        if (const auto rest = remainder(begin, *order)) return *rest * (inverse ? -1.0 : 1.0);
      V all = exponents_[begin].value * (inverse ? -1.0 : 1.0);
      for (std::size_t i = begin + 1; i < exponents_.size(); ++i) {
        if (is_number(exponents_[i].value) && static_cast<double>(exponents_[i].magnitude) >= kExactIntegers)
          throw Undefined{kPrecision};
        all = multiply(all, exponents_[i].value);
      }
      return all;
    };
    for (auto e = exponents_.begin(); e != first; ++e)
      powers_.push_back({number(e->value), e->whole, e->magnitude});
    const std::size_t outer = controls_.size();
    const std::uint32_t num_controls = g.leaf ? g.controls : 0;
    for (std::uint32_t i = 0; i < num_controls; ++i) controls_.push_back(Control(qubits_[qubits + i]));
    const std::vector<Qubit> targets(qubits_.begin() + static_cast<std::ptrdiff_t>(qubits + num_controls),
                                     qubits_.begin() + static_cast<std::ptrdiff_t>(qubits + g.num_qubits));
    if (const double scale = g.leaf ? phase_per_parameter(g.id) : 0; scale > 0) {
      V angle = checked(values_[values]);
      bool scales = std::all_of(exponents_.begin(), first + 1, [](const Exponent& e) { return e.whole; });
      if (!scales && is_number(angle)) {
        constexpr double kMargin = 1e-9;  // at the cut the matrix decides
        double phase = number(angle) * scale;
        scales = std::abs(phase) < std::numbers::pi - kMargin;
        for (auto e = exponents_.begin(); e != first; ++e) {
          phase *= number(e->value);
          scales = scales && std::abs(phase) < std::numbers::pi - kMargin;
        }
      }
      if (scales) {
        if (!powers_.empty()) angle = turned(angle, scale, false);
        std::optional<std::uint64_t> order;
        if (is_number(angle))
          if (const auto f = turn_fraction(number(angle) * scale)) order = f->denominator;
        const V parameter[] = {multiply(angle, varying(order))};
        put_controlled(g.id, targets, parameter);
        return shrink(outer);
      }
    }
    std::vector<double> numbers;
    for (std::uint32_t i = 0; i < g.num_params; ++i) numbers.push_back(number(values_[values + i]));
    const ir::Matrix base =
        powers_of(g.leaf ? ir::gate_matrix(g.id, numbers) : defined_matrix(g, numbers), false);
    const Spectrum spectrum = unitary_spectrum(base);
    const V exponent = varying(unitary_order(spectrum.phases));
    if (!targets.empty()) circuit_.unitary(spectrum.vectors.adjoint(), targets, {}, source_);
    const auto turn = [&](double phase) {
      if (std::abs(phase) < 1e-15) return;
      const V parameter[] = {exponent * phase};
      put_controlled(GateId::kGPhase, {}, parameter);
    };
    turn(spectrum.phases[0]);
    for (std::size_t j = 1; j < spectrum.phases.size(); ++j) {
      const std::size_t inner = controls_.size();
      for (std::size_t t = 0; t < targets.size(); ++t)
        controls_.push_back(Control(targets[t], (j >> t & 1) != 0));
      turn(spectrum.phases[j] - spectrum.phases[0]);
      shrink(inner);
    }
    if (!targets.empty()) circuit_.unitary(spectrum.vectors, targets, {}, source_);
    shrink(outer);
  }

  const Program& program_;
  ir::Circuit& circuit_;
  ir::SourcePos source_;
  std::vector<V> values_;
  std::vector<Qubit> qubits_;
  std::vector<Control> controls_;
  std::vector<Frame> frames_;
  struct Exponent {
    V value;
    bool whole;               // known to be an integer
    std::uint64_t magnitude;  // of a constant one
  };
  struct ConstantPower {
    double exponent;
    bool whole;
    std::uint64_t magnitude;  // if whole: exactly
  };
  // So large that multiplying a phase by it must be done with care.
  static bool is_large(const ConstantPower& p) { return p.whole && p.magnitude > 1000; }
  static constexpr const char* kPrecision =
      "the power is so large that the gate's phases are not known exactly enough";
  std::vector<Exponent> exponents_;    // of the call being made
  std::vector<ConstantPower> powers_;  // ... if all are known
  std::unordered_map<std::string, ir::Matrix> matrices_;
};

class Lowering {
 public:
  Lowering(const Program& program, const Sources& sources, Reporter& reporter)
      : program_(program),
        sources_(sources),
        reporter_(reporter),
        numbers_(program, circuit_),
        symbols_(program, circuit_),
        dynamic_(program, circuit_) {}

  ir::Circuit run() {
    for (const auto& r : program_.qregs) circuit_.add_qreg(r.name, r.size);
    for (const auto& r : program_.cregs) {
      if (r.is_variable) circuit_.add_variable(r.variable);
      else circuit_.add_creg(r.name, r.size);
    }
    for (ir::Variable v : program_.variables) circuit_.add_variable(std::move(v));
    for (std::size_t i = 0; i < program_.symbols.size(); ++i)
      circuit_.symbol(program_.symbols[i], program_.symbol_types[i]);
    for (ir::Expr e : program_.conditions) {
      if (e.op == ir::ExprOp::kBit || e.op == ir::ExprOp::kBits || e.op == ir::ExprOp::kElement)
        e.a = bit(e.a);
      circuit_.add_expr(e);
    }
    for (FileId f = 0; f < sources_.size(); ++f) files_.push_back(circuit_.add_file(sources_[f].name()));
    // The count is at least what will be made; memory that is reserved and not used costs nothing.
    constexpr std::uint64_t kMost = 1 << 26;
    circuit_.reserve(static_cast<std::size_t>(std::min(program_.cost.operations, kMost)),
                     program_.flat.num_bits(), program_.flat.num_params());
    for (ir::Directive d : program_.directives) {
      d.source.file = files_[d.source.file];
      circuit_.add_directive(std::move(d));
    }
    for (const Operation& op : program_.operations) {
      try {
        one(op);
      } catch (const Undefined& error) {
        report(op, error.message);
      }
    }
    return std::move(circuit_);
  }

 private:
  // Bits of variables come behind those of all registers.
  std::uint32_t bit(std::uint32_t b) const {
    return b < kHiddenBits ? b : b - kHiddenBits + program_.num_clbits;
  }

  void one(const Operation& op) {
    ir::SourcePos source = op.source;
    source.file = files_[source.file];
    switch (op.kind) {
      case OpKind::kCall: {
        const GateDef& gate = program_.gates[op.gate];
        const Modifiers* mods = op.modifiers == kNone ? nullptr : &program_.modifiers[op.modifiers];
        const std::size_t n = gate.num_qubits + (mods ? mods->negative.size() : 0);
        for (std::uint32_t k = 0; k < op.count; ++k) {
          const Qubit* qubits = pick(op, n, k);
          if (op.dynamic) {
            std::vector<Dynamic> params;
            std::uint32_t values = gate.num_params;
            if (mods)
              for (const Power& p : mods->powers) values += p.slot != kNone;
            for (std::uint32_t i = 0; i < values; ++i) {
              const DynamicParam& p = program_.dynamic[op.params + i];
              params.push_back(p.expr == ir::kNoExpr ? Dynamic(p.constant) : Dynamic(p.expr, &circuit_));
            }
            dynamic_.call(op.gate, mods, params.data(), qubits, source);
          } else if (op.symbolic)
            symbols_.call(op.gate, mods, program_.symbolic.data() + op.params, qubits, source);
          else numbers_.call(op.gate, mods, program_.params.data() + op.params, qubits, source);
        }
        return;
      }
      case OpKind::kMeasure:
        for (std::uint32_t k = 0; k < op.count; ++k) {
          const Qubit* bits = pick(op, 2, k);
          circuit_.measure(bits[0], bit(bits[1]), source);
        }
        return;
      case OpKind::kReset:
        for (std::uint32_t k = 0; k < op.count; ++k) circuit_.reset(pick(op, 1, k)[0], source);
        return;
      case OpKind::kBarrier:
        if (!op.broadcast) return circuit_.barrier({program_.args.data() + op.args, op.count}, source);
        picked_.resize(op.count);
        std::iota(picked_.begin(), picked_.end(), program_.args[op.args]);
        return circuit_.barrier(picked_, source);
      case OpKind::kIf:
        circuit_.begin_if(op.gate, source);
        return;
      case OpKind::kElse:
        circuit_.begin_else();
        return;
      case OpKind::kEndIf:
        circuit_.end_if();
        return;
      case OpKind::kWhile:
        circuit_.begin_while(op.gate, source);
        return;
      case OpKind::kSwitch:
        circuit_.begin_switch(op.gate, source);
        return;
      case OpKind::kCase:
        if (op.count == 0) circuit_.begin_default();
        else circuit_.begin_case({program_.case_values.data() + op.args, op.count});
        return;
      case OpKind::kBlock:
        circuit_.begin_block(op.broadcast, op.gate, source);
        return;
      case OpKind::kAssign: {
        ir::Destination to = program_.destinations[op.args];
        to.first = bit(to.first);
        circuit_.assign(to, op.gate, source);
        return;
      }
      case OpKind::kBreak:
        circuit_.break_out(op.count, source);
        return;
      case OpKind::kContinue:
        circuit_.continue_loop(op.count, source);
        return;
      case OpKind::kEnd:
        circuit_.end_program(source);
        return;
      case OpKind::kDelay:
        circuit_.delay(op.gate, {program_.args.data() + op.args, op.count}, source);
        return;
      case OpKind::kFlat:
        flat(op, source.file);
        return;
    }
  }

  void flat(const Operation& op, std::uint16_t file) {
    FlatCalls::Position at{op.gate, op.args};
    double params[16];
    for (std::uint32_t k = 0; k < op.count; ++k) {
      const std::uint32_t* words = program_.flat.at(at);
      const ir::SourcePos source{words[1], static_cast<std::uint16_t>(words[2]), file};
      const std::uint32_t* bits = words + 3;
      if (words[0] == FlatCalls::kMeasure) {
        circuit_.measure(bits[0], bits[1], source);
        at.word += 5;
        continue;
      }
      if (words[0] == FlatCalls::kReset) {
        circuit_.reset(bits[0], source);
        at.word += 4;
        continue;
      }
      const GateDef& gate = program_.gates[words[0]];
      std::memcpy(params, bits + gate.num_qubits, gate.num_params * sizeof(double));
      if (gate.leaf) {
        controls_.assign(bits, bits + gate.controls);
        circuit_.gate(gate.id, {bits + gate.controls, gate.num_qubits - gate.controls},
                      {params, gate.num_params}, controls_, source);
      } else {
        try {
          numbers_.call(words[0], nullptr, params, bits, source);
        } catch (const Undefined& error) {
          Operation call;
          call.gate = words[0];
          call.source = {words[1], static_cast<std::uint16_t>(words[2]), op.source.file};
          report(call, error.message);
        }
      }
      at.word += 3 + gate.num_qubits + 2 * gate.num_params;
    }
  }

  // The operands of the k-th repetition.
  const Qubit* pick(const Operation& op, std::size_t n, std::uint32_t k) {
    const std::uint32_t* args = program_.args.data() + op.args;
    if (!op.broadcast) return args;
    picked_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t first = args[2 * i], step = args[2 * i + 1];
      picked_[i] = step == kFixed ? first : step == kConsecutive ? first + k : program_.args[first + k];
    }
    return picked_.data();
  }

  void report(const Operation& op, const std::string& message) {
    // The program keeps lines and columns only; find the bytes again.
    const FileId file = op.source.file;
    const std::string_view text = sources_[file].text();
    std::uint32_t line = 1, offset = 0;
    for (; offset < text.size() && line < op.source.line; ++offset)
      if (ends_line(text, offset)) ++line;
    for (std::uint32_t column = 1; offset < text.size() && column < op.source.column; ++column) {
      ++offset;
      while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xc0) == 0x80) ++offset;
    }
    std::uint32_t end = offset;
    while (end < text.size() && text[end] != ';' && text[end] != '\n' && text[end] != '\r') ++end;
    const GateDef& gate = program_.gates[op.gate];
    reporter_.error(Code::kValue, {file, {offset, end}}, "in gate '" + gate.name + "': " + message, {},
                    {reporter_.note(gate.declared, "'" + gate.name + "' is defined here")});
  }

  const Program& program_;
  const Sources& sources_;
  Reporter& reporter_;
  ir::Circuit circuit_;
  Expander<double> numbers_;
  Expander<Param> symbols_;
  Expander<Dynamic> dynamic_;
  std::vector<std::uint16_t> files_;
  std::vector<Qubit> picked_;
  std::vector<Control> controls_;
};

}  // namespace

ir::Circuit lower(const Program& program, const Sources& sources, Reporter& reporter) {
  return Lowering(program, sources, reporter).run();
}

}  // namespace qiao::qasm
