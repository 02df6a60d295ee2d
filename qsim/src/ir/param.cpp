#include "qiao/ir/param.hpp"

#include "qiao/base/error.hpp"

namespace qiao::ir {

Param Param::symbol(SymbolId id, double coefficient) {
  Param p;
  if (coefficient != 0) p.terms_.emplace_back(id, coefficient);
  return p;
}

Param Param::operator+(const Param& other) const {
  Param sum(constant_ + other.constant_);
  auto a = terms_.begin(), b = other.terms_.begin();
  while (a != terms_.end() || b != other.terms_.end()) {
    if (b == other.terms_.end() || (a != terms_.end() && a->first < b->first)) {
      sum.terms_.push_back(*a++);
    } else if (a == terms_.end() || b->first < a->first) {
      sum.terms_.push_back(*b++);
    } else {
      if (const double c = a->second + b->second; c != 0) sum.terms_.emplace_back(a->first, c);
      ++a, ++b;
    }
  }
  return sum;
}

Param Param::operator*(double factor) const {
  Param product(constant_ * factor);
  if (factor != 0)
    for (const auto& [id, c] : terms_) product.terms_.emplace_back(id, c * factor);
  return product;
}

// Not `* (1 / divisor)`: a quotient of numbers must round once, as the source text says.
Param Param::operator/(double divisor) const {
  Param quotient(constant_ / divisor);
  for (const auto& [id, c] : terms_) quotient.terms_.emplace_back(id, c / divisor);
  return quotient;
}

double Param::bind(const std::vector<double>& values) const {
  double v = constant_;
  for (const auto& [id, c] : terms_) {
    if (id >= values.size()) throw Error(ErrorCode::kUsage, "symbol " + std::to_string(id) + " has no value");
    v += c * values[id];
  }
  return v;
}

double Param::derivative(SymbolId id) const {
  for (const auto& [term, c] : terms_)
    if (term == id) return c;
  return 0;
}

}  // namespace qiao::ir
