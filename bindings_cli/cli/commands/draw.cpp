#include "qiao/ir/draw.hpp"

#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"

namespace qiao::cli {
namespace {

struct Options {
  ProgramOptions program;
  bool svg = false;
  std::optional<unsigned> width;
  bool ascii = false;
  bool hide_idle = false;
  std::size_t max_gates = ir::DrawOptions{}.max_gates;
};

int execute(const Options& options, const Context& context) {
  const Program program = load_program(context, options.program);
  ir::DrawOptions draw;
  draw.width = options.width.value_or(context.terminal.width);
  draw.ascii = options.ascii || !context.terminal.unicode;
  draw.idle_qubits = !options.hide_idle;
  draw.max_gates = options.max_gates;
  context.out << (options.svg ? ir::draw_svg(program.circuit, draw) : ir::draw_text(program.circuit, draw));
  return 0;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  Options* o = options.get();
  add_program_options(app, o->program);
  add_choice(
      app, "--format", {"text", "svg"}, [o](std::size_t i) { o->svg = i == 1; }, "kind of drawing")
      ->default_str("text");
  add_whole(
      app, "--width", [o](std::uint64_t n) { o->width = static_cast<unsigned>(n); },
      "fold the text drawing at N columns, 0 never (default: the terminal's)", 0, 1000000);
  app.add_flag("--ascii", o->ascii, "plain ASCII characters");
  app.add_flag("--hide-idle", o->hide_idle, "leave out qubits that nothing touches");
  add_whole(
      app, "--max-gates", [o](std::uint64_t n) { o->max_gates = n; }, "draw no more than the first N gates",
      1)
      ->default_str(std::to_string(o->max_gates));
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command draw_command() {
  return {"draw",
          "draw a circuit as text or SVG",
          {{"qiao draw bell.qasm", "folded to the terminal"},
           {"qiao draw bell.qasm --width 0 | less -S", "in one piece, to scroll"},
           {"qiao draw bell.qasm --format svg > bell.svg", "for papers and web pages"},
           {"qiao draw big.qasm --hide-idle", ""}},
          "",
          setup};
}

}  // namespace qiao::cli
