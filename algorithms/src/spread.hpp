#pragma once
// Mean and standard deviation of many numbers, whatever their size and common offset.

#include <algorithm>
#include <cmath>
#include <vector>

namespace qiao::algorithms {

struct Spread {
  double mean = 0, deviation = 0;
};
inline Spread spread_of(const std::vector<double>& values) {
  if (values.empty()) return {};
  const double n = static_cast<double>(values.size()), first = values.front();
  double sum = 0, largest = 0;
  for (const double v : values) sum += v - first;
  const double mean = sum / n;  // from the first on
  for (const double v : values) largest = std::max(largest, std::abs(v - first - mean));
  if (!(largest > 0)) return {first + mean, 0};
  double squares = 0;  // of numbers up to 1: no overflow, and no underflow that matters
  for (const double v : values) squares += (v - first - mean) / largest * ((v - first - mean) / largest);
  return {first + mean, largest * std::sqrt(squares / n)};
}

}  // namespace qiao::algorithms
