// OpenQASM 2 and 3, and OpenQASM 2 as far as MindQuantum reads it. Reading is the parser's.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "../fast_lane.hpp"
#include "../gate_library.hpp"
#include "openqasm_classical.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/version.hpp"
#include "text.hpp"
#include "writer.hpp"

namespace qiao::qasm {
namespace {

using ir::Clbit;
using ir::Control;
using ir::GateId;
using ir::Instruction;
using ir::Param;
using ir::Qubit;

enum class Flavour { kQasm2, kMindQuantum, kQasm3 };

std::vector<Spelling> spellings(Flavour flavour) {
  std::vector<Spelling> rows;
  if (flavour == Flavour::kQasm3) {
    for (const LibraryGate& g : stdgates_rows()) rows.push_back({g.name, g.id, g.controls});
    rows.push_back({"gphase", GateId::kGPhase, 0});
    rows.push_back({"cu", GateId::kU, 1});  // with a fourth parameter 0
    return rows;
  }
  for (const LibraryGate& g : qelib1_rows()) {
    // csx is read with a wrong phase by MindQuantum, the others not at all (design: measured in version
    // 0.12.0).
    const bool unreadable = g.name == "csx" || g.name == "rc3x";
    // Qiskit wants a whole number for u0, which is the identity anyway.
    if (g.name != "u0" && (flavour != Flavour::kMindQuantum || !unreadable))
      rows.push_back({g.name, g.id, g.controls});
  }
  return rows;
}

// What the text may call: the library, and what is defined at the top where needed.
struct Tables {
  explicit Tables(Flavour flavour) : rows(spellings(flavour)), library(rows) {
    if (flavour == Flavour::kQasm3) {
      for (const Spelling& s : rows)
        if (s.id != GateId::kU && s.id != GateId::kGPhase) library.gates().add_any(s.id);
      library.gates().add(GateId::kU, 0).add_any(GateId::kU);
      library.gates().add_any(GateId::kSXdg);
      library.gates().negative_controls = true;
    }
    gates = library.gates();
    if (flavour == Flavour::kMindQuantum) return;
    for (const ir::GateInfo& g : ir::gate_table()) {
      if (!g.decompose || g.num_targets == 0 || gates.has(g.id)) continue;
      if (g.id == GateId::kU0 || g.id == GateId::kU2) continue;
      flavour == Flavour::kQasm3 ? gates.add_any(g.id) : gates.add(g.id);
    }
  }
  std::vector<Spelling> rows;
  SpellingTable library;
  ir::GateSet gates;  // library and definitions
};
const Tables& tables(Flavour flavour) {
  static const Tables list[] = {Tables(Flavour::kQasm2), Tables(Flavour::kMindQuantum),
                                Tables(Flavour::kQasm3)};
  return list[static_cast<std::size_t>(flavour)];
}

class OpenQasmWriter final : public Writer {
 public:
  OpenQasmWriter(const ir::Circuit& circuit, Emission& emission, Flavour flavour)
      : Writer(circuit, emission),
        flavour_(flavour),
        tables_(tables(flavour)),
        symbols_(circuit.symbols()),
        classical_(circuit, creg_names_) {
    emission.symbols_allowed = v3();
  }

