// One rule for every option of every command: it takes one value and leaves what follows alone.

#include <gtest/gtest.h>

#include <CLI/App.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/call.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/options.hpp"
#include "qiao/base/error.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

// What an option of this kind may be given; the first that it accepts is taken.
std::vector<std::string> values_for(const CLI::Option& option) {
  if (cli::is_choice(option)) return {cli::choices(option).front()};
  return {"1", "4", "0.5", "1s", "1G", "a=1", "Z0", "2,2", "cobyla", "p=1"};
}

struct Parsed {
  bool good = false;
  std::vector<std::vector<std::string>> positionals;
};

// `before` and then a value for every positional argument, as the command's option tree reads them.
Parsed parse(const cli::Command& command, const std::vector<std::string>& before,
             std::vector<std::vector<std::string>>& expected) {
  CLI::App app;
  const cli::Action action = command.setup(app);  // it holds what the options set
  std::vector<std::string> args = before;
  std::vector<const CLI::Option*> places;
  expected.clear();
  for (const CLI::Option* option : app.get_options())
    if (option->get_positional()) {
      places.push_back(option);
      expected.push_back({cli::is_choice(*option) ? cli::choices(*option).front() : "the.file"});
      args.push_back(expected.back().front());
    }
  Parsed parsed;
  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::ParseError&) {
    return parsed;
  } catch (const Error&) {
    return parsed;
  }
  parsed.good = true;
  for (const CLI::Option* place : places) parsed.positionals.push_back(place->results());
  return parsed;
}

TEST(Options, leave_what_follows_their_value_alone) {
  std::size_t options = 0;
  for (const cli::Command& command : cli::commands()) {
    CLI::App tree;
    command.setup(tree);
    for (const CLI::Option* option : cli::named_options(tree)) {
      if (option == tree.get_help_ptr()) continue;
      for (const std::string& name : cli::all_names(*option)) {
        SCOPED_TRACE(command.name + " " + name);
        std::vector<std::vector<std::string>> expected;
        Parsed parsed;
        std::vector<std::vector<std::string>> attempts;
        if (!cli::takes_value(*option)) attempts = {{name}};
        else
          for (const std::string& value : values_for(*option)) attempts.push_back({name, value});
        for (const auto& attempt : attempts)
          if (parsed = parse(command, attempt, expected); parsed.good) break;
        ASSERT_TRUE(parsed.good) << "this test knows no value for it";
        EXPECT_EQ(parsed.positionals, expected);
        EXPECT_LE(option->get_items_expected_max(), 1);
        ++options;
      }
    }
  }
  EXPECT_GT(options, 200u);
}

TEST(Options, that_may_be_repeated_keep_every_value) {
  const TemporaryFolder folder("qiao_options");
  const auto put = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder.path(name)) << text;
    return folder.path(name);
  };
  const std::string file = put("p.qasm",
                               "OPENQASM 3.0;\ninclude \"stdgates.inc\";\ninput float a;\ninput float "
                               "b;\nqubit[2] q;\nrx(a) q[0];\nry(b) q[1];\n");
  const CallResult r =
      call({"run",       "--json", "--input",     "a=0.5", "--input",     "b=pi", "--expect",  "Z0",
            "--expect",  "Z1",     "--marginal",  "0",     "--marginal",  "1",    "--entropy", "0",
            "--entropy", "1",      "--amplitude", "00",    "--amplitude", "11",   file});
  ASSERT_EQ(r.status, 0) << r.err;
  const auto doc = nlohmann::json::parse(r.out);
  for (const char* key : {"expectations", "marginals", "entropies", "amplitudes"})
    EXPECT_EQ(doc.at(key).size(), 2u) << key;
  EXPECT_NEAR(doc["expectations"][1]["value"][0].get<double>(), -1, 1e-12);

  std::filesystem::create_directory(folder.path("x"));
  std::filesystem::create_directory(folder.path("y"));
  put("x/a.inc", "gate a q { h q; }\n"), put("y/b.inc", "gate b q { x q; }\n");
  const std::string uses = put(
      "u.qasm",
      "OPENQASM 2.0;\ninclude \"qelib1.inc\";\ninclude \"a.inc\";\ninclude \"b.inc\";\nqreg q[1];\na q[0];\n"
      "b q[0];\n");
  const CallResult c = call({"check", "-I", folder.path("x"), "-I", folder.path("y"), uses});
  EXPECT_EQ(c.status, 0) << c.err;
  EXPECT_NE(c.out.find("u.qasm: good"), std::string::npos) << c.out;
  // A file that is bad is not taken for a folder.
  const CallResult bad =
      call({"check", "-I", folder.path("x"), put("bad.qasm", "OPENQASM 2.0;\nnonsense\n")});
  EXPECT_EQ(bad.status, 3) << bad.out;
  const CallResult two =
      call({"run", "--fidelity", uses, "-I", folder.path("x"), "-I", folder.path("y"), uses});
  EXPECT_EQ(two.status, 0) << two.err;
}

TEST(UnknownCommand, is_an_error_with_help_as_without) {
  for (const std::vector<std::string>& args : {std::vector<std::string>{"nonsense"},
                                               {"nonsense", "--help"},
                                               {"--help", "nonsense"},
                                               {"nonsense", "-h"},
                                               {"help", "nonsense"},
                                               {"-q", "nonsense", "--help"}}) {
    const CallResult r = call(args);
    EXPECT_EQ(r.status, 2) << args[0];
    EXPECT_EQ(r.out, "");
    EXPECT_NE(r.err.find("unknown command 'nonsense'"), std::string::npos) << r.err;
  }
  EXPECT_EQ(call({"help"}).status, 0);
  EXPECT_EQ(call({"help", "run"}).out, call({"run", "--help"}).out);
}

}  // namespace
}  // namespace qiao::testing
