// Molecules: files, mappings, the particle-conserving engine and its ansatz circuits. Truths: PySCF's
// energies (tests/data/molecules/*.json), dense diagonalisation of the Pauli sums, and the general simulator.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "paths.hpp"
#include "qiao/algorithms/ansatz.hpp"
#include "qiao/algorithms/determinants.hpp"
#include "qiao/algorithms/fermion.hpp"
#include "qiao/algorithms/molecule.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/qsim/gradient.hpp"

namespace qiao::algorithms {
namespace {

// PySCF iterates to about 1e-12; its file has 17 digits.
constexpr double kReferenceTolerance = 1e-9;
constexpr double kEngineTolerance = 1e-10;

const std::string kFolder = std::string(QIAO_TEST_DATA) + "/molecules/";

Integrals load(const std::string& name) {
  const std::string path = kFolder + name + ".fcidump";
  return read_fcidump(read_file(path, 1 << 24), path);
}

struct Truth {
  double hf;
  std::vector<double> fci;
};
Truth truth(const std::string& name) {
  const auto json = nlohmann::json::parse(read_file(kFolder + name + ".json", 1 << 20));
  return {json["hf"], json["fci"]};
}

DeterminantSpace space_of(const Integrals& m) { return {m.orbitals(), m.alpha(), m.beta()}; }

std::vector<double> random_values(std::size_t n, unsigned seed, double scale) {
  std::mt19937 random(seed);
  std::vector<double> values(n);
  for (double& v : values) v = scale * (static_cast<double>(random()) * 0x1p-31 - 1);
  return values;
}

// A real symmetric matrix, by rows.
struct Matrix {
  std::size_t n;
  std::vector<double> entries;
  explicit Matrix(std::size_t size) : n(size), entries(size * size) {}
  double& operator()(std::size_t i, std::size_t j) { return entries[i * n + j]; }
};

// Of a sum whose matrix is real: an even number of Y in every string.
Matrix matrix(const ir::PauliSum& sum, unsigned qubits) {
  Matrix m(std::size_t{1} << qubits);
  for (const ir::PauliTerm& t : sum.terms()) {
    const int ys = std::popcount(t.string.x & t.string.z);
    EXPECT_EQ(ys % 2, 0);
    EXPECT_EQ(t.coefficient.imag(), 0);
    for (std::size_t j = 0; j < m.n; ++j)
      m(j ^ t.string.x, j) +=
          t.coefficient.real() * (std::popcount(j & t.string.z) % 2 ? -1 : 1) * (ys % 4 == 2 ? -1 : 1);
  }
  return m;
}

// Ascending, by Jacobi's rotations.
std::vector<double> eigenvalues(Matrix m) {
  const std::size_t n = m.n;
  for (int sweep = 0; sweep < 40; ++sweep) {
    double off = 0;
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        const double a = m(p, q);
        off += a * a;
        if (std::abs(a) < 1e-14) continue;
        const double theta = (m(q, q) - m(p, p)) / (2 * a);
        const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double x = m(p, k), y = m(q, k);
          m(p, k) = c * x - s * y;
          m(q, k) = s * x + c * y;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = m(k, p), y = m(k, q);
          m(k, p) = c * x - s * y;
          m(k, q) = s * x + c * y;
        }
      }
    if (off < 1e-24) break;
  }
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = m(i, i);
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<double> spectrum(const ir::PauliSum& sum, unsigned qubits) {
  return eigenvalues(matrix(sum, qubits));
}

double distance(const std::vector<double>& values, double to) {
  double nearest = HUGE_VAL;
  for (const double v : values) nearest = std::min(nearest, std::abs(v - to));
  return nearest;
}

std::string message_of(const std::string& text) {
  try {
    read_fcidump(text, "f");
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

TEST(Fcidump, energies_are_those_of_pyscf) {
  for (const char* name : {"h2", "heh+", "h4", "lih", "beh2", "h2o", "n2_6_6", "oh"}) {
    const Integrals m = load(name);
    const Truth expected = truth(name);
    EXPECT_NEAR(m.reference_energy(), expected.hf, kReferenceTolerance) << name;
    const DeterminantSpace space = space_of(m);
    const auto states = lowest_states(SpaceHamiltonian(m, space), static_cast<unsigned>(expected.fci.size()));
    for (std::size_t k = 0; k < expected.fci.size(); ++k)
      EXPECT_NEAR(states[k].energy, expected.fci[k], kReferenceTolerance) << name << " state " << k;
  }
}

TEST(Fcidump, reads_what_other_programs_write) {
  const Integrals m = read_fcidump(
      "\n $FCI NORB =2 , NELEC= 2,\n  ORBSYM=1,\n 1,\n ISYM=1\n /\n"
      " 0.5D+00 1 1 1 1\n  +1.25d-1 2 2 1 1\n0.25 2 1 2 1\n-1. 1 1 0 0\n-0.5 2 2 0 0\n.75 0 0 0 0\n-0.3 1 0 "
      "0 0\n1e-400 2 1 0 0\n",
      "f");
  EXPECT_EQ(m.orbitals(), 2u);
  EXPECT_EQ(m.alpha(), 1u);
  EXPECT_EQ(m.beta(), 1u);
  EXPECT_EQ(m.two(1, 1, 0, 0), 0.125);
  EXPECT_EQ(m.two(0, 0, 1, 1), 0.125);
  EXPECT_EQ(m.two(0, 1, 0, 1), 0.25);
  EXPECT_EQ(m.two(0, 1, 1, 0), 0.25);
  EXPECT_EQ(m.one(0, 1), 0);
  EXPECT_EQ(m.core, 0.75);
  EXPECT_EQ(m.reference_energy(), 0.75 - 2 + 0.5);
}

TEST(Fcidump, says_what_is_wrong_and_where) {
  const std::string head = "&FCI NORB=2,NELEC=2,MS2=0,\n&END\n";
  EXPECT_EQ(message_of("0.5 1 1 1 1\n"), "f:1: expected &FCI");
  EXPECT_EQ(message_of("&FCI NORB=2,NELEC=2\n"), "f:1: the header &FCI is not ended");
  EXPECT_EQ(message_of("&FCI NELEC=2\n/\n"), "f:2: the header has no NORB");
  EXPECT_EQ(message_of("&FCI NORB=x,NELEC=2\n/\n"), "f:2: NORB=X is not a whole number");
  EXPECT_EQ(message_of("&FCI NORB=2,NELEC=3,MS2=0\n/\n"), "f:2: NELEC=3 and MS2=0 contradict each other");
  EXPECT_EQ(message_of("&FCI NORB=1,NELEC=3,MS2=1\n/\n"),
            "f: 2 electrons with spin up and 1 with spin down do not fit into 1 orbitals");
  EXPECT_EQ(message_of("&FCI NORB=4000000000,NELEC=2\n/\n"), "f: 4000000000 orbitals; 1 to 100 can be held");
  EXPECT_EQ(message_of(head), "f:2: there are no integrals after the header");
  EXPECT_EQ(message_of(head + "0.5 1 1 1\n"), "f:3: four indices must follow the value");
  EXPECT_EQ(message_of(head + "0.5 1 1 1 3\n"), "f:3: index 3 is beyond NORB=2");
  EXPECT_EQ(message_of(head + "0.5 1 1 1 -1\n"), "f:3: '-1' is not an index");
  EXPECT_EQ(message_of(head + "0.5 1 1 1 0\n"), "f:3: indices 1 1 1 0 have no meaning");
  EXPECT_EQ(message_of(head + "half 1 1 1 1\n"), "f:3: 'half' is not a number");
  EXPECT_EQ(message_of(head + "1e999 1 1 1 1\n"), "f:3: '1e999' is outside the range of double precision");
  EXPECT_EQ(message_of(head + "0.5 1 1 1 1 1\n"), "f:3: unexpected '1' after the four indices");
  EXPECT_EQ(
      message_of(head + "0.5 2 1 1 1\n0.6 1 1 1 2\n"),
      "f:4: 0.6 for 1 1 1 2 contradicts 0.5, given before for the same integral or a symmetric partner");
  EXPECT_EQ(message_of("&FCI NORB=2,NELEC=2,IUHF=1\n/\n"), "f: different orbitals for the two spins (UHF)");
  EXPECT_EQ(message_of(head + "(0.5,0.0) 1 1 1 1\n"), "f:3: complex integrals");
}

TEST(ActiveSpace, is_the_restriction_of_the_full_space) {
  // The energy of the frozen problem is the lowest among full-space determinants with the core occupied.
  const Integrals m = load("lih");
  const Integrals frozen = m.frozen_core(1), small = m.active_space(2, 3);
  EXPECT_EQ(frozen.orbitals(), 5u);
  EXPECT_EQ(frozen.electrons(), 2u);
  EXPECT_NEAR(frozen.reference_energy(), m.reference_energy(), kEngineTolerance);
  EXPECT_NEAR(small.reference_energy(), m.reference_energy(), kEngineTolerance);
  const DeterminantSpace space = space_of(m);
  const SpaceHamiltonian h(m, space);
  for (const auto& [part, active] : {std::pair{frozen, 5u}, {small, 3u}}) {
    std::vector<std::size_t> inside;
    const std::uint64_t core = 1 | 1 << 6, allowed = (std::uint64_t{1} << (active + 1)) - 1;
    for (std::size_t i = 0; i < space.dimension(); ++i) {
      const std::uint64_t o = space.occupation(i);
      if ((o & core) == core && !(o & ~(allowed | allowed << 6))) inside.push_back(i);
    }
    Matrix block(inside.size());
    std::vector<double> x(space.dimension()), y(x.size());
    for (std::size_t j = 0; j < inside.size(); ++j) {
      x[inside[j]] = 1;
      h.apply(x.data(), y.data());
      x[inside[j]] = 0;
      for (std::size_t i = 0; i < inside.size(); ++i) block(i, j) = y[inside[i]];
    }
    const double lowest = eigenvalues(block)[0];
    EXPECT_NEAR(lowest_states(SpaceHamiltonian(part, space_of(part)), 1)[0].energy, lowest, kEngineTolerance);
  }
  EXPECT_THROW(m.active_space(3, 2), Error);
  EXPECT_THROW(m.active_space(2, 6), Error);
  EXPECT_THROW(m.active_space(6, 6), Error);
  EXPECT_THROW(m.frozen_core(3), Error);
}

TEST(FermionMapping, operators_anticommute) {
  for (unsigned p = 0; p < 4; ++p)
    for (unsigned q = 0; q < 4; ++q) {
      ir::PauliSum one = creator(p) * annihilator(q) + annihilator(q) * creator(p);
      one.simplify(1e-15);
      EXPECT_EQ(one, p == q ? ir::PauliSum(ir::PauliString{}, 1) : ir::PauliSum()) << p << ' ' << q;
      ir::PauliSum zero = annihilator(p) * annihilator(q) + annihilator(q) * annihilator(p);
      EXPECT_TRUE(zero.simplify(1e-15).empty());
    }
}

TEST(FermionMapping, all_mappings_have_the_same_spectrum) {
  for (const char* name : {"h2", "heh+", "h4"}) {
    const Integrals m = load(name);
    const unsigned n = m.orbitals();
    const std::vector<double> expected =
        spectrum(FermionMapping(Encoding::kJordanWigner, n).hamiltonian(m), 2 * n);
    for (const Encoding e : {Encoding::kParity, Encoding::kBravyiKitaev}) {
      const std::vector<double> values = spectrum(FermionMapping(e, n).hamiltonian(m), 2 * n);
      for (std::size_t k = 0; k < expected.size(); ++k)
        ASSERT_NEAR(values[k], expected[k], kEngineTolerance) << name;
    }
    FermionMapping reduced(Encoding::kParity, n);
    reduced.reduce_two_qubits(m.alpha(), m.beta());
    const std::vector<double> part = spectrum(reduced.hamiltonian(m), 2 * n - 2);
    for (const double energy : part) EXPECT_LT(distance(expected, energy), kEngineTolerance);
    for (const double energy : truth(name).fci)
      EXPECT_LT(distance(part, energy), kReferenceTolerance) << name;
  }
  EXPECT_THROW(FermionMapping(Encoding::kBravyiKitaev, 2).reduce_two_qubits(1, 1), Error);
}

// HeH+: the ground state of the whole Fock space has another number of electrons.
TEST(FermionMapping, fock_space_reaches_below_the_molecule) {
  const std::vector<double> all =
      spectrum(FermionMapping(Encoding::kJordanWigner, 2).hamiltonian(load("heh+")), 4);
  EXPECT_LT(all[0], truth("heh+").fci[0] - 0.1);
}

TEST(SpaceHamiltonian, is_the_jordan_wigner_matrix_in_both_storages) {
  // An open shell, so that the spins differ.
  Integrals m(4, 3, 1);
  std::mt19937 random(7);
  const auto number = [&] { return static_cast<double>(random()) * 0x1p-31 - 1; };
  m.core = number();
  for (unsigned p = 0; p < 4; ++p)
    for (unsigned q = 0; q <= p; ++q) {
      m.one(p, q) = number();
      for (unsigned r = 0; r < 4; ++r)
        for (unsigned s = 0; s <= r; ++s) m.two(p, q, r, s) = number();
    }
  const DeterminantSpace space = space_of(m);
  Matrix full = matrix(FermionMapping(Encoding::kJordanWigner, 4).hamiltonian(m), 8);
  const SpaceHamiltonian sparse(m, space, SpaceHamiltonian::Storage::kSparse),
      direct(m, space, SpaceHamiltonian::Storage::kDirect);
  ASSERT_EQ(space.dimension(), 16u);
  std::vector<double> x(16), a(16), b(16);
  for (std::size_t j = 0; j < 16; ++j) {
    ASSERT_EQ(space.index(space.occupation(j)), j);
    x.assign(16, 0);
    x[j] = 1;
    sparse.apply(x.data(), a.data());
    direct.apply(x.data(), b.data());
    for (std::size_t i = 0; i < 16; ++i) {
      const double expected = full(space.occupation(i), space.occupation(j));
      EXPECT_NEAR(a[i], expected, 1e-12);
      EXPECT_NEAR(b[i], expected, 1e-12);
    }
    EXPECT_NEAR(sparse.diagonal()[j], a[j], 1e-12);
  }
}

// The same rotations as a circuit under every mapping on the general simulator.
TEST(ExcitationCircuit, agrees_with_the_general_engine) {
  struct Case {
    const char* name;
    Encoding encoding;
    bool reduced;
  };
  for (const Case& c : {Case{"h4", Encoding::kJordanWigner, false}, Case{"h4", Encoding::kParity, false},
                        Case{"h4", Encoding::kParity, true}, Case{"h4", Encoding::kBravyiKitaev, false},
                        Case{"lih", Encoding::kJordanWigner, false}}) {
    const Integrals m = load(c.name);
    const DeterminantSpace space = space_of(m);
    const SpaceHamiltonian h(m, space);
    FermionMapping mapping(c.encoding, m.orbitals());
    if (c.reduced) mapping.reduce_two_qubits(m.alpha(), m.beta());
    const ir::PauliSum hamiltonian = mapping.hamiltonian(m);
    std::vector<ExcitationAnsatz> ansatze = {uccsd(m, true, OrbitalSymmetry(m))};
    if (std::string(c.name) == "h4") {
      ansatze.push_back(uccsd(m, false));
      ansatze.push_back(k_upccgsd(m, 2));
      for (const Pool pool : {Pool::kGsd, Pool::kQubit}) {
        ExcitationAnsatz& all = ansatze.emplace_back();
        for (Excitation& e : excitation_pool(m, pool))
          all.rotations.push_back({std::move(e), {{static_cast<unsigned>(all.parameters++), 1.0}}});
      }
    }
    for (const ExcitationAnsatz& ansatz : ansatze) {
      ExcitationCircuit circuit(space, ansatz.rotations);
      ASSERT_EQ(circuit.num_parameters(), ansatz.parameters);
      const std::vector<double> values = random_values(ansatz.parameters, 11, 0.4);
      std::vector<double> gradient(values.size()), expected(values.size());
      const double energy = circuit.gradient(h, values, gradient);
      qsim::ExpectationFunction general(
          excitation_circuit(mapping, ansatz.rotations, ansatz.parameters, circuit.start()), hamiltonian,
          {.threads = 1});
      EXPECT_NEAR(energy, general.gradient(values, expected), kEngineTolerance) << c.name;
      EXPECT_NEAR(energy, circuit.energy(h, values), kEngineTolerance);
      for (std::size_t k = 0; k < values.size(); ++k)
        ASSERT_NEAR(gradient[k], expected[k], kEngineTolerance) << c.name << " parameter " << k;
    }
  }
}

TEST(ExcitationCircuit, pool_gradient_is_the_derivative_of_what_is_appended) {
  const Integrals m = load("h4");
  const DeterminantSpace space = space_of(m);
  const SpaceHamiltonian h(m, space);
  const ExcitationAnsatz ansatz = uccsd(m, false);
  ExcitationCircuit circuit(space, ansatz.rotations);
  circuit.set_penalties({{lowest_states(h, 1)[0].amplitudes, 3.0}});
  std::vector<double> values = random_values(ansatz.parameters, 3, 0.3);
  const auto pool = excitation_pool(m, Pool::kGsd);
  const std::vector<double> pool_gradient = circuit.pool_gradient(h, values, pool);
  values.push_back(0);
  std::vector<double> gradient(values.size());
  for (std::size_t k = 0; k < pool.size(); ++k) {
    ExcitationCircuit longer(space, ansatz.rotations);
    longer.set_penalties({{lowest_states(h, 1)[0].amplitudes, 3.0}});
    longer.append({pool[k], {{static_cast<unsigned>(ansatz.parameters), 1.0}}});
    longer.gradient(h, values, gradient);
    EXPECT_NEAR(pool_gradient[k], gradient.back(), kEngineTolerance);
  }
}

TEST(ExcitationCircuit, refuses_what_it_cannot_do) {
  const Integrals m = load("h2");
  const DeterminantSpace space = space_of(m);
  const auto refused = [&](const Excitation& e) {
    EXPECT_THROW(ExcitationCircuit(space, {{e, {{0, 1.0}}}}), Error);
  };
  refused({{0}, {2}});  // another spin
  refused({{0}, {4}});  // no such spin orbital
  refused({{0}, {0}});
  refused({{0, 1}, {1, 0}});
  refused({{0, 2}, {1}});
  ExcitationCircuit circuit(space, {{{{0}, {1}}, {{0, 1.0}}}});
  EXPECT_THROW(circuit.state(std::vector<double>(2)), Error);
  EXPECT_THROW(ExcitationCircuit(space, {}, 3), Error);
}

// Parities of orbitals leave out only what has no influence.
TEST(OrbitalSymmetry, forbidden_excitations_have_no_gradient) {
  const Integrals m = load("lih");
  const DeterminantSpace space = space_of(m);
  const SpaceHamiltonian h(m, space);
  const OrbitalSymmetry symmetry(m);
  EXPECT_EQ(symmetry.symmetries(), 2u);  // two mirror planes through the axis
  const ExcitationAnsatz ansatz = uccsd(m, false, symmetry);
  EXPECT_LT(ansatz.parameters, uccsd(m, false).parameters);
  ExcitationCircuit circuit(space, ansatz.rotations);
  const auto pool = excitation_pool(m, Pool::kGsd);
  const auto gradient = circuit.pool_gradient(h, random_values(ansatz.parameters, 5, 0.5), pool);
  std::size_t forbidden = 0;
  for (std::size_t k = 0; k < pool.size(); ++k)
    if (!symmetry.allows(pool[k])) {
      ++forbidden;
      EXPECT_NEAR(gradient[k], 0, 1e-8);
    }
  EXPECT_GT(forbidden, 0u);
}

}  // namespace
}  // namespace qiao::algorithms
