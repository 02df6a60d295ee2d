// Operands: which qubits or bits an expression selects.

#include <algorithm>

#include "gate_library.hpp"
#include "sema.hpp"

namespace qiao::qasm {

const Symbol& Sema::resolve(std::string_view name, Span span, std::string_view what) {
  if (const Symbol* s = scopes_.find(name)) return *s;
  if (reporter_.muted()) throw Failed{};
  const std::string text(name);
  if (gate_) {
    if (const Symbol* outside = scopes_.find_global(name); outside && outside->kind != SymbolKind::kGate) {
      // Poisoned so that it is said once per definition.
      auto notes = declared_note(*outside, name);
      declare_poisoned({name, span});
      fail(Code::kUndefinedName, span, "'" + text + "' is not visible inside a gate definition", {},
           std::move(notes));
    }
  }
  const std::string near =
      nearest_name(text, scopes_.names([](const Symbol& s) { return s.kind != SymbolKind::kGate; }));
  if (gate_) declare_poisoned({name, span});
  else if (!scopes_.find_global(name)) {
    Symbol poisoned;
    poisoned.declared = place(span);
    scopes_.declare_global(name, std::move(poisoned));
  }
  std::string help = near.empty() ? "" : "did you mean '" + near + "'?";
  fail(Code::kUndefinedName, span, "undefined name '" + text + "', needed is " + std::string(what),
       std::move(help));
}

void Sema::select_symbol(std::string_view name, Span span, bool quantum, Selection& out) {
  const Symbol& s = resolve(name, span, quantum ? "a quantum register" : "a classical register");
  out.ok = false;
  out.quantum = quantum;
  out.listed = false;
  switch (s.kind) {
    case SymbolKind::kPoisoned:
      throw Failed{};
    case SymbolKind::kVariable:
      if (quantum || !s.dims.empty() || variables_[s.index].type.kind != ir::ValueKind::kBits || s.read_only)
        break;
      // A bit variable: from here on its bits are those of the program.
      out.scalar = variables_[s.index].type.width == 1;
      out.count = variables_[s.index].type.width;
      materialise(s.index, source(span));
      out.first = variables_[s.index].address;
      out.ok = true;
      return;
    case SymbolKind::kFormalQubit:
      if (!quantum) break;
      out.first = s.index;
      out.count = 1;
      out.scalar = true;
      out.ok = true;
      return;
    case SymbolKind::kQubits:
    case SymbolKind::kBits:
      if ((s.kind == SymbolKind::kQubits) != quantum) break;
      out.scalar = s.scalar;
      out.first = s.index;
      out.count = s.size;
      out.ok = true;
      if (!s.list.empty()) {
        out.listed = true;
        out.data = s.list.data();
      }
      return;
    default:
      break;
  }
  fail(s.kind == SymbolKind::kQubits || s.kind == SymbolKind::kBits || s.kind == SymbolKind::kFormalQubit
           ? Code::kOperandType
           : Code::kWrongKind,
       span,
       "'" + std::string(name) + "' is " + std::string(describe(s.kind)) + "; " +
           (quantum ? "qubits are needed here" : "classical bits are needed here"),
       {}, declared_note(s, name));
}

std::uint32_t Sema::checked_index(std::int64_t index, std::uint32_t size, Span item, Span whole) {
  const std::int64_t n = size;
  if (index >= 0 && index < n) return static_cast<std::uint32_t>(index);
  if (language_ == 3 && index < 0 && index >= -n) return static_cast<std::uint32_t>(index + n);
  const std::string_view text = sources_[file_].text();
  const auto words = [&](Span s) { return shortened(text.substr(s.begin, s.end - s.begin)); };
  fail(Code::kIndexRange, whole,
       "index " + (index == INT64_MAX ? words(item) : std::to_string(index)) + " in '" + words(whole) +
           "' is outside the register of size " + std::to_string(size));
}

Sema::Range Sema::range(const RangeExpr& r, Span span, std::int64_t size) {
  const bool outer = shape_;
  shape_ = true;
  Range out{0, 1, 0};
  out.step = r.step == kNone ? 1 : constant_integer(r.step, "the step of a range");
  if (out.step == 0) fail(Code::kEmptySet, span, "the step of a range cannot be 0");
  if (size < 0 && (r.start == kNone || r.stop == kNone))
    fail(Code::kSyntax, span, "a range without a register needs both ends");
  out.start = r.start != kNone ? constant_integer(r.start, "the start of a range")
              : out.step > 0   ? 0
                               : size - 1;
  std::int64_t stop = r.stop != kNone ? constant_integer(r.stop, "the end of a range")
                      : out.step > 0  ? size - 1
                                      : 0;
  if (size >= 0) {
    // Negative ends count from the end of the register.
    if (out.start < 0 && out.start >= -size) out.start += size;
    if (stop < 0 && stop >= -size) stop += size;
  }
  shape_ = outer;
  const bool forward = out.step > 0;
  if (forward ? out.start <= stop : out.start >= stop) {
    // Both ends belong to the range. In unsigned arithmetic, as the ends may be the extremes of 64 bits.
    const std::uint64_t distance =
        forward ? static_cast<std::uint64_t>(stop) - static_cast<std::uint64_t>(out.start)
                : static_cast<std::uint64_t>(out.start) - static_cast<std::uint64_t>(stop);
    const std::uint64_t step =
        forward ? static_cast<std::uint64_t>(out.step) : 0 - static_cast<std::uint64_t>(out.step);
    out.count = saturating_add(distance / step, 1);
  }
  return out;
}

void Sema::select_items(List items, const Expr& whole, Selection& out) {
  // From `out`, a register, to the bits that the index list picks.
  const std::uint32_t size = out.count;
  if (items.count > 1) {
    const auto text = sources_[file_].text();
    const Span first = ast_->expr(ast_->ids(items)[0]).span,
               last = ast_->expr(ast_->ids(items)[items.count - 1]).span;
    fail(Code::kIndexRange, ast_->expr(ast_->ids(items)[1]).span,
         "a register has one dimension and takes one index",
         "write a set of indices in braces: [{" +
             shortened(text.substr(first.begin, last.end - first.begin)) + "}]");
  }
  std::vector<std::uint32_t> picked;
  bool scalar = items.count == 1;
  const auto pick = [&](std::int64_t index, Span span) {
    picked.push_back(out.at(checked_index(index, size, span, whole.span)));
  };
  const auto index_value = [&](ExprId id) {
    if (language_ == 2)
      return static_cast<std::int64_t>(std::get<IntegerLiteral>(ast_->expr(id).node).overflow
                                           ? INT64_MAX
                                           : std::get<IntegerLiteral>(ast_->expr(id).node).value);
    if (out.quantum && language_ == 3 && items.count == 1 && !gate_) {
      const std::size_t begin = program_.operations.size();
      const Value v = value(id);
      if (!v.is_runtime() && v.kind != ValueKind::kSymbolic) return constant_integer(v, id, "an index");
      const Value x = to_runtime(v);
      if (!x.ir_type().is_integer() && x.ir_type().kind != ir::ValueKind::kBits)
        fail(Code::kExpressionType, ast_->expr(id).span, "an index must be an integer, not " + describe(x));
      throw RuntimeIndex{id, add_node(ir::ExprOp::kIndex, x.ir_type(), x.index, 0, size), size, begin};
    }
    return constant_integer(id, "an index");
  };
  for (std::uint32_t i = 0; i < items.count; ++i) {
    const ExprId id = ast_->ids(items)[i];
    const Expr e = ast_->expr(id);
    if (const auto* r = std::get_if<RangeExpr>(&e.node)) {
      scalar = false;
      const Range bounds = range(*r, e.span, size);
      if (bounds.count == 0) fail(Code::kEmptySet, e.span, "the range selects nothing");
      if (bounds.count > size) {
        // Too long whatever it begins with: say which end is outside.
        checked_index(bounds.start, size, e.span, whole.span);
        fail(Code::kIndexRange, whole.span, "the range leaves the register of size " + std::to_string(size));
      }
      std::int64_t index = bounds.start;
      for (std::uint64_t k = 0; k < bounds.count; ++k) {
        pick(index, e.span);
        if (k + 1 < bounds.count) index += bounds.step;
      }
    } else if (const auto* set = std::get_if<SetExpr>(&e.node)) {
      scalar = false;
      for (std::uint32_t k = 0; k < set->items.count; ++k) {
        const ExprId item = ast_->ids(set->items)[k];
        pick(index_value(item), ast_->expr(item).span);
      }
      if (set->items.count == 0) fail(Code::kEmptySet, e.span, "the set selects nothing");
    } else {
      pick(index_value(id), e.span);
    }
  }
  work_ += 3 * picked.size();
  if (!scalar) {
    seen_.clear();
    for (const std::uint32_t bit : picked)
      if (!seen_.insert(bit).second)
        fail(Code::kDuplicateQubit, whole.span, "the same element is selected twice");
  }
  out.scalar = scalar;
  out.count = static_cast<std::uint32_t>(picked.size());
  out.first = picked.empty() ? 0 : picked[0];
  bool consecutive = true;
  for (std::size_t i = 1; i < picked.size(); ++i) consecutive &= picked[i] == picked[0] + i;
  out.listed = !consecutive;
  out.list = std::move(picked);
  out.data = out.list.data();
}

void Sema::select(ExprId id, bool quantum, Selection& out) {
  const Expr e = ast_->expr(id);
  if (const auto* name = std::get_if<NameExpr>(&e.node))
    return select_symbol(name->text, e.span, quantum, out);
  if (const auto* index = std::get_if<IndexExpr>(&e.node)) {
    select(index->base, quantum, out);
    if (gate_ && quantum) {
      std::uint32_t bracket = ast_->expr(index->base).span.end;
      while (sources_[file_].text()[bracket] != '[') ++bracket;
      fail(Code::kIndexedFormal, {bracket, e.span.end},
           "the qubits of a gate definition are single qubits and cannot be indexed");
    }
    if (out.scalar)
      fail(Code::kOperandType, e.span,
           "a single " + std::string(quantum ? "qubit" : "bit") + " cannot be indexed");
    // The common case, without a detour.
    if (index->items.count == 1) {
      if (const auto* n = std::get_if<IntegerLiteral>(&ast_->expr(ast_->ids(index->items)[0]).node)) {
        const Span span = ast_->expr(ast_->ids(index->items)[0]).span;
        out.first = out.at(checked_index(
            n->overflow || n->value > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(n->value), out.count,
            span, e.span));
        out.listed = false;
        out.count = 1;
        out.scalar = true;
        return;
      }
    }
    return select_items(index->items, e, out);
  }
  if (std::holds_alternative<HardwareQubit>(e.node)) {
    if (!quantum) fail(Code::kOperandType, e.span, "classical bits are needed here, not a physical qubit");
    const std::uint32_t number = std::get<HardwareQubit>(e.node).index;
    if (gate_)
      fail(Code::kNotHere, e.span,
           "physical qubit '$" + std::to_string(number) + "' cannot be used in a gate definition",
           "a gate acts on its own qubits; name the physical one where the gate is called");
    out.ok = true;
    out.quantum = true;
    out.listed = false;
    out.scalar = true;
    out.count = 1;
    out.first = physical_qubit(number, e.span);
    return;
  }
  if (const auto* concat = std::get_if<ConcatExpr>(&e.node)) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < concat->items.count; ++i) {
      Selection part;
      select(ast_->ids(concat->items)[i], quantum, part);
      for (std::uint32_t k = 0; k < part.count; ++k) all.push_back(part.at(k));
    }
    out = {};
    out.ok = true;
    out.quantum = quantum;
    out.listed = true;
    out.list = std::move(all);
    out.data = out.list.data();
    out.count = static_cast<std::uint32_t>(out.list.size());
    out.first = out.list.empty() ? 0 : out.list[0];
    return;
  }
  fail(Code::kOperandType, e.span, quantum ? "qubits are needed here" : "classical bits are needed here");
}

}  // namespace qiao::qasm
