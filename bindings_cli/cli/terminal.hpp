#pragma once
// What the standard streams are connected to.

#include <string>

namespace qiao::cli {

struct Terminal {
  bool in_tty = false, out_tty = false, err_tty = false;
  unsigned width = 80;  // columns of standard output; 80 if it is not a terminal
  bool unicode = true;  // the locale can show box-drawing characters
  bool color = true;    // the environment allows colour: NO_COLOR unset, TERM not "dumb"
};
Terminal detect_terminal();

// Terminal columns that UTF-8 `text` takes.
std::size_t display_width(const std::string& text);

}  // namespace qiao::cli
