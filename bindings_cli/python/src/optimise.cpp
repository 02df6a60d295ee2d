// QAOA, VQE and placement: what the commands of these names do, on values in memory.
#include <fmt/format.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "bindings.hpp"
#include "cli/qaoa_result.hpp"
#include "cli/vqe_result.hpp"
#include "qiao/algorithms/qaoa.hpp"
#include "qiao/algorithms/vqe.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/routing_opt/experiment.hpp"

namespace qiao::python {
namespace {

namespace al = algorithms;
namespace ro = routing_opt;

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30;

// Options by their Python names; those that are not there keep their defaults.
class Given {
 public:
  explicit Given(const nb::dict& options) : options_(options) {}

  template <class T>
  void whole(const char* name, T& to, std::uint64_t min, std::uint64_t max) const {
    if (!options_.contains(name)) return;
    std::uint64_t value = 0;
    if (!nb::try_cast<std::uint64_t>(options_[name], value) || value < min || value > max)
      refuse(name, fmt::format("not a whole number from {} to {}", min, max));
    to = static_cast<T>(value);
  }
  void real(const char* name, double& to, double min, double max) const {
    if (!options_.contains(name)) return;
    double value = 0;
    if (!nb::try_cast<double>(options_[name], value) || !(value >= min && value <= max))
      refuse(name, fmt::format("not a number from {:g} to {:g}", min, max));
    to = value;
  }
  void flag(const char* name, bool& to) const {
    if (options_.contains(name)) to = nb::cast<bool>(nb::bool_(options_[name]));
  }
  void text(const char* name, std::string& to) const {
    if (!options_.contains(name)) return;
    if (!nb::try_cast<std::string>(options_[name], to)) refuse(name, "not a text");
  }
  void numbers(const char* name, std::vector<double>& to) const {
    if (options_.contains(name) && !nb::try_cast<std::vector<double>>(options_[name], to))
      refuse(name, "not a sequence of numbers");
  }
  // The place of a name among `names`, as an enumeration has them.
  template <class T>
  void choice(const char* name, const std::vector<std::string>& names, T& to) const {
    std::string given;
    text(name, given);
    if (given.empty()) return;
    const auto at = std::find(names.begin(), names.end(), given);
    if (at == names.end()) refuse(name, fmt::format("none of {}", fmt::join(names, ", ")));
    to = static_cast<T>(at - names.begin());
  }

