#include "qiao/qsim/simulator.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "../engine/parallel.hpp"
#include "../engine/pauli_sums.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/qsim/estimate.hpp"
#include "simulator_impl.hpp"

namespace qiao::qsim {
namespace {

constexpr unsigned kMaxMarginalQubits = 30;

template <class S>
using RealOf = std::conditional_t<std::is_same_v<std::decay_t<S>, engine::State<float>>, float, double>;

void check_memory(std::size_t active, const SimulatorOptions& options) {
  const std::uint64_t limit =
      options.memory_limit_bytes ? options.memory_limit_bytes : memory_info().available_bytes;
  const std::uint64_t needed = state_bytes(static_cast<ir::Qubit>(active), options.precision);
  if (!fits(needed, limit))
    throw Error(ErrorCode::kLimit,
                fmt::format("{} active qubits in {} need {}, available are {}", active,
                            name(options.precision), format_bytes(needed), format_bytes(limit)));
}

engine::State<double> empty_state(int threads) { return {0, threads}; }

// `what` takes so many bytes beside the state that is there.
void check_room(std::uint64_t needed, std::uint64_t held, const SimulatorOptions& options, const char* what) {
  constexpr std::uint64_t kFitsAnywhere = std::uint64_t{16} << 20;  // asking the system takes a moment
  if (options.memory_limit_bytes == 0 && needed <= kFitsAnywhere) return;
  const std::uint64_t room = options.memory_limit_bytes
                                 ? options.memory_limit_bytes - std::min(options.memory_limit_bytes, held)
                                 : memory_info().available_bytes;
  if (!fits(needed, room))
    throw Error(ErrorCode::kLimit, fmt::format("{} need{} {}, available are {}", what,
                                               std::string_view(what).ends_with('s') ? "" : "s",
                                               format_bytes(needed), format_bytes(room)));
}

}  // namespace

// ---- Impl

Simulator::Impl::Impl(ir::Qubit n, const SimulatorOptions& o)
    : num_qubits(n),
      options(o),
      threads(resolve_threads(o.threads)),
      index(n, kIdle),
      state(empty_state(threads)) {
  if (o.precision == Precision::kF32) state = engine::State<float>(0, threads);
}

unsigned Simulator::Impl::touch(ir::Qubit q) {
  if (index[q] == kIdle) touch(std::vector<ir::Qubit>{q});
  return index[q];
}

void Simulator::Impl::touch(const std::vector<ir::Qubit>& qubits) {
  std::vector<ir::Qubit> fresh;
  for (const ir::Qubit q : qubits)
    if (index[q] == kIdle) fresh.push_back(q);
  if (fresh.empty()) return;
  check_memory(active.size() + fresh.size(), options);
  visit([&](auto& s) { s = s.extended(static_cast<unsigned>(fresh.size())); });
  for (const ir::Qubit q : fresh) {
    index[q] = static_cast<std::uint32_t>(active.size());
    active.push_back(q);
  }
}

Program Simulator::Impl::program(const ir::Circuit& circuit) {
  if (circuit.num_qubits() > num_qubits)
    throw Error(ErrorCode::kUsage,
                fmt::format("the circuit has {} qubits, the simulator {}", circuit.num_qubits(), num_qubits));
  if (circuit.is_symbolic())
    throw Error(ErrorCode::kUsage,
                fmt::format("the circuit has {} symbol(s) without a value, the first is '{}'",
                            circuit.symbols().size(), circuit.symbols().front()),
                "give values, or bind them first");
  Program made = make_program(circuit);
  if (made.branches() || made.classical())
    throw Error(ErrorCode::kUsage,
                "a circuit with mid-circuit measurement, reset or conditions has no single final state",
                "ask for shots or exact probabilities instead");
  touch(made.active);
  made.active = active;
  made.index = index;
  return made;
}

void Simulator::Impl::check(std::span<const ir::Qubit> qubits, const char* what) const {
  std::vector<bool> seen(num_qubits);
  for (const ir::Qubit q : qubits) {
    if (q >= num_qubits)
      throw Error(ErrorCode::kUsage,
                  fmt::format("{}: qubit {} does not exist; there are {}", what, q, num_qubits));
    if (seen[q]) throw Error(ErrorCode::kUsage, fmt::format("{}: qubit {} is given twice", what, q));
    seen[q] = true;
  }
}

void Simulator::Impl::check(const ir::PauliSum& sum) const {
  for (const ir::PauliTerm& t : sum.terms())
    if (t.string.num_qubits() > num_qubits)
      throw Error(ErrorCode::kUsage, fmt::format("the string {} acts on qubit {}; there are {}",
                                                 t.string.sparse(), t.string.num_qubits() - 1, num_qubits));
}

std::optional<ir::PauliString> Simulator::Impl::on_active(const ir::PauliString& p) const {
  ir::PauliString moved;
  for (std::uint64_t mask = p.x | p.z; mask; mask &= mask - 1) {
    const auto q = static_cast<ir::Qubit>(std::countr_zero(mask));
    if (!is_active(q)) {
      if (p.x >> q & 1) return std::nullopt;
      continue;
    }
    moved.x |= (p.x >> q & 1) << index[q];
    moved.z |= (p.z >> q & 1) << index[q];
  }
  return moved;
}

// ---- Simulator

Simulator::Simulator(ir::Qubit num_qubits, const SimulatorOptions& options) {
  if (num_qubits > ir::kMaxQubits)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} qubits exceed the {} there may be", num_qubits, ir::kMaxQubits));
  impl_ = std::make_unique<Impl>(num_qubits, options);
}
Simulator::Simulator(const Simulator& other) : impl_(std::make_unique<Impl>(*other.impl_)) {}
Simulator::Simulator(Simulator&& other) noexcept = default;
Simulator& Simulator::operator=(const Simulator& other) {
  if (this != &other) impl_ = std::make_unique<Impl>(*other.impl_);
  return *this;
}
Simulator& Simulator::operator=(Simulator&& other) noexcept = default;
Simulator::~Simulator() = default;

