// What `qiao verify` says of files: how much is compared, names and orders of registers, included files, programs put on
// devices. Random pairs are judged by the reference simulator on the program that the names say.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

#include "call.hpp"
#include "qiao/qasm/emit.hpp"
#include "qiao/qsim/verify.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/reference_simulator.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

const std::string kHead3 = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";
const std::string kHead2 = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";

struct Files {
  TemporaryFolder folder{"qiao_verdict_pairs"};
  std::string out, err;
  int verify(const std::string& a, const std::string& b, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"verify", folder.write("a.qasm", a), folder.write("b.qasm", b)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CallResult r = call(arguments);
    out = r.out, err = r.err;
    return r.status;
  }
  std::string headline() const { return out.substr(0, out.find('\n')); }
};

// ---- how much is compared

TEST(VerifyFiles, phases_before_measurements) {
  Files f;
  const std::string gates = kHead2 + "qreg q[2];\ncreg c[2];\nh q[0];\nrx(0.4) q[1];\ncx q[0],q[1];\n";
  const std::string phases = "rz(0.7) q[0];\nt q[1];\ncz q[0],q[1];\n", measure = "measure q -> c;\n";
  for (const char* mode : {"--strict", "--results-only", "--quiet"})
    EXPECT_EQ(f.verify(gates + phases + measure, gates + measure, {mode}), 0) << f.out;
  EXPECT_NE(f.out.find("scope: every input; results and the states of all qubits"), std::string::npos)
      << f.out;
  // A gate that is diagonal but goes on to a qubit that is not measured, or is not measured in full.
  const std::string one = "measure q[0] -> c[0];\n";
  EXPECT_EQ(f.verify(gates + "rz(0.7) q[0];\n" + one, gates + one, {"--strict"}), 0) << f.out;
  EXPECT_EQ(f.verify(gates + "cz q[0],q[1];\n" + one, gates + one), 1) << f.out;
  EXPECT_EQ(f.headline(), "not equal in states, equal in results (unitary)");
  EXPECT_EQ(f.verify(gates + "cz q[0],q[1];\n" + one, gates + one, {"--results-only"}), 0) << f.out;
  EXPECT_EQ(f.verify(gates + "t q[1];\n", gates), 1) << f.out;
  // In the middle.
  const std::string on = "h q[0];\nmeasure q[0] -> c[1];\n";
  EXPECT_EQ(f.verify(gates + "z q[0];\n" + one + on, gates + one + on, {"--strict"}), 0) << f.out;
  EXPECT_EQ(f.verify(gates + "z q[0];\n" + on, gates + on), 1) << f.out;
  EXPECT_EQ(f.verify(gates + "z q[0];\nreset q[0];\n" + on, gates + "reset q[0];\n" + on, {"--strict"}), 0);
  // The branch may not be taken.
  EXPECT_EQ(f.verify(gates + "z q[0];\nif (c==1) measure q[0] -> c[0];\n" + on,
                     gates + "if (c==1) measure q[0] -> c[0];\n" + on),
            1)
      << f.out;
}

