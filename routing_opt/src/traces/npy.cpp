// NumPy arrays [tokens, layers, top_k] of integers: the routed experts that SGLang (return_routed_experts)
// and vLLM (enable_return_routed_experts) return. Entries of -1 are padding: a token with nothing but -1 is
// left out, and so are columns that are -1 for every token.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "qiao/base/atomic_file.hpp"
#include "qiao/base/error.hpp"
#include "traces/file_io.hpp"
#include "traces/format.hpp"

namespace qiao::routing_opt {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

// The value after 'key': in the Python dictionary of a header, up to the comma or bracket that ends it.
std::string_view value_of(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(key);
  if (at == std::string_view::npos) return {};
  std::size_t begin = header.find(':', at);
  if (begin == std::string_view::npos) return {};
  begin = header.find_first_not_of(' ', begin + 1);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = header[begin] == '(' ? header.find(')', begin) : header.find_first_of(",}", begin);
  return end == std::string_view::npos ? std::string_view{} : header.substr(begin, end - begin);
}

struct ItemType {
  unsigned bytes;
  bool is_signed;
};

class NpyReader final : public TraceReader {
 public:
  NpyReader(const std::string& path, const TraceOptions& options) : file_(path) {
    format_ = "npy";
    name_ = path;
    read_header();
    scan(options.experts);
  }

  bool next(TraceBlock& block, std::size_t max_tokens) override {
    const std::size_t row = std::size_t{layers_} * columns_;
    block = TraceBlock{};
    block.first_token = given_;
    while (block.tokens < max_tokens && at_ < rows_) {
      const std::size_t n =
          static_cast<std::size_t>(std::min<std::uint64_t>(max_tokens - block.tokens, rows_ - at_));
      read_rows(n);
      for (std::size_t t = 0; t < n; ++t) {
        if (values_[t * row] < 0) continue;  // scan() has checked that all of the token is padding
        for (unsigned l = 0; l < header_.layers; ++l)
          for (unsigned k = 0; k < header_.top_k; ++k)
            block.ids.push_back(static_cast<std::uint16_t>(values_[t * row + l * columns_ + k]));
        ++block.tokens;
      }
      at_ += n;
    }
    given_ += block.tokens;
    return block.tokens > 0;
  }

 private:
  [[noreturn]] void bad(const std::string& what) const {
    throw Error(ErrorCode::kInput, name_ + ": " + what);
  }

