#include "qiao/translation/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::translation {
namespace {

using ir::Circuit;

// ---- results in the order of measurement

// The bits of all measurements in their order. Throws where the program alone does not say which come first.
void measured_bits(const Circuit& c, ir::BlockId block, std::vector<ir::Clbit>& bits) {
  for (std::size_t i = 0; i < c.size(block); ++i) {
    const ir::Instruction in = c.at(i, block);
    if (in.kind() == ir::OpKind::kMeasure) bits.push_back(in.clbit());
    if (in.kind() == ir::OpKind::kBlock) {
      measured_bits(c, in.body(), bits);
    } else {
      in.each_block([&](ir::BlockId b) {
        std::vector<ir::Clbit> inside;
        measured_bits(c, b, inside);
        if (!inside.empty())
          throw Error(
              ErrorCode::kUnsupported,
              "one program lists its results in the order of measurement, and whether the other measures "
              "depends on a condition");
      });
    }
  }
}

bool is_in_order(const Circuit& c) { return c.cregs().size() == 1 && c.cregs()[0].in_order; }

// Where the results of `b` go in `a`, of which one has them in the order of measurement.
std::vector<ir::Clbit> bits_in_order(const Circuit& a, const Circuit& b) {
  const bool b_in_order = is_in_order(b);
  const Circuit &list = b_in_order ? b : a, &named = b_in_order ? a : b;
  std::vector<ir::Clbit> order;
  measured_bits(named, Circuit::kMainBlock, order);
  if (order.size() != list.num_result_bits())
    throw Error(
        ErrorCode::kUnsupported,
        fmt::format(
            "one program lists {} results in the order of measurement, the other makes {} measurements",
            list.num_result_bits(), order.size()));
  std::vector<bool> taken(named.num_result_bits());
  bool overwrites = false;
  for (const ir::Clbit c : order) {
    if (c >= taken.size())
      throw Error(ErrorCode::kUnsupported, "a measurement goes to a variable that is no result");
    overwrites = overwrites || taken[c];
    taken[c] = true;
  }
  if (b_in_order) {
    // What is overwritten may not be read: the list still has it, the register does not.
    if (overwrites && !b.exprs().empty())
      throw Error(
          ErrorCode::kUnsupported,
          "a result is overwritten by a later one, and conditions may read it from the list of results");
    return order;
  }
  if (overwrites || order.size() != named.num_result_bits())
    throw Error(
        ErrorCode::kUnsupported,
        "the first program lists its results in the order of measurement, and the second has bits that are "
        "measured twice or never; give them the other way round");
  std::vector<ir::Clbit> bits(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) bits[order[i]] = static_cast<ir::Clbit>(i);
  return bits;
}

// ---- registers

// Where the bits of registers `b` lie in `a`: those of a register of the same name and size in that, the others in order.
struct ByName {
  std::vector<std::uint32_t> where;
  bool all = true;  // have such a register
};
ByName by_name(const std::vector<ir::Register>& a, const std::vector<ir::Register>& b, std::size_t size) {
  ByName match{std::vector<std::uint32_t>(size), true};
  std::vector<bool> taken(size), known(size);
  for (const ir::Register& r : b) {
    const auto same = std::find_if(
        a.begin(), a.end(), [&](const ir::Register& x) { return x.name == r.name && x.size == r.size; });
    if (same == a.end() || (r.size > 0 && taken[same->offset])) {
      match.all = false;
      continue;
    }
    for (std::uint32_t i = 0; i < r.size; ++i) {
      match.where[r.offset + i] = same->offset + i;
      known[r.offset + i] = taken[same->offset + i] = true;
    }
  }
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (known[i]) continue;
    while (taken[next]) ++next;
    match.where[i] = next++;
  }
  return match;
}

// ---- inputs

// Names and types of what has no value yet.
std::map<std::string, std::optional<ir::ValueType>> open_inputs(const Circuit& c) {
  std::map<std::string, std::optional<ir::ValueType>> inputs;
  for (ir::SymbolId s = 0; s < c.symbols().size(); ++s) inputs[c.symbols()[s]] = c.symbol_type(s);
  for (const ir::Variable& v : c.variables())
    if (v.is_input) inputs[v.name] = v.type;
  return inputs;
}
std::string type_of(const std::optional<ir::ValueType>& type) {
  return type ? type_name(*type) : "any real number";
}