TEST(VerifyFiles, what_a_run_shows) {
  Files f;
  const std::string head = kHead2 + "qreg q[2];\ncreg c[2];\nry(0.4) q[0];\nrx(1.1) q[1];\n";
  const std::string crossed = "measure q[1] -> c[0];\nmeasure q[0] -> c[1];\n",
                    straight = "measure q -> c;\n";
  // Qiskit leaves out swaps before measurements and resets where nothing has happened.
  EXPECT_EQ(f.verify(head + "swap q[0],q[1];\n" + straight, head + crossed), 0) << f.out;
  EXPECT_EQ(f.headline(), "equal in results (branches)");
  EXPECT_NE(f.out.find("; results\n"), std::string::npos) << f.out;
  EXPECT_EQ(f.verify(head + "swap q[0],q[1];\n" + straight, head + crossed, {"--strict"}), 1) << f.out;
  EXPECT_EQ(f.headline(), "not equal in states, equal in results (branches)");
  EXPECT_EQ(f.verify(head + straight, head + crossed), 1) << f.out;
  const std::string from_zero = kHead2 + "qreg q[2];\ncreg c[2];\nreset q[0];\nh q[0];\ncx q[0],q[1];\n";
  const std::string without = kHead2 + "qreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\n";
  EXPECT_EQ(f.verify(from_zero + straight, without + straight), 0) << f.out;
  EXPECT_EQ(f.verify(from_zero + straight, without + straight, {"--strict"}), 1) << f.out;
  EXPECT_EQ(f.verify(from_zero + straight, without + straight, {"--results-only", "--start", "any"}), 1)
      << f.out;
  EXPECT_EQ(f.verify(from_zero + straight, without + straight, {"--strict", "--start", "zero"}), 0) << f.out;
  // A qubit that is not measured is left over; one that is reset is not.
  EXPECT_EQ(f.verify(head + "measure q[0] -> c[0];\nx q[1];\n", head + "measure q[0] -> c[0];\n"), 1)
      << f.out;
  EXPECT_NE(f.out.find("the states of qubits that are not measured (q[1]) differ"), std::string::npos)
      << f.out;
  EXPECT_EQ(f.verify(head + straight + "reset q[1];\n", head + straight), 0) << f.out;
  EXPECT_EQ(f.headline(), "equal in results (branches)");
  EXPECT_EQ(f.verify(head + straight + "x q[1];\n", head + straight), 1) << f.out;
  // Without measurements every input counts, unless it is said.
  const std::string h = kHead2 + "qreg q[1];\nh q[0];\n", ry = kHead2 + "qreg q[1];\nry(pi/2) q[0];\n";
  EXPECT_EQ(f.verify(h, ry), 1) << f.out;
  EXPECT_NE(f.out.find("from |0...0> both come to the same state"), std::string::npos) << f.out;
  EXPECT_EQ(f.verify(h, ry, {"--start", "zero"}), 0) << f.out;
  EXPECT_EQ(f.verify(h, ry, {"--results-only"}), 5) << f.out;
  EXPECT_EQ(f.verify(h, ry, {"--results-only", "--strict"}), 2) << f.out;
}

TEST(VerifyFiles, translations_are_compared_strictly) {
  Files f;
  const std::string program =
      kHead2 + "qreg q[2];\ncreg c[2];\nh q[0];\nt q[0];\nmeasure q[0] -> c[0];\nx q[1];\n";
  const std::string file = f.folder.write("p.qasm", program), certificate = f.folder.path("p.json"),
                    output = f.folder.path("p.out.qasm");
  ASSERT_EQ(call({"translate", file, "--to", "qasm3", "-o", output, "--certificate", certificate}).status, 0);
  const CallResult r = call({"verify", "--certificate", certificate});
  EXPECT_EQ(r.status, 0) << r.out << r.err;
  EXPECT_NE(r.out.find("results and the states of all qubits"), std::string::npos) << r.out;
}

// ---- bits

TEST(VerifyFiles, bits_written_twice_or_never) {
  Files f;
  const std::string head = kHead3 + "qubit[3] q;\nbit[2] c;\nry(0.4) q[0];\nrx(1.1) q[1];\n";
  const std::string first = "c[0] = measure q[0];\n", second = "c[0] = measure q[1];\n";
  EXPECT_EQ(f.verify(head + first + second, head + second + first), 1) << f.out;
  EXPECT_EQ(f.verify(head + first + second, head + second, {"--results-only"}), 0) << f.out;
  EXPECT_EQ(f.verify(head + first + second, head + second), 1) << f.out;  // the second leaves q[0] over
  EXPECT_EQ(f.headline(), "not equal in states, equal in results (branches)");
  EXPECT_EQ(f.verify(head + first + first, head + first), 0) << f.out;
  EXPECT_EQ(f.verify(head + first, head + "c[1] = measure q[0];\n"), 1) << f.out;
  // Read before it is written, and after.
  const std::string use = "if (c[0]) x q[2];\n", show = "c[1] = measure q[2];\n";
  EXPECT_EQ(f.verify(head + use + first + show, head + first + use + show), 1) << f.out;
  EXPECT_EQ(f.verify(head + use + first + show, head + first + show), 0) << f.out;
  EXPECT_EQ(f.verify(head + first + use + second + show, head + first + second + use + show), 1) << f.out;
  // The same number of another register.
  const std::string two = kHead3 + "qubit[2] q;\nbit[2] c;\nbit[2] d;\nh q[0];\nc[0] = measure q[0];\n";
  EXPECT_EQ(f.verify(two + "if (c == 1) x q[1];\nd[0] = measure q[1];\n",
                     two + "if (d == 1) x q[1];\nd[0] = measure q[1];\n"),
            1);
  EXPECT_EQ(f.verify(two + "if (c == 1) x q[1];\nd[0] = measure q[1];\n",
                     two + "if (c[0]) x q[1];\nd[0] = measure q[1];\n"),
            0);
}

