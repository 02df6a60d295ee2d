// Arrays: indices and slices, reading and assigning parts. See sema_variables.cpp for single values.

#include <algorithm>

#include "sema.hpp"

namespace qiao::qasm {

namespace {
using ir::ExprOp;
using ir::ValueType;
using Kind = ir::ValueKind;

std::string words(std::size_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}
}  // namespace

// ---------------------------------------------------------------- access

const Symbol* Sema::base_symbol(ExprId id) {
  while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(id).node)) id = index->base;
  const auto* name = std::get_if<NameExpr>(&ast_->expr(id).node);
  return name ? scopes_.find(name->text) : nullptr;
}

Sema::Access Sema::whole(const Symbol& symbol) const {
  Access a;
  a.variable = symbol.index;
  a.read_only = symbol.read_only;
  a.dims = symbol.dims;
  a.offset = symbol.size;
  return a;
}

Sema::Access Sema::access(ExprId id) {
  const Expr e = ast_->expr(id);
  if (const auto* name = std::get_if<NameExpr>(&e.node))
    return whole(resolve(name->text, e.span, "a variable"));
  const auto index = std::get<IndexExpr>(e.node);
  Access a = access(index.base);
  index_access(a, index.items, e.span);
  return a;
}

void Sema::index_access(Access& a, List items, Span span) {
  std::size_t dimension = 0;  // of those that are left
  for (std::uint32_t i = 0; i < items.count; ++i) {
    const ExprId id = ast_->ids(items)[i];
    const Expr e = ast_->expr(id);
    if (dimension < a.dims.size()) {
      const Dimension whole_dimension = a.dims[dimension];
      const std::uint32_t size = whole_dimension.size;
      if (const auto* r = std::get_if<RangeExpr>(&e.node)) {
        const Range bounds = range(*r, e.span, size);
        if (bounds.count == 0) fail(Code::kEmptySet, e.span, "the range selects nothing");
        checked_index(bounds.start, size, e.span, span);
        checked_index(bounds.start + static_cast<std::int64_t>(bounds.count - 1) * bounds.step, size, e.span,
                      span);
        Dimension& part = a.dims[dimension++];
        part.size = static_cast<std::uint32_t>(bounds.count);
        part.list.clear();
        part.distance = whole_dimension.distance * bounds.step;
        if (whole_dimension.list.empty()) {
          a.offset += bounds.start * whole_dimension.distance;
        } else {
          for (std::int64_t k = 0; k < part.size; ++k)
            part.list.push_back(whole_dimension.at(bounds.start + k * bounds.step));
        }
        continue;
      }
      if (const auto* set = std::get_if<SetExpr>(&e.node)) {
        Dimension part;
        part.size = set->items.count;
        for (std::uint32_t k = 0; k < set->items.count; ++k) {
          const ExprId item = ast_->ids(set->items)[k];
          const Span at = ast_->expr(item).span;
          part.list.push_back(
              whole_dimension.at(checked_index(constant_integer(item, "an index"), size, at, span)));
        }
        a.dims[dimension++] = std::move(part);
        continue;
      }
      const Value v = value(id);
      std::int64_t n = 0;
      if (v.is_constant() || v.kind == ValueKind::kCode) {
        n = constant_integer(id, "an index");
        a.offset += whole_dimension.at(checked_index(n, size, e.span, span));
      } else {
        if (!whole_dimension.list.empty())
          unsupported_one(e.span, "an index known only at run time into a part chosen by a set",
                          "assign the part to an array of its own and index that");
        const Value index = to_runtime(v);
        if (!index.ir_type().is_integer() && index.ir_type().kind != Kind::kBits &&
            index.ir_type().kind != Kind::kBool)
          fail(Code::kExpressionType, e.span, "an index must be an integer, not " + describe(index));
        ir::ExprId term = add_node(ExprOp::kIndex, index.ir_type(), index.index, 0, size);
        term = add_node(ExprOp::kCast, ir::kIntType, term);
        if (const std::int64_t distance = whole_dimension.distance; distance != 1)
          term = add_node(ExprOp::kMul, ir::kIntType, term,
                          add_node(ExprOp::kConst, ir::kIntType, 0, 0, static_cast<std::uint64_t>(distance)));
        a.index = a.index == ir::kNoExpr ? term : add_node(ExprOp::kAdd, ir::kIntType, a.index, term);
      }
      a.dims.erase(a.dims.begin() + static_cast<std::ptrdiff_t>(dimension));
      continue;
    }
    // Bits of an element.
    const Variable& v = variables_[a.variable];
    const Kind kind = v.type.kind;
    if (dimension > 0 || a.of_bits || items.count > i + 1)
      fail(Code::kIndexRange, span,
           v.dims.empty() ? "a single value has one index at most"
                          : "more indices than the array has dimensions");
    if (kind != Kind::kBits && kind != Kind::kInt && kind != Kind::kUint && kind != Kind::kAngle)
      fail(Code::kOperandType, span, "a value of type " + ir::type_name(v.type) + " cannot be indexed");
    if (!v.sized)
      fail(Code::kOperandType, span, "bits of '" + v.name + "' cannot be selected: its type has no width",
           "declare it with a width, such as " + std::string(kind == Kind::kInt ? "int[32]" : "uint[32]"));
    const std::uint32_t width = v.type.width;
    a.of_bits = true;
    if (const auto* r = std::get_if<RangeExpr>(&e.node)) {
      const Range bounds = range(*r, e.span, width);
      if (bounds.count == 0) fail(Code::kEmptySet, e.span, "the range selects nothing");
      if (bounds.count > width) checked_index(bounds.start, width, e.span, span);
      for (std::uint64_t k = 0; k < bounds.count; ++k)
        a.bits.push_back(
            checked_index(bounds.start + static_cast<std::int64_t>(k) * bounds.step, width, e.span, span));
    } else if (const auto* set = std::get_if<SetExpr>(&e.node)) {
      for (std::uint32_t k = 0; k < set->items.count; ++k) {
        const ExprId item = ast_->ids(set->items)[k];
        a.bits.push_back(
            checked_index(constant_integer(item, "an index"), width, ast_->expr(item).span, span));
      }
    } else {
      a.single_bit = true;
      const Value n = value(id);
      if (n.is_constant()) {
        a.bits.push_back(checked_index(constant_integer(id, "an index"), width, e.span, span));
      } else {
        const Value number = to_runtime(n);
        if (!number.ir_type().is_integer() && number.ir_type().kind != Kind::kBits)
          fail(Code::kExpressionType, e.span, "an index must be an integer, not " + describe(number));
        a.bit_index = Value::runtime(number.ir_type(),
                                     add_node(ExprOp::kIndex, number.ir_type(), number.index, 0, width));
      }
    }
  }
}