std::uint64_t count_delays(const Circuit& c) {
  std::uint64_t n = 0;
  for (ir::BlockId b = 0; b < c.num_blocks(); ++b)
    for (std::size_t i = 0; i < c.size(b); ++i) n += c.at(i, b).kind() == ir::OpKind::kDelay;
  return n;
}

Coverage coverage_of(const Circuit& a, const Circuit& b, const std::map<std::string, std::string>& given) {
  Coverage c;
  c.inputs = given;
  for (const auto& [name, type] : open_inputs(b)) c.open_inputs[name] = type_of(type);
  for (const auto& [name, type] : open_inputs(a))
    if (type || !c.open_inputs.count(name)) c.open_inputs[name] = type_of(type);
  for (const ir::Register& r : a.cregs())
    if (r.size > 0) c.results.push_back(r.name);
  c.delays[0] = count_delays(a);
  c.delays[1] = count_delays(b);
  return c;
}

const ir::Variable* find_input(const Circuit& c, const ir::Variable& like) {
  for (const ir::Variable& v : c.variables())
    if (v.is_input && v.name == like.name && v.type == like.type && v.dims == like.dims) return &v;
  return nullptr;
}

// Why inputs of the two cannot have the same values; empty if they can.
std::string different_inputs(const Circuit& a, const Circuit& b) {
  const auto in_b = open_inputs(b);
  for (const auto& [name, type] : open_inputs(a))
    if (const auto other = in_b.find(name);
        other != in_b.end() && type && other->second && *type != *other->second)
      return fmt::format("input '{}' is {} in the first program and {} in the second", name, type_of(type),
                         type_of(other->second));
  for (const auto& [x, y, first, second] :
       {std::tuple(&a, &b, "first", "second"), std::tuple(&b, &a, "second", "first")})
    for (const ir::Variable& v : x->variables())
      if (v.is_input && !find_input(*y, v))
        return fmt::format("the {} program computes with its input '{}', and the {} has none like it", first,
                           v.name, second);
  return {};
}

// Whether inputs that are variables lie in the same places, for expressions read them from there.
bool same_places(const Circuit& a, const Circuit& b) {
  return std::all_of(a.variables().begin(), a.variables().end(), [&](const ir::Variable& v) {
    return !v.is_input || find_input(b, v)->first == v.first;
  });
}

qsim::VerifyResult not_comparable(const char* method, std::string detail) {
  qsim::VerifyResult r;
  r.verdict = qsim::Verdict::kNotComparable;
  r.method = method;
  r.detail = std::move(detail);
  return r;
}
qsim::VerifyResult undecided(std::string detail) {
  qsim::VerifyResult r;
  r.method = "none";
  r.detail = std::move(detail);
  return r;
}

void add_to_scope(Comparison& c) {
  if (c.result.verdict != qsim::Verdict::kEqual && c.result.verdict != qsim::Verdict::kNotEqual) return;
  for (const auto& [name, type] : c.coverage.open_inputs)
    if (type != "float[64]" && type != type_of({}))
      c.result.scope += fmt::format("; {} has the values of {}", name, type);
  if (c.coverage.delays[0] || c.coverage.delays[1]) c.result.scope += "; delays are not compared";
}

std::string count(std::uint64_t n, const char* what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

void by_position(const char* what, std::string& note) {
  note += fmt::format(
      "{}registers of {} have different names or sizes: those without their like matched by position",
      note.empty() ? "" : "; ", what);
}

// Where the results of `b` are in `a`.
std::vector<ir::Clbit> matched_results(const Circuit& a, const Circuit& b, std::string& note) {
  if (is_in_order(a) != is_in_order(b)) return bits_in_order(a, b);
  std::vector<ir::Clbit> bits(b.num_result_bits());
  std::iota(bits.begin(), bits.end(), ir::Clbit{0});
  if (is_in_order(a) || a.num_result_bits() != b.num_result_bits()) return bits;
  ByName same = by_name(a.cregs(), b.cregs(), b.num_result_bits());
  if (!same.all) by_position("results", note);
  return same.where;
}

}  // namespace