TEST(VerifyFiles, phases_that_are_seen_and_that_are_not) {
  Files f;
  const std::string head = kHead3 + "qubit[2] q;\nbit[2] c;\nh q[0];\nh q[1];\n";
  const std::string all = "c = measure q;\n";
  EXPECT_EQ(f.verify(head + "gphase(0.4);\n", head), 0) << f.out;
  EXPECT_EQ(f.verify(head + "gphase(0.4);\n", head, {"--exact-phase"}), 1) << f.out;
  EXPECT_EQ(f.verify(head + "ctrl @ gphase(0.4) q[0];\n", head), 1) << f.out;
  EXPECT_EQ(f.verify(head + "ctrl @ gphase(0.4) q[0];\n", head + "p(0.4) q[0];\n"), 0) << f.out;
  EXPECT_EQ(f.verify(head + "c[0] = measure q[0];\nif (c[0]) gphase(0.4);\nh q[1];\n" + all,
                     head + "c[0] = measure q[0];\nh q[1];\n" + all),
            0)
      << f.out;
  // The same phase on the qubit that decides is no phase of everything: here it is measured, there it is not.
  EXPECT_EQ(f.verify(head + "ctrl @ gphase(0.4) q[0];\nh q[0];\n" + all, head + "h q[0];\n" + all), 1)
      << f.out;
  EXPECT_EQ(f.verify(head + "box { gphase(0.4); }\n", head, {"--exact-phase"}), 1) << f.out;
}

TEST(VerifyFiles, loops_and_variables) {
  Files f;
  const std::string head = kHead3 + "qubit[2] q;\nbit[2] c;\n";
  const auto loop = [&](const char* count, const char* gate) {
    return head +
           "h q[0];\nint[8] n = 0;\nc[0] = measure q[0];\nwhile (c[0]) {\n  h q[0];\n  c[0] = measure "
           "q[0];\n  n += 1;\n}\nif (n == " +
           count + ") " + gate + " q[1];\n";
  };
  const std::string end = "c[1] = measure q[1];\n";
  EXPECT_EQ(f.verify(loop("1", "x") + end, loop("1", "x") + end), 0) << f.out;
  EXPECT_NE(f.verify(loop("1", "x") + end, loop("2", "x") + end), 0) << f.out;
  // Classical variables, and qubits that are not measured.
  const std::string n = head + "h q[0];\nint[8] n = 0;\nc[0] = measure q[0];\nif (c[0]) n = 3;\n";
  EXPECT_EQ(f.verify(n + "if (n == 3) rx(0.2) q[1];\n",
                     head + "h q[0];\nc[0] = measure q[0];\nif (c[0]) rx(0.2) q[1];\n"),
            0)
      << f.out;
  EXPECT_EQ(f.verify(n + "if (n == 3) rx(0.2) q[1];\n",
                     head + "h q[0];\nc[0] = measure q[0];\nif (c[0]) rx(0.3) q[1];\n"),
            1)
      << f.out;
  EXPECT_EQ(f.verify(n + "if (n == 2) rx(0.2) q[1];\n",
                     head + "h q[0];\nc[0] = measure q[0];\nif (c[0]) rx(0.2) q[1];\n"),
            1)
      << f.out;
  // Ends early, before a gate on a qubit that is left over.
  const std::string ends = head + "h q[0];\nc[0] = measure q[0];\nif (c[0]) end;\n";
  EXPECT_EQ(f.verify(ends + "x q[1];\n", head + "h q[0];\nc[0] = measure q[0];\nif (!c[0]) x q[1];\n"), 0)
      << f.out;
  EXPECT_EQ(f.verify(ends + "x q[1];\n", head + "h q[0];\nc[0] = measure q[0];\nx q[1];\n"), 1) << f.out;
}