  void begin() override {
    // Words of both versions, so that a name can be taken from one to the other; constants, functions and gates
    // that a program finds without declaring them; the next version's and other readers' words; names of our own.
    std::vector<std::string> taken = {
        "pi",     "tau",  "euler",      "sin",        "cos",        "tan",
        "exp",    "ln",   "log",        "sqrt",       "arcsin",     "arccos",
        "arctan", "mod",  "floor",      "ceiling",    "popcount",   "rotl",
        "rotr",   "real", "imag",       "sizeof",     "opaque",     "U",
        "CX",     "u",    "u2",         "u3",         "cu",         "im",
        "nop",    "dt",   "qiao_leave", "qiao_again", "qiao_round", std::string(kOwnU)};
    for (const int language : {2, 3})
      for (const std::string_view word : keywords(language)) taken.emplace_back(word);
    for (const Spelling& s : tables_.rows) taken.emplace_back(s.name);
    for (const ir::GateInfo& g : ir::gate_table()) taken.emplace_back(g.name);
    const auto named = [&](const std::string& name) {
      // Not one of the index tables.
      std::string id = identifier(name.starts_with("qiao_index_") ? "r_" + name : name, !v3(), taken);
      if (id != name) emission_.change("changed", fmt::format("name '{}' (now '{}')", name, id));
      taken.push_back(id);
      return id;
    };
    // An input that the program also computes with is a symbol and a variable of one name, declared once.
    const std::vector<ir::Variable>& variables = circuit_.variables();
    const auto also_variable = [&](const std::string& symbol) {
      return v3() && std::any_of(variables.begin(), variables.end(),
                                 [&](const ir::Variable& v) { return v.is_input && v.name == symbol; });
    };
    for (ir::SymbolId i = 0; i < symbols_.size(); ++i) {
      if (also_variable(symbols_[i])) continue;
      symbols_[i] = named(symbols_[i]);
      declarations_ += fmt::format("input {} {};\n",
                                   type_name(circuit_.symbol_type(i).value_or(ir::kFloatType)), symbols_[i]);
    }
    qubits_.reserve(circuit_.num_qubits());
    if (flavour_ == Flavour::kMindQuantum) {
      // Its importer takes the first digits of a name for the index, so one register without digits.
      if (circuit_.qregs().size() > 1 || (circuit_.qregs().size() == 1 && circuit_.qregs()[0].name != "q"))
        emission_.change("changed", "quantum registers joined to one called 'q'");
      if (circuit_.num_qubits() > 0) declarations_ += fmt::format("qreg q[{}];\n", circuit_.num_qubits());
      taken.emplace_back("q");
      for (Qubit q = 0; q < circuit_.num_qubits(); ++q) qubits_.push_back(fmt::format("q[{}]", q));
    } else {
      for (const ir::Register& r : circuit_.qregs()) {
        if (r.size == 0) continue;
        const std::string name = named(r.name);
        declarations_ +=
            v3() ? fmt::format("qubit[{}] {};\n", r.size, name) : fmt::format("qreg {}[{}];\n", name, r.size);
        for (std::uint32_t i = 0; i < r.size; ++i) qubits_.push_back(fmt::format("{}[{}]", name, i));
        qreg_names_.emplace_back(name, r);
      }
    }
    const auto result_at = [&](Clbit first) {
      const auto& all = circuit_.variables();
      return static_cast<std::size_t>(
          std::find_if(all.begin(), all.end(),
                       [&](const ir::Variable& v) { return v.is_result && v.first == first; }) -
          all.begin());
    };
    for (const ir::Register& r : circuit_.cregs()) {
      if (r.size == 0) continue;
      if (const std::size_t i = result_at(r.offset); v3() && i < circuit_.variables().size()) {
        const std::string name = named(r.name);
        classical_.name_variable(i, name);
        declarations_ += classical_.declaration(i);
        for (std::uint32_t k = 0; k < r.size; ++k)
          bits_.push_back(r.size == 1 ? name : fmt::format("{}[{}]", name, k));
        continue;
      }
      // A digit in a name makes MindQuantum read another index.
      std::string plain = r.name;
      if (flavour_ == Flavour::kMindQuantum) {
        for (char& c : plain)
          if (c >= '0' && c <= '9') c = static_cast<char>('a' + (c - '0'));
      }
      std::string name = plain == r.name ? named(r.name) : identifier(plain, true, taken);
      if (plain != r.name) {
        taken.push_back(name);
        emission_.change("changed", fmt::format("name '{}' (now '{}')", r.name, name));
      }
      declarations_ +=
          v3() ? fmt::format("bit[{}] {};\n", r.size, name) : fmt::format("creg {}[{}];\n", name, r.size);
      for (std::uint32_t i = 0; i < r.size; ++i) bits_.push_back(fmt::format("{}[{}]", name, i));
      creg_names_.emplace_back(name, r);
    }
    for (std::size_t i = 0; v3() && i < variables.size(); ++i) {
      if (variables[i].is_result) continue;
      const std::string name = named(variables[i].name);
      classical_.name_variable(i, name);
      declarations_ += classical_.declaration(i);
      for (std::size_t k = 0; variables[i].is_input && k < symbols_.size(); ++k)
        if (circuit_.symbols()[k] == variables[i].name) symbols_[k] = name;
    }
    operands_ = &qubits_;
    parameter_names_ = &symbols_;
  }

