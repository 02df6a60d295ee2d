#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/histogram.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"
#include "qiao/routing_opt/synthesize.hpp"
#include "qiao/routing_opt/trace.hpp"
#include "qiao/routing_opt/trace_statistics.hpp"

namespace qiao::cli {
namespace {

namespace ro = routing_opt;

struct Options {
  std::string action, file, output, to;
  ro::TraceOptions read;
  std::uint64_t skip = 0, count = 0;
  bool no_weights = false, no_token_ids = false, json = false;
  ro::SynthesisOptions synthesis;
};

std::string shape_text(const ro::TraceHeader& h) {
  return fmt::format("{} tokens, {} layers, {} experts, top-{}", h.tokens, h.layers, h.experts, h.top_k);
}

Json header_json(const std::string& name, const std::string& format, const ro::TraceHeader& h) {
  Json json = document("qiao.trace/1");
  json["file"] = name;
  json["format"] = format;
  json["num_tokens"] = h.tokens;
  json["num_layers"] = h.layers;
  json["num_experts"] = h.experts;
  json["top_k"] = h.top_k;
  json["fields"] = {"topk_ids"};
  if (h.has_weights) json["fields"].push_back("topk_weights");
  if (h.has_domain) json["fields"].push_back("domain");
  if (h.has_sequence) json["fields"].push_back("seq_id");
  if (h.has_token_id) json["fields"].push_back("token_id");
  json["domains"] = h.domains;
  return json;
}

std::unique_ptr<ro::TraceReader> open(const Options& options, const Context& context) {
  if (options.file.empty()) {
    if (context.terminal.in_tty) throw FileMissing{};
    throw Error(ErrorCode::kUsage, fmt::format("'qiao trace {}' needs a FILE", options.action));
  }
  if (options.file == "-")
    throw Error(ErrorCode::kUsage, "a trace cannot be read from standard input",
                "name a file: it is read at offsets");
  return ro::open_trace(options.file, options.read);
}

int info(const Options& options, const Context& context) {
  const auto reader = open(options, context);
  const ro::TraceHeader& h = reader->header();
  if (options.json) {
    print(context.out, header_json(reader->name(), reader->format(), h));
    return 0;
  }
  context.out << fmt::format("file        {}\nformat      {}\nshape       {}\n", reader->name(),
                             reader->format(), shape_text(h));
  std::string fields = "topk_ids";
  for (const auto& [has, name] : {std::pair{h.has_weights, "topk_weights"},
                                  {h.has_domain, "domain"},
                                  {h.has_sequence, "seq_id"},
                                  {h.has_token_id, "token_id"}})
    if (has) fields += fmt::format(", {}", name);
  context.out << "fields      " << fields << '\n';
  if (!h.domains.empty()) context.out << fmt::format("domains     {}\n", fmt::join(h.domains, ", "));
  return 0;
}

int validate(const Options& options, const Context& context) {
  const auto reader = open(options, context);
  const std::uint64_t total = reader->header().tokens;
  ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
  ro::TraceBlock block;
  std::uint64_t tokens = 0;
  while (reader->next(block, 1 << 14)) {
    check_stop(options.read.stop);
    progress.update("tokens", tokens += block.tokens, total);
  }
  if (options.json) {
    Json json = header_json(reader->name(), reader->format(), reader->header());
    json["valid"] = true;
    print(context.out, json);
  } else {
    context.out << fmt::format("{}: good, {}, {}\n", reader->name(), reader->format(),
                               shape_text(reader->header()));
  }
  return 0;
}

int convert(const Options& options, const Context& context) {
  if (options.output.empty()) throw Error(ErrorCode::kUsage, "'qiao trace convert' needs -o OUTPUT");
  const auto reader = open(options, context);
  ro::TraceHeader header = reader->header();
  if (options.skip >= header.tokens)
    throw Error(ErrorCode::kUsage,
                fmt::format("--skip {} leaves none of {} tokens", options.skip, header.tokens));
  const std::uint64_t end =
      options.count ? std::min(header.tokens, options.skip + options.count) : header.tokens;
  const std::uint64_t in_file = header.tokens;
  header.tokens = end - options.skip;
  if (options.no_weights) header.has_weights = false;
  if (options.no_token_ids) header.has_token_id = false;
  const auto writer = ro::create_trace(options.output, header, options.to);
  ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
  ro::TraceBlock block;
  const std::size_t row = std::size_t{header.layers} * header.top_k;
  while (reader->next(block, 1 << 14) && block.first_token < end) {
    check_stop(options.read.stop);
    progress.update("tokens", block.first_token + block.tokens, in_file);
    const std::uint64_t from = std::max(options.skip, block.first_token);
    const std::uint64_t to = std::min(end, block.first_token + block.tokens);
    if (from >= to) continue;
    const auto cut = [&](auto& v, std::size_t width) {
      if (v.empty()) return;
      v.erase(v.begin() + static_cast<std::ptrdiff_t>((to - block.first_token) * width), v.end());
      v.erase(v.begin(), v.begin() + static_cast<std::ptrdiff_t>((from - block.first_token) * width));
    };
    cut(block.ids, row);
    cut(block.weights, row);
    cut(block.domain, 1);
    cut(block.sequence, 1);
    cut(block.token_id, 1);
    block.first_token = from - options.skip;
    block.tokens = to - from;
    writer->write(block);
  }
  writer->finish();
  context.note(fmt::format("wrote {}: {}", options.output, shape_text(header)));
  return 0;
}

Json statistics_json(const ro::TraceReader& reader, const ro::TraceStatistics& s) {
  Json json = header_json(reader.name(), reader.format(), s.header);
  json["sequences"] = s.sequences;
  if (s.header.has_weights) json["mean_top1_weight"] = s.mean_top1_weight;
  json["layers"] = Json::array();
  for (const ro::LayerStatistics& l : s.layers)
    json["layers"].push_back({{"load_max_over_mean", l.max_over_mean},
                              {"entropy_bits", l.entropy_bits},
                              {"gini", l.gini},
                              {"co_activation_excess", l.co_activation_excess},
                              {"next_layer_mutual_information_bits", l.next_layer_bits},
                              {"load", l.load}});
  json["domain_statistics"] = Json::array();
  for (const ro::DomainStatistics& d : s.domains)
    json["domain_statistics"].push_back({{"name", d.name},
                                         {"tokens", d.tokens},
                                         {"load_max_over_mean", d.max_over_mean},
                                         {"load_distance", d.distance}});
  return json;
}

double mean(const std::vector<double>& v) {
  double sum = 0;
  for (const double x : v) sum += x;
  return v.empty() ? 0 : sum / static_cast<double>(v.size());
}

int stats(const Options& options, const Context& context) {
  const auto reader = open(options, context);
  const int threads = options.read.threads;
  const std::uint64_t total = reader->header().tokens;
  const auto start = std::chrono::steady_clock::now();
  const ro::TraceStatistics s = [&] {
    ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
    return ro::trace_statistics(
        *reader, [&](std::uint64_t done) { progress.update("tokens", done, total); }, threads,
        options.read.stop);
  }();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.json) {
    print(context.out, statistics_json(*reader, s));
  } else {
    context.out << fmt::format("{}: {}\n\n", reader->name(), shape_text(s.header));
    context.out << "layer  load max/mean  gini  entropy (bits)  co-activation excess  next layer (bits)\n";
    for (std::size_t l = 0; l < s.layers.size(); ++l) {
      const ro::LayerStatistics& layer = s.layers[l];
      context.out << fmt::format("{:>5}  {:>13.2f}  {:>4.2f}  {:>5.2f} of {:<5.2f}  {:>20.2f}  {:>17.2f}\n",
                                 l, layer.max_over_mean, layer.gini, layer.entropy_bits,
                                 std::log2(static_cast<double>(s.header.experts)), layer.co_activation_excess,
                                 layer.next_layer_bits);
    }
    if (!s.domains.empty()) {
      context.out << "\ndomain        tokens  load max/mean  distance from the whole\n";
      for (const ro::DomainStatistics& d : s.domains)
        context.out << fmt::format("{:<10}  {:>8}  {:>13.2f}  {:>23.2f}\n", d.name, d.tokens,
                                   mean(d.max_over_mean), mean(d.distance));
    }
  }
  context.note(fmt::format("{} on {} thread{}, {:.3g} million tokens x layers per second",
                           format_seconds(seconds), threads, threads == 1 ? "" : "s",
                           static_cast<double>(s.header.tokens) * s.header.layers / seconds * 1e-6));
  return 0;
}

int synthesize(const Options& options, const Context& context) {
  if (options.output.empty()) throw Error(ErrorCode::kUsage, "'qiao trace synthesize' needs -o OUTPUT");
  if (!options.file.empty())
    throw Error(ErrorCode::kUsage, fmt::format("unexpected argument '{}'", options.file),
                "the output follows -o");
  ro::SynthesisOptions synthesis = options.synthesis;
  synthesis.seed = context.globals.seed ? *context.globals.seed : fresh_seed();
  synthesis.weights = !options.no_weights;
  synthesis.threads = options.read.threads;
  synthesis.stop = options.read.stop;
  {
    ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
    ro::synthesize_trace(options.output, synthesis, options.to,
                         [&](std::uint64_t done) { progress.update("tokens", done, synthesis.tokens); });
  }
  context.note(fmt::format("wrote {}: {} tokens, {} layers, {} experts, top-{}; seed {}", options.output,
                           synthesis.tokens, synthesis.layers, synthesis.experts, synthesis.top_k,
                           synthesis.seed));
  return 0;
}

void add_unit(CLI::App& app, const std::string& name, double* to, double max, const std::string& help) {
  add_real(
      app, name, [to](double x) { *to = x; }, help, 0, max)
      ->default_str(fmt::to_string(*to));
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  Options* o = options.get();
  add_choice_argument(
      app, "ACTION", {"info", "validate", "stats", "convert", "synthesize"},
      [o](const std::string& action) { o->action = action; }, "what to do");
  app.add_option("FILE", options->file, "a trace: moetrace-v1 (its .json), NumPy .npy, or CSV")
      ->type_name("FILE");
  add_output(
      app, "-o,--output", "FILE", OutputKind::kFile, [o](const std::string& f) { o->output = f; },
      "convert, synthesize: the trace to write; .json (moetrace-v1), .npy or .csv");
  add_choice(
      app, "--to", ro::trace_formats(), [o](std::size_t i) { o->to = ro::trace_formats()[i]; },
      "format to write (default: by the ending)");
  add_choice(
      app, "--from", ro::trace_formats(), [o](std::size_t i) { o->read.format = ro::trace_formats()[i]; },
      "format to read (default: recognised)");
  add_whole(
      app, "--experts",
      [o](std::uint64_t n) { o->read.experts = o->synthesis.experts = static_cast<unsigned>(n); },
      "number of experts, where the file does not say (default: largest id + 1) and to synthesize "
      "(default: 64)",
      1, 65535);
  app.add_flag("--json", options->json, "info, validate, stats: one JSON document, schema qiao.trace/1");
  constexpr const char* kConvert = "Converting";
  add_whole(
      app, "--skip", [o](std::uint64_t n) { o->skip = n; }, "leave out the first N tokens")
      ->group(kConvert);
  add_whole(
      app, "--count", [o](std::uint64_t n) { o->count = n; }, "keep N tokens (default: the rest)", 1)
      ->group(kConvert);
  app.add_flag("--no-weights", options->no_weights, "leave out the gate weights")->group(kConvert);
  app.add_flag("--no-token-ids", options->no_token_ids, "leave out the input tokens")->group(kConvert);
  constexpr const char* kSynthesis = "Synthesizing";
  ro::SynthesisOptions* s = &options->synthesis;
  add_whole(
      app, "--tokens", [s](std::uint64_t n) { s->tokens = n; }, "tokens", 1)
      ->default_str("100000")
      ->group(kSynthesis);
  add_whole(
      app, "--layers", [s](std::uint64_t n) { s->layers = static_cast<unsigned>(n); }, "layers", 1, 4096)
      ->default_str("4")
      ->group(kSynthesis);
  add_whole(
      app, "--top-k", [s](std::uint64_t n) { s->top_k = static_cast<unsigned>(n); }, "experts per token", 1,
      64)
      ->default_str("4")
      ->group(kSynthesis);
  add_unit(app, "--skew", &s->skew, 10, "exponent of the loads: the expert of rank r is chosen as r^-X");
  add_unit(app, "--correlation", &s->correlation, 1, "share of choices from the group of the token's topic");
  add_unit(app, "--persistence", &s->topic_persistence, 1,
           "probability that a token has its sequence's topic");
  for (const char* name : {"--skew", "--correlation", "--persistence"})
    app.get_option(name)->group(kSynthesis);
  add_whole(
      app, "--domains", [s](std::uint64_t n) { s->domains = static_cast<unsigned>(n); }, "domains", 1, 256)
      ->default_str("4")
      ->group(kSynthesis);
  return [options](Context& context) {
    qsim::Monitor monitor;
    const StopOnInterrupt stop(monitor);
    Options own = *options;
    own.read.threads = resolve_threads(context.globals.threads);
    own.read.stop = &monitor.stop;
    if (own.action == "info") return info(own, context);
    if (own.action == "validate") return validate(own, context);
    if (own.action == "stats") return stats(own, context);
    if (own.action == "convert") return convert(own, context);
    return synthesize(own, context);
  };
}

}  // namespace

Command trace_command() {
  return {"trace",
          "expert-routing traces: look at, check, convert, synthesize",
          {{"qiao trace info heldout.json", "format, shape, fields"},
           {"qiao trace stats heldout.json", "loads, co-activation, dependence between layers, domains"},
           {"qiao trace convert routed.npy --experts 64 -o t.json", "what SGLang and vLLM return"},
           {"qiao trace synthesize --tokens 1e6 --experts 128 -o big.json", ""}},
          "Traces are read in blocks, so they may be larger than memory. Damaged files are refused with the "
          "field "
          "and the place.",
          setup};
}

}  // namespace qiao::cli
