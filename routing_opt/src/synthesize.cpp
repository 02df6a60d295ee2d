#include "qiao/routing_opt/synthesize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::routing_opt {
namespace {

// Random numbers of one token: xoshiro-style mixing of a state that is a pure function of (seed, token), so
// tokens can be made in any order. (splitmix64: Steele, Lea, Flood, OOPSLA'14.)
class TokenRandom {
 public:
  TokenRandom(std::uint64_t seed, std::uint64_t token) : state_(random_bits(seed, token, 0)) {}
  std::uint64_t bits() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>((bits() >> 32) * n >> 32); }

 private:
  std::uint64_t state_;
};

// Walker's alias method: an index with given probabilities in constant time.
struct AliasTable {
  std::vector<float> keep;
  std::vector<std::uint16_t> other;
  explicit AliasTable(const std::vector<double>& p) : keep(p.size(), 1), other(p.size()) {
    const double n = static_cast<double>(p.size());
    const double total = std::accumulate(p.begin(), p.end(), 0.0);
    std::vector<double> scaled;
    std::vector<std::uint16_t> small, large;
    for (std::size_t i = 0; i < p.size(); ++i) {
      scaled.push_back(p[i] / total * n);
      other[i] = static_cast<std::uint16_t>(i);
      (scaled[i] < 1 ? small : large).push_back(static_cast<std::uint16_t>(i));
    }
    while (!small.empty() && !large.empty()) {
      const std::uint16_t s = small.back(), l = large.back();
      small.pop_back();
      keep[s] = static_cast<float>(scaled[s]);
      other[s] = l;
      scaled[l] -= 1 - scaled[s];
      if (scaled[l] < 1) {
        large.pop_back();
        small.push_back(l);
      }
    }
  }
  std::uint16_t draw(TokenRandom& random) const {
    const std::uint32_t i = random.below(static_cast<std::uint32_t>(keep.size()));
    return random.uniform() < static_cast<double>(keep[i]) ? static_cast<std::uint16_t>(i) : other[i];
  }
};

void check(const SynthesisOptions& o) {
  const auto refuse = [](const char* what, double value, const char* expected) {
    throw Error(ErrorCode::kUsage, fmt::format("{} = {} is not {}", what, value, expected));
  };
  if (!(o.skew >= 0 && o.skew <= 10)) refuse("skew", o.skew, "between 0 and 10");
  if (!(o.correlation >= 0 && o.correlation <= 1)) refuse("correlation", o.correlation, "between 0 and 1");
  if (!(o.topic_persistence >= 0 && o.topic_persistence <= 1))
    refuse("topic_persistence", o.topic_persistence, "between 0 and 1");
  if (o.top_k > o.experts) refuse("top_k", o.top_k, "at most the number of experts");
  if (o.group_size > o.experts) refuse("group_size", o.group_size, "at most the number of experts");
  if (o.domains < 1 || o.domains > 256) refuse("domains", o.domains, "between 1 and 256");
  if (o.sequence_tokens < 1) refuse("sequence_tokens", o.sequence_tokens, "at least 1");
}

}  // namespace

