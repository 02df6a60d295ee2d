#pragma once
// An angle as a real number, made of casts that OpenQASM 3 has: none from angle to float, but from angle to bits, from
// bits to uint and from uint to float.

#include <bit>
#include <cmath>
#include <numbers>

#include "qiao/ir/expr.hpp"

namespace qiao::qasm {

// The expression of radians(word, width), to the bit. `add` appends an ir::Expr and returns its id.
template <class Add>
ir::ExprId radians_expr(ir::ExprId angle, std::uint8_t width, const Add& add) {
  const auto node = [&](ir::ExprOp op, ir::ValueType type, ir::ExprId a, ir::ExprId b = 0) {
    ir::Expr e;
    e.op = op;
    e.type = type;
    e.a = a;
    e.b = b;
    return add(e);
  };
  const auto number = [&](double x) {
    ir::Expr e;
    e.type = ir::kFloatType;
    e.value = std::bit_cast<std::uint64_t>(x);
    return add(e);
  };
  ir::ExprId x = node(ir::ExprOp::kCast, {ir::ValueKind::kBits, width}, angle);
  x = node(ir::ExprOp::kCast, {ir::ValueKind::kUint, width}, x);
  x = node(ir::ExprOp::kCast, ir::kFloatType, x);
  x = node(ir::ExprOp::kMul, ir::kFloatType, x, number(std::ldexp(1.0, 1 - static_cast<int>(width))));
  return node(ir::ExprOp::kMul, ir::kFloatType, x, number(std::numbers::pi));
}

}  // namespace qiao::qasm
