// CSV: a line `token,layer[,seq][,domain],e0,e1,...[,w0,w1,...]`, then one line per token and layer, tokens
// in order and in each all layers in order, both counted from 0.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "qiao/base/atomic_file.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/stop.hpp"
#include "traces/file_io.hpp"
#include "traces/format.hpp"
#include "traces/half.hpp"

namespace qiao::routing_opt {
namespace {

constexpr std::size_t kMaxLine = 1 << 14;

// Lines of a file with bounded memory.
class Lines {
 public:
  explicit Lines(const std::string& path) : file_(path), path_(path) {}
  // The next line without its end; false at the end of the file.
  bool next(std::string_view& line) {
    for (;;) {
      const std::size_t end = buffer_.find('\n', from_);
      if (end != std::string::npos || (done_ && from_ < buffer_.size())) {
        const std::size_t last = std::min(end, buffer_.size());
        line = std::string_view(buffer_).substr(from_, last - from_);
        if (line.ends_with('\r')) line.remove_suffix(1);
        from_ = std::min(last + 1, buffer_.size());
        ++number_;
        return true;
      }
      if (done_) return false;
      if (buffer_.size() - from_ > kMaxLine)
        throw Error(ErrorCode::kInput,
                    fmt::format("{}:{}: longer than {} characters", path_, number_ + 1, kMaxLine));
      buffer_.erase(0, from_);
      from_ = 0;
      const std::size_t old = buffer_.size();
      buffer_.resize(old + (1 << 16));
      const std::size_t got = file_.read_some(at_, buffer_.data() + old, 1 << 16);
      buffer_.resize(old + got);
      at_ += got;
      done_ = got < (1 << 16);
    }
  }
  std::uint64_t number() const { return number_; }
  void rewind() {
    buffer_.clear();
    from_ = 0;
    at_ = number_ = 0;
    done_ = false;
  }

 private:
  InputFile file_;
  std::string path_, buffer_;
  std::size_t from_ = 0;
  std::uint64_t at_ = 0, number_ = 0;
  bool done_ = false;
};

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t comma = line.find(',', at);
    parts.push_back(line.substr(at, comma - at));
    if (comma == std::string_view::npos) return parts;
    at = comma + 1;
  }
}

class CsvReader final : public TraceReader {
 public:
  CsvReader(const std::string& path, const TraceOptions& options) : lines_(path) {
    format_ = "csv";
    name_ = path;
    read_columns();
    header_.experts = options.experts ? options.experts : kMaxExperts;
    // One pass to learn the shape; every line is checked.
    std::uint64_t rows = 0, token = 0, layer = 0;
    std::uint32_t largest = 0;
    Row row;
    while (read_row(row)) {
      if (rows % 4096 == 0) check_stop(options.stop);
      if (header_.layers == 0 && rows > 0 && row.token == 1 &&
          row.layer == 0) {  // the first token is complete
        header_.layers = static_cast<unsigned>(rows);
        token = 1;
        layer = 0;
      }
      if (row.token != token || row.layer != layer)
        bad(fmt::format("token {}, layer {} where token {}, layer {} was expected", row.token, row.layer,
                        token, layer));
      for (const std::uint16_t id : row.ids) largest = std::max<std::uint32_t>(largest, id);
      for (const float w : row.weights) header_.wide_weights = header_.wide_weights || !fits_half(w);
      ++rows;
      ++layer;
      if (header_.layers && layer == header_.layers) {
        layer = 0;
        ++token;
      }
    }
    if (rows == 0) bad("no line after the header");
    if (header_.layers == 0) {
      if (rows > kMaxLayers) bad(fmt::format("more than {} layers", kMaxLayers));
      header_.layers = static_cast<unsigned>(rows);
    } else if (layer != 0) {
      bad(fmt::format("ends after layer {} of token {}, which has {} layers", layer - 1, token,
                      header_.layers));
    }
    header_.tokens = rows / header_.layers;
    if (!options.experts) header_.experts = std::max(largest + 1, header_.top_k);
    check_shape(path, header_.tokens, header_.layers, header_.experts, header_.top_k);
    lines_.rewind();
    std::string_view skip;
    lines_.next(skip);
  }

  bool next(TraceBlock& block, std::size_t max_tokens) override {
    block = TraceBlock{};
    block.first_token = at_;
    Row row;
    while (block.tokens < max_tokens && at_ < header_.tokens) {
      for (unsigned l = 0; l < header_.layers; ++l) {
        if (!read_row(row)) bad("the file became shorter while it was read");
        block.ids.insert(block.ids.end(), row.ids.begin(), row.ids.end());
        block.weights.insert(block.weights.end(), row.weights.begin(), row.weights.end());
      }
      if (header_.has_sequence) block.sequence.push_back(row.sequence);
      if (header_.has_domain) block.domain.push_back(row.domain);
      ++block.tokens;
      ++at_;
    }
    return block.tokens > 0;
  }

 private:
  struct Row {
    std::uint64_t token = 0, layer = 0;
    std::uint32_t sequence = 0;
    std::uint8_t domain = 0;
    std::vector<std::uint16_t> ids;
    std::vector<float> weights;
  };

  [[noreturn]] void bad(const std::string& what) const {
    throw Error(ErrorCode::kInput, fmt::format("{}:{}: {}", name_, lines_.number(), what));
  }