// ---------------------------------------------------------------- arrays

namespace {
std::string shape_text(const std::vector<Dimension>& dims) {
  std::string s;
  for (const Dimension& d : dims) s += (s.empty() ? "" : " x ") + std::to_string(d.size);
  return s;
}
// Offsets of all elements, in order.
std::vector<std::int64_t> offsets(const std::vector<Dimension>& dims, std::int64_t start) {
  std::vector<std::int64_t> out{start};
  for (const Dimension& d : dims) {
    std::vector<std::int64_t> next;
    for (const std::int64_t o : out)
      for (std::uint32_t i = 0; i < d.size; ++i) next.push_back(o + d.at(i));
    out = std::move(next);
  }
  return out;
}
}  // namespace

Sema::Access Sema::copied_part(Access& part, ir::SourcePos at) {
  // The index first: what it is computed from may change before the part is used again.
  Variable index;
  index.name = "index";
  index.type = ir::kIntType;
  Access i;
  i.variable = new_variable(std::move(index));
  write_element(i, 0, Value::runtime(ir::kIntType, part.index), at);
  part.index = read_element(i, 0).index;
  Variable copy;
  copy.name = "part";
  copy.type = variables_[part.variable].type;
  Access to;
  std::int64_t distance = 1;
  for (std::size_t d = part.dims.size(); d-- > 0;) {
    copy.dims.insert(copy.dims.begin(), part.dims[d].size);
    to.dims.insert(to.dims.begin(), Dimension{part.dims[d].size, distance});
    distance *= part.dims[d].size;
  }
  to.variable = new_variable(std::move(copy));
  copy_elements(part, to, at);
  return to;
}

