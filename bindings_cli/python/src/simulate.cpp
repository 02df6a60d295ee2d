// Running circuits: counts, distributions, expectation values of many parameter sets, state vectors.
#include <fmt/format.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/complex.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "bindings.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/ir/pauli.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/gradient.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::python {
namespace {

using ir::Circuit;
using ir::PauliSum;
using Numbers = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

nb::object array(std::vector<double> values, std::initializer_list<std::size_t> shape) {
  auto* const kept = new std::vector<double>(std::move(values));
  const nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
  return nb::cast(nb::ndarray<nb::numpy, double>(kept->data(), shape.size(), shape.begin(), owner));
}

// f(row, function object of the thread) for every row, on several threads where states are small: each then
// works on a state of its own.
template <class Make, class F>
void each_row(std::size_t rows, ir::Qubit qubits, int threads, qsim::Monitor* monitor, const Make& make,
              const F& f) {
  // One evolution shows its own progress, several are counted.
  std::function<void(const char*, std::uint64_t, std::uint64_t)> report;
  if (rows > 1) {
    report = std::exchange(monitor->report, nullptr);
    monitor->evolution = nullptr;
  }
  constexpr ir::Qubit kSmall = 16;  // qubits of states that one thread evolves faster than several
  const int workers =
      qubits <= kSmall ? static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(threads), rows)) : 1;
  if (workers <= 1) {
    auto mine = make(qubits <= kSmall ? 1 : threads);
    for (std::size_t i = 0; i < rows; ++i) {
      monitor->check();
      f(i, mine);
      if (report) report("sets", i + 1, rows);
    }
    return;
  }
  std::atomic<std::size_t> next{0};
  std::exception_ptr error;
  std::atomic<bool> failed{false};
  const auto work = [&](bool reports) {
    try {
      auto mine = make(1);
      for (std::size_t i; !failed && (i = next++) < rows;) {
        monitor->check();
        f(i, mine);
        if (reports && report) report("sets", i + 1, rows);
      }
    } catch (...) {
      if (!failed.exchange(true)) error = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> pool;  // joined at the end of the block, whatever happens
    try {
      for (int t = 1; t < workers; ++t) pool.emplace_back(work, false);
    } catch (const std::system_error&) {  // those that there are do the work
    }
    work(true);
  }
  if (error) std::rethrow_exception(error);
}

void check_columns(const Circuit& circuit, const Numbers& values) {
  if (values.shape(1) != circuit.symbols().size())
    throw Error(ErrorCode::kUsage, fmt::format("the circuit has {} parameters, the values have {} columns",
                                               circuit.symbols().size(), values.shape(1)));
}

qsim::SimulatorOptions options_of(const std::string& precision, int threads, qsim::Monitor* monitor) {
  qsim::SimulatorOptions o;
  o.precision = parse_precision(precision);
  o.threads = threads;
  o.monitor = monitor;
  return o;
}

// <H> of every sum for every row of values: shape (rows, sums).
nb::object expectations(const Circuit& circuit, const std::vector<PauliSum>& sums, const Numbers& values,
                        const std::string& precision, int threads, nb::object progress) {
  check_columns(circuit, values);
  const std::size_t rows = values.shape(0), columns = values.shape(1);
  std::vector<double> out(rows * sums.size());
  Work work(std::move(progress));
  work([&](qsim::Monitor* monitor) {
    for (const PauliSum& s : sums)
      if (!s.is_hermitian(1e-12 * s.one_norm()))
        throw Error(ErrorCode::kUsage, "the sum is not Hermitian: a coefficient has an imaginary part");
    const int resolved = resolve_threads(threads);
    each_row(
        rows, circuit.num_qubits(), resolved, monitor,
        [&](int t) { return qsim::Simulator(circuit.num_qubits(), options_of(precision, t, monitor)); },
        [&](std::size_t i, qsim::Simulator& s) {
          s.reset();
          s.apply(circuit, {values.data() + i * columns, columns});
          for (std::size_t k = 0; k < sums.size(); ++k)
            out[i * sums.size() + k] = s.expectation(sums[k]).real();
        });
    return 0;
  });
  return array(std::move(out), {rows, sums.size()});
}

