#pragma once
#include <string>
#include <string_view>

namespace qiao {

// `text` as it is written in HTML and SVG, between tags or inside a quoted attribute.
inline std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace qiao