 private:
  [[noreturn]] void refuse(const char* name, const std::string& why) const {
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: {} is {}", name, nb::repr(nb::handle(options_[name])).c_str(), why));
  }
  const nb::dict& options_;
};

void optimizer_options(const Given& given, al::OptimizeOptions& o) {
  given.text("optimizer", o.optimizer);
  given.whole("max_evaluations", o.max_evaluations, 1, ~std::uint64_t{0});
  given.real("max_time", o.max_seconds, 0, 1e9);
  given.real("gtol", o.gtol, 0, 1e9);
  given.real("step", o.initial_step, 0, 1e6);
  o.seed = fresh_seed() >> 11;  // exact also where numbers are doubles
  given.whole("seed", o.seed, 0, ~std::uint64_t{0});
}

std::string dump(const cli::Json& json) {
  return json.dump(-1, ' ', false, cli::Json::error_handler_t::replace);
}

al::Problem read_problem(const std::string& kind, const std::string& text, const std::string& name) {
  const al::ProblemKind& k = al::problem_kind(kind);
  al::Problem p = k.read(text, name);
  p.kind = k.name;
  p.name = name;
  return p;
}

// The document qiao.qaoa/1 as text. `callback`: None or called with (evaluations, value, best, gradient
// norm).
std::string qaoa(const std::string& kind, const std::string& text, const std::string& name,
                 const std::vector<unsigned>& depths, const nb::dict& options, nb::object callback) {
  const Given given(options);
  al::QaoaOptions o;
  given.choice("parameters", al::parameter_names(), o.parameters);
  if (options.contains("mixer")) given.choice("mixer", al::mixer_names(), o.mixer.emplace());
  given.choice("start", al::start_names(), o.start);
  given.numbers("angles", o.given);
  given.real("angle_scale", o.given_scale, 0, 1e300);
  given.choice("objective", al::measure_names(), o.measure);
  given.real("alpha", o.alpha, 1e-6, 1);
  given.real("eta", o.eta, 1e-6, 1e3);
  given.whole("shots", o.shots, 0, 100000000);
  given.real("depolarising", o.depolarising, 0, 1);
  given.real("readout_error", o.readout, 0, 1);
  given.whole("samples", o.samples, 0, 100000000);
  given.whole("starts", o.starts, 1, 4000);
  o.optimize.optimizer = al::default_optimizer(o.shots > 0);
  optimizer_options(given, o.optimize);
  given.real("ftol", o.optimize.ftol_rel, 0, 1);
  int threads = 0;
  given.whole("threads", threads, 0, 65536);
  std::string precision = "f64";
  given.text("precision", precision);
  o.precision = parse_precision(precision);
  for (const unsigned p : depths)
    if (p < 1 || p > 1000)
      throw Error(ErrorCode::kUsage, fmt::format("p: {} is not a whole number from 1 to 1000", p));
  if (depths.empty()) throw Error(ErrorCode::kUsage, "p: no depths");

  Work work{nb::object(nb::none())};
  al::Problem problem;
  std::vector<al::QaoaResult> runs;
  std::vector<al::ClassicalResult> classical;
  work([&](qsim::Monitor* monitor) {
    o.threads = resolve_threads(threads);
    o.optimize.stop = &monitor->stop;
    problem = read_problem(kind, text, name);
    const double sign = o.measure == al::MeasureKind::kGibbs ? 1 : problem.sign;
    if (!callback.is_none())
      o.optimize.callback = [&](const al::OptimizeProgress& p) {
        work.call(
            [&] { callback(p.evaluations, sign * p.evaluation.value, sign * p.best, p.gradient_norm); });
      };
    runs = al::scan_depths(problem, o, depths);
    classical = al::classical_results(problem, o.optimize.seed, o.optimize.stop);
    return 0;
  });
  o.depth = depths.back();
  cli::Json settings = cli::qaoa_settings(problem, o, depths, text);
  settings["seed"] = o.optimize.seed;
  cli::Json document = cli::qaoa_document(problem, o, settings, runs, work.stopped());
  document["classical"] = cli::classical_json(problem, runs.back(), classical);
  if (problem.heldout)
    document["heldout"] = cli::heldout_json(
        problem,
        al::compare_held_out(problem, runs.back(), classical, o.optimize.seed, 2000, o.optimize.stop));
  double seconds = 0;
  for (const al::QaoaResult& r : runs) seconds += r.optimisation.seconds;
  document["timing"] = {{"qaoa_seconds", seconds}, {"threads", o.threads}};
  return dump(document);
}

ir::Circuit qaoa_circuit(const std::string& kind, const std::string& text, const std::string& name,
                         const std::string& mixer, unsigned depth, const std::vector<double>& angles) {
  al::MixerKind m{};
  const std::vector<std::string>& names = al::mixer_names();
  m = static_cast<al::MixerKind>(std::find(names.begin(), names.end(), mixer) - names.begin());
  const nb::gil_scoped_release release;
  return al::qaoa_circuit(read_problem(kind, text, name), m, depth, angles, resolve_threads(0));
}

// ---- VQE

using Real2 = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Real4 = nb::ndarray<const double, nb::ndim<4>, nb::c_contig, nb::device::cpu>;

// Integrals that must have the symmetry of real orbitals: a contradiction is refused rather than averaged.
al::Integrals integrals(const Real2& one, const Real4& two, double core, unsigned alpha, unsigned beta) {
  const std::size_t n = one.shape(0);
  if (one.shape(1) != n || two.shape(0) != n || two.shape(1) != n || two.shape(2) != n || two.shape(3) != n)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("integrals have shapes (n, n) and (n, n, n, n), not ({}, {}) and ({}, {}, {}, {})", n,
                    one.shape(1), two.shape(0), two.shape(1), two.shape(2), two.shape(3)));
  al::Integrals m(static_cast<unsigned>(n), alpha, beta);
  m.core = core;
  const auto same = [](double a, double b) { return std::abs(a - b) <= 1e-8 * (1 + std::abs(a)); };
  for (unsigned p = 0; p < n; ++p)
    for (unsigned q = 0; q <= p; ++q) {
      if (!std::isfinite(one(p, q)) || !same(one(p, q), one(q, p)))
        throw Error(ErrorCode::kUsage,
                    fmt::format("one-electron integrals ({0}, {1}) and ({1}, {0}) differ", p, q));
      m.one(p, q) = one(p, q);
    }
  for (unsigned p = 0; p < n; ++p)
    for (unsigned q = 0; q <= p; ++q)
      for (unsigned r = 0; r <= p; ++r)
        for (unsigned s = 0; s <= (r == p ? q : r); ++s) {
          const double v = two(p, q, r, s);
          if (!std::isfinite(v) || !same(v, two(q, p, r, s)) || !same(v, two(p, q, s, r)) ||
              !same(v, two(r, s, p, q)))
            throw Error(ErrorCode::kUsage,
                        fmt::format("two-electron integrals ({} {}|{} {}) lack the symmetry of real orbitals",
                                    p, q, r, s),
                        "chemists' notation (pq|rs) is expected");
          m.two(p, q, r, s) = v;
        }
  return m;
}

nb::tuple integral_arrays(const al::Integrals& m) {
  const std::size_t n = m.orbitals();
  auto* const one = new std::vector<double>(n * n);
  auto* const two = new std::vector<double>(n * n * n * n);
  const auto owner = [](std::vector<double>* v) {
    return nb::capsule(v, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
  };
  std::size_t at = 0;
  for (unsigned p = 0; p < n; ++p)
    for (unsigned q = 0; q < n; ++q) {
      (*one)[p * n + q] = m.one(p, q);
      for (unsigned r = 0; r < n; ++r)
        for (unsigned s = 0; s < n; ++s) (*two)[at++] = m.two(p, q, r, s);
    }
  const std::size_t shape[] = {n, n, n, n};
  return nb::make_tuple(nb::ndarray<nb::numpy, double>(one->data(), 2, shape, owner(one)),
                        nb::ndarray<nb::numpy, double>(two->data(), 4, shape, owner(two)));
}

// A finished run, from which circuits are made when they are asked for.
struct VqeRun {
  al::VqeProblem problem;
  al::VqeOptions options;
  al::VqeResult result;
  std::string document;
};

std::unique_ptr<VqeRun> vqe(const al::VqeProblem& problem, const nb::dict& options, nb::object callback) {
  const Given given(options);
  auto run = std::make_unique<VqeRun>();
  al::VqeOptions& o = run->options;
  given.choice("ansatz", al::ansatz_names(), o.ansatz);
  given.choice("mapping", al::encoding_names(), o.encoding);
  given.flag("two_qubit_reduction", o.two_qubit_reduction);
  given.flag("spin_adapted", o.spin_adapted);
  given.flag("symmetry", o.symmetry);
  given.whole("layers", o.layers, 1, 1000);
  given.choice("pool", al::pool_names(), o.pool);
  given.real("pool_tolerance", o.pool_tolerance, 0, 1e6);
  given.whole("max_operators", o.max_operators, 1, 4000);
  given.whole("states", o.states, 1, 50);
  given.real("deflation_weight", o.deflation_weight, 0, 1e6);
  given.whole("starts", o.starts, 1, 4000);
  given.whole("shots", o.shots, 0, ~std::uint64_t{0});
  given.flag("general_engine", o.general_engine);
  given.flag("exact", o.exact);
  given.numbers("initial", o.initial);
  given.real("tolerance", o.optimize.ftol_abs, 0, 1e6);
  optimizer_options(given, o.optimize);
  int threads = 0;
  given.whole("threads", threads, 0, 65536);

  Work work{nb::object(nb::none())};
  work([&](qsim::Monitor* monitor) {
    o.threads = resolve_threads(threads);
    o.optimize.stop = &monitor->stop;
    if (!callback.is_none())
      o.progress = [&](const al::VqeProgress& p) {
        work.call([&] { callback(p.evaluations, p.energy, p.gradient_norm, p.parameters, p.state); });
      };
    run->problem = problem;
    o = al::resolved(problem, o);
    run->result = al::run_vqe(problem, o);
    return 0;
  });
  work.stopped();
  o.progress = nullptr;
  o.optimize.stop = nullptr;
  cli::Json document = cli::document("qiao.vqe/1");
  document["options"] = cli::vqe_options_json(o);
  document["threads"] = o.threads;
  document["results"] = cli::Json::array({cli::vqe_result_json(run->problem, o, run->result)});
  run->document = dump(document);
  return run;
}

// ---- placement

// (document qiao.place/1 as text, best solver, map of shape (layers, slots), devices, experts)
nb::tuple place(const nb::dict& options, nb::object progress) {
  const Given given(options);
  ro::InstanceSpec s;
  given.text("trace", s.train);
  given.text("heldout", s.heldout);
  s.name = s.train;
  given.text("name", s.name);
  given.text("cluster", s.cluster);
  given.text("model", s.model);
  if (options.contains("solvers")) s.solvers = nb::cast<std::vector<std::string>>(options["solvers"]);
  if (s.solvers.empty()) s.solvers = {"auto"};
  given.choice("objective", {"step-time", "traffic", "balance"}, s.objective);
  given.choice("homes", {"data-parallel", "coherent"}, s.cost.homes);
  given.choice("copies", {"none", "device", "node"}, s.cost.copies);
  given.whole("ep_size", s.ep_size, 1, 65536);
  given.whole("slots_per_device", s.slots_per_device, 1, 65535);
  given.whole("batch_tokens", s.cost.batch_tokens, 1, ~std::uint64_t{0});
  given.whole("max_tokens", s.max_tokens, 0, ~std::uint64_t{0});
  given.real("budget", s.solve.seconds, 0.01, 1e6);
  given.whole("moves", s.solve.moves, 1, ~std::uint64_t{0});
  given.whole("depth", s.solve.depth, 1, 64);
  given.whole("shots", s.solve.shots, 1, 1000000);
  given.whole("subproblem", s.solve.subproblem_experts, 4, 20);
  s.solve.subproblem_experts &= ~1u;
  s.solve.seed = fresh_seed() >> 11;
  given.whole("seed", s.solve.seed, 0, ~std::uint64_t{0});
  int threads = 0;
  given.whole("threads", threads, 0, 65536);

  Work work(std::move(progress));
  ro::InstanceResult result;
  work([&](qsim::Monitor* monitor) {
    s.solve.threads = resolve_threads(threads);
    s.solve.monitor = monitor;
    result = ro::run_instance(s);
    return 0;
  });
  cli::Json document = cli::Json::parse(result.json);
  document.erase("quantum_gains");
  document["status"] = work.stopped() ? "interrupted" : "complete";
  const ro::Placement& p = result.placement;
  auto* const map = new std::vector<std::uint16_t>;
  for (const auto& layer : p.map) map->insert(map->end(), layer.begin(), layer.end());
  const nb::capsule owner(map, [](void* x) noexcept { delete static_cast<std::vector<std::uint16_t>*>(x); });
  const std::size_t shape[] = {p.layers(), p.slots()};
  return nb::make_tuple(dump(document), result.best,
                        nb::ndarray<nb::numpy, std::uint16_t>(map->data(), 2, shape, owner), p.devices,
                        p.experts);
}

using Map = nb::ndarray<const std::uint16_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

std::string placement_text(const Map& map, unsigned devices, unsigned experts, const std::string& format) {
  const nb::dict options;
  options["format"] = format;
  ro::PlacementFormat f{};
  Given(options).choice("format", {"qiao", "sglang", "vllm", "trtllm"}, f);
  ro::Placement p;
  p.experts = experts;
  p.devices = devices;
  if (devices == 0 || map.shape(1) % devices != 0)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} slots cannot be shared out over {} devices", map.shape(1), devices));
  p.slots_per_device = static_cast<unsigned>(map.shape(1) / devices);
  for (std::size_t l = 0; l < map.shape(0); ++l)
    p.map.emplace_back(map.data() + l * map.shape(1), map.data() + (l + 1) * map.shape(1));
  ro::check_placement(p, "placement");
  return ro::placement_text(p, f);
}

}  // namespace

