#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>

namespace qiao::cli {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

unsigned terminal_width(bool out_tty) {
  winsize size{};
  if (out_tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string columns = environment("COLUMNS");
  const unsigned long n = columns.empty() ? 0 : std::strtoul(columns.c_str(), nullptr, 10);
  return n >= 10 && n <= 10000 ? static_cast<unsigned>(n) : 80;
}

// Only a locale that names another character set rules Unicode out: containers often set no locale at all,
// and their terminals show UTF-8 all the same.
bool locale_has_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value = environment(name);
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return value.find('.') == std::string::npos || value.find("utf-8") != std::string::npos ||
           value.find("utf8") != std::string::npos;
  }
  return true;
}

}  // namespace

Terminal detect_terminal() {
  Terminal t;
  t.in_tty = isatty(STDIN_FILENO) == 1;
  t.out_tty = isatty(STDOUT_FILENO) == 1;
  t.err_tty = isatty(STDERR_FILENO) == 1;
  t.width = terminal_width(t.out_tty);
  t.unicode = locale_has_unicode();
  t.color = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return t;
}

std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace qiao::cli
