import Engine

/// A metric over the epochs of all seeds of a fit: its mean and its standard deviation.
struct SeedStatistics {
  var name: String
  var means: [Double]
  /// Of the sample, n − 1; empty where there is one seed.
  var deviations: [Double]
}

extension FitResult.Record {
  /// How many seeds trained.
  var seedCount: Int { 1 + (otherSeeds?.count ?? 0) }

  /// The metrics over all seeds, in order.
  ///
  /// The numbers of an epoch that some seeds did not come to are the others'.
  var statistics: [SeedStatistics] {
    let histories = [history] + (otherSeeds ?? []).map(\.history)
    return history.map { series in
      let lists = histories.compactMap { history in
        history.first { $0.name == series.name }?.values
      }
      guard lists.count > 1 else {
        return SeedStatistics(name: series.name, means: series.values, deviations: [])
      }
      var statistics = SeedStatistics(name: series.name, means: [], deviations: [])
      for epoch in 0..<(lists.map(\.count).max() ?? 0) {
        let values = lists.filter { $0.indices.contains(epoch) }.map { $0[epoch] }
        guard let spread = Spread(values) else { continue }
        statistics.means.append(spread.mean)
        statistics.deviations.append(spread.deviation ?? 0)
      }
      return statistics
    }
  }
}
