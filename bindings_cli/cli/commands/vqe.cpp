#include "qiao/algorithms/vqe.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>

#include "cli/circuit_file.hpp"
#include "cli/commands.hpp"
#include "cli/optimisation.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "cli/vqe_result.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/sha256.hpp"

namespace qiao::cli {
namespace {

namespace al = algorithms;

constexpr std::uint64_t kMaxInputBytes = std::uint64_t{1} << 30;
// Runs that need more say so before they begin.
constexpr double kShownBytes = 1 << 30;
// So many states of all files fit into the numbering of one log.
constexpr std::size_t kMaxStates = (std::size_t{1} << 32) / al::kStartsOfState;

struct Options {
  std::vector<std::string> files;
  al::VqeOptions vqe;
  std::optional<std::pair<unsigned, unsigned>> active_space;
  unsigned frozen_core = 0;
  bool warm_start = false, no_spin_adaption = false, no_symmetry = false, no_exact = false;
  CircuitFile circuit;
  OptimisationOptions optimisation{.optimize = al::VqeOptions().optimize};
};

std::pair<unsigned, unsigned> parse_active_space(const std::string& text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos)
    throw Error(ErrorCode::kUsage, fmt::format("--active-space: '{}' is not ELECTRONS,ORBITALS", text),
                "for example --active-space 6,6");
  return {
      static_cast<unsigned>(parse_whole("--active-space", std::string_view(text).substr(0, comma), 0, 1000)),
      static_cast<unsigned>(
          parse_whole("--active-space", std::string_view(text).substr(comma + 1), 1, 1000))};
}

al::VqeProblem load(const std::string& file, const std::string& text, const Options& options) {
  al::VqeProblem problem = al::read_vqe_problem(text, file == "-" ? "<stdin>" : file);
  if (!options.active_space && !options.frozen_core) return problem;
  if (!problem.molecule)
    throw Error(ErrorCode::kUsage, fmt::format("{}: a Pauli sum has no orbitals to freeze", problem.name),
                "--active-space and --frozen-core are for FCIDUMP files");
  try {
    problem.molecule = options.active_space ? problem.molecule->active_space(options.active_space->first,
                                                                             options.active_space->second)
                                            : problem.molecule->frozen_core(options.frozen_core);
  } catch (const Error& e) {
    throw Error(e.code(), fmt::format("{}: {}", problem.name, e.what()), e.hint());
  }
  return problem;
}

struct Input {
  al::VqeProblem problem;
  al::VqeOptions vqe;  // resolved
  std::string sha256;
};

std::vector<Input> load_all(const Options& options, const Context& context) {
  std::vector<Input> inputs;
  for (const std::string& file : options.files) {
    const std::string text =
        file == "-" ? read_stdin(context, kMaxInputBytes) : read_file(file, kMaxInputBytes);
    al::VqeProblem problem = load(file, text, options);
    al::VqeOptions vqe = al::resolved(problem, options.vqe);
    inputs.push_back({std::move(problem), std::move(vqe), sha256(text)});
  }
  return inputs;
}

// What the results depend on, but for the seed.
Json settings_of(const Options& options, const std::vector<Input>& inputs) {
  Json j = {{"command", "vqe"}};
  j.update(vqe_options_json(inputs[0].vqe));
  if (options.active_space) j["active_space"] = {options.active_space->first, options.active_space->second};
  j["frozen_core"] = options.frozen_core;
  j["warm_start"] = options.warm_start;
  for (const Input& i : inputs) j["inputs"].push_back(i.sha256);
  return j;
}

// "molecule.qasm" of the first of several files becomes "molecule.0.qasm".
std::string circuit_path(const Options& options, std::size_t file) {
  if (options.files.size() == 1) return options.circuit.path;
  std::filesystem::path path(options.circuit.path);
  const std::string extension = path.extension().string();
  return path.replace_extension().string() + fmt::format(".{}", file) + extension;
}

int execute(Options options, const Context& context) {
  if (options.files.empty()) options.files = {file_or_stdin(context, "")};
  if (std::count(options.files.begin(), options.files.end(), "-") > 1)
    throw Error(ErrorCode::kUsage, "standard input can be read once only");
  const int threads = resolve_threads(context.globals.threads);
  options.vqe.spin_adapted = !options.no_spin_adaption;
  options.vqe.symmetry = !options.no_symmetry;
  options.vqe.exact = !options.no_exact;
  options.vqe.threads = threads;
  options.vqe.starts = options.optimisation.starts;
  if (options.optimisation.optimize.optimizer.empty())
    options.optimisation.optimize.optimizer = al::default_optimizer(options.vqe.shots > 0);
  options.vqe.optimize = options.optimisation.optimize;
  std::vector<Input> inputs = load_all(options, context);
  context.outputs.files.check();
  if (!options.circuit.path.empty() && inputs.size() > 1)
    for (std::size_t f = 0; f < inputs.size(); ++f)
      context.outputs.files.add_output(circuit_path(options, f), "--emit-circuit");
  if (inputs.size() * options.vqe.states > kMaxStates)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} states in {} files are more than the {} of one run",
                            inputs.size() * options.vqe.states, inputs.size(), kMaxStates),
                "make it several runs");

  OptimisationRun run(context, options.optimisation, settings_of(options, inputs));
  Json document = cli::document("qiao.vqe/1");
  document["options"] = run.settings();
  document["threads"] = threads;
  document["results"] = Json::array();
  std::vector<std::function<void()>> circuits;  // to write when the answer was shown
  std::vector<double> previous;
  int status = 0;
  for (std::size_t f = 0; f < inputs.size() && !run.interrupted(); ++f) {
    const auto& [problem, resolved, hash] = inputs[f];
    al::VqeOptions vqe = resolved;
    vqe.optimize = options.optimisation.optimize;
    vqe.optimize.start = static_cast<std::uint32_t>(f) * vqe.states * al::kStartsOfState;
    if (options.warm_start) vqe.initial = previous;
    run.shown_name = problem.name;
    if (const al::VqeForecast need = al::vqe_forecast(problem, vqe); need.bytes > kShownBytes)
      context.note(fmt::format("{}: {:.4g} determinants, about {} of memory", problem.name, need.determinants,
                               format_bytes(static_cast<std::uint64_t>(need.bytes))));
    al::VqeResult result;
    try {
      result = al::run_vqe(problem, vqe);
    } catch (const Error& e) {
      // What the files before gave is kept.
      if (e.code() != ErrorCode::kInterrupted || document["results"].empty()) throw;
      break;
    }
    previous = result.states[0].parameters;
    Json r = vqe_result_json(problem, vqe, result);
    r["sha256"] = hash;
    document["results"].push_back(std::move(r));
    if (options.circuit.path.empty()) continue;
    circuits.push_back([&, f, vqe, state = result.states[0]] {
      const al::VqeProblem& solved = inputs[f].problem;
      ir::Circuit circuit = al::vqe_circuit(solved, vqe, state);
      if (!options.circuit.symbolic) circuit = circuit.bind(state.parameters);
      if (!write_circuit(options.circuit, circuit_path(options, f), circuit, solved.name, context))
        status = 1;
    });
  }
  context.outputs.show([&] {
    if (options.optimisation.json) print(context.out, document);
    else print_vqe(document, context);
  });
  run.finished(document);
  for (const auto& circuit : circuits) context.outputs.attempt(circuit);
  if (!options.optimisation.report.empty())
    context.outputs.write(options.optimisation.report,
                          [&](std::ostream& out) { out << vqe_report_html(document); });
  if (!context.globals.seed) context.note(fmt::format("seed {}", run.seed()));
  return run.interrupted() ? exit_code(ErrorCode::kInterrupted) : status;
}