// (energies of shape (rows,), gradients of shape (rows, parameters))
nb::object gradients(const Circuit& circuit, const PauliSum& sum, const Numbers& values,
                     const std::string& precision, int threads, nb::object progress) {
  check_columns(circuit, values);
  const std::size_t rows = values.shape(0), columns = values.shape(1);
  std::vector<double> energies(rows), slopes(rows * columns);
  Work work(std::move(progress));
  work([&](qsim::Monitor* monitor) {
    each_row(
        rows, circuit.num_qubits(), resolve_threads(threads), monitor,
        [&](int t) { return qsim::ExpectationFunction(circuit, sum, options_of(precision, t, monitor)); },
        [&](std::size_t i, qsim::ExpectationFunction& f) {
          energies[i] =
              f.gradient({values.data() + i * columns, columns}, {slopes.data() + i * columns, columns});
        });
    return 0;
  });
  return nb::make_tuple(array(std::move(energies), {rows}), array(std::move(slopes), {rows, columns}));
}

// Bits of all classical registers, the last declared leftmost, separated by spaces.
template <class W>
nb::dict outcome_dict(const Circuit& circuit, const qsim::Outcomes<W>& outcomes) {
  nb::dict out;
  std::string key;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    key.clear();
    for (auto reg = circuit.cregs().rbegin(); reg != circuit.cregs().rend(); ++reg) {
      if (reg->size == 0) continue;
      if (!key.empty()) key += ' ';
      key += outcomes.str(i, reg->offset, reg->size);
    }
    out[nb::cast(key)] = outcomes.weight(i);
  }
  return out;
}

// One dictionary for each row of values: what qiao.Result holds.
nb::list run(const Circuit& circuit, std::optional<Numbers> values, std::uint64_t shots,
             std::optional<std::uint64_t> seed, bool exact, const std::string& precision, int threads,
             std::uint64_t max_memory, std::uint64_t max_branches, nb::object progress) {
  if (values) check_columns(circuit, *values);
  const std::size_t rows = values ? values->shape(0) : 1;
  std::vector<qsim::RunResult> results(rows);
  qsim::RunOptions base;
  base.precision = parse_precision(precision);
  base.shots = shots;
  base.exact = exact;
  base.top = std::size_t{1} << 16;
  base.memory_limit_bytes = max_memory;
  base.max_branches = max_branches;
  base.seed = seed ? *seed : fresh_seed() >> 11;
  {
    Work work(std::move(progress));
    work([&](qsim::Monitor* monitor) {
      base.monitor = monitor;
      each_row(
          rows, circuit.num_qubits(), resolve_threads(threads), monitor, [](int t) { return t; },
          [&](std::size_t i, int t) {
            qsim::RunOptions options = base;
            options.threads = t;
            options.seed = base.seed + i;
            results[i] =
                values ? qsim::run(circuit.bind({values->data() + i * values->shape(1), values->shape(1)}),
                                   options)
                       : qsim::run(circuit, options);
          });
      return 0;
    });
  }
  nb::list out;
  for (std::size_t i = 0; i < rows; ++i) {
    const qsim::RunResult& r = results[i];
    nb::dict d;
    d["method"] = qsim::name(r.method);
    d["shots"] = exact || r.method == qsim::Method::kStateOnly ? std::uint64_t{0} : shots;
    d["seed"] = base.seed + i;
    d["counts"] = outcome_dict(circuit, r.counts);
    d["probabilities"] = outcome_dict(circuit, r.probabilities);
    nb::dict qubits;
    for (const auto& [bits, p] : r.qubits) qubits[nb::cast(bits)] = p;
    d["qubits"] = qubits;
    d["precision"] = precision;
    d["threads"] = r.threads;
    d["isa"] = r.isa;
    d["memory_bytes"] = r.memory_bytes;
    d["norm_error"] = r.norm_error;
    nb::dict time;
    time["plan_s"] = r.time.plan_s;
    time["evolve_s"] = r.time.evolve_s;
    time["sample_s"] = r.time.sample_s;
    d["time"] = time;
    out.append(d);
  }
  return out;
}

