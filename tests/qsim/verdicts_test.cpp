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

// ---- programs put on a device

struct Routed {
  Program program;                       // on the device's qubits
  std::vector<unsigned> initial, final;  // by qubit of the original
};
// Qubits start at random places and are moved by swaps on the way.
Routed routed(const Program& p, unsigned device, Rng& rng) {
  Routed r;
  r.program.num_qubits = device;
  r.program.num_clbits = p.num_clbits;
  std::vector<unsigned> at(device);  // the original's qubit or ancilla q is at at[q]
  std::iota(at.begin(), at.end(), 0u);
  std::shuffle(at.begin(), at.end(), rng);
  r.initial.assign(at.begin(), at.begin() + p.num_qubits);
  std::set<unsigned> measured;  // not to be moved any more
  const auto moved = [&](Operation op, const auto& self) -> Operation {
    for (unsigned& t : op.targets) t = at[t];
    for (auto& c : op.controls) c.qubit = at[c.qubit];
    for (auto* body : {&op.then_body, &op.else_body})
      for (Operation& inner : *body) inner = self(inner, self);
    return op;
  };
  const std::size_t end = end_of_gates(p);
  for (std::size_t i = 0; i < p.operations.size(); ++i) {
    if (i <= end && pick(rng, 3) == 0) {
      const unsigned x = pick(rng, device), y = (x + 1 + pick(rng, device - 1)) % device;
      r.program.operations.push_back(gate("swap", {}, {x, y}));
      for (unsigned& place : at) place = place == x ? y : place == y ? x : place;
    }
    r.program.operations.push_back(moved(p.operations[i], moved));
  }
  r.final.assign(at.begin(), at.begin() + p.num_qubits);
  return r;
}

// What the program does to its own qubits: ancillas start in |0> and are looked at no more.
std::map<std::string, reference::Matrix> on_its_qubits(const Program& p, const std::vector<unsigned>& initial,
                                                       const std::vector<unsigned>& final) {
  Program whole = p;
  whole.operations.clear();
  std::vector<unsigned> keep = final;
  for (const unsigned q : initial) {
    const unsigned partner = whole.num_qubits++;
    whole.operations.push_back(gate("h", {}, {partner}));
    whole.operations.push_back(gate("x", {}, {q}, {{partner, true}}));
    keep.push_back(partner);
  }
  whole.operations.insert(whole.operations.end(), p.operations.begin(), p.operations.end());
  auto states = reference::final_states(whole);
  for (auto& [bits, m] : states) m = reference::reduced(m, keep);
  return states;
}

TEST(Verdicts, programs_put_on_a_device) {
  Tally tally;
  const unsigned count = pairs(200, 30);
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    Rng rng(seed + 77777);
    const unsigned qubits = 2, device = 3 + static_cast<unsigned>(seed % 2);
    const Program p = random_base(rng, qubits);
    Program changed = p;
    const char* what = "nothing";
    if (seed % 3 == 0) {
      const Difference& d = differences()[pick(rng, static_cast<unsigned>(differences().size()))];
      what = d.what;
      if (!d.make(changed, rng)) continue;
    }
    Routed r = routed(changed, device, rng);
    std::set<unsigned> data(r.final.begin(), r.final.end());
    unsigned ancilla = 0;
    while (data.count(ancilla)) ++ancilla;
    if (seed % 5 == 0)  // left in another state, by itself
      r.program.operations.insert(
          r.program.operations.begin() + static_cast<std::ptrdiff_t>(end_of_gates(r.program)),
          gate("rx", {0.7}, {ancilla}));
    if (seed % 5 == 1)  // entangled with what is left
      r.program.operations.insert(
          r.program.operations.begin() + static_cast<std::ptrdiff_t>(end_of_gates(r.program)),
          gate("x", {}, {ancilla}, {{r.final[0], true}}));
    VerifyOptions options;
    options.threads = 1;
    options.compare = Compare::kShown;
    const std::set<unsigned> from(r.initial.begin(), r.initial.end());
    for (unsigned q = 0; q < device; ++q) {
      if (!from.count(q)) options.ancillas_at_start.push_back(q);
      if (!data.count(q)) options.ancillas_at_end.push_back(q);
    }
    const ir::Circuit there = to_circuit(r.program);
    std::vector<ir::Clbit> bits(p.num_clbits);
    std::iota(bits.begin(), bits.end(), 0u);
    std::vector<unsigned> own(qubits);
    std::iota(own.begin(), own.end(), 0u);
    // The original as it stands, its qubits and their partners.
    const double states = distance(on_its_qubits(p, own, own), on_its_qubits(r.program, r.initial, r.final));
    const VerifyResult v = verify(placed(to_circuit(p), there, r.initial, r.final, bits), there, options);
    int expected = equal(states);
    if (expected == 0 && measures(r.program.operations)) {
      // What a run shows, on the qubits where the original ends.
      Program home = r.program;
      std::vector<unsigned> places(device);
      for (unsigned q = 0; q < qubits; ++q) places[r.final[q]] = q;
      for (unsigned q = 0, next = qubits; q < device; ++q)
        if (!data.count(q)) places[q] = next++;
      const std::function<void(std::vector<Operation>&)> rename = [&](std::vector<Operation>& list) {
        for (Operation& op : list) {
          for (unsigned& t : op.targets) t = places[t];
          for (auto& c : op.controls) c.qubit = places[c.qubit];
          rename(op.then_body), rename(op.else_body);
        }
      };
      rename(home.operations);
      Program wide = p;
      wide.num_qubits = device;
      std::vector<unsigned> left;
      for (const unsigned q : left_over(wide, home))
        if (q < qubits) left.push_back(q);
      auto of_p = reference::final_states(p), of_home = reference::final_states(home);
      for (auto* list : {&of_p, &of_home})
        for (auto& [key, m] : *list) m = reference::reduced(m, left);
      expected = equal(distance(of_p, of_home));
    }
    tally.check(
        v, expected,
        "seed " + std::to_string(seed) + ": " + what + "\nA: " + describe(p) + "B: " + describe(r.program));
    if (HasFailure()) break;
  }
  std::printf("%u programs on devices, %u equal; %u undecided, %u between the bounds\n", tally.compared,
              tally.equal, tally.undecided, tally.close);
  EXPECT_EQ(tally.undecided, 0u);
  EXPECT_GT(tally.equal, tally.compared / 4);
  EXPECT_LT(tally.equal, tally.compared);
}

