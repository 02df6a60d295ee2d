// What the direct lane needs of the checker: the meaning of plain names, and a place for plain operations.

#include "sema.hpp"

namespace qiao::qasm {

Sema::PlainGate Sema::plain_gate(std::string_view name) {
  if (gate_ || ended_ || !scopes_.at_global()) return {};
  const Symbol* symbol = scopes_.find(name);
  if (!symbol || symbol->kind != SymbolKind::kGate) return {};
  const GateDef& gate = program_.gates[symbol->index];
  if (gate.poisoned || gate.calls_opaque || gate.may_fail) return {};
  return {&gate, symbol->index, call_cost(gate, nullptr, {})};
}

const Symbol* Sema::plain_bits(std::string_view name) {
  if (ended_) return nullptr;
  const Symbol* symbol = scopes_.find(name);
  if (!symbol || !symbol->list.empty()) return nullptr;
  return symbol->kind == SymbolKind::kQubits || symbol->kind == SymbolKind::kBits ? symbol : nullptr;
}

bool Sema::pi_is_builtin() { return !scopes_.find("pi"); }

bool Sema::charge_flat(Cost cost) {
  Cost total = program_.cost;
  total += cost;
  if (exceeds_limit(total)) return false;
  program_.cost = total;
  ++statements_;
  return true;
}

void Sema::append_flat(bool first, FileId file, std::uint32_t gate, std::uint32_t line, std::uint32_t column,
                       std::span<const std::uint32_t> bits, std::span<const double> params) {
  const FlatCalls::Position at = program_.flat.append(gate, line, column, bits, params);
  if (first) {
    Operation op;
    op.kind = OpKind::kFlat;
    op.gate = at.chunk;
    op.args = at.word;
    op.count = 0;
    op.source = {line, static_cast<std::uint16_t>(column),
                 static_cast<std::uint16_t>(std::min<std::uint32_t>(file, 0xffff))};
    program_.operations.push_back(op);
  }
  ++program_.operations.back().count;
}

}  // namespace qiao::qasm
