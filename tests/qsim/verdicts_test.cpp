// Verdicts on pairs of random programs that differ in exactly one respect, or are the same by construction. What is right
// is found out by the reference simulator, which follows every branch from a maximally entangled state: a change that
// happens to change nothing must be recognised as such. QIAO_TEST_MORE=1 tries ten times as many.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <numbers>
#include <numeric>
#include <set>

#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/verify.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/reference_simulator.hpp"

namespace qiao::qsim {
namespace {

using reference::Kind;
using reference::Operation;
using reference::pick;
using reference::Program;
using reference::uniform;
using Rng = std::mt19937_64;

unsigned pairs(unsigned usual, unsigned sanitized) {
#ifdef __SANITIZE_ADDRESS__
  usual = sanitized;
#else
  (void)sanitized;
#endif
  return std::getenv("QIAO_TEST_MORE") ? 10 * usual : usual;
}

// ---- what is right

// Qubits on which a gate is the last thing that happens, in one of the two, or nothing in one of them alone.
std::vector<unsigned> left_over(const Program& a, const Program& b) {
  std::vector<unsigned> list;
  const std::function<bool(const Operation&, unsigned)> acts = [&](const Operation& op, unsigned q) {
    if (op.kind == Kind::kBarrier) return false;
    bool found = std::find(op.targets.begin(), op.targets.end(), q) != op.targets.end();
    for (const auto& c : op.controls) found = found || c.qubit == q;
    for (const auto* body : {&op.then_body, &op.else_body})
      for (const Operation& inner : *body) found = found || acts(inner, q);
    return found;
  };
  const auto closed = [&](const Program& p, unsigned q) {
    for (std::size_t i = p.operations.size(); i-- > 0;)
      if (acts(p.operations[i], q))
        return p.operations[i].kind == Kind::kMeasure || p.operations[i].kind == Kind::kReset;
    return false;
  };
  for (unsigned q = 0; q < a.num_qubits; ++q)
    if (!closed(a, q) || !closed(b, q)) list.push_back(q);
  return list;
}

bool measures(const std::vector<Operation>& operations) {
  return std::any_of(operations.begin(), operations.end(), [](const Operation& op) {
    return op.kind == Kind::kMeasure || measures(op.then_body) || measures(op.else_body);
  });
}

struct Truth {
  double states = 0, shown = 0, results = 0;  // distances
  bool measured = false;
};

Truth truth(const Program& a, const Program& b) {
  Truth t;
  t.states = distance(reference::instrument(a), reference::instrument(b));
  const auto of_a = reference::final_states(a), of_b = reference::final_states(b);
  const auto keep = [](const std::map<std::string, reference::Matrix>& states,
                       const std::vector<unsigned>& qubits) {
    std::map<std::string, reference::Matrix> out;
    for (const auto& [bits, m] : states) out[bits] = reference::reduced(m, qubits);
    return out;
  };
  const std::vector<unsigned> left = left_over(a, b);
  t.shown = distance(keep(of_a, left), keep(of_b, left));
  t.results = distance(keep(of_a, {}), keep(of_b, {}));
  t.measured = measures(a.operations) || measures(b.operations);
  return t;
}

// 1 equal, 0 different, -1 too close to call: between what rounding makes and what the bound of the verdict allows.
int equal(double distance) { return distance < 1e-12 ? 1 : distance > 3e-7 ? 0 : -1; }

struct Tally {
  unsigned compared = 0, undecided = 0, close = 0, equal = 0;
  void check(const VerifyResult& r, int expected, const std::string& what) {
    ++compared;
    if (expected < 0) return void(++close);
    equal += static_cast<unsigned>(expected);
    if (r.verdict == Verdict::kUndecided) return void(++undecided);
    EXPECT_EQ(r.verdict == Verdict::kEqual, expected == 1)
        << name(r.verdict) << " (" << r.method << "): " << r.detail << "\n"
        << what;
  }
};

void judge(const Program& a, const Program& b, const ir::Circuit& circuit_a, const ir::Circuit& circuit_b,
           const std::string& what, Tally& tally) {
  const Truth t = truth(a, b);
  const auto text = [&](const char* mode) {
    return what + ", " + mode + "\ndistances: states " + std::to_string(t.states) + ", shown " +
           std::to_string(t.shown) + ", results " + std::to_string(t.results) + "\nA: " + describe(a) +
           "B: " + describe(b);
  };
  VerifyOptions options;
  options.threads = 1;
  const VerifyResult states = verify(circuit_a, circuit_b, options);
  tally.check(states, equal(t.states), text("states"));
  if (!t.measured) return;
  options.compare = Compare::kShown;
  const VerifyResult shown = verify(circuit_a, circuit_b, options);
  tally.check(shown, std::max(equal(t.states), equal(t.shown)), text("shown"));
  if (shown.verdict == Verdict::kEqual) {
    // What is said of the scope.
    EXPECT_EQ(shown.compared == Compared::kStates, states.verdict == Verdict::kEqual) << text("scope");
    EXPECT_EQ(shown.results, Verdict::kEqual) << text("scope");
  }
  options.compare = Compare::kResults;
  tally.check(verify(circuit_a, circuit_b, options), equal(t.results), text("results"));
}

// ---- one difference

std::vector<std::vector<Operation>*> bodies(std::vector<Operation>& operations) {
  std::vector<std::vector<Operation>*> list = {&operations};
  for (Operation& op : operations)
    for (auto* body : {&op.then_body, &op.else_body})
      if (!body->empty())
        for (auto* inner : bodies(*body)) list.push_back(inner);
  return list;
}
// A random operation for which `fits`; null: there is none.
Operation* find(Program& p, Rng& rng, const std::function<bool(const Operation&)>& fits) {
  std::vector<Operation*> list;
  for (auto* body : bodies(p.operations))
    for (Operation& op : *body)
      if (fits(op)) list.push_back(&op);
  return list.empty() ? nullptr : list[pick(rng, static_cast<unsigned>(list.size()))];
}
bool acts_on(const Operation& op, unsigned q) {
  return std::find(op.targets.begin(), op.targets.end(), q) != op.targets.end() ||
         std::any_of(op.controls.begin(), op.controls.end(), [&](const auto& c) { return c.qubit == q; });
}

struct Difference {
  const char* what;
  // Changes the program in this one respect; false: it has none of that kind.
  std::function<bool(Program&, Rng&)> make;
};

Operation gate(const char* name, std::vector<double> params, std::vector<unsigned> targets,
               std::vector<reference::ControlBit> controls = {}) {
  Operation op{.kind = Kind::kGate, .name = name, .params = std::move(params)};
  op.targets = std::move(targets);
  op.controls = std::move(controls);
  return op;
}
void insert(Program& p, Rng& rng, Operation op) {
  auto list = bodies(p.operations);
  auto& body = *list[pick(rng, static_cast<unsigned>(list.size()))];
  body.insert(body.begin() + pick(rng, static_cast<unsigned>(body.size()) + 1), std::move(op));
}
// Where the measurements at the end begin.
std::size_t end_of_gates(const Program& p) {
  std::size_t i = p.operations.size();
  while (i > 0 && (p.operations[i - 1].kind == Kind::kMeasure || p.operations[i - 1].kind == Kind::kBarrier))
    --i;
  return i;
}

const std::vector<Difference>& differences() {
  static const std::vector<Difference> list = {
      {"nothing", [](Program&, Rng&) { return true; }},
      {"a global phase",
       [](Program& p, Rng& rng) { return insert(p, rng, gate("gphase", {uniform(rng, 0.2, 3)}, {})), true; }},
      {"a phase of one qubit",
       [](Program& p, Rng& rng) {
         return insert(p, rng, gate("p", {uniform(rng, 0.2, 3)}, {pick(rng, p.num_qubits)})), true;
       }},
      {"a global phase under a control",
       [](Program& p, Rng& rng) {
         return insert(p, rng,
                       gate("gphase", {uniform(rng, 0.2, 3)}, {},
                            {{pick(rng, p.num_qubits), pick(rng, 2) != 0}})),
                true;
       }},
      {"an angle",
       [](Program& p, Rng& rng) {
         Operation* op =
             find(p, rng, [](const Operation& o) { return o.kind == Kind::kGate && !o.params.empty(); });
         if (!op) return false;
         op->params[pick(rng, static_cast<unsigned>(op->params.size()))] +=
             std::pow(10.0, -2.0 - pick(rng, 5));
         return true;
       }},
      {"an angle by a whole turn",
       [](Program& p, Rng& rng) {
         Operation* op =
             find(p, rng, [](const Operation& o) { return o.kind == Kind::kGate && !o.params.empty(); });
         if (!op) return false;
         op->params[pick(rng, static_cast<unsigned>(op->params.size()))] += 2 * std::numbers::pi;
         return true;
       }},
      {"the qubit of a control",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [&](const Operation& o) {
           return !o.controls.empty() && o.controls.size() + o.targets.size() < p.num_qubits;
         });
         if (!op) return false;
         unsigned q;
         do q = pick(rng, p.num_qubits);
         while (acts_on(*op, q));
         op->controls[0].qubit = q;
         return true;
       }},
      {"the sign of a control",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return !o.controls.empty(); });
         if (op) op->controls[0].positive = !op->controls[0].positive;
         return op != nullptr;
       }},
      {"a control against a target",
       [](Program& p, Rng& rng) {
         Operation* op =
             find(p, rng, [](const Operation& o) { return !o.controls.empty() && !o.targets.empty(); });
         if (op) std::swap(op->controls[0].qubit, op->targets[0]);
         return op != nullptr;
       }},
      {"a control left out",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return !o.controls.empty(); });
         if (op) op->controls.pop_back();
         return op != nullptr;
       }},
      {"the order of targets",
       [](Program& p, Rng& rng) {
         Operation* op =
             find(p, rng, [](const Operation& o) { return o.kind == Kind::kGate && o.targets.size() > 1; });
         if (op) std::swap(op->targets[0], op->targets[1]);
         return op != nullptr;
       }},
      {"a gate left out",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kGate; });
         if (op) *op = {.kind = Kind::kBarrier};
         return op != nullptr;
       }},
      {"a gate in a branch",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kIf; });
         if (op) op->then_body.push_back(gate(pick(rng, 2) ? "x" : "z", {}, {pick(rng, p.num_qubits)}));
         return op != nullptr;
       }},
      {"which branch",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kIf; });
         if (op) std::swap(op->then_body, op->else_body);
         return op != nullptr;
       }},
      {"a condition's value",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kIf; });
         if (op) op->condition.value ^= 1;
         return op != nullptr;
       }},
      {"a condition's bits",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kIf; });
         if (!op) return false;
         op->condition.clbits = {pick(rng, p.num_clbits)};
         op->condition.value &= 1;
         return true;
       }},
      {"negated and exchanged",  // the same
       [](Program& p, Rng& rng) {
         Operation* op =
             find(p, rng, [](const Operation& o) { return o.kind == Kind::kIf && !o.else_body.empty(); });
         if (!op) return false;
         op->condition.negated = !op->condition.negated;
         std::swap(op->then_body, op->else_body);
         return true;
       }},
      {"the bit of a measurement",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kMeasure; });
         if (op) op->clbit = (op->clbit + 1) % p.num_clbits;
         return op != nullptr;
       }},
      {"the qubit of a measurement",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kMeasure; });
         if (op) op->targets[0] = (op->targets[0] + 1) % p.num_qubits;
         return op != nullptr;
       }},
      {"two measurements exchanged",
       [](Program& p, Rng& rng) {
         const auto is = [](const Operation& o) { return o.kind == Kind::kMeasure; };
         Operation *x = find(p, rng, is), *y = find(p, rng, is);
         if (!x || x == y) return false;
         std::swap(*x, *y);
         return true;
       }},
      {"a measurement left out",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kMeasure; });
         if (op) *op = {.kind = Kind::kBarrier};
         return op != nullptr;
       }},
      {"a measurement made twice",  // the same
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kMeasure; });
         if (!op) return false;
         for (auto* body : bodies(p.operations))
           for (std::size_t i = 0; i < body->size(); ++i)
             if (&(*body)[i] == op)
               return body->insert(body->begin() + static_cast<std::ptrdiff_t>(i), *op), true;
         return false;
       }},
      {"a measurement more",
       [](Program& p, Rng& rng) {
         if (p.num_clbits == 0) return false;
         Operation op{.kind = Kind::kMeasure, .targets = {pick(rng, p.num_qubits)}};
         op.clbit = pick(rng, p.num_clbits);
         return insert(p, rng, op), true;
       }},
      {"a reset left out",
       [](Program& p, Rng& rng) {
         Operation* op = find(p, rng, [](const Operation& o) { return o.kind == Kind::kReset; });
         if (op) *op = {.kind = Kind::kBarrier};
         return op != nullptr;
       }},
      {"a reset more",
       [](Program& p, Rng& rng) {
         return insert(p, rng, {.kind = Kind::kReset, .targets = {pick(rng, p.num_qubits)}}), true;
       }},
      {"a reset at the start",
       [](Program& p, Rng& rng) {
         p.operations.insert(p.operations.begin(),
                             {.kind = Kind::kReset, .targets = {pick(rng, p.num_qubits)}});
         return true;
       }},
      {"a reset at the end",
       [](Program& p, Rng& rng) {
         p.operations.push_back({.kind = Kind::kReset, .targets = {pick(rng, p.num_qubits)}});
         return true;
       }},
      {"diagonal gates before the end",
       [](Program& p, Rng& rng) {
         for (int i = 0; i < 3; ++i) {
           const unsigned q = pick(rng, p.num_qubits),
                          other = (q + 1 + pick(rng, p.num_qubits - 1)) % p.num_qubits;
           const Operation kinds[] = {gate("p", {uniform(rng, 0.2, 3)}, {q}),
                                      gate("z", {}, {q}, {{other, true}}),
                                      gate("rzz", {uniform(rng, 0.2, 3)}, {q, other})};
           p.operations.insert(p.operations.begin() + static_cast<std::ptrdiff_t>(end_of_gates(p)),
                               kinds[pick(rng, 3)]);
         }
         return true;
       }},
      {"outputs exchanged by a swap",
       [](Program& p, Rng& rng) {
         const unsigned q = pick(rng, p.num_qubits),
                        other = (q + 1 + pick(rng, p.num_qubits - 1)) % p.num_qubits;
         p.operations.insert(p.operations.begin() + static_cast<std::ptrdiff_t>(end_of_gates(p)),
                             gate("swap", {}, {q, other}));
         return true;
       }},
      {"a swap that the measurements follow",  // results the same
       [](Program& p, Rng& rng) {
         const unsigned q = pick(rng, p.num_qubits),
                        other = (q + 1 + pick(rng, p.num_qubits - 1)) % p.num_qubits;
         const std::size_t end = end_of_gates(p);
         for (std::size_t i = end; i < p.operations.size(); ++i)
           for (unsigned& t : p.operations[i].targets) t = t == q ? other : t == other ? q : t;
         p.operations.insert(p.operations.begin() + static_cast<std::ptrdiff_t>(end),
                             gate("swap", {}, {q, other}));
         return true;
       }},
      {"two neighbours exchanged",
       [](Program& p, Rng& rng) {
         if (p.operations.size() < 2) return false;
         const unsigned i = pick(rng, static_cast<unsigned>(p.operations.size()) - 1);
         std::swap(p.operations[i], p.operations[i + 1]);
         return true;
       }},
  };
  return list;
}

