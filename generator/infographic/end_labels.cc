#include "generator/infographic/end_labels.h"

#include <algorithm>

namespace infographic {
namespace {

// Labels that touch and move as one.
struct Cluster {
  std::size_t first = 0;
  double height = 0;
  double wishes = 0;  // the sum of where its top should be, seen from each label
  double count = 0;
  double top = 0;

  void settle(double low, double high) { top = std::max(low, std::min(wishes / count, high - height)); }
};

}  // namespace

// Neighbours that would overlap become one cluster at the mean of its members' wishes (pool adjacent violators).
void spread_apart(std::vector<EndLabel>& labels, double top, double bottom) {
  std::stable_sort(labels.begin(), labels.end(), [](const EndLabel& a, const EndLabel& b) { return a.wish < b.wish; });
  std::vector<Cluster> clusters;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Cluster cluster{i, labels[i].height, labels[i].wish - labels[i].height / 2, 1, 0};
    cluster.settle(top, bottom);
    while (!clusters.empty() && clusters.back().top + clusters.back().height > cluster.top) {
      Cluster& above = clusters.back();
      cluster = {above.first, above.height + cluster.height, above.wishes + cluster.wishes - cluster.count * above.height,
                 above.count + cluster.count, 0};
      cluster.settle(top, bottom);
      clusters.pop_back();
    }
    clusters.push_back(cluster);
  }
  for (const Cluster& cluster : clusters) {
    double y = cluster.top;
    for (std::size_t i = cluster.first; i < cluster.first + static_cast<std::size_t>(cluster.count); ++i) {
      labels[i].top = y;
      y += labels[i].height;
    }
  }
}

}  // namespace infographic
