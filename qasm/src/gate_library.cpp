#include "gate_library.hpp"

#include <algorithm>
#include <iterator>
#include <numbers>

namespace qiao::qasm {

namespace {

using ir::GateId;

constexpr LibraryGate kQelib1[] = {
    {"u3", GateId::kU, 3, 0, 1, true},        {"u2", GateId::kU2, 2, 0, 1, true},
    {"u1", GateId::kP, 1, 0, 1, true},        {"cx", GateId::kX, 0, 1, 1, true},
    {"id", GateId::kI, 0, 0, 1, true},        {"u0", GateId::kU0, 1, 0, 1, false},
    {"u", GateId::kU, 3, 0, 1, false},        {"p", GateId::kP, 1, 0, 1, false},
    {"x", GateId::kX, 0, 0, 1, true},         {"y", GateId::kY, 0, 0, 1, true},
    {"z", GateId::kZ, 0, 0, 1, true},         {"h", GateId::kH, 0, 0, 1, true},
    {"s", GateId::kS, 0, 0, 1, true},         {"sdg", GateId::kSdg, 0, 0, 1, true},
    {"t", GateId::kT, 0, 0, 1, true},         {"tdg", GateId::kTdg, 0, 0, 1, true},
    {"rx", GateId::kRX, 1, 0, 1, true},       {"ry", GateId::kRY, 1, 0, 1, true},
    {"rz", GateId::kRZ, 1, 0, 1, true},       {"sx", GateId::kSX, 0, 0, 1, false},
    {"sxdg", GateId::kSXdg, 0, 0, 1, false},  {"cz", GateId::kZ, 0, 1, 1, true},
    {"cy", GateId::kY, 0, 1, 1, true},        {"swap", GateId::kSwap, 0, 0, 2, false},
    {"ch", GateId::kH, 0, 1, 1, true},        {"ccx", GateId::kX, 0, 2, 1, true},
    {"cswap", GateId::kSwap, 0, 1, 2, false}, {"crx", GateId::kRX, 1, 1, 1, false},
    {"cry", GateId::kRY, 1, 1, 1, false},     {"crz", GateId::kRZ, 1, 1, 1, true},
    {"cu1", GateId::kP, 1, 1, 1, true},       {"cp", GateId::kP, 1, 1, 1, false},
    {"cu3", GateId::kU, 3, 1, 1, true},       {"csx", GateId::kSX, 0, 1, 1, false},
    {"rxx", GateId::kRXX, 1, 0, 2, false},    {"rzz", GateId::kRZZ, 1, 0, 2, false},
    {"rccx", GateId::kRCCX, 0, 0, 3, false},  {"rc3x", GateId::kRC3X, 0, 0, 4, false},
    {"c3x", GateId::kX, 0, 3, 1, false},      {"c3sqrtx", GateId::kSX, 0, 3, 1, false},
    {"c4x", GateId::kX, 0, 4, 1, false},
    // cu is composed below.
};

// stdgates.inc; cu, u2 and u3 are composed below.
constexpr LibraryGate kStdgates[] = {
    {"p", GateId::kP, 1, 0, 1, true},      {"x", GateId::kX, 0, 0, 1, true},
    {"y", GateId::kY, 0, 0, 1, true},      {"z", GateId::kZ, 0, 0, 1, true},
    {"h", GateId::kH, 0, 0, 1, true},      {"s", GateId::kS, 0, 0, 1, true},
    {"sdg", GateId::kSdg, 0, 0, 1, true},  {"t", GateId::kT, 0, 0, 1, true},
    {"tdg", GateId::kTdg, 0, 0, 1, true},  {"sx", GateId::kSX, 0, 0, 1, true},
    {"rx", GateId::kRX, 1, 0, 1, true},    {"ry", GateId::kRY, 1, 0, 1, true},
    {"rz", GateId::kRZ, 1, 0, 1, true},    {"cx", GateId::kX, 0, 1, 1, true},
    {"cy", GateId::kY, 0, 1, 1, true},     {"cz", GateId::kZ, 0, 1, 1, true},
    {"cp", GateId::kP, 1, 1, 1, true},     {"crx", GateId::kRX, 1, 1, 1, true},
    {"cry", GateId::kRY, 1, 1, 1, true},   {"crz", GateId::kRZ, 1, 1, 1, true},
    {"ch", GateId::kH, 0, 1, 1, true},     {"swap", GateId::kSwap, 0, 0, 2, true},
    {"ccx", GateId::kX, 0, 2, 1, true},    {"cswap", GateId::kSwap, 0, 1, 2, true},
    {"CX", GateId::kX, 0, 1, 1, true},     {"phase", GateId::kP, 1, 0, 1, true},
    {"cphase", GateId::kP, 1, 1, 1, true}, {"id", GateId::kI, 0, 0, 1, true},
    {"u1", GateId::kP, 1, 0, 1, true},
};

GateDef leaf(const LibraryGate& row) {
  GateDef g;
  g.name = row.name;
  g.built_in = true;
  g.leaf = true;
  g.id = row.id;
  g.num_params = row.params;
  g.controls = row.controls;
  g.num_qubits = row.controls + row.targets;
  return g;
}

// Composes gates from leaves that stand before them in Program::gates; indices are relative and fixed up by
// rebase_gates when the list is appended to a program.
class Composer {
 public:
  Composer(std::string_view name, std::uint32_t params, std::uint32_t qubits) {
    gate_.name = name;
    gate_.built_in = true;
    gate_.num_params = params;
    gate_.num_qubits = qubits;
    gate_.cost = {};
    for (std::uint32_t i = 0; i < params; ++i) gate_.code.push_back({ParamOp::kFormal, i, 0, 0});
  }
  std::uint32_t constant(double value) { return node({ParamOp::kConst, 0, 0, value}); }
  std::uint32_t node(ParamNode n) {
    gate_.code.push_back(n);
    return static_cast<std::uint32_t>(gate_.code.size() - 1);
  }
  Composer& call(std::uint32_t gate, std::initializer_list<std::uint32_t> slots,
                 std::initializer_list<std::uint32_t> qubits) {
    gate_.ops.push_back({gate, kNone, static_cast<std::uint32_t>(gate_.param_slots.size()),
                         static_cast<std::uint32_t>(gate_.qubit_args.size())});
    gate_.param_slots.insert(gate_.param_slots.end(), slots);
    gate_.qubit_args.insert(gate_.qubit_args.end(), qubits);
    gate_.cost += {1, 1, 1};
    return *this;
  }
  GateDef take() { return std::move(gate_); }

