#pragma once
// The checked program: names resolved, types and sizes known, constants computed, calls of defined gates
// still calls. The checker (sema) writes it, lowering reads it. Operations are compact records in pools, as a
// program may have millions.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "source.hpp"

namespace qiao::qasm {

// Sums and products of operation counts stay at the largest value instead of wrapping.
inline std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  std::uint64_t r;
  return __builtin_add_overflow(a, b, &r) ? std::numeric_limits<std::uint64_t>::max() : r;
}
inline std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) {
  std::uint64_t r;
  return __builtin_mul_overflow(a, b, &r) ? std::numeric_limits<std::uint64_t>::max() : r;
}

// What executing something means for the circuit: instructions, these weighted by their size in memory (a
// matrix weighs its entries), and the calls made on the way there. The limit is on the weight, and with a
// factor on the calls.
struct Cost {
  std::uint64_t operations = 0;
  std::uint64_t weight = 0;
  std::uint64_t calls = 0;
  Cost& operator+=(Cost o) {
    operations = saturating_add(operations, o.operations);
    weight = saturating_add(weight, o.weight);
    calls = saturating_add(calls, o.calls);
    return *this;
  }
  Cost operator*(std::uint64_t n) const {
    return {saturating_multiply(operations, n), saturating_multiply(weight, n),
            saturating_multiply(calls, n)};
  }
};

// ---------------------------------------------------------------- parameters inside gate definitions
enum class ParamOp : std::uint8_t {
  kFormal,
  kConst,
  kAdd,
  kSub,
  kMul,
  kDiv,
  kPow,
  kMod,
  kNeg,
  kSin,
  kCos,
  kTan,
  kExp,
  kLn,
  kSqrt,
  kArcsin,
  kArccos,
  kArctan,
  kFloor,
  kCeiling,
};
// A straight-line program: each node reads earlier ones. The first nodes are the formal parameters.
struct ParamNode {
  ParamOp op = ParamOp::kConst;
  std::uint32_t a = 0, b = 0;
  double value = 0;
};

// ---------------------------------------------------------------- modifiers
// U to the power of a constant, of a parameter of the enclosing gate definition, or, at the top level, of a
// value that is known only at run time. inv is the power -1.
struct Power {
  double exponent = 1;
  // In the definition's code; at the top level: in what lies behind the parameters.
  std::uint32_t slot = kNone;
  bool whole = false;           // a constant integer, or a value of an integer type
  std::uint64_t magnitude = 0;  // of a constant integer: exactly, with the sign of `exponent`
  static Power integer(bool negative, std::uint64_t magnitude) {
    const auto size = static_cast<double>(magnitude);
    return {negative ? -size : size, kNone, true, magnitude};
  }
  bool is_integer() const;  // a constant integer so small that the gate may be repeated as often
  bool is_large() const { return slot == kNone && whole && !is_integer(); }
};
// Doubles below this are far enough apart to tell integers from each other.
inline constexpr double kExactIntegers = 9007199254740992.0;  // 2^53
struct Modifiers {
  std::vector<bool> negative;  // one per control, in the order of the operands
  std::vector<Power> powers;   // applied first to last; consecutive integers are merged
};

// ---------------------------------------------------------------- gates
struct GateOp {
  std::uint32_t gate;       // index into Program::gates
  std::uint32_t modifiers;  // index into GateDef::modifiers or kNone
  std::uint32_t params;     // first in GateDef::param_slots
  std::uint32_t qubits;     // first in GateDef::qubit_args
};
struct GateDef {
  std::string name;
  Place declared;
  bool built_in = false;
  bool opaque = false;
  std::uint32_t num_params = 0;
  std::uint32_t num_qubits = 0;
  // A row of the gate table whose first `controls` operands are controls ...
  bool leaf = false;
  ir::GateId id = ir::GateId::kCount;
  std::uint32_t controls = 0;
  // ... or a sequence of calls of earlier gates.
  std::vector<ParamNode> code;
  std::vector<std::uint32_t> param_slots, qubit_args;
  std::vector<Modifiers> modifiers;
  std::vector<GateOp> ops;
  Cost cost{1, 1, 1};
  bool calls_opaque = false;
  bool may_fail = false;  // some parameter value can make an expression undefined
  bool poisoned = false;  // had errors: calls are neither checked nor made
};

