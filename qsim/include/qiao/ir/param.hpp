#pragma once
// Gate parameters: numbers, or linear expressions in named symbols.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace qiao::ir {

using SymbolId = std::uint32_t;

// constant + sum of coefficient * symbol. Angles are radians. Terms are sorted by symbol and have no zero
// coefficient.
class Param {
 public:
  Param(double constant = 0.0) : constant_(constant) {}  // NOLINT: numbers are parameters
  static Param symbol(SymbolId id, double coefficient = 1.0);

  double constant() const { return constant_; }
  const std::vector<std::pair<SymbolId, double>>& terms() const { return terms_; }
  bool is_number() const { return terms_.empty(); }

  Param operator-() const { return *this * -1.0; }
  Param operator+(const Param& other) const;
  Param operator-(const Param& other) const { return *this + (-other); }
  Param operator*(double factor) const;
  Param operator/(double divisor) const;
  bool operator==(const Param&) const = default;

  // Value with `values[id]` for each symbol. Throws Error(kUsage) if a symbol has no value.
  double bind(const std::vector<double>& values) const;
  // Derivative with respect to a symbol.
  double derivative(SymbolId id) const;

 private:
  double constant_ = 0.0;
  std::vector<std::pair<SymbolId, double>> terms_;
};
inline Param operator*(double factor, const Param& p) { return p * factor; }

}  // namespace qiao::ir
