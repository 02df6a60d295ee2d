#pragma once
// What `qiao vqe` prints and writes: the result document (qiao.vqe/1), its text form and its report.

#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/json.hpp"
#include "qiao/algorithms/vqe.hpp"

namespace qiao::cli {

// What the results depend on; `options` is resolved.
Json vqe_options_json(const algorithms::VqeOptions& options);
// One file's part of the document, in "results".
Json vqe_result_json(const algorithms::VqeProblem& problem, const algorithms::VqeOptions& options,
                     const algorithms::VqeResult& result);
// A summary of one file, or one table of several.
void print_vqe(const Json& document, const Context& context);
// A page that loads nothing from elsewhere: energies against the exact ones and chemical accuracy,
// convergence, the curve of a scan.
std::string vqe_report_html(const Json& document);

}  // namespace qiao::cli