  void gate(const Call& call) override {
    try {
      write_gate(body_, call);
    } catch (const Unwritable& u) {
      emission_.refuse("OpenQASM 3 cannot hold this: " + u.what);
    }
  }

  void measure(Qubit q, Clbit c) override {
    if (c >= circuit_.num_result_bits()) {
      if (const auto bit = written([&] { return classical_.measured_bit(c); }))
        line(*bit + " = measure " + qubits_[q] + ";");
      return;
    }
    prefix(body_);
    if (v3()) body_ += bits_[c] + " = measure " + qubits_[q] + ";\n";
    else body_ += "measure " + qubits_[q] + " -> " + bits_[c] + ";\n";
    if (flavour_ == Flavour::kMindQuantum) emission_.key(fmt::format("q{}", q), c);
  }
  void reset(Qubit q) override {
    if (flavour_ == Flavour::kMindQuantum)
      return emission_.refuse("MindQuantum's importer has no reset", "translate to mindquantum");
    prefix(body_);
    body_ += "reset " + qubits_[q] + ";\n";
  }
  void barrier(std::span<const Qubit> qubits) override {
    if (!condition_.empty() || qubits.empty()) return emission_.change("dropped", "barrier");
    indent(body_);
    body_ += "barrier ";
    for (std::size_t i = 0; i < qubits.size();) {
      if (i > 0) body_ += ", ";
      // A whole register by its name.
      const auto whole = std::find_if(qreg_names_.begin(), qreg_names_.end(), [&](const auto& r) {
        if (r.second.offset != qubits[i] || r.second.size > qubits.size() - i || r.second.size < 2)
          return false;
        for (std::uint32_t k = 0; k < r.second.size; ++k)
          if (qubits[i + k] != r.second.offset + k) return false;
        return true;
      });
      if (whole != qreg_names_.end()) body_ += whole->first, i += whole->second.size;
      else body_ += qubits_[qubits[i++]];
    }
    body_ += ";\n";
  }

  void conditional(const Instruction& in) override {
    if (flavour_ == Flavour::kMindQuantum) return Writer::conditional(in);
    if (!v3()) return conditional2(in);
    const auto condition = written([&] { return classical_.condition(in.condition()); });
    if (!condition) return;
    const Param outside = std::exchange(phase_, Param(0.0));
    indent(body_);
    body_ += "if (" + *condition + ") {\n";
    ++level_;
    emission_.block(in.then_block());
    --level_;
    indent(body_);
    if (in.else_block() != ir::kNoBlock) {
      body_ += "} else {\n";
      ++level_;
      emission_.block(in.else_block());
      --level_;
      indent(body_);
    }
    body_ += "}\n";
    phase_ = outside;
  }

  bool holds_variables() const override { return v3(); }
  bool holds_computed_parameters() const override { return v3(); }
  bool holds_input_types() const override { return v3(); }