// More qubits are left over than a table of outcomes could list.
TEST(VerifyFiles, states_of_many_qubits_after_a_measurement) {
  Files f;
  std::string a = kHead3 + "qubit[13] q;\nbit c;\nh q[0];\nc = measure q[0];\nif (c) x q[1];\n";
  for (int q = 1; q < 13; ++q) a += "ry(0." + std::to_string(q + 10) + ") q[" + std::to_string(q) + "];\n";
  std::string b = a;
  for (int q = 1; q < 12; ++q) {
    const std::string pair = "q[" + std::to_string(q) + "], q[" + std::to_string(q + 1) + "];\n";
    a += "cx " + pair;
    b += "h q[" + std::to_string(q + 1) + "];\ncz " + pair + "h q[" + std::to_string(q + 1) + "];\n";
  }
  EXPECT_EQ(f.verify(a, b, {"--strict"}), 0) << f.out;
  EXPECT_EQ(f.verify(a, b + "rz(0.00001) q[7];\n", {"--strict"}), 1) << f.out;
  EXPECT_EQ(f.verify(a, b + "cz q[3], q[9];\n", {"--strict"}), 1) << f.out;
}

TEST(VerifyFiles, symbols_have_names) {
  Files f;
  const auto program = [](const char* x, const char* y) {
    return kHead3 + "input float[64] " + x + ";\ninput float[64] " + y + ";\nqubit q;\nrx(" + x +
           ") q;\nrz(" + y + ") q;\n";
  };
  EXPECT_EQ(f.verify(program("alpha", "beta"), program("alpha", "beta")), 0) << f.out;
  EXPECT_EQ(f.verify(program("alpha", "beta"), program("beta", "alpha")), 1) << f.out;
  EXPECT_NE(f.verify(program("alpha", "beta"), program("alpha", "gamma")), 0) << f.out;
}

// ---- included files

TEST(VerifyFiles, included_files_count) {
  Files f;
  f.folder.write("one.inc", "gate g a { x a; }\n");
  f.folder.write("same.inc", "gate g a { h a; z a; h a; }\n");
  f.folder.write("other.inc", "gate g a { x a; rx(0.001) a; }\n");
  const auto program = [](const char* file) {
    return kHead2 + "include \"" + file + "\";\nqreg q[1];\ncreg c[1];\ng q[0];\nmeasure q -> c;\n";
  };
  EXPECT_EQ(f.verify(program("one.inc"), program("same.inc"), {"--strict"}), 0) << f.out << f.err;
  EXPECT_EQ(f.verify(program("one.inc"), program("other.inc")), 1) << f.out << f.err;
}

// ---- registers

using reference::Program;
using Rng = std::mt19937_64;

