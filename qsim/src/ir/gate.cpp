#include "qiao/ir/gate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <unordered_map>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kSqrtHalf = std::numbers::sqrt2 / 2;
constexpr Complex kI1{0, 1};

Complex cis(double angle) { return {std::cos(angle), std::sin(angle)}; }

// ---- inverse rules, as gates.def spells them
InverseRule self(GateId id) { return {.id = id}; }
InverseRule self_swapped(GateId id) { return {.id = id, .swap_targets = true}; }
InverseRule decomposed() { return {.by_decomposition = true}; }
InverseRule negated(GateId id) {
  InverseRule r{.id = id};
  for (double& s : r.sign) s = -1;
  return r;
}
struct ParamMap {
  int source;  // -1: a constant
  double sign;
  double offset = 0;
};
InverseRule params_map(GateId id, std::initializer_list<ParamMap> map) {
  InverseRule r{.id = id};
  int i = 0;
  for (const ParamMap& m : map) {
    r.source[i] = static_cast<std::int8_t>(m.source);
    r.sign[i] = m.sign;
    r.offset[i] = m.offset;
    ++i;
  }
  return r;
}

// ---- decompositions that several rows share
void decompose_rzz(GateSink& o, const Param& theta, const Qubit* q) {
  o.cx(q[0], q[1]);
  o.g(GateId::kRZ, {theta}, {q[1]});
  o.cx(q[0], q[1]);
}
void decompose_rzx(GateSink& o, const Param& theta, const Qubit* q) {
  o.g(GateId::kH, {}, {q[1]});
  decompose_rzz(o, theta, q);
  o.g(GateId::kH, {}, {q[1]});
}
void decompose_cp(GateSink& o, const Param& lambda, const Qubit* q) {
  o.g(GateId::kP, {lambda / 2}, {q[0]});
  o.cx(q[0], q[1]);
  o.g(GateId::kP, {lambda / -2}, {q[1]});
  o.cx(q[0], q[1]);
  o.g(GateId::kP, {lambda / 2}, {q[1]});
}
// Rotations in the plane of |01>, |10> (plus) and of |00>, |11> (minus), as in Qiskit's definitions.
void decompose_xx_plus_yy(GateSink& o, const Param& theta, const Param& beta, const Qubit* q) {
  o.g(GateId::kRZ, {beta}, {q[0]});
  o.g(GateId::kRZ, {-kPi / 2}, {q[1]});
  o.g(GateId::kSX, {}, {q[1]});
  o.g(GateId::kRZ, {kPi / 2}, {q[1]});
  o.g(GateId::kS, {}, {q[0]});
  o.cx(q[1], q[0]);
  o.g(GateId::kRY, {theta / -2}, {q[1]});
  o.g(GateId::kRY, {theta / -2}, {q[0]});
  o.cx(q[1], q[0]);
  o.g(GateId::kSdg, {}, {q[0]});
  o.g(GateId::kRZ, {-kPi / 2}, {q[1]});
  o.g(GateId::kSXdg, {}, {q[1]});
  o.g(GateId::kRZ, {kPi / 2}, {q[1]});
  o.g(GateId::kRZ, {-beta}, {q[0]});
}
void decompose_xx_minus_yy(GateSink& o, const Param& theta, const Param& beta, const Qubit* q) {
  o.g(GateId::kRZ, {-beta}, {q[1]});
  o.g(GateId::kRZ, {-kPi / 2}, {q[0]});
  o.g(GateId::kSX, {}, {q[0]});
  o.g(GateId::kRZ, {kPi / 2}, {q[0]});
  o.g(GateId::kS, {}, {q[1]});
  o.cx(q[0], q[1]);
  o.g(GateId::kRY, {theta / 2}, {q[0]});
  o.g(GateId::kRY, {theta / -2}, {q[1]});
  o.cx(q[0], q[1]);
  o.g(GateId::kSdg, {}, {q[1]});
  o.g(GateId::kRZ, {-kPi / 2}, {q[0]});
  o.g(GateId::kSXdg, {}, {q[0]});
  o.g(GateId::kRZ, {kPi / 2}, {q[0]});
  o.g(GateId::kRZ, {beta}, {q[1]});
}

const std::vector<GateInfo>& rows() {
  static const std::vector<GateInfo> table = {
#define QIAO_GATE(gate_id, ...) GateInfo{.id = GateId::gate_id, __VA_ARGS__},
#include "qiao/ir/gates.def"
#undef QIAO_GATE
  };
  return table;
}

}  // namespace

void GateSink::cx(Qubit control, Qubit target) { gate(GateId::kX, {}, {&control, 1}, {&target, 1}); }

std::span<const GateInfo> gate_table() { return rows(); }

const GateInfo& gate_info(GateId id) {
  QIAO_ASSERT(id < GateId::kCount);
  static const GateInfo* const table = rows().data();
  return table[static_cast<std::size_t>(id)];
}

const GateInfo* find_gate(std::string_view name) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const GateInfo*> map;
    for (const GateInfo& row : rows()) map.emplace(row.name, &row);
    return map;
  }();
  const auto it = index.find(name);
  return it == index.end() ? nullptr : it->second;
}

Matrix gate_matrix(GateId id, std::span<const double> params) {
  const GateInfo& info = gate_info(id);
  if (!info.matrix)
    throw Error(ErrorCode::kUsage, fmt::format("gate '{}' has no matrix of its own", info.name));
  if (params.size() != info.num_params())
    throw Error(ErrorCode::kUsage, fmt::format("gate '{}' takes {} parameter(s), got {}", info.name,
                                               info.num_params(), params.size()));
  Matrix m(std::size_t{1} << info.num_targets);
  info.matrix(params.data(), m.data.data());
  return m;
}

}  // namespace qiao::ir