  void loop(const Instruction& in) override {
    if (!v3()) return Writer::loop(in);
    if (in.kind() == ir::OpKind::kWhile) {
      const auto condition = written([&] { return classical_.condition(in.condition()); });
      if (!condition) return;
      open("while (" + *condition + ")");
    } else {
      open("for int qiao_round in [0:0]");
    }
    emission_.loops.open(true);
    close(in.body());
    const Loops::Crossed crossed = emission_.loops.close();
    if (crossed.leaving) line("if (qiao_leave > 0) { qiao_leave = qiao_leave - 1; break; }");
    if (crossed.again) line("if (qiao_again) { qiao_again = false; continue; }");
    leaves_loops_ = leaves_loops_ || crossed.leaving || crossed.again;
  }
  void jump(const Instruction& in) override {
    if (!v3()) return Writer::jump(in);
    const Loops::Jump j = emission_.loops.jump(in.levels(), in.kind() == ir::OpKind::kContinue);
    if (j.leave > 0) line(fmt::format("qiao_leave = {};", j.leave));
    if (j.again) line("qiao_again = true;");
    line(j.direct_continue ? "continue;" : "break;");
  }
  void choice(const Instruction& in) override {
    if (!v3()) return Writer::choice(in);
    const auto selector = written([&] { return classical_.value(in.selector()); });
    if (!selector) return;
    is_31_ = true;
    line("switch (" + *selector + ") {");
    ++level_;
    for (unsigned i = 0; i < in.num_cases(); ++i) {
      open(fmt::format("case {}", fmt::join(in.case_values(i), ", ")));
      close(in.case_block(i));
    }
    if (in.default_block() != ir::kNoBlock) {
      open("default");
      close(in.default_block());
    }
    --level_;
    line("}");
  }
  void assign(const Instruction& in) override {
    if (!v3()) return Writer::assign(in);
    const ir::Destination to = in.destination();
    if (const auto text = written(
            [&] { return classical_.place(to) + " = " + classical_.assigned(in.value(), to.type) + ";"; }))
      line(*text);
  }
  void end_program() override {
    if (!v3()) return Writer::end_program();
    line("end;");
  }

  void global_phase(const Param& angle) override {
    if (!v3()) return emission_.dropped(angle);
    phase_ = phase_ + angle;
  }
  void end_block() override {  // phases commute with everything: one for the block
    if (phase_ == Param(0.0)) return;
    indent(body_);
    body_ += "gphase(";
    append_symbolic(body_, phase_, symbols_, true);
    body_ += ");\n";
    phase_ = 0.0;
  }
  std::string finish() override {
    if (leaves_loops_) declarations_ += "uint[32] qiao_leave = 0;\nbool qiao_again = false;\n";
    return fmt::format("OPENQASM {};\ninclude \"{}\";\n",
                       !v3()    ? "2.0"
                       : is_31_ ? "3.1"
                                : "3.0",
                       v3() ? "stdgates.inc" : "qelib1.inc") +
           declarations_ + classical_.index_tables() + definitions_ + body_;
  }

 private:
  bool v3() const { return flavour_ == Flavour::kQasm3; }
  void indent(std::string& out) const { out.append(2 * level_, ' '); }
  void line(std::string_view text) {
    indent(body_);
    body_ += text;
    body_ += '\n';
  }
  // What cannot be written is refused where it stands.
  template <class F>
  std::optional<std::string> written(const F& f) {
    try {
      return f();
    } catch (const Unwritable& u) {
      emission_.refuse("OpenQASM 3 cannot hold this: " + u.what);
      return std::nullopt;
    }
  }
  void open(const std::string& head) { line(head + " {"); }
  void close(ir::BlockId block) {  // the body and the end of what was opened
    const Param outside = std::exchange(phase_, Param(0.0));
    ++level_;
    emission_.block(block);
    --level_;
    phase_ = outside;
    line("}");
  }
  void prefix(std::string& out) const {
    indent(out);
    out += condition_;
  }
  // An input stands alone as what it is declared; in a sum it is made a real number first, for integers wrap and divide
  // to integers.
  void append_symbolic(std::string& out, const Param& p, const std::vector<std::string>& names,
                       bool with_pi) {
    const bool alone = p.terms().size() == 1 && p.terms()[0].second == 1 && p.constant() == 0;
    if (&names != &symbols_ || alone) return append_param(out, p, names, with_pi);
    std::vector<std::string> numbers = names;
    for (const auto& [id, factor] : p.terms()) {
      const ir::ValueType type = circuit_.symbol_type(id).value_or(ir::kFloatType);
      if (type.kind == ir::ValueKind::kAngle)
        emission_.refuse(
            fmt::format("input '{}' of type {} is needed as a real number, which an angle cannot become",
                        names[id], type_name(type)),
            "declare it as float[64]");
      else if (type != ir::kFloatType) numbers[id] = fmt::format("float[64]({})", names[id]);
    }
    append_param(out, p, numbers, with_pi);
  }
  void append_value(std::string& out, const Param& p) {
    append_symbolic(out, p, *parameter_names_, flavour_ != Flavour::kMindQuantum);
  }

