#pragma once
// The result of `qiao qaoa` as JSON (schema qiao.qaoa/1), as a report, and read back.

#include <string>
#include <vector>

#include "cli/json.hpp"
#include "qiao/algorithms/qaoa.hpp"

namespace qiao::cli {

// Numbers of costs are shown as the problem's value: sign * cost. Bit strings are q[n-1]...q[0].
std::string bits(std::uint64_t string, unsigned n);
Json qaoa_runs_json(const algorithms::Problem& problem, const algorithms::QaoaOptions& options,
                    const std::vector<algorithms::QaoaResult>& runs);
Json classical_json(const algorithms::Problem& problem, const algorithms::QaoaResult& run,
                    const std::vector<algorithms::ClassicalResult>& results);
std::string qaoa_report(const algorithms::Problem& problem, const Json& result);

}  // namespace qiao::cli
