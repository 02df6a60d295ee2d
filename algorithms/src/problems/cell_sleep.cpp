// Energy saving in a radio access network: which cells may sleep in one hour.
//   {"schema": "qiao.cell_sleep/1", "rsrp_min_dbm": -110, "unserved_price_w": 2000,
//    "cells": [{"id": "A", "p_idle_w": 130, "p_max_w": 250, "capacity": 1}, ...],
//    "blocks": [{"load": 0.2, "rsrp_dbm": [-80, -95, ...]}, ...]}
// x_c = 1: cell c is on. Each block of users goes to the strongest cell that is on, if it reaches
// rsrp_min_dbm; a cell serves at most its capacity. Cost in watts: of a cell that is on p_idle + (p_max -
// p_idle) * served / capacity, of load that is not covered or beyond capacity its price per unit.

#include <numeric>

#include "json/json_object.hpp"
#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

struct Network {
  struct Cell {
    std::string id;
    double idle, max, capacity;
  };
  struct Users {
    double load;
    std::vector<unsigned> cells;  // that cover it, strongest first
  };
  std::vector<Cell> cells;
  std::vector<Users> blocks;
  double price = 0;

  // Power and unserved load.
  std::pair<double, double> operator()(std::uint64_t on) const {
    double load[32] = {}, unserved = 0, power = 0;
    for (const Users& u : blocks) {
      bool covered = false;
      for (const unsigned c : u.cells)
        if (on >> c & 1) {
          load[c] += u.load;
          covered = true;
          break;
        }
      if (!covered) unserved += u.load;
    }
    for (unsigned c = 0; c < cells.size(); ++c) {
      if (!(on >> c & 1)) continue;
      const double served = std::min(load[c], cells[c].capacity);
      unserved += load[c] - served;
      power += cells[c].idle + (cells[c].max - cells[c].idle) * served / cells[c].capacity;
    }
    return {power, unserved};
  }
  double cost(std::uint64_t on) const {
    const auto [power, unserved] = (*this)(on);
    return power + price * unserved;
  }
};

Problem read(const std::string& text, const std::string& name) {
  const Json json = parse_json(text, name);
  const JsonObject o(name, json);
  o.only({"schema", "rsrp_min_dbm", "unserved_price_w", "cells", "blocks", "comment"});
  if (o.text("schema") != "qiao.cell_sleep/1") o.fail("schema is not qiao.cell_sleep/1");
  Network net;
  net.price = o.number("unserved_price_w", 0, 1e12);
  const double least = o.number("rsrp_min_dbm", -1000, 1000);
  const Json &cells = o.at("cells"), &blocks = o.at("blocks");
  if (!cells.is_array() || cells.empty() || cells.size() > 32)
    o.fail("'cells' is not a list of 1 to 32 cells");
  if (!blocks.is_array()) o.fail("'blocks' is not a list");
  Problem p;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const JsonObject cell(fmt::format("{}: cells[{}]", name, c), cells[c]);
    cell.only({"id", "p_idle_w", "p_max_w", "capacity"});
    const double idle = cell.number("p_idle_w", 0, 1e9);
    net.cells.push_back(
        {cell.text("id"), idle, cell.number("p_max_w", idle, 1e9), cell.number("capacity", 1e-9, 1e9)});
    p.labels.push_back(net.cells.back().id);
  }
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const JsonObject block(fmt::format("{}: blocks[{}]", name, b), blocks[b]);
    block.only({"load", "rsrp_dbm"});
    const Json& rsrp = block.at("rsrp_dbm");
    if (!rsrp.is_array() || rsrp.size() != cells.size())
      block.fail(fmt::format("'rsrp_dbm' does not have one number for each of {} cells", cells.size()));
    std::vector<double> strength;
    for (const Json& r : rsrp) {
      if (!r.is_number()) block.fail(fmt::format("'rsrp_dbm': {} is not a number", JsonObject::shown(r)));
      strength.push_back(r.get<double>());
    }
    Network::Users u{block.number("load", 0, 1e9), {}};
    for (unsigned c = 0; c < cells.size(); ++c)
      if (strength[c] >= least) u.cells.push_back(c);
    std::stable_sort(u.cells.begin(), u.cells.end(),
                     [&](unsigned a, unsigned z) { return strength[a] > strength[z]; });
    net.blocks.push_back(std::move(u));
  }
  p.variables = static_cast<unsigned>(cells.size());
  p.value_name = "power and price of unserved load (W)";
  p.cost = [net](std::uint64_t x) { return net.cost(x); };
  p.describe = [net](std::uint64_t x) {
    std::string on;
    for (unsigned c = 0; c < net.cells.size(); ++c)
      if (x >> c & 1) on += (on.empty() ? "" : " ") + net.cells[c].id;
    const auto [power, unserved] = net(x);
    return fmt::format("on: {}; {:.1f} W, unserved load {:.3g}", on.empty() ? "none" : on, power, unserved);
  };
  // Greedy: all on, then switch off what saves most, while anything does.
  const auto greedy = [net](const std::atomic<bool>*) -> std::optional<std::uint64_t> {
    std::uint64_t on = (std::uint64_t{1} << net.cells.size()) - 1;
    for (double now = net.cost(on);;) {
      double best = now;
      std::uint64_t next = on;
      for (unsigned c = 0; c < net.cells.size(); ++c)
        if (on >> c & 1)
          if (const double cost = net.cost(on ^ std::uint64_t{1} << c); cost < best)
            best = cost, next = on ^ std::uint64_t{1} << c;
      if (next == on) return on;
      on = next;
      now = best;
    }
  };
  p.baselines = {{"greedy switch-off", false, greedy}};
  p.note = "Coverage and capacity enter through the price of unserved load.";
  return p;
}