// The state of a qiao.StateVector: where the engine works on it, or in plain order since NumPy looks at it.
// It goes back and forth in place. Functions are called without the interpreter's lock, so the object has one
// of its own.
class StateVector {
 public:
  StateVector(ir::Qubit qubits, const std::string& precision, int threads)
      : monitor_(std::make_unique<qsim::Monitor>()),
        options_(options_of(precision, threads, monitor_.get())),
        qubits_(qubits),
        simulator_(qubits, options_) {}
  StateVector(const StateVector& other)
      : monitor_(std::make_unique<qsim::Monitor>()),
        options_(other.options_),
        qubits_(other.qubits_),
        simulator_([&] {
          options_.monitor = monitor_.get();
          const nb::gil_scoped_release release;  // who has the lock may be waiting for the interpreter's
          const std::lock_guard lock(other.mutex_);
          qsim::Simulator s(qubits_, options_);
          if (other.plain_.memory) s.adopt(other.plain_.copy());
          else s.set_state(other.simulator_);
          return s;
        }()) {}

  ir::Qubit num_qubits() const { return qubits_; }
  std::string precision() const { return qsim::name(options_.precision); }
  bool viewed() const { return plain_.memory.use_count() > 1; }

  // f(simulator) that changes the state.
  template <class F>
  void change(nb::object progress, F&& f) {
    Work work(std::move(progress), monitor_.get());
    work([&](qsim::Monitor*) {
      const std::lock_guard lock(mutex_);
      if (viewed())
        throw Error(ErrorCode::kUsage, "a NumPy array looks at this state, which therefore cannot change",
                    "delete the array first, or work on a copy()");
      to_engine();
      try {
        f(simulator_);
      } catch (const Error& e) {
        if (e.code() == ErrorCode::kInterrupted) simulator_.reset();
        throw;
      }
      return 0;
    });
  }
  // f(simulator) that only asks. While an array looks at the state, a copy answers.
  template <class F>
  auto ask(F&& f) {
    Work work(nb::none(), monitor_.get());
    return work([&](qsim::Monitor*) {
      const std::lock_guard lock(mutex_);
      if (viewed()) {
        qsim::Simulator copy(qubits_, options_);
        copy.adopt(plain_.copy());
        return f(copy);
      }
      to_engine();
      return f(simulator_);
    });
  }

  qsim::PlainState plain() {
    Work work(nb::none(), monitor_.get());
    return work([&](qsim::Monitor*) {
      const std::lock_guard lock(mutex_);
      if (!plain_.memory) plain_ = simulator_.release();
      return plain_;
    });
  }
  // For a state of this thread alone: no lock of either kind.
  template <class F>
  auto ask_unlocked(F&& f) {
    return f(simulator_);
  }
  std::uint64_t memory_bytes() const { return qsim::state_bytes(qubits_, options_.precision); }

 private:
  void to_engine() {
    if (!plain_.memory) return;
    simulator_.adopt(std::exchange(plain_, {}));
  }

  mutable std::mutex mutex_;
  std::unique_ptr<qsim::Monitor> monitor_;
  qsim::SimulatorOptions options_;
  ir::Qubit qubits_;
  qsim::Simulator simulator_;
  qsim::PlainState plain_;
};

template <class Real>
nb::object view(const qsim::PlainState& plain, bool writable) {
  auto* const kept = new qsim::PlainState(plain);
  const nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<qsim::PlainState*>(p); });
  const std::size_t size = plain.size();
  using Complex = std::complex<Real>;
  if (writable)
    return nb::cast(nb::ndarray<nb::numpy, Complex>(static_cast<Complex*>(plain.data()), {size}, owner));
  return nb::cast(
      nb::ndarray<nb::numpy, const Complex>(static_cast<const Complex*>(plain.data()), {size}, owner));
}

using Amplitudes = nb::ndarray<const std::complex<double>, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

}  // namespace