// ---------------------------------------------------------------- operations
enum class OpKind : std::uint8_t {
  kCall,
  kMeasure,
  kReset,
  kBarrier,
  kIf,
  kElse,
  kEndIf,
  kWhile,   // condition: gate; closed by kEndIf like every block
  kSwitch,  // selector: gate; `count` cases follow, each begun by kCase
  kCase,    // values: `count` words of Program::case_values from `args`; none: the default
  kBlock,   // a box if `broadcast`; duration: gate
  kAssign,  // value: gate; destination: Program::destinations[args]
  kBreak,   // levels: count
  kContinue,
  kEnd,
  kDelay,  // duration: gate; qubits: `count` of `args`
  kFlat,   // `count` operations of Program::flat, from word `args` of chunk `gate` on
};
struct Operation {
  OpKind kind = OpKind::kCall;
  bool symbolic = false;   // params are in Program::symbolic
  bool dynamic = false;    // params are in Program::dynamic
  bool broadcast = false;  // args are (first, step) pairs, see below
  std::uint32_t gate = 0;  // kIf: the condition
  std::uint32_t modifiers = kNone;
  std::uint32_t params = 0;
  std::uint32_t args = 0;   // first in Program::args
  std::uint32_t count = 1;  // repetitions of a broadcast; kBarrier: number of qubits
  ir::SourcePos source;
};
// With `broadcast`, each operand is a pair in `args`: (first, kFixed) is the same bit every time, (first,
// kConsecutive) the bits from `first` on, (position, kListed) the bits at args[position] and after. A barrier
// with `broadcast` is on `count` qubits from args[0] on, one without on those listed in `args`.
enum : std::uint32_t { kFixed = 0, kConsecutive = 1, kListed = 2 };

// Plain operations on single bits by the million: (gate, line, column, bits, parameters as bytes of doubles)
// one after another, as many bits and parameters as the gate has. In chunks, as growing one block would need
// twice the memory.
class FlatCalls {
 public:
  static constexpr std::uint32_t kMeasure = 0xffffffffu, kReset = 0xfffffffeu;  // in the place of a gate
  struct Position {
    std::uint32_t chunk = 0, word = 0;
  };
  Position append(std::uint32_t gate, std::uint32_t line, std::uint32_t column,
                  std::span<const std::uint32_t> bits, std::span<const double> params) {
    const std::size_t words = 3 + bits.size() + 2 * params.size();
    num_bits_ += bits.size();
    num_params_ += params.size();
    if (chunks_.empty() || chunks_.back().size() + words > kChunkWords) {
      chunks_.emplace_back();
      chunks_.back().reserve(kChunkWords);
    }
    auto& chunk = chunks_.back();
    const Position at{static_cast<std::uint32_t>(chunks_.size() - 1),
                      static_cast<std::uint32_t>(chunk.size())};
    chunk.resize(chunk.size() + words);
    std::uint32_t* to = chunk.data() + at.word;
    to[0] = gate;
    to[1] = line;
    to[2] = column;
    std::copy(bits.begin(), bits.end(), to + 3);
    if (!params.empty()) std::memcpy(to + 3 + bits.size(), params.data(), params.size_bytes());
    return at;
  }
  std::size_t num_bits() const { return num_bits_; }
  std::size_t num_params() const { return num_params_; }
  // The words at `at`, which moves to the next chunk first if this one is used up.
  const std::uint32_t* at(Position& at) const {
    if (at.word == chunks_[at.chunk].size()) at = {at.chunk + 1, 0};
    return chunks_[at.chunk].data() + at.word;
  }

 private:
  static constexpr std::size_t kChunkWords = 1 << 16;
  std::vector<std::vector<std::uint32_t>> chunks_;
  std::size_t num_bits_ = 0, num_params_ = 0;
};

// Classical bits of variables are numbered from here on until lowering, which puts them behind all registers.
inline constexpr std::uint32_t kHiddenBits = 0x80000000u;

// A parameter that may be the value of an expression.
struct DynamicParam {
  double constant = 0;
  ir::ExprId expr = ir::kNoExpr;
};

struct Program {
  struct Register {
    std::string name;
    std::uint32_t size;
    bool is_variable = false;  // an output: as in `variable`
    ir::Variable variable = {};
  };
  std::vector<Register> qregs, cregs;
  std::uint32_t num_qubits = 0, num_clbits = 0;
  std::vector<GateDef> gates;
  std::vector<Modifiers> modifiers;
  std::vector<Operation> operations;
  FlatCalls flat;
  std::vector<ir::Variable> variables;  // with `first` from kHiddenBits on
  std::uint32_t hidden_bits = 0;
  std::vector<ir::Destination> destinations;
  std::vector<std::int64_t> case_values;
  std::vector<DynamicParam> dynamic;
  std::vector<ir::Directive> directives;
  std::vector<std::uint32_t> args;
  std::vector<double> params;
  std::vector<ir::Param> symbolic;
  std::vector<std::string> symbols;
  std::vector<ir::ValueType> symbol_types;
  std::vector<std::optional<double>> symbol_values;  // given ones (ParseOptions::keep_symbols)
  std::vector<ir::Expr> conditions;                  // all expressions
  Cost cost;
  bool may_fail = false;
};

}  // namespace qiao::qasm
