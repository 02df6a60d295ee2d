#pragma once
// Routing traces of mixture-of-experts models: which experts each token was sent to, layer by layer. Every
// format is read and written as a stream of blocks, so that a trace may be larger than memory.
//
// Formats (trace_formats()): `moetrace` (moetrace-v1: JSON header + little-endian arrays, see README.md),
// `npy` (a NumPy array [tokens, layers, top_k] of integers, as SGLang and vLLM return it), `csv` (one line
// per token and layer).

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace qiao::routing_opt {

struct TraceHeader {
  std::uint64_t tokens = 0;
  unsigned layers = 0;
  unsigned experts = 0;
  unsigned top_k = 0;
  bool has_weights = false;   // gate weight of each chosen expert
  bool wide_weights = false;  // single precision: some weights do not fit half precision, or are held in more
  bool has_domain = false;    // index in `domains`
  bool has_sequence = false;  // number of the sequence (request): the unit of homes and of resampling
  bool has_token_id = false;  // vocabulary id of the input token
  std::vector<std::string> domains;
  std::string
      other;  // further members of a moetrace-v1 header (model, split, ...) as a JSON object, or empty
};

// Consecutive tokens of a trace. ids[(t * layers + l) * top_k + k] is the expert with the k-th highest gate.
// The optional arrays are empty if the trace lacks them.
struct TraceBlock {
  std::uint64_t first_token = 0;
  std::size_t tokens = 0;
  std::vector<std::uint16_t> ids;  // [tokens, layers, top_k]
  std::vector<float> weights;      // [tokens, layers, top_k]
  std::vector<std::uint8_t> domain;
  std::vector<std::uint32_t> sequence;
  std::vector<std::uint32_t> token_id;
};

class TraceReader {
 public:
  virtual ~TraceReader() = default;
  const TraceHeader& header() const { return header_; }
  const std::string& format() const { return format_; }
  const std::string& name() const { return name_; }  // of the file, for messages
  // The next block of at most `max_tokens` tokens; false at the end. Every id is below `experts` and no token
  // has an expert twice in a layer: anything else is Error(kInput) naming the field, the token and the place
  // in the file.
  virtual bool next(TraceBlock& block, std::size_t max_tokens) = 0;

 protected:
  TraceHeader header_;
  std::string format_, name_;
};

// Writes blocks in order. Nothing appears under the final name before finish(): files are written beside it
// and renamed, and removed if the writer dies earlier.
class TraceWriter {
 public:
  virtual ~TraceWriter() = default;
  // Throws Error(kInput) naming token and layer of a weight that the file's type cannot hold.
  virtual void write(const TraceBlock& block) = 0;
  virtual void finish() = 0;
};

struct TraceOptions {
  std::string format;    // name of a format, or empty: recognised by the file's first bytes and its name
  unsigned experts = 0;  // for formats that do not say (npy, csv); 0: the largest id + 1
  int threads = 1;       // that check what is read
  const std::atomic<bool>* stop = nullptr;  // once it is set, reading ends with Error(kInterrupted)
};

std::unique_ptr<TraceReader> open_trace(const std::string& path, const TraceOptions& options = {});
// `format` empty: by the ending of the name (.json, .npy, .csv).
std::unique_ptr<TraceWriter> create_trace(const std::string& path, const TraceHeader& header,
                                          const std::string& format = {});
std::vector<std::string> trace_formats();

// A trace in memory, [layers, tokens, top_k], for solvers and scoring. `sequence` numbers sequences
// 0, 1, ... in the order of their first token; `sequence_name` holds the numbers of the file.
struct Trace {
  TraceHeader header;  // header.tokens: those held here
  std::uint64_t tokens_in_file = 0;
  std::vector<std::uint16_t> ids;
  std::vector<std::uint8_t> domain;
  std::vector<std::uint32_t> sequence;
  std::vector<std::uint32_t> sequence_name;
  std::uint64_t tokens() const { return header.tokens; }
  const std::uint16_t* experts_of(unsigned layer, std::uint64_t token) const {
    return ids.data() + (layer * header.tokens + token) * header.top_k;
  }
};

// Reads a trace into memory. Of traces longer than `max_tokens` (0: no bound) whole sequences are kept,
// chosen by a hash of their number with probability max_tokens / tokens, so the same ones every time; memory
// is bounded by about that many tokens. Sequences of traces without sequence numbers are runs of 128 tokens.
Trace read_trace(TraceReader& reader, std::uint64_t max_tokens = 0, const std::atomic<bool>* stop = nullptr);
Trace read_trace(const std::string& path, std::uint64_t max_tokens = 0, const TraceOptions& options = {});

// The tokens of `trace` for which keep[t] is true, in order.
Trace select_tokens(const Trace& trace, const std::vector<bool>& keep);

// Tokens of a sequence where a trace has no sequence numbers.
inline constexpr unsigned kDefaultSequenceTokens = 128;

}  // namespace qiao::routing_opt