// The whole matrix is out of reach, and a gate program that differs in phases only before its measurements.
TEST(Verdicts, measurements_hide_phases_at_any_width) {
  VerifyOptions options;
  for (const ir::Qubit n : {11u, 14u, 40u, 120u}) {
    ir::Circuit a(n, n), clifford(n, n), b(n, n), wrong(n, n);
    for (ir::Circuit* c : {&a, &b, &clifford, &wrong})
      for (ir::Qubit q = 0; q < n; ++q) {
        c->gate(ir::GateId::kH, {q});
        if (q > 0) c->gate(ir::GateId::kX, {q}, {}, {ir::Control(q - 1)});
        if (q % 3 == 0 && c != &clifford) c->gate(ir::GateId::kRY, {q}, {0.3});
      }
    for (ir::Qubit q = 0; q < n; ++q) {
      b.gate(ir::GateId::kT, {q}), b.gate(ir::GateId::kP, {q}, {0.3}, {ir::Control((q + 1) % n)});
      wrong.gate(ir::GateId::kT, {q});
    }
    wrong.gate(ir::GateId::kRX, {3}, {0.01});
    // Diagonal, by gates that are not.
    ir::Circuit by_cx = clifford;
    by_cx.gate(ir::GateId::kX, {1}, {}, {ir::Control(0)}), by_cx.gate(ir::GateId::kS, {1});
    by_cx.gate(ir::GateId::kX, {1}, {}, {ir::Control(0)});
    for (ir::Circuit* c : {&a, &b, &clifford, &by_cx, &wrong})
      for (ir::Qubit q = 0; q < n; ++q) c->measure(q, q);
    EXPECT_EQ(verify(a, b, options).verdict, Verdict::kEqual) << n << ": " << verify(a, b, options).detail;
    EXPECT_EQ(verify(clifford, by_cx, options).verdict, Verdict::kEqual) << n;
    const VerifyResult r = verify(a, wrong, options);
    EXPECT_EQ(r.verdict, n < 30 ? Verdict::kNotEqual : Verdict::kUndecided)
        << n << ": " << r.method << r.detail;
    // One qubit is not measured: its phase is seen.
    ir::Circuit open_a(n, n), open_b(n, n);
    for (ir::Circuit* c : {&open_a, &open_b}) {
      for (ir::Qubit q = 0; q < n; ++q) c->gate(ir::GateId::kH, {q});
      if (c == &open_b) c->gate(ir::GateId::kZ, {0}, {}, {ir::Control(1)});
      for (ir::Qubit q = 1; q < n; ++q) c->measure(q, q);
    }
    EXPECT_EQ(verify(open_a, open_b, options).verdict, Verdict::kNotEqual) << n;
  }
}

}  // namespace
}  // namespace qiao::qsim