ir::Qubit Simulator::num_qubits() const { return impl_->num_qubits; }
Precision Simulator::precision() const { return impl_->options.precision; }
int Simulator::threads() const { return impl_->threads; }
std::uint64_t Simulator::memory_bytes() const {
  return impl_->visit([](const auto& s) -> std::uint64_t {
    return (std::uint64_t{2} * sizeof(RealOf<decltype(s)>)) << s.stored_bits();
  });
}
std::vector<ir::Qubit> Simulator::active_qubits() const {
  std::vector<ir::Qubit> qubits = impl_->active;
  std::sort(qubits.begin(), qubits.end());
  return qubits;
}

void Simulator::apply(const ir::Circuit& circuit) {
  const Program program = impl_->program(circuit);
  impl_->visit([&](auto& s) {
    for (std::uint32_t i = 0; i < program.segments.size(); ++i)
      s.run(s.fresh_plan(program, i), impl_->options.monitor);
  });
}

void Simulator::apply(const ir::Circuit& circuit, std::span<const double> values) {
  apply(circuit.bind(values));
}

void Simulator::reset() {
  impl_->visit([](auto& s) { s.reset(); });
}

void Simulator::set_state(std::span<const std::complex<double>> a) {
  const ir::Qubit n = impl_->num_qubits;
  if (n >= 60 || a.size() != std::uint64_t{1} << n)
    throw Error(ErrorCode::kUsage,
                fmt::format("a state of {} qubits has 2^{} amplitudes, got {}", n, n, a.size()));
  double norm = 0;
  for (const std::complex<double>& v : a) norm += std::norm(v);
  if (!(std::abs(norm - 1) < 1e-6))
    throw Error(ErrorCode::kUsage, fmt::format("the amplitudes have squared norm {:.9g}, not 1", norm));
  check_memory(n, impl_->options);
  if (impl_->options.precision == Precision::kF32)
    check_room(state_bytes(n, Precision::kF32), state_bytes(n, Precision::kF32), impl_->options,
               "the amplitudes in f32");
  impl_->active.resize(n);
  for (ir::Qubit q = 0; q < n; ++q) impl_->active[q] = impl_->index[q] = q;
  impl_->visit([&](auto& s) {
    using Engine = std::decay_t<decltype(s)>;
    using Real = RealOf<decltype(s)>;
    if (s.num_qubits() != n) s = Engine(n, impl_->threads);
    if constexpr (std::is_same_v<Real, double>) {
      s.set_amplitudes(a.data());
    } else {
      const std::vector<std::complex<float>> narrow(a.begin(), a.end());
      s.set_amplitudes(narrow.data());
    }
  });
}

