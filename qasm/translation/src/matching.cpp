#include "qiao/translation/matching.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::translation {
namespace {

using ir::Circuit;

void measured_bits(const Circuit& c, ir::BlockId block, std::vector<ir::Clbit>& bits) {
  for (std::size_t i = 0; i < c.size(block); ++i) {
    const ir::Instruction in = c.at(i, block);
    if (in.kind() == ir::OpKind::kMeasure) bits.push_back(in.clbit());
    in.each_block([&](ir::BlockId b) { measured_bits(c, b, bits); });
  }
}

// Registers of results in the order of measurement: "rec" of Stim, "k" of HiQASM.
bool is_record(const Circuit& c) {
  return c.cregs().size() == 1 && (c.cregs()[0].name == "rec" || c.cregs()[0].name == "k");
}

ir::Qubit qubit_called(const Circuit& c, const std::string& name) {
  for (ir::Qubit q = 0; q < c.num_qubits(); ++q)
    if (c.qubit_name(q) == name) return q;
  throw Error(ErrorCode::kUsage, fmt::format("the map of qubits: there is no qubit '{}'", name),
              "it names the first program's and the second's qubits");
}

}  // namespace

Circuit matched(const Circuit& a, const Circuit& b, const QubitMap& map, std::string& note) {
  std::vector<ir::Qubit> qubits(b.num_qubits());
  for (ir::Qubit q = 0; q < qubits.size(); ++q) qubits[q] = q;
  std::vector<ir::Clbit> bits(b.num_result_bits());
  for (ir::Clbit c = 0; c < bits.size(); ++c) bits[c] = c;
  bool moved = false;
  if (!map.empty()) {
    std::vector<bool> taken(a.num_qubits());
    std::fill(qubits.begin(), qubits.end(), ir::kMaxQubits);
    for (const auto& [name_a, name_b] : map) {
      const ir::Qubit qa = qubit_called(a, name_a), qb = qubit_called(b, name_b);
      if (taken[qa] || qubits[qb] != ir::kMaxQubits)
        throw Error(ErrorCode::kUsage,
                    fmt::format("the map of qubits: '{}={}' names a qubit twice", name_a, name_b));
      taken[qa] = true;
      qubits[qb] = qa;
    }
    ir::Qubit next = 0;  // the others in order
    for (ir::Qubit& q : qubits) {
      if (q != ir::kMaxQubits) continue;
      while (next < taken.size() && taken[next]) ++next;
      if (next >= taken.size()) return b;
      q = next++;
    }
    moved = true;
  } else if (a.num_qubits() == b.num_qubits()) {
    std::vector<ir::Qubit> by_name(b.num_qubits());
    bool all = true;
    for (const ir::Register& r : b.qregs()) {
      const auto same = std::find_if(a.qregs().begin(), a.qregs().end(), [&](const ir::Register& x) {
        return x.name == r.name && x.size == r.size;
      });
      all = all && same != a.qregs().end();
      if (!all) break;
      for (std::uint32_t i = 0; i < r.size; ++i) by_name[r.offset + i] = same->offset + i;
    }
    if (!all) note = "registers have different names or sizes: qubits matched by position";
    else if (by_name != qubits) qubits = by_name, moved = true;
  }
  if (is_record(b) && !is_record(a)) {
    std::vector<ir::Clbit> order;
    measured_bits(a, Circuit::kMainBlock, order);
    if (order.size() == bits.size()) bits = order, moved = true;
  } else if (a.num_result_bits() == b.num_result_bits()) {
    std::vector<ir::Clbit> by_name(bits.size());
    bool all = true;
    for (const ir::Register& r : b.cregs()) {
      const auto same = std::find_if(a.cregs().begin(), a.cregs().end(), [&](const ir::Register& x) {
        return x.name == r.name && x.size == r.size;
      });
      all = all && same != a.cregs().end();
      if (!all) break;
      for (std::uint32_t i = 0; i < r.size; ++i) by_name[r.offset + i] = same->offset + i;
    }
    if (all && by_name != bits) bits = by_name, moved = true;
  }
  if (!moved || qubits.size() > a.num_qubits()) return b;
  return qsim::relabel(b, a, qubits, bits);
}

qsim::VerifyResult verify_deferred(const Circuit& original, const Circuit& deferred, const Circuit& output,
                                   const qsim::VerifyOptions& options) {
  qsim::VerifyOptions check = options;
  check.scratch_qubits = deferred.num_qubits() - original.num_qubits();
  check.max_branch_work = 1e8;  // about a second
  Circuit wide = ir::same_shape(original);
  if (check.scratch_qubits > 0) wide.add_qreg(deferred.qregs().back().name, check.scratch_qubits);
  ir::append_all(original, wide);
  std::string note;
  const Circuit b = matched(wide, output, {}, note);
  qsim::VerifyResult r = qsim::verify(wide, b, check);
  if (r.verdict != qsim::Verdict::kUndecided) return r;
  // Too many branches: the output against the program with its measurements deferred by rule.
  check.scratch_qubits = 0;
  const std::string why = r.detail;
  r = qsim::verify(deferred, b, check);
  r.scope += "; that deferring measurements keeps the program rests on the rule, not on a comparison";
  r.detail += "; against the program with its measurements deferred: " + why;
  return r;
}

}  // namespace qiao::translation