struct Shape {
  std::vector<std::pair<std::string, unsigned>> qubits, bits;  // in the order of declaration
};
ir::Circuit declared(const Program& p, const Shape& shape) {
  ir::Circuit c;
  for (const auto& [name, size] : shape.qubits) c.add_qreg(name, size);
  for (const auto& [name, size] : shape.bits) c.add_creg(name, size);
  std::vector<ir::Qubit> qubits(p.num_qubits);
  std::iota(qubits.begin(), qubits.end(), 0u);
  std::vector<ir::Clbit> bits(p.num_clbits);
  std::iota(bits.begin(), bits.end(), 0u);
  return qsim::relabel(to_circuit(p), c, qubits, bits);
}
// Where each of the named places is among others: names first, then what is left in order.
std::vector<unsigned> meant(const std::vector<std::pair<std::string, unsigned>>& a,
                            const std::vector<std::pair<std::string, unsigned>>& b) {
  std::vector<std::pair<std::string, unsigned>> units_a, units_b;  // register and index
  const auto spread = [](const auto& list, auto& units) {
    for (const auto& [name, size] : list)
      for (unsigned i = 0; i < size; ++i) units.emplace_back(name + "/" + std::to_string(size), i);
  };
  spread(a, units_a), spread(b, units_b);
  std::vector<unsigned> where(units_b.size(), ~0u);
  std::vector<bool> taken(units_a.size());
  for (std::size_t i = 0; i < units_b.size(); ++i) {
    const auto it = std::find(units_a.begin(), units_a.end(), units_b[i]);
    if (it == units_a.end()) continue;
    where[i] = static_cast<unsigned>(it - units_a.begin());
    taken[where[i]] = true;
  }
  unsigned next = 0;
  for (unsigned& w : where) {
    if (w != ~0u) continue;
    while (taken[next]) ++next;
    w = next++;
  }
  return where;
}
void rename(std::vector<reference::Operation>& list, const std::vector<unsigned>& qubits,
            const std::vector<unsigned>& bits) {
  for (reference::Operation& op : list) {
    for (unsigned& t : op.targets) t = qubits[t];
    for (auto& c : op.controls) c.qubit = qubits[c.qubit];
    op.clbit = op.kind == reference::Kind::kMeasure ? bits[op.clbit] : 0;
    for (unsigned& c : op.condition.clbits) c = bits[c];
    rename(op.then_body, qubits, bits), rename(op.else_body, qubits, bits);
  }
}

TEST(VerifyFiles, registers_are_matched_by_name_then_by_place) {
  Files f;
  unsigned equal = 0, different = 0;
#ifdef __SANITIZE_ADDRESS__
  constexpr std::uint64_t kPairs = 60;
#else
  constexpr std::uint64_t kPairs = 300;
#endif
  const Shape shapes[] = {{{{"a", 1}, {"b", 2}}, {{"c", 1}, {"d", 2}}},
                          {{{"b", 2}, {"a", 1}}, {{"d", 2}, {"c", 1}}},
                          {{{"a", 2}, {"b", 1}}, {{"c", 2}, {"d", 1}}},
                          {{{"x", 1}, {"y", 2}}, {{"u", 1}, {"v", 2}}},
                          {{{"a", 3}}, {{"c", 3}}},
                          {{{"q", 3}}, {{"k", 3}}},
                          {{{"b", 2}, {"z", 1}}, {{"d", 2}, {"e", 1}}},
                          {{{"a", 1}, {"b", 1}, {"z", 1}}, {{"d", 1}, {"c", 1}, {"e", 1}}},
                          {{{"z", 1}, {"b", 1}, {"a", 1}}, {{"e", 1}, {"c", 1}, {"d", 1}}}};
  for (std::uint64_t seed = 1; seed <= kPairs; ++seed) {
    Rng rng(seed);
    reference::RandomOptions o{.num_qubits = 3, .num_clbits = 3, .operations = 8};
    o.measurements = o.conditions = seed % 2 == 0;
    o.max_splits = 2;
    Program p = reference::random_program(seed, o);
    for (unsigned c = 0; c < 3; ++c) {
      reference::Operation m{.kind = reference::Kind::kMeasure,
                             .targets = {(c + static_cast<unsigned>(seed)) % 3}};
      m.clbit = c;
      p.operations.push_back(m);
    }
    // A condition that reads several bits as a number needs them in one register.
    const std::function<bool(const std::vector<reference::Operation>&)> wide = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const reference::Operation& op) {
        return op.condition.clbits.size() > 1 || wide(op.then_body) || wide(op.else_body);
      });
    };
    if (wide(p.operations)) continue;
    const Shape &x = shapes[reference::pick(rng, std::size(shapes))],
                &y = shapes[reference::pick(rng, std::size(shapes))];
    Program seen = p;  // the second, on the registers of the first
    rename(seen.operations, meant(x.qubits, y.qubits), meant(x.bits, y.bits));
    const double d = distance(reference::instrument(p), reference::instrument(seen));
    ASSERT_TRUE(d < 1e-10 || d > 1e-6) << seed;
    const auto text = [](const ir::Circuit& c) { return qasm::emit(c, qasm::Dialect::kQasm3, {}).text; };
    const int status = f.verify(text(declared(p, x)), text(declared(p, y)), {"--strict"});
    EXPECT_EQ(status, d < 1e-10 ? 0 : 1) << "seed " << seed << "\n"
                                         << f.out << f.err << text(declared(p, x)) << text(declared(p, y));
    ++(d < 1e-10 ? equal : different);
    if (HasFailure()) break;
  }
  EXPECT_GT(equal, different / 10);
  EXPECT_GT(different, equal / 10);
}

