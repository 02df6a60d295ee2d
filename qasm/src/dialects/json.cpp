// Our own circuits as JSON, schema qiao.circuit/1; described in qasm/README.md.
#include <nlohmann/json.hpp>

#include "python_source.hpp"

namespace qiao::qasm {
namespace {

using ir::Control;
using ir::GateId;
using ir::Param;
using ir::Qubit;
using Json = nlohmann::json;

constexpr const char* kSchema = "qiao.circuit/1";

const ir::GateSet& gates() {
  static const ir::GateSet all = [] {
    ir::GateSet set;
    for (const ir::GateInfo& g : ir::gate_table()) set.add_any(g.id);
    set.negative_controls = true;
    return set;
  }();
  return all;
}

std::string quoted(const std::string& s) {
  return Json(s).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Operators of conditions by name.
struct OpName {
  ir::ExprOp op;
  const char* name;
  unsigned operands;
};
constexpr OpName kOps[] = {
    {ir::ExprOp::kNot, "not", 1},        {ir::ExprOp::kAnd, "and", 2},
    {ir::ExprOp::kOr, "or", 2},          {ir::ExprOp::kBitNot, "bit_not", 1},
    {ir::ExprOp::kBitAnd, "bit_and", 2}, {ir::ExprOp::kBitOr, "bit_or", 2},
    {ir::ExprOp::kBitXor, "bit_xor", 2}, {ir::ExprOp::kEq, "eq", 2},
    {ir::ExprOp::kNe, "ne", 2},          {ir::ExprOp::kLt, "lt", 2},
    {ir::ExprOp::kLe, "le", 2},          {ir::ExprOp::kGt, "gt", 2},
    {ir::ExprOp::kGe, "ge", 2},          {ir::ExprOp::kCast, "cast", 1},
};

class JsonWriter final : public Writer {
 public:
  using Writer::Writer;
  void begin() override {}
  void gate(const Call& call) override {
    next();
    body_ += "{\"op\": \"gate\", \"gate\": \"";
    body_ += ir::gate_info(call.id).name;
    body_ += '"';
    if (call.matrix) {
      body_ += ", \"matrix\": [";
      for (std::size_t i = 0; i < call.matrix->data.size(); ++i) {
        body_ += i ? ", [" : "[";
        append_number(body_, call.matrix->data[i].real());
        body_ += ", ";
        append_number(body_, call.matrix->data[i].imag());
        body_ += ']';
      }
      body_ += ']';
    }
    if (!call.params.empty()) {
      body_ += ", \"params\": [";
      for (std::size_t i = 0; i < call.params.size(); ++i) {
        if (i > 0) body_ += ", ";
        append_value(call.params[i]);
      }
      body_ += ']';
    }
    if (!call.controls.empty()) {
      body_ += ", \"controls\": ";
      append_list(body_, call.controls, [](const Control& c) { return c.qubit(); });
      std::vector<Qubit> zeros;
      for (const Control& c : call.controls)
        if (!c.positive()) zeros.push_back(c.qubit());
      if (!zeros.empty()) body_ += ", \"on_zero\": ", append_list(body_, zeros, [](Qubit q) { return q; });
    }
    body_ += ", \"targets\": ";
    append_list(body_, call.targets, [](Qubit q) { return q; });
    body_ += '}';
  }
  void measure(Qubit q, ir::Clbit c) override {
    next();
    body_ += fmt::format("{{\"op\": \"measure\", \"qubit\": {}, \"bit\": {}}}", q, c);
  }
  void reset(Qubit q) override {
    next();
    body_ += fmt::format("{{\"op\": \"reset\", \"qubit\": {}}}", q);
  }
  void barrier(std::span<const Qubit> qubits) override {
    next();
    body_ += "{\"op\": \"barrier\", \"qubits\": ";
    append_list(body_, qubits, [](Qubit q) { return q; });
    body_ += '}';
  }
  void conditional(const ir::Instruction& in) override {
    std::string condition;
    if (!append_expr(condition, in.condition()))
      return emission_.refuse("this condition cannot be written as JSON yet");
    next();
    body_ += "{\"op\": \"if\", \"condition\": " + condition + ", \"then\": [";
    block(in.then_block());
    body_ += ']';
    if (in.else_block() != ir::kNoBlock) {
      body_ += ", \"else\": [";
      block(in.else_block());
      body_ += ']';
    }
    body_ += '}';
    first_ = false;
  }
  bool holds_input_types() const override { return true; }
  std::string finish() override {
    std::string out = fmt::format("{{\n  \"schema\": \"{}\",\n  \"version\": \"{}\",\n", kSchema, version());
    const auto registers = [&](const char* key, const std::vector<ir::Register>& list) {
      out += fmt::format("  \"{}\": [", key);
      for (std::size_t i = 0; i < list.size(); ++i)
        out += fmt::format("{}{{\"name\": {}, \"size\": {}{}}}", i ? ", " : "", quoted(list[i].name),
                           list[i].size, list[i].in_order ? ", \"in_order\": true" : "");
      out += "],\n";
    };
    registers("qubits", circuit_.qregs());
    registers("bits", circuit_.cregs());
    out += "  \"symbols\": [";
    for (std::size_t i = 0; i < circuit_.symbols().size(); ++i)
      out += (i ? ", " : "") + quoted(circuit_.symbols()[i]);
    std::string types;
    for (ir::SymbolId i = 0; i < circuit_.symbols().size(); ++i)
      if (const auto type = circuit_.symbol_type(i))
        types +=
            (types.empty() ? "" : ", ") + quoted(circuit_.symbols()[i]) + ": " + quoted(type_name(*type));
    if (!types.empty()) out += "],\n  \"symbol_types\": {" + types + "}";
    else out += "]";
    return out + ",\n  \"instructions\": [" + body_ + "\n  ]\n}\n";
  }

 private:
  void next() {
    body_ += first_ ? "\n    " : ",\n    ";
    first_ = false;
  }
  void block(ir::BlockId id) {
    first_ = true;
    emission_.block(id);
  }
  void append_value(const Param& p) {
    if (p.is_number()) return append_number(body_, p.constant());
    body_ += "{\"constant\": ";
    append_number(body_, p.constant());
    body_ += ", \"terms\": ";
    append_terms(body_, p, circuit_.symbols(), [](const std::string& s) { return quoted(s); });
    body_ += '}';
  }
  bool append_expr(std::string& out, ir::ExprId id) const {
    const ir::Expr& e = circuit_.expr(id);
    const auto type = [&] {
      return fmt::format(", \"type\": [\"{}\", {}]",
                         e.type.kind == ir::ValueKind::kBool   ? "bool"
                         : e.type.kind == ir::ValueKind::kBits ? "bit"
                         : e.type.kind == ir::ValueKind::kInt  ? "int"
                                                               : "uint",
                         e.type.width);
    };
    if (e.type.is_real() || e.type.is_pair() || e.type.kind == ir::ValueKind::kAngle) return false;
    if (e.op == ir::ExprOp::kConst) return out += fmt::format("{{\"const\": {}{}}}", e.value, type()), true;
    if (e.op == ir::ExprOp::kBit) return out += fmt::format("{{\"bit\": {}{}}}", e.a, type()), true;
    if (e.op == ir::ExprOp::kBits)
      return out += fmt::format("{{\"bits\": [{}, {}]{}}}", e.a, e.b, type()), true;
    for (const OpName& o : kOps) {
      if (o.op != e.op) continue;
      out += fmt::format("{{\"{}\": [", o.name);
      if (!append_expr(out, e.a)) return false;
      if (o.operands == 2) {
        out += ", ";
        if (!append_expr(out, e.b)) return false;
      }
      out += ']';
      if (e.op == ir::ExprOp::kBitNot) out += fmt::format(", \"width\": {}", e.value);
      out += type() + '}';
      return true;
    }
    return false;
  }
  std::string body_;
  bool first_ = true;
};

class JsonReader {
 public:
  JsonReader(const Json& doc, const ParseOptions& options, Cursor& at) : doc_(doc), out_(options, at) {}

  CheckedCircuit run() {
    if (doc_.value("schema", "") != kSchema)
      throw TextError{fmt::format("\"schema\" is not \"{}\"", kSchema), 0};
    for (const Json& r : doc_.at("qubits")) out_.qreg(r.at("name"), whole(r.at("size")));
    for (const Json& r : doc_.at("bits"))
      out_.creg(r.at("name"), whole(r.at("size")), r.value("in_order", false));
    if (doc_.contains("symbols"))
      for (const Json& s : doc_.at("symbols")) out_.circuit.symbol(s.get<std::string>());
    if (doc_.contains("symbol_types"))
      for (const auto& [name, type] : doc_.at("symbol_types").items())
        out_.circuit.symbol(name, number_type(type.get<std::string>()));
    block(doc_.at("instructions"), 0);
    return std::move(out_);
  }

 private:
  // "float[64]", "int[8]", ...
  static ir::ValueType number_type(const std::string& name) {
    for (const ir::ValueKind kind :
         {ir::ValueKind::kFloat, ir::ValueKind::kInt, ir::ValueKind::kUint, ir::ValueKind::kAngle})
      for (std::uint8_t width = 1; width <= 64; ++width)
        if (const ir::ValueType type{kind, width};
            (kind != ir::ValueKind::kFloat || width % 32 == 0) && type_name(type) == name)
          return type;
    throw TextError{
        fmt::format("'{}' is not a type of inputs: float[64], int[32], uint[8], angle[16] ...", name), 0};
  }
  static std::uint64_t whole(const Json& j) {
    if (!j.is_number_unsigned())
      throw TextError{fmt::format("expected a whole number, not {}", j.dump().substr(0, 40)), 0};
    return j.get<std::uint64_t>();
  }
  static std::uint32_t index(const Json& j) {
    const std::uint64_t v = whole(j);
    if (v > ir::kMaxQubits) throw TextError{fmt::format("index {} is too large", v), 0};
    return static_cast<std::uint32_t>(v);
  }
  static std::vector<std::uint32_t> indices(const Json& j) {
    std::vector<std::uint32_t> list;
    for (const Json& i : j) list.push_back(index(i));
    return list;
  }

  void block(const Json& list, unsigned depth) {
    if (depth > 256) throw TextError{"blocks nested too deeply", 0, true};
    for (const Json& in : list) {
      out_.operation();
      ++number_;
      try {
        instruction(in, depth);
      } catch (const Error& e) {
        throw TextError{fmt::format("instruction {}: {}", number_, e.what()), 0};
      }
    }
  }
  void instruction(const Json& in, unsigned depth) {
    const ir::SourcePos source{number_, 1, 0};
    const std::string op = in.at("op");
    if (op == "gate") return gate(in, source);
    if (op == "measure") return out_.circuit.measure(index(in.at("qubit")), index(in.at("bit")), source);
    if (op == "reset") return out_.circuit.reset(index(in.at("qubit")), source);
    if (op == "barrier") return out_.circuit.barrier(indices(in.at("qubits")), source);
    if (op != "if") throw TextError{fmt::format("instruction {}: \"op\" is '{}'", number_, op), 0};
    out_.circuit.begin_if(expr(in.at("condition"), 0), source);
    block(in.at("then"), depth + 1);
    if (in.contains("else")) {
      out_.circuit.begin_else();
      block(in.at("else"), depth + 1);
    }
    out_.circuit.end();
  }
  void gate(const Json& in, ir::SourcePos source) {
    const std::string name = in.at("gate");
    const ir::GateInfo* info = ir::find_gate(name);
    if (!info) throw TextError{fmt::format("instruction {}: unknown gate '{}'", number_, name), 0};
    const std::vector<Qubit> targets = indices(in.at("targets"));
    std::vector<Control> controls;
    std::vector<Qubit> zeros;
    if (in.contains("on_zero")) zeros = indices(in.at("on_zero"));
    if (in.contains("controls"))
      for (const Qubit q : indices(in.at("controls")))
        controls.emplace_back(q, std::find(zeros.begin(), zeros.end(), q) == zeros.end());
    if (info->id == GateId::kUnitary) {
      const Json& entries = in.at("matrix");
      std::size_t dim = 1;
      while (dim * dim < entries.size() && dim < 2048) dim *= 2;
      if (dim * dim != entries.size())
        throw TextError{fmt::format("instruction {}: the matrix is not square of dimension 2^k", number_), 0};
      ir::Matrix m(dim);
      for (std::size_t i = 0; i < entries.size(); ++i)
        m.data[i] = {entries[i].at(0).get<double>(), entries[i].at(1).get<double>()};
      return out_.circuit.unitary(std::move(m), targets, controls, source);
    }
    std::vector<Param> params;
    if (in.contains("params"))
      for (const Json& p : in.at("params")) {
        if (p.is_number()) {
          params.emplace_back(p.get<double>());
          continue;
        }
        Param sum = p.value("constant", 0.0);
        for (const auto& [symbol, c] : p.at("terms").items())
          sum = sum + Param::symbol(out_.circuit.symbol(symbol), c.get<double>());
        params.push_back(sum);
      }
    out_.circuit.symbolic_gate(info->id, targets, params, controls, source);
  }
  ir::ExprId expr(const Json& j, unsigned depth) {
    if (depth > 256) throw TextError{"condition nested too deeply", 0, true};
    ir::Expr e;
    const std::string kind = j.at("type").at(0);
    e.type.kind = kind == "bool"  ? ir::ValueKind::kBool
                  : kind == "bit" ? ir::ValueKind::kBits
                  : kind == "int" ? ir::ValueKind::kInt
                                  : ir::ValueKind::kUint;
    const std::uint32_t width = index(j.at("type").at(1));
    if (width == 0 || width > 64) throw TextError{"a type has 1 to 64 bits", 0};
    e.type.width = static_cast<std::uint8_t>(width);
    if (j.contains("const")) {
      e.value = j.at("const").get<std::uint64_t>();
    } else if (j.contains("bit")) {
      e.op = ir::ExprOp::kBit;
      e.a = index(j.at("bit"));
    } else if (j.contains("bits")) {
      e.op = ir::ExprOp::kBits;
      e.a = index(j.at("bits").at(0));
      e.b = index(j.at("bits").at(1));
    } else {
      const OpName* found = nullptr;
      for (const OpName& o : kOps)
        if (j.contains(o.name)) found = &o;
      if (!found) throw TextError{"a condition has no operator", 0};
      e.op = found->op;
      e.a = expr(j.at(found->name).at(0), depth + 1);
      if (found->operands == 2) e.b = expr(j.at(found->name).at(1), depth + 1);
      if (e.op == ir::ExprOp::kBitNot) e.value = whole(j.at("width"));
    }
    return out_.circuit.add_expr(e);
  }

  const Json& doc_;
  CheckedCircuit out_;
  std::uint32_t number_ = 0;
};

ParseResult read_json(std::string_view text, const std::string& name, const ParseOptions& options) {
  try {
    const Json doc = Json::parse(text);
    Cursor at(text);
    return finished_read(JsonReader(doc, options, at).run(), name);
  } catch (const Json::parse_error& e) {
    throw TextError{"not JSON: " + std::string(e.what()).substr(std::string(e.what()).find(']') + 2),
                    e.byte ? e.byte - 1 : 0};
  } catch (const Json::exception& e) {
    throw TextError{"not a circuit: " + std::string(e.what()).substr(std::string(e.what()).find(']') + 2), 0};
  }
}

}  // namespace

DialectImplementation json_dialect() {
  static constexpr std::string_view kEndings[] = {".json"};
  return {{Dialect::kJson, "json", ".json", "Qiao's own circuits, schema qiao.circuit/1"},
          gates,
          [](const ir::Circuit& circuit, Emission& emission) -> std::unique_ptr<Writer> {
            return std::make_unique<JsonWriter>(circuit, emission);
          },
          read_json,
          [](std::string_view text, std::string_view) {
            // An object, not a block of OpenQASM.
            const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
            return text.starts_with("{") && (next == text.npos || text[next] == '"' || text[next] == '}');
          },
          kEndings};
}

}  // namespace qiao::qasm
