#include "cli/batch_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "qiao/base/markup.hpp"
#include "qiao/base/version.hpp"

namespace qiao::cli {

std::string summary(const translation::BatchReport& r) {
  const std::uint64_t done = r.verified + r.kept + r.unverified + r.undecided;
  std::string text = fmt::format(
      "{} of {} programs translated to {} ({:.1f} %), {} verified", done, r.lines.size(), r.target,
      100.0 * static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, r.lines.size())),
      r.verified + r.kept);
  if (r.kept) text += fmt::format(" ({} kept from before)", r.kept);
  if (r.undecided) text += fmt::format(", {} undecided", r.undecided);
  if (r.refused) text += fmt::format(", {} refused", r.refused);
  if (r.bad) text += fmt::format(", {} bad", r.bad);
  if (r.wrong) text += fmt::format(", {} wrong", r.wrong);
  return text;
}

void write_html(std::ostream& out, const translation::BatchReport& r) {
  out << "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Translation to "
      << escaped(r.target)
      << "</title>\n<style>body{font:14px "
         "sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:2px 10px;text-align:left;"
         "border-bottom:1px solid "
         "#ccc}.verified,.kept{color:#176d2c}.refused,.undecided,.unverified{color:#8a5a00}.bad,.wrong{color:"
         "#b00020}"
         "</style>\n<h1>Translation to "
      << escaped(r.target) << "</h1>\n<p>" << escaped(summary(r))
      << fmt::format("; {:.1f} s, qiao {}</p>\n", r.seconds, version())
      << "<table><tr><th>program<th>result<th>method<th>infidelity<th>gates<th>seconds<th>remark</tr>\n";
  for (const translation::BatchLine& l : r.lines)
    out << fmt::format("<tr><td>{}<td class=\"{}\">{}<td>{}<td>{:.2g}<td>{}<td>{:.3f}<td>{}</tr>\n",
                       escaped(l.file), l.state, l.state, escaped(l.method), l.infidelity, l.gates, l.seconds,
                       escaped(l.detail));
  out << "</table></html>\n";
}

}  // namespace qiao::cli
