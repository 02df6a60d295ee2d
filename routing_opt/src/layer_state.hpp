#pragma once
// One layer's placement while a solver works on it: the fitted objective, kept up to date under moves.

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "layer_data.hpp"

namespace qiao::routing_opt {

class LayerState {
 public:
  virtual ~LayerState() = default;
  // Replaces the whole map.
  virtual void assign(const std::vector<std::uint16_t>& map) = 0;
  // The value after exchanging the contents of slots i and j; the map stays as it is until commit().
  virtual double swapped(unsigned i, unsigned j) = 0;
  // The same after putting `expert` into slot i instead of a replica that is there. Only with replicas.
  virtual double replaced(unsigned /*i*/, unsigned /*expert*/) {
    return std::numeric_limits<double>::infinity();
  }
  // The values after dealing the experts of the slots `first` and `second` anew, as each string says: bit i
  // of a string is 1 if expert i of first, then second, goes to second. False if there is no quicker way than
  // swaps. The map stays as it is.
  virtual bool deal(const std::vector<unsigned>& /*first*/, const std::vector<unsigned>& /*second*/,
                    const std::vector<std::uint32_t>& /*strings*/, std::vector<double>& /*values*/) {
    return false;
  }
  // Carries out the move last asked about.
  virtual void commit() = 0;

  double value() const { return value_; }
  const std::vector<std::uint16_t>& map() const { return map_; }
  unsigned slots() const { return static_cast<unsigned>(map_.size()); }
  unsigned experts() const { return experts_; }
  unsigned slots_per_device() const { return slots_per_device_; }
  unsigned device_of(unsigned slot) const { return slot / slots_per_device_; }
  // Exchanging them changes something and puts no expert twice on a device.
  bool may_swap(unsigned i, unsigned j) const {
    return device_of(i) != device_of(j) && map_[i] != map_[j] &&
           (slots() == experts_ || (!on_device(map_[i], device_of(j)) && !on_device(map_[j], device_of(i))));
  }
  bool on_device(unsigned expert, unsigned device) const {
    for (unsigned s = device * slots_per_device_; s < (device + 1) * slots_per_device_; ++s)
      if (map_[s] == expert) return true;
    return false;
  }

 protected:
  double value_ = 0;
  std::vector<std::uint16_t> map_;
  unsigned experts_ = 0, slots_per_device_ = 1;
};

// The objective as a function of how many tokens touch what; see solver.hpp. Monotone in every count.
class TouchObjective {
 public:
  TouchObjective(const Problem& problem, const CounterLayout& layout, HomeShares shares);
  // Of one batch: tokens that touch each node and each device, expert tokens of each device.
  template <class Number>
  double batch_value(unsigned batch, double tokens, const Number* node, const Number* device,
                     const Number* load) const;
  const CounterLayout& layout() const { return layout_; }

 private:
  Problem problem_;
  CounterLayout layout_;
  HomeShares shares_;
  double latency_ = 0;
};

// Without replicas, data-parallel. `sets` and `objective` must outlive it.
std::unique_ptr<LayerState> touch_state(const Problem& problem, const LayerSets& sets,
                                        const TouchObjective& objective);

// The same objective estimated from co-activated pairs: a move costs next to nothing. For getting near,
// before touch_state decides. `affinity` must outlive it, too.
std::unique_ptr<LayerState> pair_state(const Problem& problem, const LayerSets& sets,
                                       const Affinity& affinity, const TouchObjective& objective);

// Any problem: exact counts for fixed homes. With coherent homes the neighbouring layers of `around` are
// fixed.
std::unique_ptr<LayerState> counted_state(const Problem& problem, unsigned layer, const Placement& around,
                                          const std::vector<std::uint64_t>& starts);

}  // namespace qiao::routing_opt
