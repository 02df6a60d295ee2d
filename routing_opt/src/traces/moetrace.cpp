// moetrace-v1: NAME.json (shape, list of fields) beside NAME.bin (the fields, little-endian, C order).

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "qiao/base/atomic_file.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "traces/file_io.hpp"
#include "traces/format.hpp"
#include "traces/half.hpp"

namespace qiao::routing_opt {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "arrays are copied as they are");

constexpr std::uint64_t kMaxHeaderBytes = std::uint64_t{1} << 26;

struct Field {
  const char* name;
  std::uint64_t offset = 0, row_bytes = 0;  // bytes of one token
  unsigned item_bytes = 0;
};

[[noreturn]] void bad_header(const std::string& path, const std::string& what) {
  throw Error(ErrorCode::kInput, fmt::format("{}: {}", path, what));
}

const Json& member(const std::string& path, const Json& object, const char* name) {
  const auto it = object.find(name);
  if (it == object.end()) bad_header(path, fmt::format("the header has no '{}'", name));
  return *it;
}

std::uint64_t whole(const std::string& path, const Json& value, const std::string& what) {
  if (!value.is_number_unsigned()) {
    std::string shown = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (shown.size() > 40) shown = shown.substr(0, 40) + "...";
    bad_header(path, fmt::format("'{}' is {}, not a whole number", what, shown));
  }
  return value.get<std::uint64_t>();
}

std::string text(const std::string& path, const Json& value, const std::string& what) {
  if (!value.is_string()) bad_header(path, fmt::format("'{}' is not a string", what));
  return value.get<std::string>();
}

Json parse_header(const std::string& path) {
  try {
    Json header = Json::parse(read_file(path, kMaxHeaderBytes));
    if (!header.is_object()) bad_header(path, "the header is not a JSON object");
    return header;
  } catch (const Json::parse_error& e) {
    bad_header(path, fmt::format("not JSON: byte {} is unexpected", e.byte));
  }
}

class MoetraceReader final : public TraceReader {
 public:
  MoetraceReader(const std::string& path, int threads) : threads_(threads) {
    format_ = "moetrace";
    name_ = path;
    const Json header = parse_header(path);
    const std::string version = text(path, member(path, header, "format"), "format");
    if (version != "moetrace-v1")
      throw Error(ErrorCode::kUnsupported, fmt::format("{}: format '{}' is not moetrace-v1", path, version));
    if (header.contains("byteorder") && header["byteorder"] != "little")
      throw Error(ErrorCode::kUnsupported, fmt::format("{}: 'byteorder' is not \"little\"", path));
    header_.tokens = whole(path, member(path, header, "num_tokens"), "num_tokens");
    const std::uint64_t layers = whole(path, member(path, header, "num_layers"), "num_layers");
    const std::uint64_t experts = whole(path, member(path, header, "num_experts"), "num_experts");
    const std::uint64_t top_k = whole(path, member(path, header, "top_k"), "top_k");
    check_shape(path, header_.tokens, layers, experts, top_k);
    header_.layers = static_cast<unsigned>(layers);
    header_.experts = static_cast<unsigned>(experts);
    header_.top_k = static_cast<unsigned>(top_k);
    if (header.contains("domains")) {
      const Json& domains = header["domains"];
      if (!domains.is_array() || domains.size() > 256)
        bad_header(path, "'domains' is not a list of at most 256 names");
      for (const Json& d : domains) header_.domains.push_back(text(path, d, "domains"));
    }
    Json other = header;
    for (const char* known : {"format", "byteorder", "num_tokens", "num_layers", "num_experts", "top_k",
                              "domains", "data_file", "fields"})
      other.erase(known);
    if (!other.empty()) header_.other = other.dump(-1, ' ', false, Json::error_handler_t::replace);

    const std::string data = text(path, member(path, header, "data_file"), "data_file");
    if (data.empty() || fs::path(data).filename() != fs::path(data) || data == "." || data == "..")
      bad_header(path, "'data_file' must be the name of a file in the same folder");
    std::error_code ignored;
    data_name_ = (fs::path(path).parent_path() / data).string();
    if (!fs::exists(data_name_, ignored))  // perhaps the header is named by a link
      if (const fs::path there = fs::canonical(path, ignored).parent_path() / data;
          fs::exists(there, ignored))
        data_name_ = there.string();
    data_.emplace(data_name_);
    read_fields(path, member(path, header, "fields"));
    if (!ids_.row_bytes) bad_header(path, "the field 'topk_ids' is missing");
    header_.has_weights = weights_.row_bytes != 0;
    header_.wide_weights = weights_.item_bytes == 4;
    header_.has_domain = domain_.row_bytes != 0;
    header_.has_sequence = sequence_.row_bytes != 0;
    header_.has_token_id = token_id_.row_bytes != 0;
  }

