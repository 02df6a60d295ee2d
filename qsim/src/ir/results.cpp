#include "qiao/ir/results.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace qiao::ir {
namespace {

// The variable that a register is, or null.
const Variable* variable_of(const Circuit& circuit, const Register& reg) {
  for (const Variable& v : circuit.variables())
    if (v.is_result && v.first == reg.offset) return &v;
  return nullptr;
}

// A register of bits; wide ones are stored as arrays of single bits.
bool is_bits(const Variable& v) {
  return v.type.kind == ValueKind::kBits && (v.dims.empty() || (v.dims.size() == 1 && v.type.width == 1));
}

}  // namespace

bool has_outputs(const Circuit& circuit) {
  const auto& all = circuit.variables();
  return std::any_of(all.begin(), all.end(), [](const Variable& v) { return v.is_result; });
}

std::vector<Register> result_registers(const Circuit& circuit) {
  const bool outputs = has_outputs(circuit);
  std::vector<Register> result;
  for (const Register& r : circuit.cregs())
    if (r.size > 0 && (!outputs || variable_of(circuit, r))) result.push_back(r);
  return result;
}

std::string register_type(const Circuit& circuit, const Register& reg) {
  const Variable* v = variable_of(circuit, reg);
  if (!v || is_bits(*v)) return fmt::format("bit[{}]", reg.size);
  if (v->dims.empty()) return type_name(v->type);
  std::string text = "array[" + type_name(v->type);
  for (const std::uint32_t d : v->dims) text += fmt::format(", {}", d);
  return text + "]";
}

std::string register_text(const Circuit& circuit, const Register& reg, std::span<const std::uint64_t> words,
                          Clbit first) {
  const auto bit = [&](std::uint32_t b) { return words[(first + b) / 64] >> ((first + b) % 64) & 1; };
  const Variable* v = variable_of(circuit, reg);
  if (!v || is_bits(*v)) {
    std::string text(reg.size, '0');
    for (std::uint32_t b = 0; b < reg.size; ++b)
      if (bit(b)) text[reg.size - 1 - b] = '1';
    return text;
  }
  ClassicalBits bits(reg.size);
  for (std::uint32_t b = 0; b < reg.size; ++b)
    if (bit(b)) bits.set(b, true);
  if (v->dims.empty()) return value_text(v->type, load(bits, 0, v->type));
  // Row by row: a bracket opens and closes with each dimension.
  std::string text;
  const std::uint32_t elements = reg.size / stored_bits(v->type);
  for (std::uint32_t i = 0; i < elements; ++i) {
    std::uint32_t run = 1, edges = 0;
    for (std::size_t d = v->dims.size(); d-- > 0 && i % (run *= v->dims[d]) == 0;) ++edges;
    if (i > 0) text += std::string(edges, ']') + ",";
    text += std::string(edges, '[');
    const std::string value = value_text(v->type, load(bits, i * stored_bits(v->type), v->type));
    text += v->type.kind == ValueKind::kBits ? '"' + value + '"' : value;
  }
  return text + std::string(v->dims.size(), ']');
}

std::string value_text(ValueType type, const Value& v) {
  const auto real = [&](double x) {
    return type.width == 32 ? fmt::format("{}", static_cast<float>(x)) : fmt::format("{}", x);
  };
  switch (type.kind) {
    case ValueKind::kBool:
      return v.word ? "true" : "false";
    case ValueKind::kBits:
      return fmt::format("{:0{}b}", v.word, type.width);
    case ValueKind::kUint:
      return fmt::format("{}", v.word);
    case ValueKind::kInt:
      return fmt::format("{}", v.integer());
    case ValueKind::kFloat:
      return real(v.real());
    case ValueKind::kAngle:
      return fmt::format("{}", radians(v.word, type.width));
    case ValueKind::kComplex:
      return fmt::format("[{},{}]", real(v.real()), real(v.second));
    case ValueKind::kDuration:
      if (v.second == 0) return fmt::format("{}s", v.real());
      if (v.real() == 0) return fmt::format("{}dt", v.second);
      return fmt::format("{}s{:+}dt", v.real(), v.second);
  }
  return "?";
}

}  // namespace qiao::ir
