#pragma once
// Horizontal bars in the terminal.

#include <string>
#include <vector>

namespace qiao::cli {

struct Bar {
  std::string label;
  std::string value;  // as printed: "512", "0.25"
  double weight = 0;  // length of the bar
  bool rest = false;  // what was left out: no bar
};

// A table "label  value  percent  bar" with `header` above label and value, each line at most `width` columns
// where the labels allow it. `total`: what 100 % is.
std::string histogram(const std::vector<Bar>& bars, const std::string& label_header,
                      const std::string& value_header, double total, unsigned width, bool unicode,
                      bool color);

// "0.25", "0.3333333333", "1.234e-07", with `decimals` at most.
std::string format_probability(double p, int decimals = 10);
// "1.23 ms", with a no-break space: for text that goes through wrap().
std::string format_seconds(double seconds);

}  // namespace qiao::cli