  void write_gate(std::string& out, const Call& call) {
    if (call.id == GateId::kGPhase && call.controls.empty() && operands_ == &qubits_ && call.exprs.empty()) {
      phase_ = phase_ + call.params[0];
      return;
    }
    if (!condition_copies_.empty() && operands_ == &qubits_) {
      for (const std::string& condition : condition_copies_) {
        out += condition;
        write_call(out, call);
      }
      return;
    }
    if (operands_ == &qubits_) prefix(out);
    write_call(out, call);
  }

  void write_call(std::string& out, const Call& call) {
    const std::size_t k = call.controls.size();
    bool negative = false;
    for (const Control& c : call.controls) negative = negative || !c.positive();
    const Spelling* s = negative ? nullptr : tables_.library.find(call.id, k);
    std::string_view name;
    if (s && s->controls == k) {
      name = s->name;
    } else if (v3() && call.id == GateId::kU && k == 0 && !call.exprs.empty()) {
      name = "u";  // the language's U has a phase that would have to be computed as well
    } else if (k > 0 && v3() && call.id == GateId::kU) {
      // The language's U has a phase that depends on whom one asks; cu is the same for everybody.
      write_modifiers(out, call.controls.first(k - 1));
      if (!call.controls[k - 1].positive()) out += "negctrl @ ", name = "u";
      else name = "cu";
    } else {
      if (k > 0) write_modifiers(out, call.controls);
      name = base_name(out, call.id);
    }
    const bool controlled_u = name == "cu";
    if (name == "u") {
      define_u();
      name = kOwnU;
    }
    out += name;
    if (!call.params.empty()) {
      out += '(';
      for (std::size_t i = 0; i < call.params.size(); ++i) {
        if (i > 0) out += ", ";
        if (call.exprs.empty() || call.exprs[i] == ir::kNoExpr) append_value(out, call.params[i]);
        else out += classical_.value(call.exprs[i]);
      }
      if (controlled_u) out += ", 0";
      out += ')';
    }
    bool first = true;
    const auto operand = [&](Qubit q) {
      out += first ? " " : ", ";
      out += (*operands_)[q];
      first = false;
    };
    for (const Control& c : call.controls) operand(c.qubit());
    for (const Qubit q : call.targets) operand(q);
    out += ";\n";
    if (v3() && call.id == GateId::kU && k == 0 && operands_ == &qubits_ && call.exprs.empty())
      phase_ = phase_ - call.params[0] / 2;
  }

  // ctrl @, ctrl(2) @, negctrl @ ... for runs of equal controls.
  void write_modifiers(std::string& out, std::span<const Control> controls) {
    for (std::size_t i = 0; i < controls.size();) {
      std::size_t j = i;
      while (j < controls.size() && controls[j].positive() == controls[i].positive()) ++j;
      out += controls[i].positive() ? "ctrl" : "negctrl";
      if (j - i > 1) out += '(', append_uint(out, j - i), out += ')';
      out += " @ ";
      i = j;
    }
  }

  // The name without controls; defines the gate if the library lacks it.
  std::string_view base_name(std::string& out, GateId id) {
    if (id == GateId::kSXdg && v3()) {
      out += "inv @ ";
      return "sx";
    }
    if (id == GateId::kU) return v3() ? "U" : "u3";
    if (const Spelling* s = tables_.library.find(id, 0); s && s->controls == 0) return s->name;
    define(id);
    return ir::gate_info(id).name;
  }

