// Declarations: registers, variables, inputs, outputs, aliases, extern functions.

#include <algorithm>
#include <utility>

#include "sema.hpp"

namespace qiao::qasm {

std::uint32_t Sema::register_size(ExprId size, Name name, std::uint64_t have, std::string_view what) {
  if (size == kNone) {
    if (have + 1 > options_.limits.max_register) {
      reporter_.limit(Code::kRegisterLimit, place(name.span),
                      "more than " + std::to_string(options_.limits.max_register) + " " + std::string(what),
                      "max_register");
      throw Failed{};
    }
    return 1;
  }
  const Span span = ast_->expr(size).span;
  const auto* literal_size = std::get_if<IntegerLiteral>(&ast_->expr(size).node);
  std::uint64_t n = 0;
  if (literal_size) {
    n = literal_size->value;
  } else {
    const Value v = value(size);
    std::int64_t i = 0;
    if (!v.ok()) throw Failed{};
    if (!v.is_constant())
      fail(Code::kNotConstant, span, "the size of '" + std::string(name.text) + "' must be a constant");
    if (!v.as_int64(i))
      fail(Code::kRegisterSize, span, "the size of '" + std::string(name.text) + "' must be an integer");
    if (i < 0)
      fail(Code::kRegisterSize, span,
           "the size of '" + std::string(name.text) + "' is negative: " + std::to_string(i));
    n = static_cast<std::uint64_t>(i);
  }
  if (n == 0) fail(Code::kRegisterSize, span, "register '" + std::string(name.text) + "' has size 0");
  if (n > options_.limits.max_register || have + n > options_.limits.max_register) {
    reporter_.limit(Code::kRegisterLimit, place(span),
                    "register '" + std::string(name.text) + "' makes more than " +
                        std::to_string(options_.limits.max_register) + " " + std::string(what),
                    "max_register");
    throw Failed{};
  }
  return static_cast<std::uint32_t>(n);
}

void Sema::visit(const QubitDecl& d, const Stmt& s) {
  require_global(s.span, "a declaration of qubits");
  Symbol symbol;
  symbol.kind = SymbolKind::kQubits;
  symbol.size = register_size(d.size, d.name, program_.num_qubits, "qubits");
  symbol.scalar = d.size == kNone;
  symbol.index = program_.num_qubits;
  const std::uint32_t size = symbol.size;
  declare(d.name, std::move(symbol));
  program_.qregs.push_back({std::string(d.name.text), size});
  program_.num_qubits += size;
}

void Sema::visit(const BitDecl& d, const Stmt& s) {
  if (gate_)
    not_here(place(keyword(s.span)), "a declaration of bits", "outside gate definitions"), throw Failed{};
  Symbol symbol;
  symbol.kind = SymbolKind::kBits;
  const bool global = scopes_.at_global();
  symbol.size =
      register_size(d.size, d.name, global ? program_.num_clbits : program_.hidden_bits, "classical bits");
  symbol.scalar = d.size == kNone;
  const std::uint32_t size = symbol.size;
  // The initial value does not see the new name.
  const auto* m = d.init == kNone ? nullptr : std::get_if<MeasureExpr>(&ast_->expr(d.init).node);
  std::optional<Value> initial;
  if (d.init != kNone && !m && size <= 64) initial = value(d.init);
  if (global) {
    symbol.index = program_.num_clbits;
  } else {
    Variable v;
    v.name = d.name.text;
    v.declared = place(d.name.span);
    v.type = {ir::ValueKind::kBits, 1};
    v.dims = {size};
    const std::uint32_t index = new_variable(std::move(v));
    place_variable(index);
    variables_[index].known = false;
    symbol.index = variables_[index].address;
    program_.variables.back().dims.clear();
    if (size <= 64) program_.variables.back().type.width = static_cast<std::uint8_t>(size);
    else program_.variables.back().dims = {size};
  }
  const std::uint32_t first = symbol.index;
  declare(d.name, std::move(symbol));
  if (global) {
    program_.cregs.push_back({std::string(d.name.text), size});
    program_.num_clbits += size;
  }
  if (d.init == kNone) return;
  if (m) {
    const ExprId operand = m->operand;
    const ExprId target = ast_->add(d.name.span, NameExpr{d.name.text});
    return with_indices(s.span, [&] { measure(operand, target, s.span); });
  }
  Selection bits;
  bits.quantum = false;
  bits.first = first;
  bits.count = size;
  assign_bits(bits, d.init, initial ? &*initial : nullptr, s.span);
}

std::vector<std::uint32_t> Sema::dimensions(List lengths, Name name, Span span) {
  std::vector<std::uint32_t> dims;
  std::uint64_t elements = 1;
  if (lengths.count > 7) fail(Code::kShape, span, "an array has 7 dimensions at most");
  for (std::uint32_t i = 0; i < lengths.count; ++i) {
    const ExprId id = ast_->ids(lengths)[i];
    const std::int64_t n = constant_integer(id, "the length of a dimension");
    if (n <= 0) fail(Code::kRegisterSize, ast_->expr(id).span, "the length of a dimension must be positive");
    elements = saturating_multiply(elements, static_cast<std::uint64_t>(n));
    if (saturating_add(array_elements_, elements) > options_.limits.max_register) {
      reporter_.limit(Code::kRegisterLimit, place(ast_->expr(id).span),
                      "array '" + std::string(name.text) + "' makes more than " +
                          std::to_string(options_.limits.max_register) + " elements of arrays",
                      "max_register");
      throw Failed{};
    }
    dims.push_back(static_cast<std::uint32_t>(n));
  }
  array_elements_ += elements;
  return dims;
}

void Sema::visit(const ClassicalDecl& d, const Stmt& s) {
  const Type type = ast_->type(d.type);
  if (gate_)
    not_here(place(keyword(s.span)), "a declaration of variables", "outside gate definitions"),
        throw Failed{};
  const auto declare_stretch = [&] {
    Symbol symbol;
    symbol.kind = SymbolKind::kStretch;
    declare(d.name, std::move(symbol));
  };
  switch (d.kind) {
    case ClassicalDecl::Kind::kVariable: {
      if (type.kind == TypeKind::kStretch) {
        if (d.init != kNone) value(d.init);
        return declare_stretch();
      }
      if (type.kind == TypeKind::kArray) {
        require_global(s.span, "a declaration of an array");
        bool sized = true;
        const ir::ValueType element = scalar_type(ast_->type(type.element), sized);
        return declare_variable(d.name, element, sized, dimensions(type.dimensions, d.name, type.span),
                                d.init, s.span, type.span);
      }
      bool sized = true;
      const ir::ValueType scalar = scalar_type(type, sized);
      if (type.kind == TypeKind::kDuration && d.init != kNone) {
        const Value v = value(d.init);
        if (v.kind == ValueKind::kStretch) return declare_stretch();
      }
      return declare_variable(d.name, scalar, sized, {}, d.init, s.span, type.span);
    }
    case ClassicalDecl::Kind::kOutput: {
      require_global(s.span, "an output declaration");
      if (type.kind == TypeKind::kBit) {
        visit(BitDecl{d.name, type.width, kNone, false}, s);
        Program::Register& r = program_.cregs.back();
        r.is_variable = r.variable.is_result = true;
        r.variable.name = r.name;
        r.variable.bits = r.size;
        r.variable.type = {ir::ValueKind::kBits, static_cast<std::uint8_t>(r.size <= 64 ? r.size : 1)};
        if (r.size > 64) r.variable.dims = {r.size};
        return;
      }
      bool sized = true;
      const bool array = type.kind == TypeKind::kArray;
      Variable v;
      v.name = d.name.text;
      v.declared = place(d.name.span);
      v.type = scalar_type(array ? ast_->type(type.element) : type, sized);
      v.sized = sized;
      if (array) v.dims = dimensions(type.dimensions, d.name, type.span);
      const std::uint32_t bits = ir::stored_bits(v.type) * static_cast<std::uint32_t>(v.elements());
      v.address = program_.num_clbits;
      Program::Register r{std::string(d.name.text), bits, true, {}};
      r.variable.name = r.name;
      r.variable.type = v.type;
      r.variable.dims = v.dims;
      r.variable.bits = bits;
      r.variable.is_result = true;
      const std::uint32_t index = new_variable(std::move(v));
      declare_symbol(d.name, index);
      outputs_.push_back(index);
      program_.cregs.push_back(std::move(r));
      program_.num_clbits += bits;
      return;
    }
    case ClassicalDecl::Kind::kInput:
      require_global(s.span, "an input declaration");
      return declare_input(d, type, s);
    case ClassicalDecl::Kind::kConst:
      break;
  }
  const Expr init = ast_->expr(d.init);
  if (std::holds_alternative<MeasureExpr>(init.node))
    fail(Code::kNotConstant, init.span, "a measurement is not a constant");
  const Value v = value(d.init);
  if (!v.ok()) throw Failed{};
  if (v.kind == ValueKind::kStretch) return declare_stretch();
  if (!v.is_constant())
    fail(Code::kNotConstant, init.span,
         "the value of constant '" + std::string(d.name.text) + "' is known only when the program runs");
  Symbol symbol;
  symbol.kind = SymbolKind::kConstant;
  symbol.value = constant_of_type(v, d.type, init.span);
  declare(d.name, std::move(symbol));
}

void Sema::declare_input(const ClassicalDecl& d, const Type& type, const Stmt&) {
  bool sized = true;
  const bool array = type.kind == TypeKind::kArray;
  Variable v;
  v.name = d.name.text;
  v.declared = place(d.name.span);
  v.type = scalar_type(array ? ast_->type(type.element) : type, sized);
  v.sized = sized;
  if (array) v.dims = dimensions(type.dimensions, d.name, type.span);
  used_inputs_.insert(v.name);
  const bool keep =
      options_.keep_symbols && !array && (type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle);
  std::optional<double> value;
  if (auto given = options_.inputs.find(v.name); given != options_.inputs.end()) {
    if (!parse_input(given->second, v.type, v.elements(), v.values)) {
      fail(Code::kInputValue, d.name.span,
           "the value '" + given->second + "' given for input '" + v.name + "' is not of type " +
               (array ? "array[" + ir::type_name(v.type) + ", " + std::to_string(v.elements()) + "]"
                      : ir::type_name(v.type)));
    }
    if (!keep) {
      const std::uint32_t index = new_variable(std::move(v));
      if (array || !sized) return declare_symbol(d.name, index, true);
      Symbol symbol;
      symbol.kind = SymbolKind::kConstant;
      symbol.value = Value::of(variables_[index].type, variables_[index].values[0]);
      return declare(d.name, std::move(symbol));
    }
    value = ir::as_double(v.type, v.values[0]);
  }
  const bool symbolic = !array && (type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle ||
                                   type.kind == TypeKind::kInt || type.kind == TypeKind::kUint);
  const std::uint32_t index = new_variable(std::move(v));
  variables_[index].known = false;
  if (!symbolic) {
    place_variable(index, true);
    return declare_symbol(d.name, index, true);
  }
  Symbol symbol;
  symbol.kind = SymbolKind::kInput;
  symbol.index = static_cast<std::uint32_t>(program_.symbols.size());
  declare(d.name, std::move(symbol));
  program_.symbols.emplace_back(d.name.text);
  program_.symbol_types.push_back(variables_[index].type);
  program_.symbol_values.push_back(value);
  input_variables_.push_back(index);
}

void Sema::visit(const AliasDecl& d, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "let", "outside gate definitions"), throw Failed{};
  const Expr whole = ast_->expr(d.value);
  std::vector<ExprId> parts;
  if (const auto* concat = std::get_if<ConcatExpr>(&whole.node)) {
    const auto ids = ast_->ids(concat->items);
    parts.assign(ids.begin(), ids.end());
  } else {
    parts.push_back(d.value);
  }
  Symbol symbol;
  std::optional<bool> quantum;
  bool listed = false;
  std::unordered_set<std::uint32_t> seen;
  for (const ExprId part : parts) {
    Selection sel;
    // The first part decides whether this is an alias of qubits or of bits.
    const Expr e = ast_->expr(part);
    if (!quantum) {
      ExprId base = part;
      while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(base).node)) base = index->base;
      const auto* name = std::get_if<NameExpr>(&ast_->expr(base).node);
      const Symbol* first = name ? scopes_.find(name->text) : nullptr;
      quantum = !(first && (first->kind == SymbolKind::kBits || first->kind == SymbolKind::kVariable));
    }
    select(part, *quantum, sel);
    if (parts.size() == 1) symbol.scalar = sel.scalar;
    for (std::uint32_t i = 0; i < sel.count; ++i) {
      if (!seen.insert(sel.at(i)).second)
        fail(Code::kDuplicateQubit, e.span, "an alias cannot hold the same bit twice");
      symbol.list.push_back(sel.at(i));
    }
  }
  for (std::size_t i = 1; i < symbol.list.size(); ++i) listed |= symbol.list[i] != symbol.list[0] + i;
  symbol.kind = *quantum ? SymbolKind::kQubits : SymbolKind::kBits;
  symbol.size = static_cast<std::uint32_t>(symbol.list.size());
  symbol.index = symbol.list.empty() ? 0 : symbol.list[0];
  if (!listed) symbol.list.clear();
  declare(d.name, std::move(symbol));
}

void Sema::visit(const ExternDecl& d, const Stmt& s) {
  require_global(s.span, "an extern declaration");
  bool sized = false;
  for (std::uint32_t i = 0; i < d.params.count; ++i) {
    const Type type = ast_->type(ast_->ids(d.params)[i]);
    scalar_type(type.kind == TypeKind::kArrayReference ? ast_->type(type.element) : type, sized);
  }
  if (d.result != kNone && ast_->type(d.result).kind != TypeKind::kVoid)
    scalar_type(ast_->type(d.result), sized);
  Symbol symbol;
  symbol.kind = SymbolKind::kExtern;
  declare(d.name, std::move(symbol));
}

}  // namespace qiao::qasm
