#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/json.hpp"
#include "cli/terminal.hpp"
#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::cli {
namespace {

struct Options {
  std::string code;
  bool json = false;
};

Json code_json(const qasm::CodeInfo& info) {
  return {{"code", std::string(info.code)},
          {"title", std::string(info.title)},
          {"explanation", std::string(info.explanation)},
          {"tool", info.tool.empty() ? Json(nullptr) : Json(std::string(info.tool))},
          {"effect", info.effect.empty() ? Json(nullptr) : Json(std::string(info.effect))},
          {"wrong", info.wrong.empty() ? Json(nullptr) : Json(std::string(info.wrong))},
          {"right", info.right.empty() ? Json(nullptr) : Json(std::string(info.right))}};
}

void program(std::ostream& out, const char* title, std::string_view text) {
  if (text.empty()) return;
  out << '\n' << title << ":\n";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out << "    " << text.substr(begin, end - begin) << '\n';
    begin = end + 1;
  }
}

int list(const Options& options, const Context& context) {
  if (options.json) {
    Json doc = document("qiao.explain/1");
    doc["codes"] = Json::array();
    for (const qasm::CodeInfo& info : qasm::diagnostic_codes()) doc["codes"].push_back(code_json(info));
    print(context.out, doc);
    return 0;
  }
  for (const qasm::CodeInfo& info : qasm::diagnostic_codes())
    context.out << fmt::format("{}  {}{}\n", info.code,
                               info.tool.empty() ? "" : fmt::format("{}: ", info.tool), info.title);
  context.out << "\n'qiao explain CODE' says more about one of them.\n";
  return 0;
}

const qasm::CodeInfo& find(std::string code) {
  std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return std::toupper(c); });
  std::vector<std::string> known;
  for (const qasm::CodeInfo& info : qasm::diagnostic_codes()) {
    if (info.code == code) return info;
    known.emplace_back(info.code);
  }
  const std::string near = nearest_name(code, known);
  throw Error(ErrorCode::kUsage, fmt::format("no diagnostic has the code '{}'", code),
              near.empty() ? "'qiao explain' lists them" : fmt::format("did you mean {}?", near));
}

int execute(const Options& options, const Context& context) {
  if (options.code.empty()) return list(options, context);
  const qasm::CodeInfo& info = find(options.code);
  if (options.json) {
    Json doc = document("qiao.explain/1");
    doc.update(code_json(info));
    print(context.out, doc);
    return 0;
  }
  context.out << fmt::format("{}: {}\n\n", info.code, info.title)
              << wrap(std::string(info.explanation), context.terminal.width) << '\n';
  program(context.out, info.tool.empty() ? "Wrong" : fmt::format("Trouble in {}", info.tool).c_str(),
          info.wrong);
  program(context.out, "Right", info.right);
  return 0;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("CODE", options->code, "code in brackets at the end of a message; without it all codes")
      ->type_name("CODE");
  app.add_flag("--json", options->json, "one JSON document, schema qiao.explain/1");
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command explain_command() {
  return {"explain",
          "what a diagnostic code means, with an example",
          {{"qiao explain Q0201", "an error of the language"},
           {"qiao explain L103", "a finding of qiao check --lint"},
           {"qiao explain", "all codes"}},
          "",
          setup};
}

}  // namespace qiao::cli