void bind_simulation(nb::module_& m) {
  nb::class_<PauliSum>(m, "PauliSum", R"(A sum of Pauli strings with coefficients.

PauliSum("0.5*XXZ - 0.25 ZZI") has letters, the leftmost the highest qubit, as in Qiskit; PauliSum("Z0 Z1 + 0.5 X0")
letters and qubits, as in OpenFermion and MindQuantum; PauliSum.of also takes pairs or a dictionary of strings and
coefficients. +, -, * by a number, @ for the product. Raises InputError with the place in the text.

>>> (PauliSum("Z0 Z1") + 0.5 * PauliSum("X0")).terms
[('Z0 Z1', (1+0j)), ('X0', (0.5+0j))]
)")
      .def(nb::init<>())
      .def(nb::init<const PauliSum&>())
      .def("__init__",
           [](PauliSum* to, const std::string& text) { new (to) PauliSum(PauliSum::read(text, "<text>")); })
      .def_static(
          "_from_masks",
          [](const std::vector<std::tuple<std::uint64_t, std::uint64_t, std::complex<double>>>& terms) {
            PauliSum sum;
            for (const auto& [x, z, c] : terms) sum.add({x, z}, c);
            return sum;
          })
      .def("_masks",
           [](const PauliSum& s) {
             nb::list out;
             for (const ir::PauliTerm& t : s.terms())
               out.append(nb::make_tuple(t.string.x, t.string.z, nb::cast(t.coefficient)));
             return out;
           })
      .def_prop_ro("num_qubits", &PauliSum::num_qubits, "1 + the highest qubit with a letter.")
      .def("__len__", &PauliSum::size)
      .def("__str__", &PauliSum::str)
      .def("_iadd", [](PauliSum& a, const PauliSum& b) { a += b; })
      .def("to_json", &PauliSum::to_json, "The JSON document, schema qiao.pauli_sum/1.")
      .def(
          "simplified", [](PauliSum s, double tolerance) { return std::move(s.simplify(tolerance)); },
          nb::arg("tolerance") = 0.0, "Equal strings merged, coefficients up to `tolerance` dropped, sorted.")
      .def(
          "__eq__", [](const PauliSum& a, const PauliSum& b) { return a == b; }, nb::is_operator())
      .def(
          "__add__", [](const PauliSum& a, const PauliSum& b) { return a + b; }, nb::is_operator())
      .def(
          "__sub__", [](const PauliSum& a, const PauliSum& b) { return a - b; }, nb::is_operator())
      .def(
          "__mul__", [](const PauliSum& a, std::complex<double> f) { return a * f; }, nb::is_operator())
      .def(
          "__rmul__", [](const PauliSum& a, std::complex<double> f) { return a * f; }, nb::is_operator())
      .def(
          "__truediv__",
          [](const PauliSum& a, std::complex<double> f) {
            if (f == 0.0) throw Error(ErrorCode::kUsage, "a sum divided by zero");
            return a * (1.0 / f);
          },
          nb::is_operator())
      .def("__neg__", [](const PauliSum& a) { return a * std::complex<double>(-1); })
      // sum() begins with 0.
      .def(
          "__radd__",
          [](const PauliSum& a, int zero) {
            if (zero != 0)
              throw Error(ErrorCode::kUsage, "a number and a sum of Pauli strings are not added",
                          "write the number as a string: 0.5 * PauliSum(\"I\")");
            return a;
          },
          nb::is_operator())
      .def("__getstate__", [](const PauliSum& s) { return s.to_json(); })
      .def("__setstate__",
           [](PauliSum& s, const std::string& json) {
             new (&s) PauliSum(PauliSum::from_json(json, "<pickle>"));
           })
      .def(
          "__matmul__", [](const PauliSum& a, const PauliSum& b) { return a * b; }, nb::is_operator());
  m.def("_expectations", expectations, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(),
        nb::arg().none());
  m.def("_gradients", gradients, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
  m.def("_run", run, nb::arg(), nb::arg().none(), nb::arg(), nb::arg().none(), nb::arg(), nb::arg(),
        nb::arg(), nb::arg(), nb::arg(), nb::arg().none());

  using Qubits = std::vector<ir::Qubit>;
  nb::class_<StateVector>(m, "StateVector")
      .def(nb::init<ir::Qubit, const std::string&, int>())
      .def(nb::init<const StateVector&>())
      .def_prop_ro("num_qubits", &StateVector::num_qubits, "Number of qubits.")
      .def_prop_ro("precision", &StateVector::precision, "'f32' or 'f64'.")
      .def(
          "_apply",
          [](StateVector& s, const Circuit& c, const std::vector<double>& values, nb::object progress) {
            s.change(std::move(progress), [&](qsim::Simulator& x) {
              if (values.empty()) x.apply(c);
              else x.apply(c, values);
            });
          },
          nb::arg(), nb::arg(), nb::arg().none())
      .def("_set",
           [](StateVector& s, const Amplitudes& a) {
             s.change(nb::none(), [&](qsim::Simulator& x) { x.set_state({a.data(), a.shape(0)}); });
           })
      .def("_set_basis",
           [](StateVector& s, std::uint64_t i) {
             s.change(nb::none(), [&](qsim::Simulator& x) { x.set_basis_state(i); });
           })
      .def("_view",
           [](StateVector& s, bool writable) {
             const qsim::PlainState plain = s.plain();
             return plain.precision == qsim::Precision::kF32 ? view<float>(plain, writable)
                                                             : view<double>(plain, writable);
           })
      .def("_amplitude",
           [](StateVector& s, const std::string& bits) {
             return s.ask([&](const qsim::Simulator& x) { return x.amplitude(bits); });
           })
      .def("_amplitude_at",
           [](StateVector& s, std::uint64_t i) {
             return s.ask([&](const qsim::Simulator& x) { return x.amplitude(i); });
           })
      .def("_probabilities",
           [](StateVector& s, const Qubits& q) {
             auto p = s.ask([&](const qsim::Simulator& x) { return x.probabilities(q); });
             const std::size_t size = p.size();
             return array(std::move(p), {size});
           })
      .def(
          "_sample",
          [](StateVector& s, std::uint64_t shots, std::optional<std::uint64_t> seed, const Qubits& q) {
            const auto outcomes = s.ask([&](const qsim::Simulator& x) {
              return x.sample(shots, seed ? *seed : fresh_seed() >> 11, q);
            });
            nb::dict d;
            for (std::size_t i = 0; i < outcomes.size(); ++i)
              d[nb::cast(outcomes.str(i))] = outcomes.weight(i);
            return d;
          },
          nb::arg(), nb::arg().none(), nb::arg())
      .def("_expectation",
           [](StateVector& s, const PauliSum& sum) {
             return s.ask([&](const qsim::Simulator& x) { return x.expectation(sum); });
           })
      .def("_entropy",
           [](StateVector& s, const Qubits& q, double alpha) {
             return s.ask([&](const qsim::Simulator& x) { return x.entropy(q, alpha); });
           })
      .def("_density",
           [](StateVector& s, const Qubits& q) {
             const ir::Matrix rho =
                 s.ask([&](const qsim::Simulator& x) { return x.reduced_density_matrix(q); });
             auto* const kept = new std::vector<ir::Complex>(rho.data);
             const nb::capsule owner(
                 kept, [](void* p) noexcept { delete static_cast<std::vector<ir::Complex>*>(p); });
             return nb::cast(nb::ndarray<nb::numpy, ir::Complex>(kept->data(), {rho.dim, rho.dim}, owner));
           })
      .def("_norm",
           [](StateVector& s) { return s.ask([](const qsim::Simulator& x) { return x.norm_squared(); }); })
      .def("_inner",
           [](StateVector& a, StateVector& b) {
             // a copy of b: asking both at once would hold two locks
             StateVector other(b);
             return a.ask([&](const qsim::Simulator& x) {
               return other.ask_unlocked([&](const qsim::Simulator& y) { return y.inner_product(x); });
             });
           })
      .def("_memory_bytes", &StateVector::memory_bytes);
}

}  // namespace qiao::python