// ---- programs put on a device

TEST(VerifyFiles, routed_programs) {
  Files f;
  const std::string gates = "ry(0.4) q[0];\nrx(1.1) q[1];\nh q[2];\ncx q[0],q[2];\ncx q[1],q[2];\n";
  // On a line of 20: q[0] on 7, q[1] on 5, q[2] on 6; the last gate is made after a swap that ends q[0] on 6, q[2] on 7.
  const std::string line =
      "ry(0.4) r[7];\nrx(1.1) r[5];\nh r[6];\ncx r[7],r[6];\nswap r[6],r[7];\nswap r[5],r[6];\ncx "
      "r[6],r[7];\n";
  const std::string a = kHead2 + "qreg q[3];\ncreg c[3];\n" + gates,
                    b = kHead2 + "qreg r[20];\ncreg c[3];\n" + line;
  const std::string all_a = "measure q -> c;\n",
                    all_b = "measure r[5] -> c[0];\nmeasure r[6] -> c[1];\nmeasure r[7] -> c[2];\n";
  EXPECT_EQ(f.verify(a + all_a, b + all_b), 0) << f.out;
  EXPECT_EQ(f.headline(), "equal in results (branches)");
  EXPECT_EQ(f.verify(b + all_b, a + all_a), 0) << f.out;
  EXPECT_EQ(f.verify(a + all_a, b + all_b, {"--results-only"}), 0) << f.out;
  EXPECT_EQ(f.verify(a + all_a, b + "x r[6];\n" + all_b), 1) << f.out;
  const std::string wrong_b = "measure r[5] -> c[1];\nmeasure r[6] -> c[0];\nmeasure r[7] -> c[2];\n";
  EXPECT_EQ(f.verify(a + all_a, b + wrong_b), 1) << f.out;
  // With the places every input counts.
  const std::vector<std::string> places = {"--map", "q[0]=r[7],q[1]=r[5],q[2]=r[6]", "--output-map",
                                           "q[0]=r[5],q[1]=r[6],q[2]=r[7]"};
  EXPECT_EQ(f.verify(a + all_a, b + all_b, places), 0) << f.out;
  EXPECT_EQ(f.headline(), "equal (unitary)");
  EXPECT_EQ(f.verify(a, b, {"--map", "7,5,6", "--output-map", "5,6,7"}), 0) << f.out;
  EXPECT_EQ(f.verify(b, a, {"--map", "7,5,6", "--output-map", "5,6,7"}), 0) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--map", "7,5,6", "--output-map", "6,5,7"}), 1) << f.out;
  EXPECT_EQ(f.verify(a, b + "x r[3];\n", {"--map", "7,5,6", "--output-map", "5,6,7"}), 0) << f.out;
  EXPECT_NE(f.out.find("the states in which they are left differ"), std::string::npos) << f.out;
  EXPECT_EQ(f.verify(a, b + "x r[3];\n", {"--map", "7,5,6", "--output-map", "5,6,7", "--strict"}), 1)
      << f.out;
  EXPECT_EQ(f.verify(a, b + "cx r[5],r[3];\n", {"--map", "7,5,6", "--output-map", "5,6,7"}), 1) << f.out;
  // Nothing says where they are.
  EXPECT_EQ(f.verify(a, b), 5) << f.out;
  EXPECT_NE(f.out.find("give --map and, if they end elsewhere, --output-map"), std::string::npos) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--output-map", "5,6,7"}), 5) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--output-map", "5,6,7", "--start", "zero"}), 0) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--output-map", "6,5,7", "--start", "zero"}), 1) << f.out;
  EXPECT_EQ(f.verify(a + "measure q[0] -> c[0];\n", b + "measure r[5] -> c[0];\n"), 5) << f.out;
  EXPECT_NE(f.out.find("or compare with --results-only"), std::string::npos) << f.out;
  EXPECT_EQ(f.verify(a + "measure q[0] -> c[0];\n", b + "measure r[6] -> c[0];\n"), 1) << f.out;
  // MQT's comments.
  EXPECT_EQ(f.verify(a, "// i 7 5 6\n// o 5 6 7\n" + b), 0) << f.out;
  EXPECT_EQ(f.verify("// i 7 5 6\n// o 5 6 7\n" + b, a), 0) << f.out;
  EXPECT_EQ(f.verify(a, "// i 7 5 6\n// o 6 5 7\n" + b), 1) << f.out;
  EXPECT_EQ(f.verify(a, "// i 7 5 60\n// o 6 5 7\n" + b), 5) << f.out;
  EXPECT_EQ(f.verify(a, "// i 7 7 6\n" + b), 5) << f.out;
  EXPECT_EQ(f.verify(a, "// if 7 is 5, 6\n// i 7 5 x\n" + b), 5) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--map", "7,5"}), 5) << f.out;  // a guess for q[2] decides nothing
  EXPECT_EQ(f.verify(a, b, {"--map", "7,5,77"}), 2) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--map", "7,7,5"}), 2) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--map", "7,5,6,8"}), 2) << f.out;
  EXPECT_EQ(f.verify(a, b, {"--map", "7,q[1]=r[5]"}), 2) << f.out;
  // Physical qubits of a number that happens to be the same.
  const std::string compiled = kHead3 + "h $1;\ncx $1, $0;\n",
                    plain = kHead2 + "qreg q[2];\nh q[0];\ncx q[0],q[1];\n";
  EXPECT_EQ(f.verify(plain, compiled), 5) << f.out;
  EXPECT_EQ(f.verify(compiled, plain), 5) << f.out;
  EXPECT_EQ(f.verify(plain, compiled, {"--map", "1,0"}), 0) << f.out;
  EXPECT_EQ(f.verify(plain, compiled, {"--map", "q[0]=$1,q[1]=$0"}), 0) << f.out;
  EXPECT_EQ(f.verify(plain, compiled, {"--map", "0,1"}), 1) << f.out;
  EXPECT_EQ(f.verify(plain, kHead3 + "h $0;\ncx $0, $1;\n"), 0) << f.out;
  // It mentions fewer than the program has.
  const std::string wide = kHead2 + "qreg q[4];\nh q[2];\ncx q[2],q[3];\n";
  EXPECT_EQ(f.verify(wide, compiled, {"--map", "5,2,1,0"}), 0) << f.out << f.err;
  EXPECT_EQ(f.verify(compiled, wide, {"--map", "5,2,1,0"}), 0) << f.out << f.err;
  EXPECT_EQ(f.verify(wide, compiled, {"--map", "5,2,0,1"}), 1) << f.out << f.err;
  EXPECT_EQ(f.verify(wide, compiled), 5) << f.out << f.err;
  // Idle qubits: the same names.
  EXPECT_EQ(f.verify(a, kHead2 + "qreg q[20];\ncreg c[3];\n" + gates), 0) << f.out;
  EXPECT_EQ(f.headline(), "equal (structure)");
}

}  // namespace
}  // namespace qiao::testing