  // gate name(parameters) a, b { the table's decomposition }
  void define(GateId id) {
    bool& done = is_defined_[static_cast<std::size_t>(id)];
    if (done) return;
    done = true;
    const ir::GateInfo& info = ir::gate_info(id);
    std::vector<std::string> params(info.params.begin(), info.params.end());
    // Qiskit's importer gives values to parameters in the order of their names and confuses equal names of
    // gates that call each other.
    if (v3())
      for (std::size_t i = 0; i < params.size(); ++i) params[i] = fmt::format("{}_{}", info.name, i);
    static const std::vector<std::string> kFormals = {"a", "b", "c", "d"};
    std::string text = fmt::format("gate {}", info.name);
    if (!params.empty()) text += '(' + fmt::format("{}", fmt::join(params, ", ")) + ')';
    for (unsigned i = 0; i < info.num_targets; ++i) text += (i ? ", " : " ") + kFormals[i];
    text += " {";
    std::vector<Param> values;
    for (ir::SymbolId i = 0; i < params.size(); ++i) values.push_back(Param::symbol(i));
    std::vector<Qubit> targets;
    for (Qubit i = 0; i < info.num_targets; ++i) targets.push_back(i);
    const auto outer_operands = std::exchange(operands_, &kFormals);
    const auto outer_names = std::exchange(parameter_names_, &params);
    BodyOutput body{*this, text};
    ir::Expander expander(tables_.library.gates(), body);
    Decomposition sink{expander};
    info.decompose(sink, values.data(), targets.data());
    operands_ = outer_operands;
    parameter_names_ = outer_names;
    definitions_ += text + " }\n";
  }
  // The gate table's u, which is the language's U without its phase.
  static constexpr std::string_view kOwnU = "qiao_u";
  void define_u() {
    if (own_u_defined_) return;
    own_u_defined_ = true;
    definitions_ += fmt::format(
        "gate {0}({0}_0, {0}_1, {0}_2) a {{ gphase(0.5*{0}_1 + 0.5*{0}_2); rz({0}_2) a; ry({0}_0) a; "
        "rz({0}_1) a; }}\n",
        kOwnU);
  }

  struct Decomposition final : ir::GateSink {
    explicit Decomposition(ir::Expander& e) : expander(e) {}
    void gate(GateId id, std::span<const Param> params, std::span<const Qubit> controls,
              std::span<const Qubit> targets) override {
      const std::vector<Control> all(controls.begin(), controls.end());
      expander.gate(id, params, all, targets);
    }
    ir::Expander& expander;
  };
  struct BodyOutput final : ir::GateOutput {
    BodyOutput(OpenQasmWriter& w, std::string& t) : writer(w), text(t) {}
    void gate(GateId id, std::span<const Param> params, std::span<const Control> controls,
              std::span<const Qubit> targets) override {
      text += ' ';
      // Within a definition the phase of U cannot wait for the end of the block.
      if (writer.v3() && id == GateId::kU) {
        writer.define_u();
        writer.write_call(text, {id, params, controls, targets, nullptr}, kOwnU);
      } else {
        writer.write_call(text, {id, params, controls, targets, nullptr});
      }
      text.pop_back();  // the end of the line
    }
    void unitary(const ir::Matrix&, std::span<const Control>, std::span<const Qubit>) override {}
    void global_phase(const Param& angle) override {
      if (writer.v3()) gate(GateId::kGPhase, {&angle, 1}, {}, {});
      else writer.emission_.dropped(angle);
    }
    OpenQasmWriter& writer;
    std::string& text;
  };
  void write_call(std::string& out, const Call& call, std::string_view name) {
    out += fmt::format("{}(", name);
    for (std::size_t i = 0; i < call.params.size(); ++i) {
      if (i > 0) out += ", ";
      append_value(out, call.params[i]);
    }
    out += ") " + (*operands_)[call.targets[0]] + ";\n";
  }

