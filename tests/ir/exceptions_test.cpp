// Circuits when memory ends: whatever allocation fails, a circuit is as it was before the call.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <new>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/synthesis.hpp"

namespace {
// Allocations that still succeed; negative: all.
long allowed = -1;

void* allocate(std::size_t bytes) {
  if (allowed == 0) throw std::bad_alloc();
  if (allowed > 0) --allowed;
  if (void* p = std::malloc(bytes ? bytes : 1)) return p;
  throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t bytes) { return allocate(bytes); }
void* operator new[](std::size_t bytes) { return allocate(bytes); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

namespace qiao::ir {
namespace {

using Numbers = std::vector<double>;

// All that can be read of a circuit, as numbers.
Numbers contents(const Circuit& c) {
  Numbers out{double(c.num_qubits()), double(c.num_clbits()), double(c.symbols().size()),
              double(c.num_blocks())};
  for (BlockId b = 0; b < c.num_blocks(); ++b) {
    out.push_back(double(c.size(b)));
    for (std::size_t i = 0; i < c.size(b); ++i) {
      const Instruction in = c.at(i, b);
      out.push_back(double(in.kind()));
      if (in.kind() == OpKind::kSwitch) {
        for (unsigned k = 0; k < in.num_cases(); ++k) {
          out.push_back(double(in.case_block(k)));
          for (const std::int64_t v : in.case_values(k)) out.push_back(double(v));
        }
        out.push_back(double(in.default_block()));
        continue;
      }
      in.each_block([&](BlockId block) { out.push_back(double(block)); });
      if (in.kind() != OpKind::kGate && in.kind() != OpKind::kBarrier) continue;
      for (const Qubit q : in.targets()) out.push_back(double(q));
      for (unsigned k = 0; k < in.num_controls(); ++k) out.push_back(double(in.control(k).bits()));
      for (unsigned p = 0; p < in.params().size(); ++p) {
        out.push_back(in.params()[p]);
        out.push_back(double(in.param_expr(p)));
        const Param param = in.param(p);
        for (const auto& [id, factor] : param.terms()) {
          out.push_back(double(id));
          out.push_back(factor);
        }
      }
    }
  }
  return out;
}

TEST(Exceptions, a_circuit_is_as_it_was_when_memory_ends) {
  const std::vector<Qubit> q2{2}, q3{3}, all{0, 1, 2, 3};
  const std::vector<Param> symbolic{Param::symbol(0, 2) + 0.5};
  const std::vector<double> zero{0.0};
  Circuit other(4);
  const SymbolId far = other.symbol("a name that is too long to be kept in place");
  other.symbolic_gate(GateId::kRY, q2, std::vector<Param>{Param::symbol(far)});
  Matrix x(2);
  x(0, 1) = x(1, 0) = 1;
  const std::vector<std::int64_t> values{1, 2, 3};
  const std::vector<Control> controls{Control(0), Control(1)};

  std::vector<std::function<void(Circuit&)>> calls{
      [&](Circuit& c) {
        c.gate(GateId::kU, q2, std::vector<double>{1, 2, 3}, controls);
      },
      [&](Circuit& c) { c.append(c.at(0), q3, controls); },
      [&](Circuit& c) { c.symbolic_gate(GateId::kRX, q2, symbolic); },
      [&](Circuit& c) { c.append(other.at(0), q3, controls); },
      [&](Circuit& c) { c.dynamic_gate(GateId::kRX, q2, zero, std::vector<ExprId>{0}); },
      [&](Circuit& c) { c.unitary(x, q2, controls); },
      [&](Circuit& c) { c.barrier(all); },
      [&](Circuit& c) { c.begin_if(0); },
      [&](Circuit& c) { c.begin_block(true); },
      [&](Circuit& c) { c.begin_switch(0); },
      [&](Circuit& c) {
        c.assign({0, {ValueKind::kBool, 1}}, 0);
      },
  };
  for (std::size_t which = 0; which < calls.size(); ++which) {
    Circuit start(4, 4);
    start.symbol("t");
    start.add_expr({.op = ExprOp::kBit, .a = 0});
    start.gate(GateId::kU, {3}, {0.1, 0.2, 0.3});
    const Numbers before = contents(start);
    bool done = false;
    for (long k = 0; !done && k < 100; ++k) {
      Circuit c = start;  // a copy has no spare room
      allowed = k;
      try {
        calls[which](c);
        done = true;
      } catch (const std::bad_alloc&) {
      }
      allowed = -1;
      if (done) break;
      EXPECT_EQ(contents(c), before) << "call " << which << ", allocation " << k;
      // And works on.
      calls[which](c);
      Circuit whole = start;
      calls[which](whole);
      EXPECT_EQ(contents(c), contents(whole)) << "call " << which << ", allocation " << k;
    }
    EXPECT_TRUE(done) << which;
  }
}

TEST(Exceptions, cases_of_a_switch_when_memory_ends) {
  const std::vector<std::int64_t> values{4, 5, 6};
  Circuit start(2, 4);
  start.add_expr({.op = ExprOp::kBit, .a = 0});
  start.begin_switch(0);
  start.begin_case(std::vector<std::int64_t>{1});
  start.gate(GateId::kX, {0});
  const Numbers before = contents(start);
  bool done = false;
  for (long k = 0; !done && k < 100; ++k) {
    Circuit c = start;
    allowed = k;
    try {
      c.begin_case(values);
      done = true;
    } catch (const std::bad_alloc&) {
    }
    allowed = -1;
    if (!done) {
      EXPECT_EQ(contents(c), before) << k;
    }
  }
  EXPECT_TRUE(done);
}

}  // namespace
}  // namespace qiao::ir