Program random_base(Rng& rng, unsigned qubits) {
  reference::RandomOptions o;
  o.num_qubits = qubits;
  o.operations = 4 + pick(rng, 10);
  o.max_controls = 2;
  o.max_splits = 3;
  const unsigned kind = pick(rng, 4);
  if (kind > 0) o.num_clbits = 1 + pick(rng, qubits);
  if (kind == 3) o.measurements = o.resets = o.conditions = true;
  Program p = reference::random_program(rng(), o);
  if (kind == 3)  // more often a condition on a bit that was measured
    for (int i = 0; i < 2; ++i) {
      Operation m{.kind = Kind::kMeasure, .targets = {pick(rng, qubits)}};
      m.clbit = pick(rng, o.num_clbits);
      Operation branch{.kind = Kind::kIf};
      branch.condition = {{m.clbit}, pick(rng, 2), pick(rng, 2) != 0};
      branch.then_body = {gate("rx", {uniform(rng, 0.2, 3)}, {pick(rng, qubits)})};
      if (pick(rng, 2)) branch.else_body = {gate("h", {}, {pick(rng, qubits)})};
      const auto at = static_cast<std::ptrdiff_t>(pick(rng, static_cast<unsigned>(p.operations.size()) + 1));
      p.operations.insert(p.operations.begin() + at, {m, branch});
    }
  if (kind > 0 && pick(rng, 4))
    for (unsigned c = 0; c < o.num_clbits; ++c) {
      if (pick(rng, 8) == 0) continue;
      Operation m{.kind = Kind::kMeasure,
                  .targets = {(c + static_cast<unsigned>(p.operations.size())) % qubits}};
      m.clbit = c;
      p.operations.push_back(m);
    }
  return p;
}

