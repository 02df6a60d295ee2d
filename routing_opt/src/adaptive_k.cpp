#include "qiao/routing_opt/adaptive_k.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "qiao/base/error.hpp"
#include "qiao/base/stop.hpp"
#include "qiao/routing_opt/trace.hpp"

namespace qiao::routing_opt {

AdaptiveK adaptive_k(const std::string& path, const std::vector<double>& thresholds,
                     const TraceOptions& options) {
  const auto reader = open_trace(path, options);
  const TraceHeader& h = reader->header();
  if (!h.has_weights)
    throw Error(ErrorCode::kInput, fmt::format("{}: the trace has no gate weights (topk_weights)", path),
                "record the trace with weights");
  const std::size_t n = thresholds.size(), layers = h.layers,
                    domains = h.has_domain ? std::max<std::size_t>(1, h.domains.size()) : 0;
  std::vector<double> experts(layers * (domains + 1) * n),
      kept(experts.size());  // [layer][domain, all][threshold]
  std::vector<double> tokens(domains);
  TraceBlock block;
  std::vector<float> w(h.top_k);
  while (reader->next(block, 1 << 14)) {
    check_stop(options.stop);
    for (std::size_t t = 0; t < block.tokens; ++t) {
      const std::size_t domain = domains ? std::min<std::size_t>(block.domain[t], domains - 1) : 0;
      if (domains) ++tokens[domain];
      for (std::size_t l = 0; l < layers; ++l) {
        std::copy_n(block.weights.data() + (t * layers + l) * h.top_k, h.top_k, w.data());
        std::sort(w.begin(), w.end(), std::greater<>());
        double total = 0;
        for (const float x : w) total += static_cast<double>(x);
        for (std::size_t i = 0; i < n; ++i) {
          double sum = 0;
          unsigned used = 0;
          while (used < h.top_k && (used == 0 || sum < thresholds[i] * total))
            sum += static_cast<double>(w[used++]);
          const double share = total > 0 ? sum / total : 1;
          const auto add = [&](std::size_t column) {
            experts[(l * (domains + 1) + column) * n + i] += used;
            kept[(l * (domains + 1) + column) * n + i] += share;
          };
          add(domains);
          if (domains) add(domain);
        }
      }
    }
  }
  const auto row = [&](std::string name, std::size_t first, std::size_t last, std::size_t column,
                       double count) {
    AdaptiveK::Row r{std::move(name), std::vector<double>(n), std::vector<double>(n)};
    for (std::size_t l = first; l < last; ++l)
      for (std::size_t i = 0; i < n; ++i) {
        const double norm = count * static_cast<double>(last - first);
        r.experts_per_token[i] += experts[(l * (domains + 1) + column) * n + i] / norm;
        r.kept_weight[i] += kept[(l * (domains + 1) + column) * n + i] / norm;
      }
    return r;
  };
  AdaptiveK a;
  a.top_k = h.top_k;
  a.thresholds = thresholds;
  const double all = static_cast<double>(h.tokens);
  a.all = row("all", 0, layers, domains, all);
  for (std::size_t l = 0; l < layers; ++l)
    a.layers.push_back(row(fmt::format("layer {}", l), l, l + 1, domains, all));
  for (std::size_t d = 0; d < domains; ++d)
    if (tokens[d] > 0)
      a.domains.push_back(
          row(d < h.domains.size() ? h.domains[d] : fmt::format("domain {}", d), 0, layers, d, tokens[d]));
  return a;
}

}  // namespace qiao::routing_opt
