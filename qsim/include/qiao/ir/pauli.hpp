#pragma once
// Pauli strings and sums of them: observables and Hamiltonians.

#include <complex>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/ir/gate.hpp"

namespace qiao::ir {

// Qubits a Pauli string can reach.
inline constexpr Qubit kMaxPauliQubits = 64;

// A product of letters I, X, Y, Z on qubits 0 ... 63, as two masks: bit q of `x` is set for X and Y on qubit
// q, bit q of `z` for Z and Y. The operator is i^{|x & z|} X^x Z^z, so it is Hermitian and squares to 1: P|j>
// = i^{|x & z|} (-1)^{|j & z|} |j ^ x>.
struct PauliString {
  std::uint64_t x = 0;
  std::uint64_t z = 0;

  auto operator<=>(const PauliString&) const = default;
  bool is_identity() const { return (x | z) == 0; }
  unsigned weight() const;     // letters that are not I
  Qubit num_qubits() const;    // 1 + the highest qubit with a letter; 0 for the identity
  char letter(Qubit q) const;  // 'I', 'X', 'Y' or 'Z'
  // "XIZ": the leftmost letter is the highest qubit, as Qiskit prints; at least `width` letters.
  std::string dense(Qubit width = 0) const;
  // "X0 Z3": as OpenFermion prints; "I" for the identity.
  std::string sparse() const;
};
// The letter (I, X, Y, Z) on one qubit. Throws Error(kUsage) for another letter or a qubit beyond 63.
PauliString pauli(char letter, Qubit qubit);

bool commute(const PauliString& a, const PauliString& b);

// a b = i^power string.
struct PauliProduct {
  PauliString string;
  unsigned power = 0;  // 0 ... 3
};
PauliProduct multiply(const PauliString& a, const PauliString& b);

struct PauliTerm {
  PauliString string;
  Complex coefficient = 1;
  bool operator==(const PauliTerm&) const = default;
};

// sum of coefficient * string. Terms keep the order in which they came; `simplify` merges and sorts them.
class PauliSum {
 public:
  PauliSum() = default;
  PauliSum(std::vector<PauliTerm> terms) : terms_(std::move(terms)) {}  // NOLINT: a list of terms is a sum
  PauliSum(const PauliString& string, Complex coefficient = 1) : terms_{{string, coefficient}} {}  // NOLINT

  // Reads a sum such as
  //   0.5*XXZ - 0.25 ZZI          letters: the leftmost is the highest qubit (Qiskit); all strings equally
  //   long 0.5 [X0 Z3] + (1-2j) [Y1]   letter and qubit, brackets or not (OpenFermion, MindQuantum) -1.5 a
  //   number alone, I or [] is the identity
  // Terms are joined by +, - or a new line; a coefficient (default 1) is a number, 2j, or (re+imj), with or
  // without * after it; # begins a comment. Throws Error(kInput) "name:line:column: ..." or Error(kLimit) for
  // a qubit beyond 63 or more than `max_terms`.
  static PauliSum parse(std::string_view text, const std::string& name = "<text>",
                        std::size_t max_terms = 10'000'000);
  // Reads the JSON form: {"schema": "qiao.pauli_sum/1", "terms": [{"pauli": "XXZ", "coefficient": 0.5},
  // ...]}; `pauli` is either kind of string above, `coefficient` (default 1) a number or [re, im].
  // "num_qubits" is optional and checked. A list of pairs [["XXZ", 0.5], ...] (Qiskit's
  // SparsePauliOp.to_list) is read, too.
  static PauliSum from_json(std::string_view json, const std::string& name = "<json>");
  // Either form: JSON if the text begins with { or [" or [[.
  static PauliSum read(std::string_view text, const std::string& name);

  const std::vector<PauliTerm>& terms() const { return terms_; }
  std::size_t size() const { return terms_.size(); }
  bool empty() const { return terms_.empty(); }
  void add(const PauliString& string, Complex coefficient = 1) { terms_.push_back({string, coefficient}); }
  Qubit num_qubits() const;  // of the widest term

  PauliSum& operator+=(const PauliSum& other);
  PauliSum& operator*=(Complex factor);
  friend PauliSum operator+(PauliSum a, const PauliSum& b) { return a += b; }
  friend PauliSum operator-(PauliSum a, const PauliSum& b) { return a += b * Complex{-1}; }
  friend PauliSum operator*(PauliSum a, Complex factor) { return a *= factor; }
  friend PauliSum operator*(Complex factor, PauliSum a) { return a *= factor; }
  friend PauliSum operator*(const PauliSum& a, const PauliSum& b);  // simplified
  PauliSum adjoint() const;
  bool operator==(const PauliSum&) const = default;

  // Merges equal strings, drops coefficients of at most `tolerance` in magnitude, sorts by (x, z).
  PauliSum& simplify(double tolerance = 0);
  // Whether the sum is Hermitian: every coefficient, equal strings merged, is real up to `tolerance`.
  bool is_hermitian(double tolerance = 0) const;
  // Sum of |coefficients|: no expectation value is larger.
  double one_norm() const;

  // "0.5 [X0 Z3] + ..." one term a line; numbers with 17 digits where needed, so parse(str()) is equal.
  std::string str() const;
  std::string to_json() const;

 private:
  std::vector<PauliTerm> terms_;
};

}  // namespace qiao::ir