void bind_optimisation(nb::module_& m) {
  nb::list kinds;
  for (const al::ProblemKind& k : al::problem_kinds())
    kinds.append(nb::make_tuple(k.name, k.summary, k.format));
  m.attr("problem_kinds") = nb::tuple(kinds);
  m.def("_generate", [](const std::string& kind, unsigned size, std::uint64_t seed,
                        const std::map<std::string, double>& settings) {
    return al::generate_instance(al::problem_kind(kind), size, seed, settings);
  });
  m.def("_read_file", [](const std::string& path) {
    const std::string text = read_file(path, kMaxFileBytes);
    return nb::bytes(text.data(), text.size());
  });
  m.def("_qaoa", qaoa, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
  m.def("_qaoa_circuit", qaoa_circuit);
  m.def("_place", place, nb::arg(), nb::arg().none());
  m.def("_placement_text", placement_text);

  nb::class_<al::Integrals>(m, "Molecule")
      .def("__init__", [](al::Integrals* to, const Real2& one, const Real4& two, double core, unsigned alpha,
                          unsigned beta) { new (to) al::Integrals(integrals(one, two, core, alpha, beta)); })
      .def(nb::init<const al::Integrals&>())
      .def_static("_from_fcidump", [](const std::string& text,
                                      const std::string& name) { return al::read_fcidump(text, name); })
      .def_prop_ro("orbitals", &al::Integrals::orbitals, "Number of spatial orbitals.")
      .def_prop_ro(
          "electrons", [](const al::Integrals& i) { return nb::make_tuple(i.alpha(), i.beta()); },
          "Numbers of electrons with spin up and down.")
      .def_prop_ro(
          "core", [](const al::Integrals& i) { return i.core; }, "Constant energy in Hartree.")
      .def_prop_ro(
          "reference_energy", [](const al::Integrals& i) { return i.reference_energy(); },
          "Energy in Hartree of the determinant of the lowest orbitals.")
      .def("_active_space", &al::Integrals::active_space)
      .def("_frozen_core", &al::Integrals::frozen_core)
      .def("_arrays", integral_arrays);

  nb::class_<VqeRun>(m, "_VqeRun")
      .def_prop_ro("document", [](const VqeRun& r) { return r.document; })
      .def("circuit",
           [](const VqeRun& r, std::size_t state) {
             const nb::gil_scoped_release release;
             return al::vqe_circuit(r.problem, r.options, r.result.states.at(state));
           })
      .def("hamiltonian", [](const VqeRun& r) {
        const nb::gil_scoped_release release;
        return al::vqe_hamiltonian(r.problem, r.options);
      });
  m.def(
      "_vqe_molecule",
      [](const al::Integrals& molecule, const std::string& name, const nb::dict& options,
         nb::object callback) {
        return vqe({name, molecule, {}}, options, std::move(callback));
      },
      nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
  m.def(
      "_vqe_text",
      [](const std::string& text, const std::string& name, const nb::dict& options, nb::object callback) {
        return vqe(al::read_vqe_problem(text, name), options, std::move(callback));
      },
      nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
  m.def(
      "_vqe_sum",
      [](const ir::PauliSum& sum, const std::string& name, const nb::dict& options, nb::object callback) {
        return vqe(al::pauli_problem(sum, name), options, std::move(callback));
      },
      nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
}

}  // namespace qiao::python