  bool next(TraceBlock& block, std::size_t max_tokens) override {
    if (at_ >= header_.tokens) return false;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(max_tokens, header_.tokens - at_));
    block.first_token = at_;
    block.tokens = n;
    read_numbers(ids_, n, header_.layers * std::size_t{header_.top_k}, block.ids);
    const std::int64_t bad = first_bad_row(block, header_.layers, header_.top_k, header_.experts, threads_);
    if (bad >= 0)
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: {} (byte {})", data_name_,
                              describe_bad_row(block, bad, header_.layers, header_.top_k, header_.experts),
                              ids_.offset + at_ * ids_.row_bytes +
                                  static_cast<std::uint64_t>(bad) * header_.top_k * ids_.item_bytes));
    block.weights.clear();
    if (header_.has_weights) read_weights(n, block.weights);
    block.domain.clear();
    if (header_.has_domain) {
      read_numbers(domain_, n, 1, block.domain);
      for (std::size_t t = 0; t < n && !header_.domains.empty(); ++t)
        if (block.domain[t] >= header_.domains.size())
          throw Error(ErrorCode::kInput,
                      fmt::format("{}: domain[{}] = {} is not below the number of domains, {} (byte {})",
                                  data_name_, at_ + t, block.domain[t], header_.domains.size(),
                                  domain_.offset + (at_ + t) * domain_.row_bytes));
    }
    block.sequence.clear();
    if (header_.has_sequence) read_numbers(sequence_, n, 1, block.sequence);
    block.token_id.clear();
    if (header_.has_token_id) read_numbers(token_id_, n, 1, block.token_id);
    at_ += n;
    return true;
  }

 private:
  void read_fields(const std::string& path, const Json& fields) {
    if (!fields.is_array()) bad_header(path, "'fields' is not a list");
    struct Known {
      Field* field;
      bool wide;  // [T, L, K] rather than [T]
      std::vector<std::pair<const char*, unsigned>> types;
    };
    const std::vector<Known> known = {
        {&ids_, true, {{"uint8", 1}, {"uint16", 2}}},
        {&weights_, true, {{"float16", 2}, {"float32", 4}}},
        {&domain_, false, {{"uint8", 1}}},
        {&sequence_, false, {{"uint32", 4}, {"uint16", 2}, {"uint8", 1}}},
        {&token_id_, false, {{"uint16", 2}, {"uint32", 4}, {"uint8", 1}}},
    };
    std::vector<std::pair<std::uint64_t, std::uint64_t>> taken;  // of every field: begin, end
    std::vector<std::string> names;
    for (const Json& f : fields) {
      if (!f.is_object()) bad_header(path, "'fields' holds something that is not an object");
      const std::string name = text(path, member(path, f, "name"), "fields[].name");
      const auto where = [&](const char* what) { return fmt::format("field '{}': {}", name, what); };
      const std::uint64_t offset = whole(path, member(path, f, "offset"), where("offset"));
      const std::uint64_t nbytes = whole(path, member(path, f, "nbytes"), where("nbytes"));
      if (offset > data_->size() || nbytes > data_->size() - offset)
        throw Error(ErrorCode::kInput,
                    fmt::format("{}: field '{}' needs bytes {} to {}, but the file ends at byte {}",
                                data_name_, name, offset, offset + nbytes, data_->size()),
                    "the file is truncated, or the header belongs to another file");
      for (std::size_t i = 0; i < taken.size(); ++i)
        if (offset < taken[i].second && taken[i].first < offset + nbytes)
          bad_header(path, fmt::format("fields '{}' and '{}' overlap at byte {}", names[i], name,
                                       std::max(offset, taken[i].first)));
      taken.emplace_back(offset, offset + nbytes);
      names.push_back(name);
      for (const Known& k : known) {
        if (name != k.field->name) continue;
        if (k.field->row_bytes) bad_header(path, fmt::format("field '{}' is given twice", name));
        const std::string dtype = text(path, member(path, f, "dtype"), where("dtype"));
        for (const auto& [type, bytes] : k.types)
          if (dtype == type) k.field->item_bytes = bytes;
        if (!k.field->item_bytes)
          bad_header(path,
                     fmt::format("field '{}' has dtype '{}', expected {}", name, dtype, k.types[0].first));
        std::vector<std::uint64_t> shape = {header_.tokens};
        if (k.wide) shape.insert(shape.end(), {header_.layers, header_.top_k});
        const Json& given = member(path, f, "shape");
        if (given != Json(shape))
          bad_header(path,
                     fmt::format("field '{}' has shape {}, expected {}", name,
                                 given.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
                                 Json(shape).dump()));
        k.field->row_bytes =
            k.field->item_bytes * (k.wide ? std::uint64_t{header_.layers} * header_.top_k : 1);
        k.field->offset = offset;
        if (nbytes != k.field->row_bytes * header_.tokens)
          bad_header(path, fmt::format("field '{}' has nbytes {}, but its shape and dtype make {}", name,
                                       nbytes, k.field->row_bytes * header_.tokens));
      }
    }
  }

  // The raw bytes of `tokens` rows from the current token on.
  const unsigned char* raw(const Field& field, std::size_t tokens) {
    buffer_.resize(tokens * field.row_bytes);
    data_->read(field.offset + at_ * field.row_bytes, buffer_.data(), buffer_.size());
    return buffer_.data();
  }

  template <class T>
  void read_numbers(const Field& field, std::size_t tokens, std::size_t per_token, std::vector<T>& out) {
    out.resize(tokens * per_token);
    if (field.item_bytes == sizeof(T)) {
      data_->read(field.offset + at_ * field.row_bytes, out.data(), out.size() * sizeof(T));
      return;
    }
    const unsigned char* const from = raw(field, tokens);
    if (field.item_bytes == 1) {
      std::copy_n(from, out.size(), out.data());
    } else {
      for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint32_t value = 0;
        std::memcpy(&value, from + i * field.item_bytes, field.item_bytes);
        out[i] = static_cast<T>(value);
      }
    }
  }

  void read_weights(std::size_t tokens, std::vector<float>& out) {
    const unsigned char* const from = raw(weights_, tokens);
    out.resize(tokens * header_.layers * header_.top_k);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (weights_.item_bytes == 2) {
        std::uint16_t bits;
        std::memcpy(&bits, from + 2 * i, 2);
        out[i] = half_to_float(bits);
      } else {
        std::memcpy(&out[i], from + 4 * i, 4);
      }
      if (!(std::isfinite(out[i]) && out[i] >= 0))
        throw Error(ErrorCode::kInput,
                    fmt::format("{}: topk_weights[{}, {}, {}] = {} is not a weight (byte {})", data_name_,
                                at_ + i / (header_.layers * header_.top_k),
                                i / header_.top_k % header_.layers, i % header_.top_k, out[i],
                                weights_.offset + at_ * weights_.row_bytes + i * weights_.item_bytes));
    }
  }

  std::string data_name_;
  std::optional<InputFile> data_;
  Field ids_{"topk_ids"}, weights_{"topk_weights"}, domain_{"domain"}, sequence_{"seq_id"},
      token_id_{"token_id"};
  int threads_;
  std::uint64_t at_ = 0;
  std::vector<unsigned char> buffer_;
};