// The same circuit in other gates, so that its structure does not show it.
ir::Circuit respelled(const ir::Circuit& c, unsigned how) {
  const char* bases[] = {"rz,sx,cx,gphase", "u,cz,gphase", "rz,ry,rxx,gphase"};
  return how < 3 ? ir::expand(c, ir::parse_gate_set(bases[how]), how == 1) : c;
}

TEST(Verdicts, pairs_that_differ_in_one_respect) {
  Tally tally;
  const unsigned count = pairs(2000, 150);
  unsigned made = 0;
  for (std::uint64_t seed = 1; made < count; ++seed) {
    Rng rng(seed);
    const unsigned qubits = seed % 16 == 0 ? 4 : 2 + seed % 2;
    const Difference& d = differences()[seed % differences().size()];
    const Program a = random_base(rng, qubits);
    Program b = a;
    if (!d.make(b, rng)) continue;
    ++made;
    judge(a, b, to_circuit(a), respelled(to_circuit(b), pick(rng, 5)),
          "seed " + std::to_string(seed) + ": " + d.what, tally);
    if (HasFailure()) break;
  }
  std::printf("%u pairs: %u comparisons, of which %u equal; %u undecided, %u between the bounds\n", made,
              tally.compared, tally.equal, tally.undecided, tally.close);
  EXPECT_LE(tally.undecided, tally.compared / 100);
  EXPECT_GT(tally.equal, tally.compared / 10);  // neither answer is always right
  EXPECT_LT(tally.equal, tally.compared * 9 / 10);
}

}  // namespace
}  // namespace qiao::qsim