Circuit matched(const Circuit& a, const Circuit& b, const QubitMap& map, std::string& note) {
  std::vector<ir::Qubit> qubits(b.num_qubits());
  for (ir::Qubit q = 0; q < qubits.size(); ++q) qubits[q] = q;
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
    ByName same = by_name(a.qregs(), b.qregs(), b.num_qubits());
    if (!same.all) by_position("qubits", note);
    if (same.where != qubits) qubits = std::move(same.where), moved = true;
  }
  std::vector<ir::Clbit> bits(b.num_result_bits());
  std::iota(bits.begin(), bits.end(), ir::Clbit{0});
  if (std::vector<ir::Clbit> there = matched_results(a, b, note); there != bits)
    bits = std::move(there), moved = true;
  if (!different_inputs(a, b).empty() || qubits.size() > a.num_qubits()) return b;
  if (!moved && same_places(a, b)) return b;
  return qsim::relabel(b, a, qubits, bits);
}

Comparison compare(const Circuit& a, const Circuit& b, const Places& places,
                   const qsim::VerifyOptions& options, const std::map<std::string, std::string>& given) {
  Comparison c;
  c.max_error = options.max_error;
  c.coverage = coverage_of(a, b, given);
  if (std::string why = different_inputs(a, b); !why.empty()) {
    c.result = not_comparable("inputs", std::move(why));
    return c;
  }
  try {
    // Of a compiled program positions say nothing; a translation keeps them.
    const bool compiled = is_physical(a) != is_physical(b) &&
                          (options.compare != qsim::Compare::kStates || !places.start.empty());
    const bool on_device = a.num_qubits() != b.num_qubits() || !places.end.empty() || places.noted_a ||
                           places.noted_b || compiled;
    const auto shape = [&](ir::Clbit results) {
      return not_comparable("shape",
                            fmt::format("the first program has {} and {}, the second {} and {}",
                                        count(a.num_qubits(), "qubit"), count(a.num_result_bits(), "result"),
                                        count(b.num_qubits(), "qubit"), count(results, "result")));
    };
    if (on_device) {
      const std::vector<ir::Clbit> bits = matched_results(a, b, c.note);
      std::vector<bool> taken(a.num_result_bits());
      for (const ir::Clbit bit : bits) taken[bit] = true;
      if (bits.size() != taken.size() || std::find(taken.begin(), taken.end(), false) != taken.end())
        c.result = shape(b.num_result_bits());
      else c.result = compare_on_device(a, b, bits, places, options, c.note);
    } else {
      const Circuit there = matched(a, b, places.start, c.note);
      if (!same_places(a, there))
        throw Error(ErrorCode::kUnsupported,
                    "the inputs of the two programs cannot be brought into one order");
      if (there.num_result_bits() != a.num_result_bits()) c.result = shape(b.num_result_bits());
      else c.result = qsim::verify(a, there, options);
    }
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kUnsupported) throw;
    c.result = undecided(e.what());
  }
  add_to_scope(c);
  return c;
}

Comparison compare_deferred(const Circuit& original, const Circuit& output,
                            const qsim::VerifyOptions& options,
                            const std::map<std::string, std::string>& given) {
  Comparison c;
  c.max_error = options.max_error;
  c.coverage = coverage_of(original, output, given);
  try {
    const Circuit deferred = ir::defer_measurements(original);
    qsim::VerifyOptions check = options;
    check.scratch_qubits = deferred.num_qubits() - original.num_qubits();
    check.max_branch_work = 1e8;  // about a second
    Circuit wide = ir::same_shape(original);
    if (check.scratch_qubits > 0) wide.add_qreg(deferred.qregs().back().name, check.scratch_qubits);
    ir::append_all(original, wide);
    const Circuit b = matched(wide, output, {}, c.note);
    c.result = qsim::verify(wide, b, check);
    if (c.result.verdict == qsim::Verdict::kUndecided) {
      // Too many branches: the output against the program with its measurements deferred by rule.
      check.scratch_qubits = 0;
      const std::string why = c.result.detail;
      c.result = qsim::verify(deferred, b, check);
      c.result.scope +=
          "; that deferring measurements keeps the program rests on the rule, not on a comparison";
      c.result.detail += "; against the program with its measurements deferred: " + why;
    }
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kUnsupported) throw;
    c.result = undecided(e.what());
  }
  add_to_scope(c);
  return c;
}

}  // namespace qiao::translation
