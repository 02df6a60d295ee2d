#include "qiao/routing_opt/trace_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qiao/base/parallel.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::routing_opt {
namespace {

double max_over_mean(const std::vector<std::uint64_t>& load) {
  const double total = static_cast<double>(std::accumulate(load.begin(), load.end(), std::uint64_t{0}));
  return total == 0 ? 0
                    : static_cast<double>(*std::max_element(load.begin(), load.end())) *
                          static_cast<double>(load.size()) / total;
}

double entropy_bits(const std::vector<std::uint64_t>& counts, double total) {
  double h = 0;
  for (const std::uint64_t c : counts)
    if (c) h -= static_cast<double>(c) / total * std::log2(static_cast<double>(c) / total);
  return h;
}

double gini(std::vector<std::uint64_t> load) {
  std::sort(load.begin(), load.end());
  double weighted = 0, total = 0;
  for (std::size_t i = 0; i < load.size(); ++i) {
    weighted += static_cast<double>(i + 1) * static_cast<double>(load[i]);
    total += static_cast<double>(load[i]);
  }
  const double n = static_cast<double>(load.size());
  return total == 0 ? 0 : 2 * weighted / (n * total) - (n + 1) / n;
}

// Mutual information of a joint table of counts [n, n] in bits, Miller-Madow corrected, at least 0.
double mutual_information_bits(const std::uint32_t* joint, std::size_t n) {
  std::vector<std::uint64_t> row(n), column(n);
  double total = 0, h = 0, cells = 0;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      const std::uint32_t c = joint[a * n + b];
      row[a] += c;
      column[b] += c;
      total += c;
    }
  if (total == 0) return 0;
  for (std::size_t i = 0; i < n * n; ++i)
    if (joint[i]) {
      h -= joint[i] / total * std::log2(joint[i] / total);
      ++cells;
    }
  const auto used = [](const std::vector<std::uint64_t>& v) {
    return static_cast<double>(std::count_if(v.begin(), v.end(), [](std::uint64_t c) { return c > 0; }));
  };
  const double bias = (cells - used(row) - used(column) + 1) / (2 * total * std::log(2.0));
  return std::max(0.0, entropy_bits(row, total) + entropy_bits(column, total) - h - bias);
}

}  // namespace

TraceStatistics trace_statistics(TraceReader& reader,
                                 const std::function<void(std::uint64_t tokens)>& progress, int threads,
                                 const std::atomic<bool>* stop) {
  const TraceHeader& h = reader.header();
  const std::size_t experts = h.experts, layers = h.layers, top_k = h.top_k;
  TraceStatistics s;
  s.header = h;
  s.layers.resize(layers);
  std::vector<std::vector<std::uint32_t>> next(layers);  // first expert here x first expert in the next layer
  for (std::size_t l = 0; l < layers; ++l) {
    s.layers[l].load.resize(experts);
    s.layers[l].together.resize(experts * experts);
    if (l + 1 < layers) next[l].resize(experts * experts);
  }
  const std::size_t domains = h.has_domain ? std::max<std::size_t>(h.domains.size(), 1) : 0;
  // [layer][domain][expert]
  std::vector<std::vector<std::uint64_t>> by_domain(layers, std::vector<std::uint64_t>(domains * experts));
  std::vector<std::uint64_t> domain_tokens(domains);
  double top1 = 0;
  std::uint32_t last_sequence = 0;
  TraceBlock block;
  while (reader.next(block, 1 << 14)) {
    check_stop(stop);
    parallel_for(layers, threads, [&](std::uint64_t l, int) {
      std::uint64_t* const load = s.layers[l].load.data();
      std::uint32_t* const together = s.layers[l].together.data();
      for (std::size_t t = 0; t < block.tokens; ++t) {
        const std::uint16_t* const ids = block.ids.data() + (t * layers + l) * top_k;
        for (std::size_t a = 0; a < top_k; ++a) {
          ++load[ids[a]];
          for (std::size_t b = 0; b < a; ++b)  // the lower triangle; the other follows at the end
            ++together[std::max(ids[a], ids[b]) * experts + std::min(ids[a], ids[b])];
          if (domains) {
            const std::size_t d = std::min<std::size_t>(block.domain[t], domains - 1);
            ++by_domain[l][d * experts + ids[a]];
          }
        }
        if (l + 1 < layers) ++next[l][ids[0] * experts + ids[top_k]];
      }
    });
    for (std::size_t t = 0; t < block.tokens; ++t) {
      if (domains) ++domain_tokens[std::min<std::size_t>(block.domain[t], domains - 1)];
      if (h.has_sequence) {
        s.sequences += (block.first_token + t == 0) || block.sequence[t] != last_sequence;
        last_sequence = block.sequence[t];
      }
    }
    for (std::size_t row = 0; h.has_weights && row < block.tokens * layers; ++row) {
      const float* const w = block.weights.data() + row * top_k;
      const double sum = std::accumulate(w, w + top_k, 0.0);
      if (sum > 0) top1 += static_cast<double>(w[0]) / sum;
    }
    if (progress) progress(block.first_token + block.tokens);
  }
  s.mean_top1_weight = h.has_weights ? top1 / static_cast<double>(h.tokens * layers) : 0;

  const double assignments = static_cast<double>(h.tokens) * static_cast<double>(top_k);
  parallel_for(layers, threads, [&](std::uint64_t l, int) {
    check_stop(stop);
    LayerStatistics& layer = s.layers[l];
    layer.max_over_mean = max_over_mean(layer.load);
    layer.entropy_bits = entropy_bits(layer.load, assignments);
    layer.gini = gini(layer.load);
    // Of two different experts chosen by load; Q normalises over pairs of different ones.
    double q = 0, excess = 0, pairs = 0;
    for (std::size_t e = 0; e < experts; ++e) {
      const double p = static_cast<double>(layer.load[e]) / assignments;
      q += p * p;
    }
    const double all_pairs = static_cast<double>(h.tokens) * static_cast<double>(top_k * (top_k - 1)) / 2;
    for (std::size_t a = 0; a < experts; ++a)
      for (std::size_t b = 0; b < a; ++b) {
        const std::uint32_t c = layer.together[a * experts + b];
        layer.together[b * experts + a] = c;
        if (!c) continue;
        const double expected = all_pairs * 2 * static_cast<double>(layer.load[a]) / assignments *
                                static_cast<double>(layer.load[b]) / assignments / (1 - q);
        excess += c * (c / expected - 1);
        pairs += c;
      }
    layer.co_activation_excess = pairs > 0 ? excess / pairs : 0;
    const auto& joint = next[l];
    layer.next_layer_bits = joint.empty() ? 0 : mutual_information_bits(joint.data(), experts);
  });
  for (std::size_t d = 0; d < domains; ++d) {
    DomainStatistics domain;
    domain.name = d < h.domains.size() ? h.domains[d] : "";
    domain.tokens = domain_tokens[d];
    for (std::size_t l = 0; l < layers && domain.tokens; ++l) {
      const std::uint64_t* const load = by_domain[l].data() + d * experts;
      domain.max_over_mean.push_back(max_over_mean({load, load + experts}));
      double distance = 0;
      const double own = static_cast<double>(domain.tokens) * static_cast<double>(top_k);
      for (std::size_t e = 0; e < experts; ++e)
        distance += std::abs(static_cast<double>(load[e]) / own -
                             static_cast<double>(s.layers[l].load[e]) / assignments);
      domain.distance.push_back(distance / 2);
    }
    s.domains.push_back(std::move(domain));
  }
  return s;
}

}  // namespace qiao::routing_opt