void Simulator::set_state(const Simulator& other) {
  if (other.num_qubits() != num_qubits() || other.precision() != precision())
    throw Error(ErrorCode::kUsage, "the other state has another width or precision");
  check_memory(other.impl_->active.size(), impl_->options);
  impl_->active = other.impl_->active;
  impl_->index = other.impl_->index;
  auto copy = other.impl_->state;
  impl_->state = std::move(copy);
  impl_->visit([&](auto& s) { s.set_threads(impl_->threads); });
}

void Simulator::set_basis_state(std::uint64_t index) {
  if (impl_->num_qubits < 64 && index >> impl_->num_qubits != 0)
    throw Error(ErrorCode::kUsage,
                fmt::format("basis state {} does not exist on {} qubits", index, impl_->num_qubits));
  std::vector<ir::Qubit> ones;
  for (std::uint64_t mask = index; mask; mask &= mask - 1)
    ones.push_back(static_cast<ir::Qubit>(std::countr_zero(mask)));
  impl_->touch(ones);
  reset();
  impl_->visit([&](auto& s) {
    for (const ir::Qubit q : ones) s.flip(impl_->index[q]);
  });
}

void* PlainState::data() const { return memory ? memory->data() : nullptr; }

PlainState PlainState::copy() const {
  const std::uint64_t available = memory_info().available_bytes;
  if (memory->size() > available)
    throw Error(ErrorCode::kLimit, fmt::format("a copy of the state needs {}, available are {}",
                                               format_bytes(memory->size()), format_bytes(available)));
  PlainState other{num_qubits, precision, std::make_shared<engine::StateMemory>(memory->size(), 1, false)};
  std::memcpy(other.data(), data(), memory->size());
  return other;
}

PlainState Simulator::release() {
  const ir::Qubit n = impl_->num_qubits;
  std::vector<ir::Qubit> all(n);
  for (ir::Qubit q = 0; q < n; ++q) all[q] = q;
  impl_->touch(all);
  impl_->visit([&](auto& s) { s.renumber(impl_->index); });
  PlainState plain{n, impl_->options.precision, nullptr};
  impl_->visit([&](auto& s) {
    plain.memory = std::make_shared<engine::StateMemory>(s.release_plain());
    s = std::decay_t<decltype(s)>(0, impl_->threads);
  });
  impl_->active.clear();
  impl_->index.assign(n, Impl::kIdle);
  return plain;
}

void Simulator::adopt(PlainState state) {
  if (state.num_qubits != impl_->num_qubits || state.precision != impl_->options.precision || !state.memory ||
      state.memory.use_count() != 1)
    throw Error(ErrorCode::kUsage,
                "a simulator adopts a state of its own width and precision that nobody "
                "else holds");
  const ir::Qubit n = state.num_qubits;
  impl_->active.resize(n);
  for (ir::Qubit q = 0; q < n; ++q) impl_->active[q] = impl_->index[q] = q;
  impl_->visit([&](auto& s) { s.adopt_plain(n, std::move(*state.memory)); });
}

std::vector<std::complex<double>> Simulator::state() const {
  const ir::Qubit n = impl_->num_qubits;
  const std::vector<ir::Qubit>& active = impl_->active;
  check_room(add_bytes(state_bytes(n, Precision::kF64),
                       state_bytes(static_cast<ir::Qubit>(active.size()), impl_->options.precision)),
             memory_bytes(), impl_->options, "all amplitudes");
  std::vector<std::complex<double>> result(std::uint64_t{1} << n);
  impl_->visit([&](const auto& s) {
    bool in_order = active.size() == n;
    for (std::size_t k = 0; k < active.size(); ++k) in_order = in_order && active[k] == k;
    const auto amplitudes = s.amplitudes();
    if (in_order) {
      std::copy(amplitudes.begin(), amplitudes.end(), result.begin());
      return;
    }
    std::vector<std::uint8_t> to(active.size());
    for (std::size_t k = 0; k < active.size(); ++k) to[k] = static_cast<std::uint8_t>(active[k]);
    const engine::IndexMap place(to, 0);
    for (std::uint64_t i = 0; i < amplitudes.size(); ++i) result[place(i)] = amplitudes[i];
  });
  return result;
}

