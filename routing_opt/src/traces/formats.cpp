// The list of trace formats, and what they share.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <unordered_map>

#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"
#include "qiao/routing_opt/trace.hpp"
#include "traces/file_io.hpp"
#include "traces/format.hpp"

namespace qiao::routing_opt {
namespace {

const TraceFormat* const kFormats[] = {&kMoetraceFormat, &kNpyFormat, &kCsvFormat};

const TraceFormat& format_named(const std::string& name) {
  for (const TraceFormat* f : kFormats)
    if (f->name == name) return *f;
  throw Error(ErrorCode::kUsage, fmt::format("unknown trace format '{}'", name),
              fmt::format("known are {}", fmt::join(trace_formats(), ", ")));
}

const TraceFormat* format_by_ending(const std::string& path) {
  for (const TraceFormat* f : kFormats)
    if (std::string_view(path).ends_with(f->ending)) return f;
  return nullptr;
}

}  // namespace

std::vector<std::string> trace_formats() {
  std::vector<std::string> names;
  for (const TraceFormat* f : kFormats) names.push_back(f->name);
  return names;
}

std::unique_ptr<TraceReader> open_trace(const std::string& path, const TraceOptions& options) {
  if (!options.format.empty()) return format_named(options.format).open(path, options);
  char first[256];
  const std::size_t got = InputFile(path).read_some(0, first, sizeof first);
  for (const TraceFormat* f : kFormats)
    if (f->sniff({first, got})) return f->open(path, options);
  throw Error(ErrorCode::kInput, fmt::format("{}: not a trace in a known format", path),
              fmt::format("known are {}: a moetrace-v1 header (.json), a NumPy array, or CSV beginning with "
                          "'token,layer'; a torch file of SGLang goes through "
                          "routing_opt/tools/sglang_to_moetrace.py",
                          fmt::join(trace_formats(), ", ")));
}

std::unique_ptr<TraceWriter> create_trace(const std::string& path, const TraceHeader& header,
                                          const std::string& format) {
  check_shape(path, header.tokens, header.layers, header.experts, header.top_k);
  if (!format.empty()) return format_named(format).create(path, header);
  if (const TraceFormat* f = format_by_ending(path)) return f->create(path, header);
  throw Error(ErrorCode::kUsage, fmt::format("cannot tell the trace format from the name '{}'", path),
              "end it with .json (moetrace-v1), .npy or .csv, or give --to");
}

void check_shape(const std::string& name, std::uint64_t tokens, std::uint64_t layers, std::uint64_t experts,
                 std::uint64_t top_k) {
  const auto check = [&](const char* what, std::uint64_t value, std::uint64_t max) {
    if (value < 1 || value > max)
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: {} = {} is not between 1 and {}", name, what, value, max));
  };
  check("num_tokens", tokens, kMaxTokens);
  check("num_layers", layers, kMaxLayers);
  check("num_experts", experts, kMaxExperts);
  check("top_k", top_k, kMaxTopK);
  if (top_k > experts)
    throw Error(ErrorCode::kInput,
                fmt::format("{}: top_k = {} exceeds num_experts = {}", name, top_k, experts));
}

std::int64_t first_bad_row(const TraceBlock& block, unsigned layers, unsigned top_k, unsigned experts,
                           int threads) {
  constexpr std::uint64_t kLeastRows = 4096;  // of a thread
  std::atomic<std::int64_t> bad{std::numeric_limits<std::int64_t>::max()};
  parallel_ranges(block.tokens * layers, kLeastRows, threads, [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t row = begin; row < end; ++row) {
      const std::uint16_t* const ids = block.ids.data() + row * top_k;
      bool good = true;
      for (unsigned k = 0; k < top_k; ++k) {
        good &= ids[k] < experts;
        for (unsigned j = 0; j < k; ++j) good &= ids[j] != ids[k];
      }
      if (good) continue;
      const auto own = static_cast<std::int64_t>(row);
      for (std::int64_t known = bad; own < known && !bad.compare_exchange_weak(known, own);) {
      }
      return;
    }
  });
  return bad == std::numeric_limits<std::int64_t>::max() ? -1 : bad.load();
}