// Cells on a jittered grid 500 m apart, three blocks of users per cell anywhere in the area, a night's load.
// RSRP: 18 dBm per resource element, path loss 128.1 + 37.6 lg(d / km) (3GPP TR 36.942), 8 dB shadowing.
std::string generate(unsigned n, std::uint64_t seed) {
  if (n > 32) throw Error(ErrorCode::kUsage, fmt::format("{} cells (at most 32)", n));
  Draws draws(seed);
  const unsigned side = static_cast<unsigned>(std::ceil(std::sqrt(static_cast<double>(n))));
  std::vector<std::pair<double, double>> at;
  Json cells = Json::array(), blocks = Json::array();
  for (unsigned c = 0; c < n; ++c) {
    at.emplace_back(500.0 * (c % side) + 150 * draws.normal(), 500.0 * (c / side) + 150 * draws.normal());
    const double idle = 100 + 60 * draws.uniform();
    cells.push_back({{"id", fmt::format("C{}", c)},
                     {"p_idle_w", std::round(idle)},
                     {"p_max_w", std::round(idle * 1.9)},
                     {"capacity", 1.0}});
  }
  for (unsigned b = 0; b < 3 * n; ++b) {
    const double x = 500.0 * (side * draws.uniform() - 0.5), y = 500.0 * (side * draws.uniform() - 0.5);
    Json rsrp = Json::array();
    for (const auto& [cx, cy] : at) {
      const double km = std::max(0.035, std::hypot(x - cx, y - cy) / 1000);
      rsrp.push_back(std::round(10 * (18 - 128.1 - 37.6 * std::log10(km) + 8 * draws.normal())) / 10);
    }
    blocks.push_back(
        {{"load", std::round(1000 * (0.02 + 0.18 * draws.uniform())) / 1000}, {"rsrp_dbm", rsrp}});
  }
  return Json{{"schema", "qiao.cell_sleep/1"},
              {"comment", fmt::format("jittered grid, seed {}", seed)},
              {"rsrp_min_dbm", -115},
              {"unserved_price_w", 2000},
              {"cells", cells},
              {"blocks", blocks}}
             .dump(1) +
         "\n";
}

}  // namespace

ProblemKind cell_sleep_kind() {
  return {"cell-sleep", "which cells of a radio network may sleep", "JSON, qiao.cell_sleep/1", read,
          generate};
}

}  // namespace qiao::algorithms
