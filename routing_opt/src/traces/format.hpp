#pragma once
// What one trace format provides; formats.cpp has the list.

#include <string_view>

#include "qiao/routing_opt/trace.hpp"

namespace qiao::routing_opt {

struct TraceFormat {
  const char* name;
  const char* ending;  // of file names
  bool (*sniff)(std::string_view first_bytes);
  std::unique_ptr<TraceReader> (*open)(const std::string& path, const TraceOptions& options);
  std::unique_ptr<TraceWriter> (*create)(const std::string& path, const TraceHeader& header);
};

extern const TraceFormat kMoetraceFormat, kNpyFormat, kCsvFormat;

// Sizes that no real trace exceeds; larger ones are refused before anything is allocated.
inline constexpr std::uint64_t kMaxTokens = std::uint64_t{1} << 40;
inline constexpr unsigned kMaxLayers = 4096, kMaxExperts = 65535, kMaxTopK = 64;

// Throws Error(kInput) unless the shape is one that a trace can have.
void check_shape(const std::string& name, std::uint64_t tokens, std::uint64_t layers, std::uint64_t experts,
                 std::uint64_t top_k);

// The first row of `block` with an id that is not below `experts` or that stands in it twice, as
// token-in-block * layers + layer; -1 if all are good.
std::int64_t first_bad_row(const TraceBlock& block, unsigned layers, unsigned top_k, unsigned experts,
                           int threads);
// What is wrong with that row: "topk_ids[12, 3, 1] = 77 is not below num_experts = 64".
std::string describe_bad_row(const TraceBlock& block, std::int64_t row, unsigned layers, unsigned top_k,
                             unsigned experts);

}  // namespace qiao::routing_opt