void synthesize_trace(const std::string& path, const SynthesisOptions& o, const std::string& format,
                      const std::function<void(std::uint64_t tokens)>& progress) {
  check(o);
  TraceHeader header;
  header.tokens = o.tokens;
  header.layers = o.layers;
  header.experts = o.experts;
  header.top_k = o.top_k;
  header.has_weights = o.weights;
  header.has_domain = header.has_sequence = true;
  for (unsigned d = 0; d < o.domains; ++d) header.domains.push_back(fmt::format("topic{}", d));
  header.other = fmt::format(
      R"({{"synthetic": {{"skew": {}, "correlation": {}, "topic_persistence": {}, "seed": {}}}}})", o.skew,
      o.correlation, o.topic_persistence, o.seed);
  const std::unique_ptr<TraceWriter> writer = create_trace(path, header, format);

  // Per layer: which expert has which rank, and which experts form which group (consecutive in another
  // order).
  const unsigned group = std::max(o.group_size ? o.group_size : std::min(2 * o.top_k, o.experts), 1u);
  const unsigned groups = std::max(1u, o.experts / group);
  std::vector<std::vector<std::uint16_t>> rank_to_expert(o.layers), order(o.layers);
  for (unsigned l = 0; l < o.layers; ++l) {
    for (int which = 0; which < 2; ++which) {
      std::vector<std::uint16_t>& v = which ? order[l] : rank_to_expert[l];
      v.resize(o.experts);
      std::iota(v.begin(), v.end(), std::uint16_t{0});
      for (unsigned i = o.experts - 1; i > 0; --i)  // Fisher-Yates
        std::swap(v[i],
                  v[random_bits(o.seed, (std::uint64_t{1} << 62) + 2 * l + static_cast<unsigned>(which), i) %
                    (i + 1)]);
    }
  }
  std::vector<double> popularity;
  for (unsigned r = 1; r <= o.experts; ++r) popularity.push_back(std::pow(r, -o.skew));
  const AliasTable table(popularity);

  const std::size_t row = std::size_t{o.layers} * o.top_k;
  const std::uint64_t step = std::max<std::uint64_t>(1, (1 << 22) / row);
  TraceBlock block;
  for (std::uint64_t first = 0; first < o.tokens; first += step) {
    const std::uint64_t n = std::min(step, o.tokens - first);
    block.first_token = first;
    block.tokens = n;
    block.ids.resize(n * row);
    block.weights.resize(o.weights ? n * row : 0);
    block.domain.resize(n);
    block.sequence.resize(n);
    const auto make = [&](std::uint64_t i) {
      const std::uint64_t token = first + i;
      const std::uint32_t sequence = static_cast<std::uint32_t>(token / o.sequence_tokens);
      TokenRandom of_sequence(o.seed ^ 0x5e9, sequence), random(o.seed, token);
      const unsigned sequence_topic = of_sequence.below(groups);
      const unsigned topic = random.uniform() < o.topic_persistence ? sequence_topic : random.below(groups);
      block.sequence[i] = sequence;
      block.domain[i] = static_cast<std::uint8_t>(sequence_topic % o.domains);
      for (unsigned l = 0; l < o.layers; ++l) {
        std::uint16_t* const ids = block.ids.data() + i * row + l * o.top_k;
        for (unsigned k = 0; k < o.top_k; ++k) {
          // Draws until it is a new expert; a crowded group gives way to the popularity, that to a scan.
          for (unsigned attempt = 0;; ++attempt) {
            std::uint16_t e;
            if (attempt < 8 && random.uniform() < o.correlation)
              e = order[l][topic * group + random.below(group)];
            else e = rank_to_expert[l][table.draw(random)];
            if (attempt > 64)
              for (e = 0; std::find(ids, ids + k, e) != ids + k;) ++e;
            if (std::find(ids, ids + k, e) == ids + k) {
              ids[k] = e;
              break;
            }
          }
        }
        if (!o.weights) continue;
        float* const w = block.weights.data() + i * row + l * o.top_k;
        double sum = 0;
        for (unsigned k = 0; k < o.top_k; ++k) {
          w[k] = static_cast<float>(0.05 + random.uniform());
          sum += static_cast<double>(w[k]);
        }
        std::sort(w, w + o.top_k, std::greater<>());
        for (unsigned k = 0; k < o.top_k; ++k) w[k] = static_cast<float>(static_cast<double>(w[k]) / sum);
      }
    };
    parallel_ranges(n, 1 << 8, o.threads, [&](std::uint64_t begin, std::uint64_t end) {
      for (; begin < end; ++begin) {
        if (begin % 256 == 0) check_stop(o.stop);
        make(begin);
      }
    });
    writer->write(block);
    if (progress) progress(first + n);
  }
  writer->finish();
}

}  // namespace qiao::routing_opt