  void read_columns() {
    std::string_view line;
    if (!lines_.next(line)) bad("the file is empty");
    columns_ = 0;
    for (const std::string_view name : split(line)) {
      if (columns_ == 0 ? name != "token" : columns_ == 1 && name != "layer")
        bad(fmt::format("column {} is '{}', expected '{}'", columns_ + 1, name.substr(0, 40),
                        columns_ == 0 ? "token" : "layer"));
      if (columns_ >= 2) {
        if (name == "seq" && header_.top_k == 0 && sequence_at_ == 0) sequence_at_ = columns_;
        else if (name == "domain" && header_.top_k == 0 && domain_at_ == 0) domain_at_ = columns_;
        else if (name == fmt::format("e{}", header_.top_k) && weights_ == 0) {
          if (header_.top_k++ == 0) ids_at_ = columns_;
        } else if (name == fmt::format("w{}", weights_)) ++weights_;
        else
          bad(fmt::format(
              "column {} is '{}'; after token,layer come seq, domain (both optional), e0, e1, ... and "
              "perhaps w0, w1, ...",
              columns_ + 1, name.substr(0, 40)));
      }
      ++columns_;
    }
    if (header_.top_k == 0 || header_.top_k > kMaxTopK) bad("there must be 1 to 64 columns e0, e1, ...");
    if (weights_ != 0 && weights_ != header_.top_k)
      bad(fmt::format("{} weights for {} experts", weights_, header_.top_k));
    header_.has_weights = weights_ != 0;
    header_.has_sequence = sequence_at_ != 0;
    header_.has_domain = domain_at_ != 0;
  }

  template <class T>
  T number(std::string_view text, unsigned column, std::uint64_t max) const {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > max)
      bad(fmt::format("column {} is '{}', not a whole number up to {}", column + 1, text.substr(0, 40), max));
    return static_cast<T>(value);
  }

  bool read_row(Row& row) {
    std::string_view line;
    do {
      if (!lines_.next(line)) return false;
    } while (line.empty());
    const std::vector<std::string_view> parts = split(line);
    if (parts.size() != columns_) bad(fmt::format("{} columns, the header has {}", parts.size(), columns_));
    row.token = number<std::uint64_t>(parts[0], 0, kMaxTokens);
    row.layer = number<std::uint64_t>(parts[1], 1, kMaxLayers - 1);
    if (sequence_at_) row.sequence = number<std::uint32_t>(parts[sequence_at_], sequence_at_, 0xffffffff);
    if (domain_at_) row.domain = number<std::uint8_t>(parts[domain_at_], domain_at_, 255);
    row.ids.clear();
    row.weights.clear();
    for (unsigned k = 0; k < header_.top_k; ++k) {
      const unsigned column = ids_at_ + k;
      const auto id = number<std::uint16_t>(parts[column], column, header_.experts - 1);
      if (std::find(row.ids.begin(), row.ids.end(), id) != row.ids.end())
        bad(fmt::format("column {}: expert {} stands twice in this line", column + 1, id));
      row.ids.push_back(id);
    }
    for (unsigned k = 0; k < weights_; ++k) {
      const unsigned column = ids_at_ + header_.top_k + k;
      float w = 0;
      const std::string_view text = parts[column];
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), w);
      if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
          !(std::isfinite(w) && w >= 0))
        bad(fmt::format("column {} is '{}', not a weight", column + 1, text.substr(0, 40)));
      row.weights.push_back(w);
    }
    return true;
  }

  Lines lines_;
  unsigned columns_ = 0, sequence_at_ = 0, domain_at_ = 0, ids_at_ = 0, weights_ = 0;
  std::uint64_t at_ = 0;
};

class CsvWriter final : public TraceWriter {
 public:
  CsvWriter(const std::string& path, const TraceHeader& header) : header_(header), out_(path) {
    std::string line = "token,layer";
    if (header.has_sequence) line += ",seq";
    if (header.has_domain) line += ",domain";
    for (unsigned k = 0; k < header.top_k; ++k) line += fmt::format(",e{}", k);
    for (unsigned k = 0; header.has_weights && k < header.top_k; ++k) line += fmt::format(",w{}", k);
    put(line + "\n");
  }
  void write(const TraceBlock& block) override {
    fmt::memory_buffer text;
    const auto to = std::back_inserter(text);
    for (std::size_t t = 0; t < block.tokens; ++t)
      for (unsigned l = 0; l < header_.layers; ++l) {
        fmt::format_to(to, "{},{}", block.first_token + t, l);
        if (header_.has_sequence) fmt::format_to(to, ",{}", block.sequence[t]);
        if (header_.has_domain) fmt::format_to(to, ",{}", block.domain[t]);
        const std::size_t row = (t * header_.layers + l) * header_.top_k;
        for (unsigned k = 0; k < header_.top_k; ++k) fmt::format_to(to, ",{}", block.ids[row + k]);
        for (unsigned k = 0; header_.has_weights && k < header_.top_k; ++k)
          fmt::format_to(to, ",{}", block.weights[row + k]);
        text.push_back('\n');
      }
    put({text.data(), text.size()});
    tokens_ += block.tokens;
  }
  void finish() override {
    if (tokens_ != header_.tokens) throw Error(ErrorCode::kInternal, "csv: wrong number of tokens");
    out_.commit();
  }

 private:
  void put(std::string_view text) { out_.write(text.data(), text.size()); }
  TraceHeader header_;
  AtomicFile out_;
  std::uint64_t tokens_ = 0;
};

}  // namespace

const TraceFormat kCsvFormat = {
    "csv", ".csv", [](std::string_view first) { return first.starts_with("token,layer"); },
    [](const std::string& path, const TraceOptions& options) -> std::unique_ptr<TraceReader> {
      return std::make_unique<CsvReader>(path, options);
    },
    [](const std::string& path, const TraceHeader& header) -> std::unique_ptr<TraceWriter> {
      return std::make_unique<CsvWriter>(path, header);
    }};

}  // namespace qiao::routing_opt
