// Energies whatever their size, offset and the order of the orbitals: closed forms, PySCF's energies of the same
// molecules, and the same run in other units.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <sstream>

#include "paths.hpp"
#include "qiao/algorithms/determinants.hpp"
#include "qiao/algorithms/vqe.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"

namespace qiao::algorithms {
namespace {

const std::string kFolder = std::string(QIAO_TEST_DATA) + "/molecules/";

Integrals load(const std::string& name) {
  return read_fcidump(read_file(kFolder + name + ".fcidump", 1 << 24), name);
}
nlohmann::json truth(const std::string& name) {
  return nlohmann::json::parse(read_file(kFolder + name + ".json", 1 << 20));
}
VqeProblem problem_of(const Integrals& m) {
  VqeProblem p;
  p.name = "molecule";
  p.molecule = m;
  return p;
}
double lowest(const Integrals& m, SpaceHamiltonian::Storage storage = SpaceHamiltonian::Storage::kAutomatic) {
  const DeterminantSpace space(m.orbitals(), m.alpha(), m.beta());
  return lowest_states(SpaceHamiltonian(m, space, storage), 1)[0].energy;
}

// As a file, orbital p of it being order[p] of the molecule.
std::string text_of(const Integrals& m, const std::vector<unsigned>& order, const std::string& header = {}) {
  std::ostringstream out;
  out.precision(17);
  out << "&FCI NORB=" << m.orbitals() << ",NELEC=" << m.electrons() << ",MS2=" << m.alpha() - m.beta() << ","
      << header << "\n&END\n";
  for (unsigned p = 0; p < m.orbitals(); ++p)
    for (unsigned q = 0; q <= p; ++q) {
      for (unsigned r = 0; r <= p; ++r)
        for (unsigned s = 0; s <= r; ++s)
          if (const double v = m.two(order[p], order[q], order[r], order[s]); v != 0)
            out << v << ' ' << p + 1 << ' ' << q + 1 << ' ' << r + 1 << ' ' << s + 1 << '\n';
      if (const double v = m.one(order[p], order[q]); v != 0)
        out << v << ' ' << p + 1 << ' ' << q + 1 << " 0 0\n";
    }
  out << m.core << " 0 0 0 0\n";
  return out.str();
}

ErrorCode code_of(const std::string& text) {
  try {
    read_fcidump(text, "f");
  } catch (const Error& e) {
    return e.code();
  }
  return ErrorCode::kInternal;
}

Integrals hubbard(unsigned sites, unsigned alpha, unsigned beta, double u, double core) {
  Integrals m(sites, alpha, beta);
  m.core = core;
  for (unsigned p = 0; p < sites; ++p) m.two(p, p, p, p) = u;
  for (unsigned p = 0; p + 1 < sites; ++p) m.one(p, p + 1) = -1;
  return m;
}

// Determinants whose electrons have no energy of their own.
TEST(CoreEnergy, counts_where_the_electronic_diagonal_is_zero) {
  const double two_sites = (4 - std::sqrt(4 * 4 + 16.0)) / 2;  // U = 4, t = 1
  for (const auto storage : {SpaceHamiltonian::Storage::kSparse, SpaceHamiltonian::Storage::kDirect}) {
    EXPECT_NEAR(lowest(hubbard(2, 1, 1, 4, 10), storage), 10 + two_sites, 1e-12);
    // Without repulsion: electrons fill the levels -2 cos(k pi / (sites + 1)).
    EXPECT_NEAR(lowest(hubbard(3, 1, 1, 0, -5), storage), -5 - 2 * std::sqrt(2.0), 1e-12);
    EXPECT_NEAR(lowest(hubbard(2, 2, 2, 4, 10), storage), 18, 1e-12);  // full
    EXPECT_NEAR(lowest(hubbard(2, 0, 0, 4, 10), storage), 10, 1e-12);  // nothing left
    EXPECT_NEAR(lowest(load("h2").frozen_core(1), storage), truth("h2")["hf"], 1e-9);
  }
  for (const Ansatz ansatz : {Ansatz::kUccsd, Ansatz::kAdapt}) {
    const VqeResult r = run_vqe(problem_of(hubbard(2, 1, 1, 4, 10)), {.ansatz = ansatz, .threads = 1});
    EXPECT_NEAR(r.states[0].energy, 10 + two_sites, 1e-8);
    EXPECT_NEAR(r.exact[0], 10 + two_sites, 1e-12);
    EXPECT_NEAR(run_vqe(problem_of(load("h2").frozen_core(1)), {.ansatz = ansatz}).states[0].energy,
                truth("h2")["hf"], 1e-9);
  }
}

// The open chain -s sum Z Z - s h sum X + offset has the energies offset + s sum of +-sigma, sigma the singular
// values of the matrix with h on the diagonal and 1 beside it (Pfeuty, Ann. Phys. 57 (1970) 79): their squares
// are the eigenvalues of a tridiagonal matrix, found by bisection with Sturm's sequence.
std::vector<double> chain_levels(unsigned n, double h) {
  std::vector<double> levels;
  for (unsigned k = 0; k < n; ++k) {
    double low = 0, high = (1 + h) * (1 + h) + 1;
    for (int step = 0; step < 200; ++step) {
      const double at = (low + high) / 2;
      unsigned below = 0;
      double d = 1;
      for (unsigned i = 0; i < n; ++i) {
        const double diagonal = h * h + (i ? 1 : 0);
        d = diagonal - at - (i ? h * h / d : 0);
        if (d == 0) d = 1e-300;
        below += d < 0;
      }
      (below > k ? high : low) = at;
    }
    levels.push_back(std::sqrt((low + high) / 2));
  }
  return levels;
}
ir::PauliSum chain(unsigned n, double h, double scale, double offset) {
  ir::PauliSum sum;
  for (unsigned q = 0; q + 1 < n; ++q)
    sum.add(ir::multiply(ir::pauli('Z', q), ir::pauli('Z', q + 1)).string, -scale);
  for (unsigned q = 0; q < n; ++q) sum.add(ir::pauli('X', q), -h * scale);
  if (offset != 0) sum.add({}, offset);
  return sum;
}

// 6 qubits are diagonalised whole, 9 by iteration.
TEST(ExactEnergies, scale_with_the_hamiltonian) {
  for (const unsigned n : {6u, 9u}) {
    const std::vector<double> levels = chain_levels(n, 0.7);
    const double ground = -std::accumulate(levels.begin(), levels.end(), 0.0), gap = 2 * levels[0];
    for (const int k : {-9, -8, -3, 0, 4, 9}) {
      const double scale = std::pow(10, k);
      const std::vector<double> e = lowest_energies(chain(n, 0.7, scale, 0), n, 2);
      EXPECT_NEAR(e[0] / scale, ground, 1e-10) << n << " " << k;
      EXPECT_NEAR((e[1] - e[0]) / scale, gap, 1e-9) << n << " " << k;
    }
    // What is left of 1e9 in double precision is 1e-7.
    EXPECT_NEAR(lowest_energies(chain(n, 0.7, 1, 1e9), n, 1)[0] - 1e9, ground, 2.5e-7);
  }
  // Molecules.
  const Integrals m = load("h4");
  for (const double scale : {1e-9, 1e6}) {
    Integrals scaled = m;
    for (unsigned p = 0; p < 4; ++p)
      for (unsigned q = 0; q <= p; ++q) {
        scaled.one(p, q) *= scale;
        for (unsigned r = 0; r <= p; ++r)
          for (unsigned s = 0; s <= r; ++s)
            if (std::pair(p, q) >= std::pair(r, s)) scaled.two(p, q, r, s) *= scale;
      }
    scaled.core *= scale;
    EXPECT_NEAR(lowest(scaled) / scale, truth("h4")["fci"][0], 1e-9);
    for (const Ansatz ansatz : {Ansatz::kUccsd, Ansatz::kAdapt}) {
      const VqeOptions options{.ansatz = ansatz, .threads = 1};
      const double energy = run_vqe(problem_of(m), options).states[0].energy;
      EXPECT_NEAR(run_vqe(problem_of(scaled), options).states[0].energy / scale, energy, 1e-8);
    }
  }
}

TEST(Vqe, of_a_scaled_sum_is_the_scaled_vqe) {
  const auto run = [](double scale, double offset) {
    VqeOptions options{.ansatz = Ansatz::kHardwareEfficient, .layers = 2, .starts = 1, .threads = 1};
    options.optimize.seed = 4;
    const VqeResult r = run_vqe(pauli_problem(chain(4, 0.7, scale, offset), "chain"), options);
    EXPECT_TRUE(is_success(r.states[0].optimum.reason));
    EXPECT_LT(r.exact[0], r.states[0].energy + 1e-7 * scale + 1e-15 * offset);
    return (r.states[0].energy - offset) / scale;
  };
  const double energy = run(1, 0);
  EXPECT_LT(energy, -3.2);
  for (const int k : {-9, -4, 4, 6, 9}) EXPECT_NEAR(run(std::pow(10, k), 0), energy, 1e-6) << k;
  EXPECT_NEAR(run(1, 1e9), energy, 1e-6);
  EXPECT_NEAR(run(1e-3, -1e4), energy, 1e-6);
}

// As many states as there are: the last gap is much larger than 2 Hartree.
TEST(Vqe, deflation_weights_are_above_the_gaps) {
  for (const double scale : {1.0, 20.0}) {
    Integrals m(2, 1, 1);  // one determinant far above the others
    m.core = -1;
    m.one(0, 0) = -3 * scale;
    m.one(1, 1) = -0.5 * scale;
    m.one(0, 1) = 0.2 * scale;
    m.two(0, 0, 0, 0) = 0.9 * scale;
    m.two(1, 1, 1, 1) = 2 * scale;
    m.two(0, 0, 1, 1) = 0.6 * scale;
    m.two(0, 1, 0, 1) = 0.1 * scale;
    const VqeResult r = run_vqe(problem_of(m), {.states = 4, .threads = 1});
    ASSERT_EQ(r.exact.size(), 4u);
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(r.states[k].energy, r.exact[k], 1e-7 * scale) << scale << " state " << k;
  }
  const VqeResult r =
      run_vqe(problem_of(load("heh+")), {.ansatz = Ansatz::kAdapt, .states = 4, .threads = 1});
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(r.states[k].energy, r.exact[k], 1e-7) << k;
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(r.states[k].energy, truth("heh+")["fci"][k], 1e-7) << k;
}

// Orbitals by irreducible representation, as Psi4 and Molpro write them, and in any other order.
TEST(Fcidump, orbitals_are_ordered_by_energy) {
  std::mt19937 random(7);
  for (const char* name : {"h2o", "oh", "lih", "n2_6_6"}) {
    const Integrals m = load(name);
    EXPECT_TRUE(m.file_order.empty()) << name;
    std::vector<unsigned> order(m.orbitals());
    std::iota(order.begin(), order.end(), 0u);
    for (int turn = 0; turn < 3; ++turn) {
      if (turn == 0) std::reverse(order.begin(), order.end());
      else std::shuffle(order.begin(), order.end(), random);
      const Integrals read = read_fcidump(text_of(m, order), name);
      EXPECT_FALSE(read.file_order.empty());
      EXPECT_NEAR(read.reference_energy(), truth(name)["hf"], 1e-9) << name;
      // The orbitals that are frozen and left empty are the same: the lowest and the highest.
      EXPECT_NEAR(read.frozen_core(1).reference_energy(), m.frozen_core(1).reference_energy(), 1e-9) << name;
      EXPECT_NEAR(lowest(read.frozen_core(1)), lowest(m.frozen_core(1)), 1e-9) << name;
      for (unsigned p = 0; p < m.orbitals(); ++p)
        EXPECT_NEAR(read.one(p, p), m.one(p, p), 1e-6) << name << " orbital " << p;
    }
  }
}

// Orbitals that are not canonical stay as they are if their determinant is the lowest.
TEST(Fcidump, keeps_an_order_that_is_as_good) {
  const Integrals sites = hubbard(4, 2, 2, 4, 0);
  const std::vector<unsigned> order = {0, 1, 2, 3};
  EXPECT_TRUE(read_fcidump(text_of(sites, order), "f").file_order.empty());
}

TEST(Fcidump, refuses_complex_orbitals) {
  const Integrals m = load("lih");
  std::vector<unsigned> order(m.orbitals());
  std::iota(order.begin(), order.end(), 0u);
  EXPECT_EQ(code_of(text_of(m, order, "SYMLZ=0,0,0,1,-1,0,")), ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(text_of(m, order, "SYML=0,0,0,0,0,0,SYMLZ=0,0,0,0,0,0,")), ErrorCode::kInternal);
  // Without the header's word: partners of some integrals are there, of others not.
  const std::string head = "&FCI NORB=3,NELEC=2,\n&END\n0.5 1 1 1 1\n-1 1 1 0 0\n0.1 2 1 3 1\n0.1 1 2 3 1\n";
  EXPECT_EQ(code_of(head), ErrorCode::kInternal);
  EXPECT_EQ(code_of(head + "0.2 2 1 2 1\n"), ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(head + "0.2 2 1 2 1\n0.2 1 2 2 1\n"), ErrorCode::kInternal);
  // A zero that is given contradicts, too; and so does a list of the wrong length.
  EXPECT_EQ(code_of("&FCI NORB=2,NELEC=2,\n&END\n0.0 2 1 2 1\n0.5 1 2 2 1\n"), ErrorCode::kInput);
  EXPECT_EQ(code_of(text_of(m, order, "ORBSYM=1,1,1,")), ErrorCode::kInput);
}

TEST(Fcidump, reads_exponents_without_a_letter_and_negative_spin) {
  const Integrals m = read_fcidump(
      "\xEF\xBB\xBF&FCI NORB=2,NELEC=2,MS2=-2,\n&END\n0.125+001 1 1 1 1\n0.1-100 2 1 1 1\n-1.5 1 1 0 0\n",
      "f");
  EXPECT_EQ(m.alpha(), 2u);
  EXPECT_EQ(m.two(0, 0, 0, 0), 1.25);
  EXPECT_EQ(m.two(0, 1, 0, 0), 1e-101);
}

TEST(Vqe, what_does_not_fit_is_refused_before_it_is_made) {
  // More orbitals than a word has bits.
  Integrals large(80, 5, 5);
  large.core = 1;
  for (unsigned p = 0; p < 80; ++p) large.one(p, p) = -80.0 + p;
  EXPECT_DOUBLE_EQ(large.reference_energy(), 1 - 2 * (80 + 79 + 78 + 77 + 76));
  for (const bool general : {false, true}) try {
      run_vqe(problem_of(large), {.general_engine = general});
      ADD_FAILURE();
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kLimit) << e.what();
    }
  // 2.4e8 determinants.
  const VqeForecast f = vqe_forecast(problem_of(Integrals(17, 7, 6)), {});
  EXPECT_EQ(f.determinants, 19448.0 * 12376);
  EXPECT_GT(f.bytes, 4 * 8 * f.determinants);
  EXPECT_LT(f.bytes, 8 * 8 * f.determinants);
  EXPECT_GT(f.exact_bytes, f.bytes);
  // A machine's memory.
  try {
    run_vqe(problem_of(Integrals(26, 13, 13)), {});
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit);
  }
}

TEST(PauliProblem, refuses_what_has_no_energies) {
  for (const char* text : {"1e9 + 0.0001j X0", "1 Z0 + (0.5+1e-9j) X0", "1j Z0"})
    EXPECT_THROW(pauli_problem(ir::PauliSum::parse(text), "sum"), Error) << text;
  ir::PauliSum infinite;
  infinite.add(ir::pauli('Z', 0), HUGE_VAL);
  EXPECT_THROW(pauli_problem(infinite, "sum"), Error);
  // Parts that cancel up to rounding are none.
  EXPECT_NO_THROW(pauli_problem(ir::PauliSum::parse("1 Z0 + 0.1j X0 + 0.2j X0 - 0.3j X0"), "sum"));
}

}  // namespace
}  // namespace qiao::algorithms