void Sema::copy_elements(const Access& from, const Access& to, ir::SourcePos at) {
  const std::vector<std::int64_t> places = offsets(to.dims, to.offset);
  const std::vector<std::int64_t> sources = offsets(from.dims, from.offset);
  for (std::size_t i = 0; i < sources.size(); ++i)
    write_element(to, places[i], read_element(from, sources[i]), at);
}

void Sema::fill_array(const Access& to, ExprId id, Span span) {
  const Expr e = ast_->expr(id);
  const auto* literal = std::get_if<ArrayExpr>(&e.node);
  if (!literal) {
    if (to.dims.empty()) return write(to, value(id), span, e.span);
    return assign_array(to, id, span);
  }
  const List items = literal->items;
  if (to.dims.empty()) fail(Code::kShape, e.span, "a single value is needed here, not an array");
  if (items.count != to.dims[0].size)
    fail(Code::kShape, e.span,
         words(items.count, "element") + " for a dimension of length " + std::to_string(to.dims[0].size));
  for (std::uint32_t i = 0; i < items.count; ++i) {
    Access part = to;
    part.offset += to.dims[0].at(i);
    part.dims.erase(part.dims.begin());
    fill_array(part, ast_->ids(items)[i], span);
  }
}

void Sema::assign_array(const Access& to, ExprId id, Span span) {
  const Expr e = ast_->expr(id);
  if (std::holds_alternative<ArrayExpr>(e.node)) return fill_array(to, id, span);
  std::vector<ExprId> parts{id};
  if (const auto* concat = std::get_if<ConcatExpr>(&e.node)) {
    const auto ids = ast_->ids(concat->items);
    parts.assign(ids.begin(), ids.end());
  }
  // Read everything before anything changes.
  std::vector<std::pair<Access, std::vector<std::int64_t>>> sources;
  std::vector<Dimension> shape;
  const ValueType type = variables_[to.variable].type;
  for (const ExprId part : parts) {
    const Symbol* base = base_symbol(part);
    if (base && base->kind == SymbolKind::kPoisoned) throw Failed{};
    if (!base || base->kind != SymbolKind::kVariable) {
      const Value v = value(part);
      fail(Code::kShape, ast_->expr(part).span,
           "an array needs an array of the same shape, not " + describe(v));
    }
    const Access a = access(part);
    if (a.dims.empty() || a.of_bits)
      fail(Code::kShape, ast_->expr(part).span,
           "an array needs an array of the same shape, not a single value");
    if (!(variables_[a.variable].type == type))
      fail(Code::kShape, ast_->expr(part).span,
           "elements of type " + ir::type_name(variables_[a.variable].type) + " for an array of " +
               ir::type_name(type));
    if (shape.empty()) shape = a.dims;
    else shape[0].size += a.dims[0].size;
    sources.emplace_back(a, offsets(a.dims, a.offset));
  }
  bool same = shape.size() == to.dims.size();
  for (std::size_t d = 0; same && d < shape.size(); ++d) same = shape[d].size == to.dims[d].size;
  if (!same)
    fail(Code::kShape, e.span,
         "an array of shape " + shape_text(shape) + " for one of shape " + shape_text(to.dims));
  std::vector<Value> values;
  for (const auto& [a, list] : sources)
    for (const std::int64_t o : list) values.push_back(read_element(a, o));
  const std::vector<std::int64_t> places = offsets(to.dims, to.offset);
  const ir::SourcePos at = source(span);
  const bool overlaps = std::any_of(sources.begin(), sources.end(),
                                    [&](const auto& s) { return s.first.variable == to.variable; });
  if (overlaps && std::any_of(values.begin(), values.end(), [](const Value& v) { return v.is_runtime(); })) {
    // Through a copy.
    Variable copy;
    copy.name = "copy";
    copy.type = type;
    copy.dims = {static_cast<std::uint32_t>(values.size())};
    Access c;
    c.variable = new_variable(std::move(copy));
    for (std::size_t i = 0; i < values.size(); ++i)
      write_element(c, static_cast<std::int64_t>(i), values[i], at);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = read_element(c, static_cast<std::int64_t>(i));
  }
  for (std::size_t i = 0; i < values.size(); ++i) write_element(to, places[i], values[i], at);
}

}  // namespace qiao::qasm
