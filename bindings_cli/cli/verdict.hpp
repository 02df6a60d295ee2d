#pragma once
// Gains and verdicts (qiao/algorithms/verdict.hpp) as they are written in documents and shown.

#include <string>

#include "cli/json.hpp"
#include "qiao/algorithms/verdict.hpp"

namespace qiao::cli {

// {"gain", "low", "high", "p"}
Json gain_json(const algorithms::Gain& gain);
// "+1.20 % [-0.40, +2.80]" of an object with these members.
std::string interval(const Json& gain);
// "verdict: SHELVE: ties the proven optimum; qaoa against exhaustive: gain ..., gate 1 %" of a document's
// verdict, with "solver" and "baseline" or, of a whole experiment, without.
std::string verdict_line(const Json& verdict);

}  // namespace qiao::cli
