#pragma once
// The result of `qiao qaoa` as JSON (schema qiao.qaoa/1), as a report, and read back.

#include <string>
#include <vector>

#include "cli/json.hpp"
#include "qiao/algorithms/qaoa.hpp"

namespace qiao::cli {

// Numbers of costs are shown as the problem's value: sign * cost. Bit strings are q[n-1]...q[0].
std::string bits(std::uint64_t string, unsigned n);
// Everything that decides the result, but for the seed, of an instance with this text.
Json qaoa_settings(const algorithms::Problem& problem, const algorithms::QaoaOptions& options,
                   const std::vector<unsigned>& depths, const std::string& text);
// The document of the runs, not yet with "classical" results and "timing".
Json qaoa_document(const algorithms::Problem& problem, const algorithms::QaoaOptions& options,
                   const Json& settings, const std::vector<algorithms::QaoaResult>& runs, bool interrupted);
Json qaoa_runs_json(const algorithms::Problem& problem, const algorithms::QaoaOptions& options,
                    const std::vector<algorithms::QaoaResult>& runs);
Json classical_json(const algorithms::Problem& problem, const algorithms::QaoaResult& run,
                    const std::vector<algorithms::ClassicalResult>& results);
// The comparison on held-out items; null without one.
Json heldout_json(const algorithms::Problem& problem, const std::optional<algorithms::HeldOutResult>& result);
std::string qaoa_report(const algorithms::Problem& problem, const Json& result);

}  // namespace qiao::cli
