#pragma once
// Self-contained HTML reports: nothing is loaded from elsewhere.

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cli/json.hpp"

namespace qiao::cli {

// A page with the document embedded as application/json.
std::string html_page(const std::string& title, const std::string& body, const Json& document);
// Rows of cells, already escaped (base/markup.hpp); the first row is the head.
std::string html_table(const std::vector<std::vector<std::string>>& rows);

struct Series {
  std::string name;
  std::vector<std::pair<double, double>> points;
  bool dots = false;  // points instead of a line
};
struct Mark {  // a horizontal line
  std::string name;
  double y = 0;
};
std::string line_chart(const std::string& caption, const std::vector<Series>& series,
                       const std::vector<Mark>& marks = {}, bool log_y = false);
// (where, how much)
std::string bar_chart(const std::string& caption, const std::vector<std::pair<double, double>>& bars);
// Vertices on a circle, coloured by side; edges between sides drawn strongly.
std::string graph_drawing(const std::string& caption, const std::vector<int>& side,
                          const std::vector<std::tuple<unsigned, unsigned, double>>& edges,
                          const std::vector<std::string>& labels);

}  // namespace qiao::cli