std::vector<std::complex<double>> Simulator::amplitudes(std::span<const std::uint64_t> indices) const {
  std::vector<std::complex<double>> result(indices.size());
  const ir::Qubit n = impl_->num_qubits;
  impl_->visit([&](const auto& s) {
    const engine::IndexMap stored = s.to_stored();
    const std::complex<double> phase = std::polar(1.0, s.global_phase());
    const std::size_t w = std::size_t{1} << s.lane_bits();
    for (std::size_t i = 0; i < indices.size(); ++i) {
      std::uint64_t index = indices[i], inside = 0;
      if (n < 64 && index >> n != 0)
        throw Error(ErrorCode::kUsage,
                    fmt::format("amplitude {} does not exist; {} qubits have 2^{}", index, n, n));
      for (std::size_t k = 0; k < impl_->active.size(); ++k)
        if (impl_->active[k] < 64 && index >> impl_->active[k] & 1) {
          inside |= std::uint64_t{1} << k;
          index &= ~(std::uint64_t{1} << impl_->active[k]);
        }
      if (index != 0) continue;  // an idle qubit is |0>
      const auto* const p = s.stored() + s.stored_offset(stored(inside));
      result[i] = std::complex<double>(p[0], p[w]) * phase;
    }
  });
  return result;
}

std::complex<double> Simulator::amplitude(std::uint64_t index) const { return amplitudes({&index, 1})[0]; }

std::complex<double> Simulator::amplitude(std::string_view bits) const {
  const ir::Qubit n = impl_->num_qubits;
  if (bits.size() != n || bits.find_first_not_of("01") != std::string_view::npos)
    throw Error(ErrorCode::kUsage, fmt::format("amplitude '{}': expected {} characters 0 or 1, q[{}] first",
                                               bits, n, n == 0 ? 0 : n - 1));
  std::uint64_t inside = 0;
  for (ir::Qubit q = 0; q < n; ++q) {
    if (bits[n - 1 - q] == '0') continue;
    if (!impl_->is_active(q)) return 0;
    inside |= std::uint64_t{1} << impl_->index[q];
  }
  return impl_->visit([&](const auto& s) { return s.amplitude(inside); });
}

double Simulator::norm_squared() const {
  return impl_->visit([](const auto& s) { return s.norm_squared(); });
}

std::vector<double> Simulator::probabilities(std::span<const ir::Qubit> qubits) const {
  impl_->check(qubits, "probabilities");
  if (qubits.size() > kMaxMarginalQubits)
    throw Error(ErrorCode::kLimit, fmt::format("probabilities of {} qubits; at most {} at a time",
                                               qubits.size(), kMaxMarginalQubits));
  // Above 12 bits four tables are added up, above 20 there is one.
  const std::uint64_t tables = qubits.size() <= 20 ? 4 : 1;
  check_room(multiply_bytes(8 * tables, std::uint64_t{1} << qubits.size()), memory_bytes(), impl_->options,
             "these probabilities");
  std::vector<std::uint8_t> from, to;  // the engine's qubit, bit of the result
  for (std::size_t j = 0; j < qubits.size(); ++j)
    if (impl_->is_active(qubits[j])) {
      from.push_back(static_cast<std::uint8_t>(impl_->index[qubits[j]]));
      to.push_back(static_cast<std::uint8_t>(j));
    }
  return impl_->visit([&](const auto& s) {
    return s.marginal(from, to, static_cast<unsigned>(qubits.size()), impl_->options.monitor);
  });
}

Outcomes<std::uint64_t> Simulator::sample(std::uint64_t shots, std::uint64_t seed,
                                          std::span<const ir::Qubit> qubits) const {
  impl_->check(qubits, "sample");
  std::vector<ir::Qubit> all;
  if (qubits.empty()) {
    for (ir::Qubit q = 0; q < impl_->num_qubits; ++q) all.push_back(q);
    qubits = all;
  }
  Outcomes<std::uint64_t> outcomes(static_cast<unsigned>(qubits.size()));
  check_room(multiply_bytes(std::min(shots, kShotsOneByOne), 48), memory_bytes(), impl_->options,
             "so many shots");
  const auto drawn = impl_->visit([&](const auto& s) {
    if (shots > kShotsOneByOne) return s.sample_counts(shots, seed, nullptr, impl_->options.monitor);
    return s.sample(
        shots, [&](std::uint64_t i) { return random_uniform(seed, i, 0); }, nullptr, impl_->options.monitor);
  });
  std::vector<std::pair<unsigned, unsigned>> moves;  // the engine's qubit, bit of the outcome
  for (unsigned j = 0; j < qubits.size(); ++j)
    if (impl_->is_active(qubits[j])) moves.emplace_back(impl_->index[qubits[j]], j);
  std::vector<std::uint64_t> row(outcomes.words());
  for (const engine::Drawn& d : drawn) {
    std::fill(row.begin(), row.end(), 0);
    for (const auto& [q, j] : moves) row[j / 64] |= (d.index >> q & 1) << (j % 64);
    outcomes.add(row, d.count);
  }
  outcomes.normalise();
  return outcomes;
}