class MoetraceWriter final : public TraceWriter {
 public:
  MoetraceWriter(const std::string& path, const TraceHeader& header) : path_(path), header_(header) {
    // Beside the header itself, also where its name is a link.
    const OutputTarget target = resolve_output(path);
    if (target.kind != OutputTarget::Kind::kFile)
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is no file: a moetrace-v1 trace is two of them", path),
                  "write .npy or .csv there");
    data_path_ = fs::path(target.path).replace_extension(".bin").string();
    if (data_path_ == target.path)
      throw Error(ErrorCode::kUsage,
                  fmt::format("the header '{}' of a moetrace-v1 trace must not end in .bin", path),
                  "end it with .json");
    if (RunFiles* run = RunFiles::current())
      run->add_output(data_path_, fmt::format("the data of '{}'", path));
    out_.emplace(data_path_);
    std::uint64_t offset = 0;
    const auto add = [&](Field& field, const char* dtype, unsigned bytes, bool wide) {
      field.item_bytes = bytes;
      field.offset = offset;
      field.row_bytes = bytes * (wide ? std::uint64_t{header.layers} * header.top_k : 1);
      Json shape = {header.tokens};
      if (wide) {
        shape.push_back(header.layers);
        shape.push_back(header.top_k);
      }
      fields_.push_back({{"name", field.name},
                         {"dtype", dtype},
                         {"shape", shape},
                         {"offset", offset},
                         {"nbytes", field.row_bytes * header.tokens}});
      offset += field.row_bytes * header.tokens;
    };
    const bool narrow = header.experts <= 256;
    add(ids_, narrow ? "uint8" : "uint16", narrow ? 1 : 2, true);
    if (header.has_weights)
      add(weights_, header.wide_weights ? "float32" : "float16", header.wide_weights ? 4 : 2, true);
    if (header.has_domain) add(domain_, "uint8", 1, false);
    if (header.has_sequence) add(sequence_, "uint32", 4, false);
    if (header.has_token_id) add(token_id_, "uint32", 4, false);
  }

  void write(const TraceBlock& block) override {
    if (at_ + block.tokens > header_.tokens)
      throw Error(ErrorCode::kInternal, fmt::format("{}: more tokens than its header says", path_));
    const std::size_t items = block.tokens * header_.layers * header_.top_k;
    if (ids_.item_bytes == 2) {
      put(ids_, block.ids.data(), items * 2);
    } else {
      buffer_.resize(items);
      for (std::size_t i = 0; i < items; ++i) buffer_[i] = static_cast<unsigned char>(block.ids[i]);
      put(ids_, buffer_.data(), items);
    }
    if (header_.has_weights) {
      check_weights(block);
      if (header_.wide_weights) {
        put(weights_, block.weights.data(), items * 4);
      } else {
        std::vector<std::uint16_t> half(items);
        for (std::size_t i = 0; i < items; ++i) half[i] = float_to_half(block.weights[i]);
        put(weights_, half.data(), items * 2);
      }
    }
    if (header_.has_domain) put(domain_, block.domain.data(), block.tokens);
    if (header_.has_sequence) put(sequence_, block.sequence.data(), block.tokens * 4);
    if (header_.has_token_id) put(token_id_, block.token_id.data(), block.tokens * 4);
    at_ += block.tokens;
  }

  void finish() override {
    if (at_ != header_.tokens)
      throw Error(ErrorCode::kInternal,
                  fmt::format("{}: {} tokens, its header says {}", path_, at_, header_.tokens));
    Json json = {{"format", "moetrace-v1"},        {"byteorder", "little"},
                 {"num_tokens", header_.tokens},   {"num_layers", header_.layers},
                 {"num_experts", header_.experts}, {"top_k", header_.top_k}};
    if (!header_.domains.empty()) json["domains"] = header_.domains;
    if (!header_.other.empty()) {
      const Json other = Json::parse(header_.other);
      for (const auto& [key, value] : other.items()) json[key] = value;
    }
    json["data_file"] = fs::path(data_path_).filename().string();
    json["fields"] = fields_;
    const std::string text = json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
    AtomicFile header(path_);
    header.write(text.data(), text.size());
    out_->prepare();
    header.prepare();
    out_->commit();
    header.commit();
  }

 private:
  void check_weights(const TraceBlock& block) const {
    const std::size_t items = block.tokens * header_.layers * header_.top_k;
    for (std::size_t i = 0; i < items; ++i) {
      const float w = block.weights[i];
      const auto fail = [&](const char* why, const char* hint) {
        throw Error(ErrorCode::kInput,
                    fmt::format("token {}, layer {}: the weight {} of expert {} {}",
                                block.first_token + i / (header_.layers * header_.top_k),
                                i / header_.top_k % header_.layers, w, block.ids[i], why),
                    hint);
      };
      if (!(std::isfinite(w) && w >= 0)) fail("is not a weight", "");
      if (!header_.wide_weights && w > 0 && (w >= 65520.f || float_to_half(w) == 0))
        fail("does not fit half precision", "weights in single precision: TraceHeader::wide_weights");
    }
  }
  void put(const Field& field, const void* from, std::size_t bytes) {
    out_->write_at(field.offset + at_ * field.row_bytes, from, bytes);
  }
  std::string path_;
  TraceHeader header_;
  std::string data_path_;
  std::optional<AtomicFile> out_;
  Field ids_{"topk_ids"}, weights_{"topk_weights"}, domain_{"domain"}, sequence_{"seq_id"},
      token_id_{"token_id"};
  Json fields_ = Json::array();
  std::uint64_t at_ = 0;
  std::vector<unsigned char> buffer_;
};

}  // namespace

const TraceFormat kMoetraceFormat = {
    "moetrace", ".json",
    [](std::string_view first) {
      const std::size_t at = first.find_first_not_of(" \t\r\n");
      return at != std::string_view::npos && first[at] == '{';
    },
    [](const std::string& path, const TraceOptions& options) -> std::unique_ptr<TraceReader> {
      return std::make_unique<MoetraceReader>(path, options.threads);
    },
    [](const std::string& path, const TraceHeader& header) -> std::unique_ptr<TraceWriter> {
      return std::make_unique<MoetraceWriter>(path, header);
    }};

}  // namespace qiao::routing_opt