 private:
  GateDef gate_;
};

// Indices within the lists returned below; the checker adds the offset at which it appends them.
std::uint32_t index_of(const std::vector<GateDef>& gates, std::string_view name) {
  const auto it = std::find_if(gates.begin(), gates.end(), [&](const GateDef& g) { return g.name == name; });
  return static_cast<std::uint32_t>(it - gates.begin());
}

// cu(theta, phi, lambda, gamma) c, t: p(gamma) c and then U(theta, phi, lambda) on t controlled by c.
void add_cu(std::vector<GateDef>& gates, std::uint32_t p, std::uint32_t controlled_u) {
  Composer cu("cu", 4, 2);
  cu.call(p, {3}, {0}).call(controlled_u, {0, 1, 2}, {0, 1});
  gates.push_back(cu.take());
}

}  // namespace

std::span<const LibraryGate> qelib1_rows() { return kQelib1; }
std::span<const LibraryGate> stdgates_rows() { return kStdgates; }

std::vector<GateDef> language_gates(int language) {
  std::vector<GateDef> gates;
  if (language == 2) {
    gates.push_back(leaf({"U", GateId::kU, 3, 0, 1, true}));
    gates.push_back(leaf({"CX", GateId::kX, 0, 1, 1, true}));
    return gates;
  }
  gates.push_back(leaf({"gphase", GateId::kGPhase, 1, 0, 0, true}));
  // Hidden: the U of the gate table. OpenQASM 3's is e^{i theta/2} times that, which a control makes visible.
  gates.push_back(leaf({"", GateId::kU, 3, 0, 1, true}));
  Composer u("U", 3, 1);
  const std::uint32_t half = u.node({ParamOp::kDiv, 0, u.constant(2), 0});
  u.call(0, {half}, {}).call(1, {0, 1, 2}, {0});
  gates.push_back(u.take());
  return gates;
}

std::vector<GateDef> qelib1_gates() {
  std::vector<GateDef> gates;
  for (const LibraryGate& row : kQelib1) gates.push_back(leaf(row));
  add_cu(gates, index_of(gates, "p"), index_of(gates, "cu3"));
  return gates;
}

std::vector<GateDef> stdgates() {
  std::vector<GateDef> gates;
  for (const LibraryGate& row : kStdgates) gates.push_back(leaf(row));
  // Hidden helpers, without a name.
  const auto u = static_cast<std::uint32_t>(gates.size());
  gates.push_back(leaf({"", GateId::kU, 3, 0, 1, true}));
  gates.push_back(leaf({"", GateId::kU, 3, 1, 1, true}));
  gates.push_back(leaf({"", GateId::kGPhase, 1, 0, 0, true}));
  const std::uint32_t controlled_u = u + 1, gphase = u + 2;
  // The file's `p(gamma - theta/2) a; ctrl @ U(theta, phi, lambda) a, b;`: the two theta/2 cancel.
  add_cu(gates, index_of(gates, "p"), controlled_u);
  // u3 and u2 are OpenQASM 2's, of determinant 1: e^{-i (phi + lambda)/2} times the gate table's.
  Composer u3("u3", 3, 1);
  const std::uint32_t sum3 = u3.node({ParamOp::kAdd, 1, 2, 0});
  const std::uint32_t half3 =
      u3.node({ParamOp::kDiv, u3.node({ParamOp::kNeg, sum3, 0, 0}), u3.constant(2), 0});
  u3.call(gphase, {half3}, {}).call(u, {0, 1, 2}, {0});
  gates.push_back(u3.take());
  Composer u2("u2", 2, 1);
  const std::uint32_t sum2 = u2.node({ParamOp::kAdd, 0, 1, 0});
  const std::uint32_t half2 =
      u2.node({ParamOp::kDiv, u2.node({ParamOp::kNeg, sum2, 0, 0}), u2.constant(2), 0});
  const std::uint32_t quarter = u2.constant(std::numbers::pi / 2);
  u2.call(gphase, {half2}, {}).call(u, {quarter, 0, 1}, {0});
  gates.push_back(u2.take());
  return gates;
}

bool is_original(std::string_view name) {
  return std::any_of(std::begin(kQelib1), std::end(kQelib1),
                     [&](const LibraryGate& r) { return r.name == name && r.original; });
}

bool is_library_gate(std::string_view name, int language) {
  const auto has = [&](const auto& table) {
    return std::any_of(std::begin(table), std::end(table),
                       [&](const LibraryGate& r) { return r.name == name; });
  };
  if (name == "cu") return true;
  return language == 2 ? has(kQelib1) : has(kStdgates) || name == "u2" || name == "u3";
}

std::string_view original_qelib1() {
  return R"(// qelib1.inc as in arXiv:1707.03429
gate u3(theta,phi,lambda) q { U(theta,phi,lambda) q; }
gate u2(phi,lambda) q { U(pi/2,phi,lambda) q; }
gate u1(lambda) q { U(0,0,lambda) q; }
gate cx c,t { CX c,t; }
gate id a { U(0,0,0) a; }
gate x a { u3(pi,0,pi) a; }
gate y a { u3(pi,pi/2,pi/2) a; }
gate z a { u1(pi) a; }
gate h a { u2(0,pi) a; }
gate s a { u1(pi/2) a; }
gate sdg a { u1(-pi/2) a; }
gate t a { u1(pi/4) a; }
gate tdg a { u1(-pi/4) a; }
gate rx(theta) a { u3(theta,-pi/2,pi/2) a; }
gate ry(theta) a { u3(theta,0,0) a; }
gate rz(phi) a { u1(phi) a; }
gate cz a,b { h b; cx a,b; h b; }
gate cy a,b { sdg b; cx a,b; s b; }
gate ch a,b { h b; sdg b; cx a,b; h b; t b; cx a,b; t b; h b; s b; x b; s a; }
gate ccx a,b,c
{
  h c;
  cx b,c; tdg c;
  cx a,c; t c;
  cx b,c; tdg c;
  cx a,c; t b; t c; h c;
  cx a,b; t a; tdg b;
  cx a,b;
}
gate crz(lambda) a,b
{
  u1(lambda/2) b;
  cx a,b;
  u1(-lambda/2) b;
  cx a,b;
}
gate cu1(lambda) a,b
{
  u1(lambda/2) a;
  cx a,b;
  u1(-lambda/2) b;
  cx a,b;
  u1(lambda/2) b;
}
gate cu3(theta,phi,lambda) c, t
{
  u1((lambda-phi)/2) t;
  cx c,t;
  u3(-theta/2,0,-(phi+lambda)/2) t;
  cx c,t;
  u3(theta/2,phi,0) t;
}
)";
}

}  // namespace qiao::qasm