std::string describe_bad_row(const TraceBlock& block, std::int64_t row, unsigned layers, unsigned top_k,
                             unsigned experts) {
  const std::uint16_t* const ids = block.ids.data() + row * top_k;
  const std::uint64_t token = block.first_token + static_cast<std::uint64_t>(row) / layers;
  const unsigned layer = static_cast<unsigned>(row % layers);
  for (unsigned k = 0; k < top_k; ++k) {
    if (ids[k] >= experts)
      return fmt::format("topk_ids[{}, {}, {}] = {} is not below num_experts = {}", token, layer, k, ids[k],
                         experts);
    for (unsigned j = 0; j < k; ++j)
      if (ids[j] == ids[k])
        return fmt::format("topk_ids[{}, {}, {}] = {} repeats topk_ids[{}, {}, {}]", token, layer, k, ids[k],
                           token, layer, j);
  }
  return "";
}

Trace read_trace(TraceReader& reader, std::uint64_t max_tokens, const std::atomic<bool>* stop) {
  const TraceHeader& h = reader.header();
  Trace trace;
  trace.header = h;
  trace.tokens_in_file = h.tokens;
  const bool sample = max_tokens != 0 && h.tokens > max_tokens;
  // Kept if the hash, a uniform number in [0, 1), is below this.
  const double share = sample ? static_cast<double>(max_tokens) / static_cast<double>(h.tokens) : 1;
  const std::size_t row = std::size_t{h.layers} * h.top_k;
  std::vector<std::uint16_t> token_major;
  std::unordered_map<std::uint32_t, std::uint32_t> number_of;
  constexpr std::uint64_t kSampling =
      0x7261636573616d70;  // the seed of the choice: fixed, so it never varies
  TraceBlock block;
  while (reader.next(block, 1 << 14)) {
    check_stop(stop);
    for (std::size_t t = 0; t < block.tokens; ++t) {
      const std::uint32_t name =
          h.has_sequence ? block.sequence[t]
                         : static_cast<std::uint32_t>((block.first_token + t) / kDefaultSequenceTokens);
      if (sample && random_uniform(kSampling, name, 0) >= share) continue;
      const auto [at, fresh] = number_of.emplace(name, static_cast<std::uint32_t>(number_of.size()));
      if (fresh) trace.sequence_name.push_back(name);
      trace.sequence.push_back(at->second);
      if (h.has_domain) trace.domain.push_back(block.domain[t]);
      const std::uint16_t* const from = block.ids.data() + t * row;
      token_major.insert(token_major.end(), from, from + row);
    }
  }
  const std::uint64_t n = trace.sequence.size();
  if (n == 0)
    throw Error(
        ErrorCode::kLimit,
        fmt::format("{}: no sequence was chosen for {} of {} tokens", reader.name(), max_tokens, h.tokens),
        "raise --max-tokens");
  trace.header.tokens = n;
  trace.header.has_weights = trace.header.has_token_id = false;
  trace.ids.resize(token_major.size());
  for (unsigned l = 0; l < h.layers; ++l)
    for (std::uint64_t t = 0; t < n; ++t)
      std::copy_n(token_major.data() + t * row + std::size_t{l} * h.top_k, h.top_k,
                  trace.ids.data() + (l * n + t) * h.top_k);
  return trace;
}

Trace read_trace(const std::string& path, std::uint64_t max_tokens, const TraceOptions& options) {
  return read_trace(*open_trace(path, options), max_tokens, options.stop);
}

Trace select_tokens(const Trace& trace, const std::vector<bool>& keep) {
  Trace out;
  out.header = trace.header;
  out.tokens_in_file = trace.tokens_in_file;
  std::vector<std::uint64_t> chosen;
  std::vector<std::int64_t> renumbered(trace.sequence_name.size(), -1);
  for (std::uint64_t t = 0; t < trace.tokens(); ++t) {
    if (!keep[t]) continue;
    chosen.push_back(t);
    std::int64_t& number = renumbered[trace.sequence[t]];
    if (number < 0) {
      number = static_cast<std::int64_t>(out.sequence_name.size());
      out.sequence_name.push_back(trace.sequence_name[trace.sequence[t]]);
    }
    out.sequence.push_back(static_cast<std::uint32_t>(number));
    if (!trace.domain.empty()) out.domain.push_back(trace.domain[t]);
  }
  out.header.tokens = chosen.size();
  out.ids.reserve(chosen.size() * trace.header.layers * trace.header.top_k);
  for (unsigned l = 0; l < trace.header.layers; ++l)
    for (const std::uint64_t t : chosen)
      out.ids.insert(out.ids.end(), trace.experts_of(l, t), trace.experts_of(l, t) + trace.header.top_k);
  return out;
}

}  // namespace qiao::routing_opt