  void read_header() {
    unsigned char start[12] = {};
    const std::size_t got = file_.read_some(0, start, sizeof start);
    if (got < 12 || std::memcmp(start, kMagic.data(), 6) != 0) bad("not a NumPy array, or cut in its header");
    const bool long_header = start[6] >= 2;
    std::uint64_t length = start[8] | start[9] << 8;
    if (long_header)
      length |= static_cast<std::uint64_t>(start[10]) << 16 | static_cast<std::uint64_t>(start[11]) << 24;
    data_at_ = (long_header ? 12 : 10) + length;
    if (data_at_ > file_.size() || length > 1 << 20)
      bad(fmt::format("its header claims to be {} bytes long, the file has {}", length, file_.size()));
    std::string header(length, '\0');
    file_.read(data_at_ - length, header.data(), length);
    const std::string_view descr = value_of(header, "'descr'"), order = value_of(header, "'fortran_order'"),
                           shape = value_of(header, "'shape'");
    if (descr.empty() || order.empty() || shape.empty())
      bad("the header lacks 'descr', 'fortran_order' or 'shape'");
    const std::string_view type = descr.size() > 2 ? descr.substr(1, descr.size() - 2) : descr;
    if (type == "|u1") item_ = {1, false};
    else if (type == "<u2") item_ = {2, false};
    else if (type == "<i2") item_ = {2, true};
    else if (type == "<i4") item_ = {4, true};
    else if (type == "<i8") item_ = {8, true};
    else
      bad(fmt::format("the type {} is not one of uint8, uint16, int16, int32, int64 (little-endian)",
                      descr.substr(0, 40)));
    if (order.substr(0, 5) != "False") bad("the array is in Fortran order; save numpy.ascontiguousarray(a)");
    std::vector<std::uint64_t> sizes;
    for (std::size_t i = 1; i < shape.size();) {
      std::uint64_t value = 0;
      const auto [end, error] = std::from_chars(shape.data() + i, shape.data() + shape.size(), value);
      if (error != std::errc{}) break;
      sizes.push_back(value);
      i = static_cast<std::size_t>(end - shape.data());
      while (i < shape.size() && (shape[i] == ',' || shape[i] == ' ')) ++i;
    }
    if (sizes.size() != 3)
      bad(fmt::format("the shape {}) is not [tokens, layers, top_k]", shape.substr(0, 60)));
    check_shape(name_, sizes[0], sizes[1], kMaxExperts, sizes[2]);
    rows_ = sizes[0];
    layers_ = static_cast<unsigned>(sizes[1]);
    columns_ = static_cast<unsigned>(sizes[2]);
    const std::uint64_t needed = data_at_ + rows_ * layers_ * columns_ * item_.bytes;
    if (file_.size() < needed)
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: shape and type need {} bytes, but the file ends at byte {}", name_, needed,
                              file_.size()),
                  "the file is truncated");
  }

  // The next n rows as numbers.
  void read_rows(std::size_t n) {
    const std::size_t items = n * layers_ * columns_;
    raw_.resize(items * item_.bytes);
    file_.read(data_at_ + at_ * layers_ * columns_ * item_.bytes, raw_.data(), raw_.size());
    values_.resize(items);
    for (std::size_t i = 0; i < items; ++i) {
      std::int64_t v = 0;
      std::memcpy(&v, raw_.data() + i * item_.bytes, item_.bytes);
      if (item_.is_signed && item_.bytes < 8) {
        const unsigned shift = 64 - 8 * item_.bytes;
        v = static_cast<std::int64_t>(static_cast<std::uint64_t>(v) << shift) >> shift;
      }
      values_[i] = v;
    }
  }

  std::string place(std::uint64_t item) const {
    return fmt::format("[{}, {}, {}] (byte {})", item / columns_ / layers_, item / columns_ % layers_,
                       item % columns_, data_at_ + item * item_.bytes);
  }

  // One pass over the file: checks every entry and finds the shape without padding.
  void scan(unsigned experts) {
    std::int64_t largest = -1;
    unsigned used = 0;  // columns that hold ids
    std::uint64_t tokens = 0;
    const std::size_t row = std::size_t{layers_} * columns_;
    const std::size_t step = std::max<std::size_t>(1, (1 << 18) / row);
    for (at_ = 0; at_ < rows_;) {
      const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(step, rows_ - at_));
      read_rows(n);
      for (std::size_t t = 0; t < n; ++t) {
        const std::int64_t* const v = values_.data() + t * row;
        const std::uint64_t first = (at_ + t) * row;
        const bool padding = v[0] < 0;
        for (std::size_t i = 0; i < row; ++i) {
          const unsigned k = static_cast<unsigned>(i % columns_);
          if (v[i] < -1 || v[i] >= static_cast<std::int64_t>(experts ? experts : kMaxExperts))
            bad(fmt::format("{} = {} is not an expert below {}", place(first + i), v[i],
                            experts ? experts : kMaxExperts));
          if (padding) {
            if (v[i] >= 0)
              bad(fmt::format("{} is an expert in a token that begins with padding (-1)", place(first + i)));
            continue;
          }
          if (v[i] < 0) {
            if (k < used)
              bad(fmt::format("{} is padding (-1) where other tokens have an expert", place(first + i)));
            continue;
          }
          if (k >= used) {
            if (tokens > 0 || i >= columns_ || k != used)
              bad(fmt::format("{} is an expert where other tokens have padding (-1)", place(first + i)));
            used = k + 1;
          }
          largest = std::max(largest, v[i]);
          for (unsigned j = 0; j < k; ++j)
            if (v[i - k + j] == v[i])
              bad(fmt::format("{} = {} repeats an expert of its token", place(first + i), v[i]));
        }
        tokens += !padding;
      }
      at_ += n;
    }
    at_ = 0;
    header_.tokens = tokens;
    header_.layers = layers_;
    header_.experts = experts ? experts : static_cast<unsigned>(largest + 1);
    header_.top_k = used;
    if (tokens == 0) bad("every token is padding");
    check_shape(name_, tokens, layers_, header_.experts, used);
  }

  InputFile file_;
  ItemType item_{};
  std::uint64_t data_at_ = 0, rows_ = 0, at_ = 0, given_ = 0;
  unsigned layers_ = 0, columns_ = 0;
  std::vector<unsigned char> raw_;
  std::vector<std::int64_t> values_;
};

class NpyWriter final : public TraceWriter {
 public:
  NpyWriter(const std::string& path, const TraceHeader& header) : header_(header), out_(path) {
    std::string dict = fmt::format("{{'descr': '<i4', 'fortran_order': False, 'shape': ({}, {}, {}), }}",
                                   header.tokens, header.layers, header.top_k);
    dict.append(63 - (10 + dict.size()) % 64, ' ');
    dict += '\n';
    std::string start(kMagic);
    start += {'\x01', '\x00', static_cast<char>(dict.size() & 0xff), static_cast<char>(dict.size() >> 8)};
    start += dict;
    out_.write(start.data(), start.size());
  }
  void write(const TraceBlock& block) override {
    const std::vector<std::int32_t> wide(block.ids.begin(), block.ids.end());
    out_.write(wide.data(), wide.size() * 4);
    tokens_ += block.tokens;
  }
  void finish() override {
    if (tokens_ != header_.tokens) throw Error(ErrorCode::kInternal, "npy: wrong number of tokens");
    out_.commit();
  }

 private:
  TraceHeader header_;
  AtomicFile out_;
  std::uint64_t tokens_ = 0;
};

}  // namespace

const TraceFormat kNpyFormat = {
    "npy", ".npy", [](std::string_view first) { return first.starts_with(kMagic); },
    [](const std::string& path, const TraceOptions& options) -> std::unique_ptr<TraceReader> {
      return std::make_unique<NpyReader>(path, options);
    },
    [](const std::string& path, const TraceHeader& header) -> std::unique_ptr<TraceWriter> {
      return std::make_unique<NpyWriter>(path, header);
    }};

}  // namespace qiao::routing_opt