  // ---- conditions

  // OpenQASM 2 compares one whole register with a number, for one statement: `if` is repeated for every value
  // that satisfies the condition and every statement of the block.
  void conditional2(const Instruction& in) {
    if (!condition_copies_.empty())
      return emission_.refuse("OpenQASM 2 has no nested conditions", "translate to qasm3");
    std::vector<bool> bits(circuit_.num_clbits());
    collect_bits(in.condition(), bits);
    const std::pair<std::string, ir::Register>* reg = nullptr;
    for (const auto& r : creg_names_)
      for (std::uint32_t i = 0; i < r.second.size; ++i)
        if (bits[r.second.offset + i]) {
          if (reg && reg != &r)
            return emission_.refuse("OpenQASM 2 compares one register at a time; this condition reads two",
                                    "translate to qasm3");
          reg = &r;
        }
    constexpr unsigned kMaxBits = 10, kMaxCopies = 256;
    std::vector<std::string> then_copies, else_copies;
    if (reg) {
      const bool direct = is_equality(in.condition(), reg->second, then_copies, reg->first);
      if (!direct || in.else_block() != ir::kNoBlock) {
        if (reg->second.size > kMaxBits)
          return emission_.refuse(
              fmt::format("OpenQASM 2 compares whole registers only, and '{}' has too many values to list",
                          reg->first),
              "translate to qasm3");
        then_copies.clear();
        for (std::uint64_t v = 0; v < std::uint64_t{1} << reg->second.size; ++v) {
          ir::ClassicalBits values(circuit_.num_clbits());
          values.write(reg->second.offset, reg->second.size, v);
          const bool yes = ir::evaluate(circuit_, in.condition(), values) != 0;
          (yes ? then_copies : else_copies).push_back(fmt::format("if({}=={}) ", reg->first, v));
        }
        const std::size_t copies =
            std::max(then_copies.size(), in.else_block() == ir::kNoBlock ? 0 : else_copies.size());
        if (copies > kMaxCopies)
          return emission_.refuse("the condition would have to be repeated more than 256 times in OpenQASM 2",
                                  "translate to qasm3");
        if (!direct || copies > 1)
          emission_.change("changed", "condition written as comparisons of its whole register");
      }
    } else {
      const bool yes = ir::evaluate(circuit_, in.condition(), ir::ClassicalBits(circuit_.num_clbits())) != 0;
      const ir::BlockId always = yes ? in.then_block() : in.else_block();
      if (always != ir::kNoBlock) emission_.block(always);
      return;
    }
    if (changes_register(in, reg->second))
      return emission_.refuse(
          fmt::format("the block measures into '{}', which its own condition reads", reg->first),
          "translate to qasm3");
    const auto branch = [&](ir::BlockId block, std::vector<std::string>& copies) {
      if (block == ir::kNoBlock || copies.empty()) return;
      condition_copies_ = std::move(copies);
      for (std::size_t i = 0; i < circuit_.size(block); ++i) {
        const Instruction inner = circuit_.at(i, block);
        if (inner.kind() == ir::OpKind::kGate || inner.kind() == ir::OpKind::kIf) {
          emission_.instruction(inner);
        } else {
          const auto all = std::exchange(condition_copies_, {});
          for (const std::string& c : all) {
            condition_ = c;
            emission_.instruction(inner);
          }
          condition_.clear();
          condition_copies_ = all;
        }
      }
      condition_copies_.clear();
    };
    branch(in.then_block(), then_copies);
    branch(in.else_block(), else_copies);
  }

  bool changes_register(const Instruction& in, const ir::Register& r) const {
    for (const ir::BlockId b : {in.then_block(), in.else_block()}) {
      if (b == ir::kNoBlock) continue;
      for (std::size_t i = 0; i < circuit_.size(b); ++i) {
        const Instruction inner = circuit_.at(i, b);
        if (inner.kind() == ir::OpKind::kMeasure && inner.clbit() >= r.offset &&
            inner.clbit() < r.offset + r.size)
          return true;
      }
    }
    return false;
  }