void add_ansatz_options(CLI::App& app, Options* o) {
  constexpr const char* kGroup = "Ansatz and Hamiltonian";
  al::VqeOptions* v = &o->vqe;
  add_choice(
      app, "--ansatz", al::ansatz_names(), [v](std::size_t i) { v->ansatz = static_cast<al::Ansatz>(i); },
      "unitary coupled cluster, its pair form, ADAPT-VQE, or hardware-efficient")
      ->default_str("uccsd")
      ->group(kGroup);
  std::vector<std::string> encodings = al::encoding_names();
  encodings.insert(encodings.end(), {"jw", "bk"});
  add_choice(
      app, "--mapping", encodings,
      [v](std::size_t i) {
        v->encoding = static_cast<al::Encoding>(i == 3 ? 0 : i == 4 ? 2 : i);
      },
      "electrons to qubits; the energy of an ansatz of excitations does not depend on it")
      ->default_str("jordan-wigner")
      ->group(kGroup);
  app.add_flag("--two-qubit-reduction", v->two_qubit_reduction,
               "leave out the two qubits that the parity mapping fixes")
      ->group(kGroup);
  add_text(
      app, "--active-space", "E,O", [o](const std::string& t) { o->active_space = parse_active_space(t); },
      "E electrons in O orbitals; lower orbitals stay occupied, higher ones empty")
      ->group(kGroup);
  add_whole(
      app, "--frozen-core", [o](std::uint64_t n) { o->frozen_core = static_cast<unsigned>(n); },
      "the lowest N orbitals stay occupied", 0, 1000)
      ->group(kGroup)
      ->excludes("--active-space");
  app.add_flag("--no-spin-adaption", o->no_spin_adaption, "uccsd: a parameter for every excitation")
      ->group(kGroup);
  app.add_flag("--no-symmetry", o->no_symmetry,
               "keep excitations that the symmetry of the orbitals rules out")
      ->group(kGroup);
  add_whole(
      app, "--layers", [v](std::uint64_t n) { v->layers = static_cast<unsigned>(n); },
      "k of kupccgsd, layers of hea (default: 2)", 1, 1000)
      ->group(kGroup);
  add_choice(
      app, "--pool", al::pool_names(), [v](std::size_t i) { v->pool = static_cast<al::Pool>(i); },
      "of adapt: singles and doubles, generalised ones, or qubit excitations")
      ->default_str("gsd")
      ->group(kGroup);
  add_real(
      app, "--pool-tolerance", [v](double x) { v->pool_tolerance = x; },
      "adapt ends when the norm of the pool's gradient is below (default: 5e-6 of the reference's energy "
      "spread)",
      0, 1e6)
      ->group(kGroup);
  add_whole(
      app, "--max-operators", [v](std::uint64_t n) { v->max_operators = static_cast<unsigned>(n); },
      "adapt ends with so many operators", 1, 4000)
      ->default_str("400")
      ->group(kGroup);
  add_whole(
      app, "--states", [v](std::uint64_t n) { v->states = static_cast<unsigned>(n); },
      "the ground state and N-1 excited ones, by deflation", 1, 50)
      ->default_str("1")
      ->group(kGroup);
  add_real(
      app, "--deflation-weight", [v](double x) { v->deflation_weight = x; },
      "penalty of a state found before, in Ha; larger than the gaps (default: from a bound of the energies)",
      0, 1e6)
      ->group(kGroup);
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  Options* o = options.get();
  app.add_option(
         "FILE", options->files,
         "FCIDUMP files of molecules, or Pauli sums (JSON, text); several are a scan; - is standard input")
      ->type_name("FILE");
  add_ansatz_options(app, o);
  al::VqeOptions* v = &options->vqe;
  add_whole(
      app, "--shots", [v](std::uint64_t n) { v->shots = n; },
      "estimate each energy from N shots, shared out over measurement settings", 1);
  add_choice(
      app, "--engine", {"auto", "general"}, [v](std::size_t i) { v->general_engine = i == 1; },
      "general: the state vector of all qubits also where determinants would do")
      ->default_str("auto");
  app.add_flag("--warm-start", o->warm_start, "each file begins with the parameters of the one before");
  app.add_flag("--no-exact", options->no_exact, "do not compute the exact energies");
  add_circuit_options(app, options->circuit, "the circuit of the ground state that was found",
                      "leave its parameters theta0, theta1, ... open");
  add_optimisation_options(app, options->optimisation, "1; 8 for kupccgsd and hea");
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command vqe_command() {
  return {"vqe",
          "ground and excited states of molecules and Pauli sums",
          {{"qiao vqe lih.fcidump", "UCCSD in the subspace of its electrons"},
           {"qiao vqe lih.fcidump --ansatz adapt -o lih.json --report lih.html", "to 1e-8 Ha"},
           {"qiao vqe n2.fcidump --active-space 6,6 --states 3", "frozen core; excited states"},
           {"qiao vqe d0.7.fcidump d0.8.fcidump d0.9.fcidump --report curve.html", "a scan"},
           {"qiao vqe h2.fcidump --mapping parity --two-qubit-reduction --shots 100000", "from measurements"},
           {"qiao vqe h2.fcidump --emit-circuit h2.py --to mindquantum", "the circuit that was found"}},
          "FCIDUMP files come from PySCF (pyscf.tools.fcidump.from_scf), Molpro, Psi4, ORCA and others. "
          "Energies are in "
          "Hartree. Beside every result stand the Hartree-Fock energy, that of full configuration "
          "interaction where it "
          "can be computed, and whether the error is within chemical accuracy (1.6e-3 Ha).",
          setup};
}

}  // namespace qiao::cli
