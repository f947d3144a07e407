import Engine
import Schemas
import Testing

/// What holds for every metric of the catalog.
@Suite struct MetricContractTests {
  static let names = MetricCatalog.catalog.names

  /// Arguments beside the defaults.
  private static let arguments: [String: [String]] = [
    "AUC": ["curve=PR", "curve=PRGAIN", "multi_label=True", "thresholds=[0.2, 0.3]"],
    "F1Score": ["average=macro", "threshold=0.3"],
    "FBetaScore": ["average=weighted, beta=2"],
    "Precision": ["top_k=2", "thresholds=[0.2, 0.5]", "class_id=1"],
    "Recall": ["thresholds=[0.2, 0.5]"],
    "TruePositives": ["thresholds=[0, 0.5, 1]"],
  ]

  private static func calls(_ name: String) -> [String] {
    [MetricBench.leastCall(name)] + (arguments[name] ?? []).map { "\(name)(\($0))" }
  }

  private static let rows: [[Float]] = [
    [0.2, 0.5, 0.3], [0.7, 0.2, 0.1], [0.1, 0.25, 0.65], [0.4, 0.35, 0.25], [0.3, 0.3, 0.4],
  ]

  private static let labels: [Int32] = [1, 0, 0, 2, 2]

  @Test(arguments: names) func batchesChangeNothing(_ name: String) throws {
    for call in Self.calls(name) {
      let bench = try MetricBench(
        call, Self.rows, labels: Self.labels, weights: [1, 0.5, 2, 1, 0.25])
      for size in [1, 2, 3] {
        #expect(bench.numbers(batchSize: size) == bench.numbers(), "\(call) by \(size)")
      }
    }
  }

  @Test(arguments: names) func aWeightOfTwoIsAnExampleTwice(_ name: String) throws {
    for call in Self.calls(name) {
      let weighted = try MetricBench(
        call, Self.rows, labels: Self.labels, weights: [1, 2, 1, 0, 1]
      ).numbers()
      let order = [0, 1, 1, 2, 4]
      let repeated = try MetricBench(
        call, order.map { Self.rows[$0] }, labels: order.map { Self.labels[$0] }
      ).numbers()
      #expect(weighted.count == repeated.count)
      for (one, other) in zip(weighted, repeated) {
        #expect(abs(one - other) < 1e-12, "\(call)")
      }
    }
  }

  @Test(arguments: names) func severalNumbersAreAnnounced(_ name: String) throws {
    for call in Self.calls(name) {
      let bench = try MetricBench(call, Self.rows, labels: Self.labels)
      let expected: Int =
        switch bench.metric.parts(width: 3) {
        case .classes: 3
        case .thresholds(let thresholds): thresholds.count
        case nil: 1
        }
      #expect(bench.numbers().count == expected, "\(call)")
    }
  }

  /// A model that has run away is measured once more before its loss stops the training.
  @Test(arguments: names) func outputsThatAreNoNumbersAreSurvived(_ name: String) throws {
    for call in Self.calls(name) {
      for value in [Float.nan, .infinity, -.infinity] {
        let rows = Array(repeating: [value, value, 0.5], count: Self.labels.count)
        _ = try MetricBench(call, rows, labels: Self.labels).numbers()
      }
    }
  }

  @Test(arguments: names) func nothingGivesNumbers(_ name: String) throws {
    for call in Self.calls(name) {
      let metric = try read(call, as: MetricCall.self).metric
      let state = [Double](repeating: 0, count: metric.stateSize(width: 3))
      #expect(metric.numbers(state, width: 3).allSatisfy { $0.isFinite }, "\(call)")
    }
  }
}