  // register == number, as the language has it.
  bool is_equality(ir::ExprId id, const ir::Register& r, std::vector<std::string>& copies,
                   const std::string& name) const {
    const ir::Expr& e = without_casts(id);
    if (e.op == ir::ExprOp::kBit && r.size == 1)
      return copies.push_back(fmt::format("if({}==1) ", name)), true;
    if (e.op != ir::ExprOp::kEq) return false;
    const ir::Expr *a = &without_casts(e.a), *b = &without_casts(e.b);
    if (a->op == ir::ExprOp::kConst) std::swap(a, b);
    const bool whole = (a->op == ir::ExprOp::kBits && a->a == r.offset && a->b == r.size) ||
                       (a->op == ir::ExprOp::kBit && r.size == 1);
    if (!whole || b->op != ir::ExprOp::kConst) return false;
    copies.push_back(fmt::format("if({}=={}) ", name, b->value));
    return true;
  }

  void collect_bits(ir::ExprId id, std::vector<bool>& bits) const {
    ir::each_read(circuit_, id, [&](Clbit first, std::uint32_t count) {
      for (std::uint32_t i = 0; i < count; ++i) bits[first + i] = true;
    });
  }
  // Conversions between the integers a condition is made of; the languages make them by themselves.
  const ir::Expr& without_casts(ir::ExprId id) const {
    const ir::Expr* e = &circuit_.expr(id);
    while (e->op == ir::ExprOp::kCast && !e->type.is_real() && !e->type.is_pair() &&
           e->type.kind != ir::ValueKind::kAngle)
      e = &circuit_.expr(e->a);
    return *e;
  }

  Flavour flavour_;
  const Tables& tables_;
  std::vector<std::string> symbols_, qubits_, bits_;
  std::vector<std::pair<std::string, ir::Register>> qreg_names_, creg_names_;
  std::string declarations_, definitions_, body_, condition_;
  std::vector<std::string> condition_copies_;  // OpenQASM 2: each gate is written after each of these
  const std::vector<std::string>* operands_ = nullptr;
  const std::vector<std::string>* parameter_names_ = nullptr;
  std::array<bool, ir::kGateCount> is_defined_{};
  OpenQasmClassical classical_;
  bool own_u_defined_ = false, leaves_loops_ = false, is_31_ = false;
  Param phase_ = 0.0;
  unsigned level_ = 0;
};

template <Flavour flavour>
const ir::GateSet& gates() {
  return tables(flavour).gates;
}
template <Flavour flavour>
std::unique_ptr<Writer> writer(const ir::Circuit& circuit, Emission& emission) {
  return std::make_unique<OpenQasmWriter>(circuit, emission, flavour);
}

}  // namespace

DialectImplementation qasm2_dialect() {
  return {{Dialect::kQasm2, "qasm2", ".qasm", "OpenQASM 2 with qelib1.inc"},
          gates<Flavour::kQasm2>,
          writer<Flavour::kQasm2>,
          nullptr};
}
DialectImplementation mindquantum_qasm_dialect() {
  return {{Dialect::kMindQuantumQasm, "mindquantum-qasm", ".qasm",
           "OpenQASM 2 that MindQuantum's importer reads correctly"},
          gates<Flavour::kMindQuantum>,
          writer<Flavour::kMindQuantum>,
          nullptr};
}
DialectImplementation qasm3_dialect() {
  static constexpr std::string_view kEndings[] = {".qasm", ".qasm2", ".qasm3"};
  return {{Dialect::kQasm3, "qasm3", ".qasm", "OpenQASM 3 with stdgates.inc"},
          gates<Flavour::kQasm3>,
          writer<Flavour::kQasm3>,
          nullptr,
          nullptr,
          kEndings};
}

}  // namespace qiao::qasm
