#include <fmt/format.h>

#include <CLI/App.hpp>
#include <cmath>
#include <memory>
#include <numbers>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/ir/draw.hpp"

namespace qiao::cli {
namespace {

struct Options {
  std::string name;
  std::vector<std::string> angles;
  bool json = false;
};

// Angles with no relation between them: what holds for two sets of these holds for the gate.
constexpr double kGeneric[2][ir::kMaxGateParams] = {{0.7310, 0.3127, 1.1934, 0.5571},
                                                    {2.4153, -1.2718, 0.4641, -0.9137}};
// Angles for the matrix of a gate when the user gives none.
constexpr double kShown[ir::kMaxGateParams] = {std::numbers::pi / 2, std::numbers::pi / 3,
                                               std::numbers::pi / 5, std::numbers::pi / 7};

// The structure that the gate has for all parameters. Only an arbitrary `unitary` has none.
std::vector<std::string> structure_names(const ir::GateInfo& gate) {
  if (!gate.matrix) return {};
  ir::Structure s;
  for (int i = 0; i < 2; ++i) {
    const ir::Structure t = ir::structure_of(ir::gate_matrix(gate.id, {kGeneric[i], gate.num_params()}));
    if (i == 0) s = t;
    s.identity = s.identity && t.identity;
    s.diagonal = s.diagonal && t.diagonal;
    s.permutation = s.permutation && t.permutation;
    s.monomial = s.monomial && t.monomial;
    s.real = s.real && t.real;
    s.hermitian = s.hermitian && t.hermitian;
    s.symmetric = s.symmetric && t.symmetric;
  }
  std::vector<std::string> names;
  if (s.identity) names.push_back("identity");
  if (s.diagonal) names.push_back("diagonal");
  if (s.permutation && !s.identity) names.push_back("permutation");
  if (s.monomial && !s.diagonal && !s.permutation) names.push_back("monomial");
  if (s.real) names.push_back("real");
  if (s.hermitian) names.push_back("hermitian");
  if (s.symmetric && gate.num_targets > 1) names.push_back("symmetric");
  return names;
}

std::string signature(const ir::GateInfo& gate) {
  return gate.params.empty() ? std::string(gate.name)
                             : fmt::format("{}({})", gate.name, fmt::join(gate.params, ", "));
}

// "pi", "pi/2" or the number.
std::string offset_text(double value) {
  if (value < 0) return "-" + offset_text(-value);
  for (const int divisor : {1, 2, 4})
    if (value == std::numbers::pi / divisor) return divisor == 1 ? "pi" : fmt::format("pi/{}", divisor);
  return fmt::format("{}", value);
}

std::string inverse_text(const ir::GateInfo& gate) {
  if (!gate.matrix) return "adjoint matrix";
  const ir::InverseRule& rule = gate.inverse;
  if (rule.by_decomposition) return "reversed decomposition";
  const ir::GateInfo& other = ir::gate_info(rule.id);
  std::vector<std::string> params;
  bool same = other.id == gate.id && !rule.swap_targets;
  for (unsigned i = 0; i < other.num_params(); ++i) {
    const bool constant = rule.source[i] < 0;
    std::string text;
    if (!constant) {
      text = std::string(gate.params[static_cast<std::size_t>(rule.source[i])]);
      if (rule.sign[i] != 1)
        text = rule.sign[i] == -1 ? "-" + text : fmt::format("{}*{}", rule.sign[i], text);
    }
    if (constant || rule.offset[i] != 0)
      text += (constant || rule.offset[i] < 0 ? "" : "+") + offset_text(rule.offset[i]);
    same = same && rule.source[i] == static_cast<int>(i) && rule.sign[i] == 1 && rule.offset[i] == 0;
    params.push_back(text);
  }
  if (same) return "itself";
  const std::string text =
      params.empty() ? std::string(other.name) : fmt::format("{}({})", other.name, fmt::join(params, ", "));
  return rule.swap_targets ? text + ", targets exchanged" : text;
}

// The decomposition as a circuit on qubits 0 ... k-1.
class CircuitSink : public ir::GateSink {
 public:
  explicit CircuitSink(unsigned targets) : circuit(targets) {}
  void gate(ir::GateId id, std::span<const ir::Param> params, std::span<const ir::Qubit> controls,
            std::span<const ir::Qubit> targets) override {
    std::vector<double> numbers;
    for (const ir::Param& p : params) numbers.push_back(p.constant());
    const std::vector<ir::Control> on_one(controls.begin(), controls.end());
    circuit.gate(id, targets, numbers, on_one);
  }
  ir::Circuit circuit;
};

bool decomposition(const ir::GateInfo& gate, std::span<const double> angles, ir::Circuit& circuit) {
  if (!gate.decompose) return false;
  CircuitSink sink(gate.num_targets);
  std::vector<ir::Param> params(angles.begin(), angles.end());
  std::vector<ir::Qubit> targets;
  for (ir::Qubit q = 0; q < gate.num_targets; ++q) targets.push_back(q);
  gate.decompose(sink, params.data(), targets.data());
  circuit = std::move(sink.circuit);
  return true;
}

// "0.7071", "-0.5+0.5i", "·" for zero so that the structure is seen.
std::string entry_text(ir::Complex z, bool unicode) {
  const auto number = [](double x) {
    std::string text = fmt::format("{:.4f}", x);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  };
  const double re = std::abs(z.real()) < 5e-13 ? 0 : z.real(), im = std::abs(z.imag()) < 5e-13 ? 0 : z.imag();
  if (re == 0 && im == 0) return unicode ? "·" : ".";
  std::string imaginary = im == 1 ? "i" : im == -1 ? "-i" : number(im) + "i";
  if (im == 0) return number(re);
  if (re == 0) return imaginary;
  return number(re) + (im > 0 ? "+" : "") + imaginary;
}

std::string matrix_text(const ir::Matrix& m, bool unicode) {
  std::size_t width = 1;
  for (const ir::Complex& z : m.data) width = std::max(width, display_width(entry_text(z, unicode)));
  std::string out;
  for (std::size_t r = 0; r < m.dim; ++r) {
    out += "  ";
    for (std::size_t c = 0; c < m.dim; ++c) {
      const std::string text = entry_text(m(r, c), unicode);
      out += std::string(width - display_width(text) + (c ? 2 : 0), ' ') + text;
    }
    out += "\n";
  }
  return out;
}

Json matrix_json(const ir::Matrix& m) {
  Json rows = Json::array();
  for (std::size_t r = 0; r < m.dim; ++r) {
    Json row = Json::array();
    for (std::size_t c = 0; c < m.dim; ++c) row.push_back({m(r, c).real(), m(r, c).imag()});
    rows.push_back(std::move(row));
  }
  return rows;
}

Json gate_json(const ir::GateInfo& gate) {
  Json params = Json::array();
  for (const std::string_view p : gate.params) params.push_back(std::string(p));
  return {{"name", std::string(gate.name)}, {"params", std::move(params)},
          {"targets", gate.num_targets},    {"structure", structure_names(gate)},
          {"inverse", inverse_text(gate)},  {"doc", std::string(gate.doc)}};
}

int list(const Options& options, const Context& context) {
  if (options.json) {
    Json doc = document("qiao.gates/1");
    doc["gates"] = Json::array();
    for (const ir::GateInfo& gate : ir::gate_table()) doc["gates"].push_back(gate_json(gate));
    print(context.out, doc);
    return 0;
  }
  std::size_t name_width = 0, structure_width = 0, inverse_width = 0;
  for (const ir::GateInfo& gate : ir::gate_table()) {
    name_width = std::max(name_width, signature(gate).size());
    structure_width =
        std::max(structure_width, fmt::format("{}", fmt::join(structure_names(gate), ", ")).size());
    inverse_width = std::max(inverse_width, inverse_text(gate).size());
  }
  const auto line = [&](const std::string& name, const std::string& targets, const std::string& structure,
                        const std::string& inverse, const std::string& text) {
    const std::size_t wide = name_width + 2 + 7 + 2 + structure_width + 2 + inverse_width + 2;
    if (context.terminal.width >= wide + 40) {
      context.out << fmt::format("{:<{}}  {:>7}  {:<{}}  {:<{}}  ", name, name_width, targets, structure,
                                 structure_width, inverse, inverse_width)
                  << wrap(text, context.terminal.width - wide, wide) << '\n';
    } else if (context.terminal.width >= name_width + 2 + 7 + 2 + 30) {
      const std::size_t column = name_width + 2 + 7 + 2;
      context.out << fmt::format("{:<{}}  {:>7}  ", name, name_width, targets)
                  << wrap(text, context.terminal.width - column, column) << '\n';
    } else {
      context.out << name << '\n'
                  << "    " << wrap(text, std::max(context.terminal.width, 24u) - 4, 4) << '\n';
    }
  };
  line("gate", "targets", "structure", "inverse", "what it is");
  for (const ir::GateInfo& gate : ir::gate_table())
    line(signature(gate), fmt::to_string(gate.num_targets),
         fmt::format("{}", fmt::join(structure_names(gate), ", ")), inverse_text(gate),
         std::string(gate.doc));
  context.out
      << '\n'
      << wrap(
             "Any gate takes any controls (cx is x with one control). 'qiao gates NAME' shows matrix and "
             "decomposition.",
             context.terminal.width)
      << '\n';
  return 0;
}

const ir::GateInfo& find(const std::string& name) {
  if (const ir::GateInfo* gate = ir::find_gate(name)) return *gate;
  std::vector<std::string> known;
  for (const ir::GateInfo& gate : ir::gate_table()) known.emplace_back(gate.name);
  const std::string near = nearest_name(name, known);
  std::string hint = near.empty() ? "'qiao gates' lists them" : fmt::format("did you mean '{}'?", near);
  std::size_t controls = 0;
  while (controls < name.size() && name[controls] == 'c') ++controls;
  for (std::size_t c = controls; c > 0; --c)
    if (ir::find_gate(name.substr(c))) {
      hint =
          fmt::format("it is '{}' with {}: controls are not part of a gate; see 'qiao gates {}'",
                      name.substr(c), c == 1 ? "one control" : fmt::format("{} controls", c), name.substr(c));
      break;
    }
  throw Error(ErrorCode::kUsage, fmt::format("no gate '{}' in the table", name), hint);
}

int describe(const Options& options, const Context& context) {
  const ir::GateInfo& gate = find(options.name);
  std::vector<double> angles(kShown, kShown + gate.num_params());
  if (!options.angles.empty()) {
    if (options.angles.size() != gate.num_params())
      throw Error(ErrorCode::kUsage,
                  fmt::format("gate {} takes {} angle{}, {} given", signature(gate), gate.num_params(),
                              gate.num_params() == 1 ? "" : "s", options.angles.size()));
    for (std::size_t i = 0; i < angles.size(); ++i)
      angles[i] = parse_angle(std::string(gate.params[i]), options.angles[i]);
  }
  std::vector<std::string> given;
  for (std::size_t i = 0; i < angles.size(); ++i)
    given.push_back(fmt::format("{} = {}", gate.params[i],
                                options.angles.empty()
                                    ? std::vector<std::string>{"pi/2", "pi/3", "pi/5", "pi/7"}[i]
                                    : options.angles[i]));
  ir::Circuit circuit;
  const bool decomposes = decomposition(gate, angles, circuit);

  if (options.json) {
    Json doc = document("qiao.gates/1");
    doc.update(gate_json(gate));
    doc["angles"] = angles;
    doc["matrix"] = gate.matrix ? matrix_json(ir::gate_matrix(gate.id, angles)) : Json(nullptr);
    doc["decomposition"] = Json(nullptr);
    if (decomposes) {
      doc["decomposition"] = Json::array();
      for (std::size_t i = 0; i < circuit.size(); ++i) {
        const ir::Instruction op = circuit.at(i);
        Json controls = Json::array();
        for (unsigned c = 0; c < op.num_controls(); ++c) controls.push_back(op.control(c).qubit());
        doc["decomposition"].push_back({{"gate", std::string(ir::gate_info(op.gate()).name)},
                                        {"params", op.params()},
                                        {"controls", std::move(controls)},
                                        {"targets", op.targets()}});
      }
    }
    print(context.out, doc);
    return 0;
  }
  std::ostream& out = context.out;
  out << wrap(fmt::format("{}: {}", signature(gate), gate.doc), context.terminal.width, 2) << "\n\n";
  const auto structure = structure_names(gate);
  out << fmt::format("targets    {}\nstructure  {}\ninverse    {}\n", gate.num_targets,
                     structure.empty() ? "none" : fmt::format("{}", fmt::join(structure, ", ")),
                     inverse_text(gate));
  const std::string at = given.empty() ? "" : fmt::format(" for {}", fmt::join(given, ", "));
  if (gate.matrix) {
    out << fmt::format("\nMatrix{}", at);
    if (gate.num_targets > 1) out << " (first target = least significant bit)";
    out << ":\n" << matrix_text(ir::gate_matrix(gate.id, angles), context.terminal.unicode);
  }
  if (decomposes && circuit.size() > 0) {
    ir::DrawOptions draw;
    draw.width = context.terminal.width;
    draw.ascii = !context.terminal.unicode;
    out << fmt::format("\nDecomposition{}:\n", at) << ir::draw_text(circuit, draw);
  }
  return 0;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("NAME", options->name, "gate to describe; without it the whole table")->type_name("GATE");
  app.add_option("ANGLE", options->angles, "its parameters for the matrix: 0.3, pi/2, ...")
      ->type_name("ANGLE");
  app.add_flag("--json", options->json, "one JSON document, schema qiao.gates/1");
  return [options](Context& context) {
    return options->name.empty() ? list(*options, context) : describe(*options, context);
  };
}

}  // namespace

Command gates_command() {
  return {"gates",
          "the gate table: names, matrices, inverses, decompositions",
          {{"qiao gates", "all gates"},
           {"qiao gates iswap", "one of them"},
           {"qiao gates rx pi/4", "its matrix for an angle"},
           {"qiao gates --json | jq '.gates[].name'", ""}},
          "",
          setup};
}

}  // namespace qiao::cli