std::vector<double> Simulator::expectations(const ir::PauliSum& sum) const {
  impl_->check(sum);
  std::vector<ir::PauliString> strings;
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i < sum.size(); ++i)
    if (const auto moved = impl_->on_active(sum.terms()[i].string)) {
      strings.push_back(*moved);
      place.push_back(i);
    }
  std::vector<double> result(sum.size(), 0.0);
  const std::vector<double> values = impl_->visit([&](const auto& s) {
    return engine::pauli_products(s, s, strings, engine::Part::kReal, impl_->options.monitor);
  });
  for (std::size_t i = 0; i < place.size(); ++i) result[place[i]] = values[i];
  return result;
}

std::complex<double> Simulator::expectation(const ir::PauliSum& sum) const {
  const std::vector<double> values = expectations(sum);
  std::complex<double> total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) total += sum.terms()[i].coefficient * values[i];
  return total;
}

void Simulator::multiply(const ir::PauliSum& sum) {
  impl_->check(sum);
  std::vector<ir::Qubit> flipped;
  for (const ir::PauliTerm& t : sum.terms())
    for (std::uint64_t mask = t.string.x; mask; mask &= mask - 1)
      flipped.push_back(static_cast<ir::Qubit>(std::countr_zero(mask)));
  impl_->touch(flipped);
  check_memory(impl_->active.size() + 1, impl_->options);
  std::vector<ir::PauliTerm> terms;
  for (const ir::PauliTerm& t : sum.terms()) terms.push_back({*impl_->on_active(t.string), t.coefficient});
  impl_->visit([&](auto& s) {
    auto product = s.zeros_like();
    engine::apply_pauli_sum(s, terms, product, impl_->options.monitor);
    s = std::move(product);
  });
}

std::complex<double> Simulator::inner_product(const Simulator& other) const {
  const Impl& a = *other.impl_;
  const Impl& b = *impl_;
  if (a.num_qubits != b.num_qubits || a.options.precision != b.options.precision)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("states of {} qubits in {} and {} qubits in {} have no inner product", b.num_qubits,
                    name(b.options.precision), a.num_qubits, name(a.options.precision)));
  if (a.active != b.active) {
    // Bring both onto the same qubits in the same order.
    std::vector<ir::Qubit> joint = a.active;
    for (const ir::Qubit q : b.active)
      if (!a.is_active(q)) joint.push_back(q);
    const auto bytes_of = [&](std::size_t qubits) {
      return state_bytes(static_cast<ir::Qubit>(qubits), b.options.precision);
    };
    // Each is copied and extended.
    check_room(add_bytes(multiply_bytes(2, bytes_of(joint.size())),
                         add_bytes(bytes_of(a.active.size()), bytes_of(b.active.size()))),
               memory_bytes(), impl_->options, "the inner product of states on different qubits");
    Impl left = a, right = b;
    std::vector<ir::Qubit> both = a.active;
    both.insert(both.end(), b.active.begin(), b.active.end());
    left.touch(both);
    right.touch(both);
    std::vector<std::uint32_t> order(left.active.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = right.index[left.active[k]];
    right.visit([&](auto& s) { s.renumber(order); });
    return left.visit([&](const auto& bra) {
      return engine::inner_product(bra, std::get<std::decay_t<decltype(bra)>>(right.state));
    });
  }
  return a.visit([&](const auto& bra) {
    return engine::inner_product(bra, std::get<std::decay_t<decltype(bra)>>(b.state));
  });
}

double Simulator::fidelity(const Simulator& other) const { return std::norm(inner_product(other)); }

}  // namespace qiao::qsim
