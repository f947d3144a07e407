import Diagnostics
import Engine
import Schemas
import Testing

/// What holds for every loss of the catalog.
@Suite struct LossContractTests {
  static let names = LossCatalog.catalog.names

  /// Arguments beside the defaults.
  private static let arguments: [String: [String]] = [
    "BinaryCrossentropy": ["from_logits=True", "label_smoothing=0.2"],
    "BinaryFocalCrossentropy": [
      "apply_class_balancing=True, alpha=0.7, gamma=3", "gamma=0", "from_logits=True, gamma=0.5",
    ],
    "CategoricalCrossentropy": ["from_logits=True", "label_smoothing=0.2"],
    "CategoricalFocalCrossentropy": [
      "from_logits=True", "gamma=0", "gamma=1.5, label_smoothing=0.1",
    ],
    "CategoricalGeneralizedCrossEntropy": ["q=0.9"],
    "Huber": ["delta=0.25"],
    "SparseCategoricalCrossentropy": ["from_logits=True", "ignore_class=1"],
  ]

  private static func calls(_ name: String) -> [String] {
    let reductions = ["sum", "mean", "mean_with_sample_weight"]
    return ["\(name)()"] + (arguments[name] ?? []).map { "\(name)(\($0))" }
      + reductions.map { "\(name)(reduction=\($0))" }
  }

  /// Probabilities that are no rows of shares, with no number near a kink of any loss.
  private static let rows: [[Float]] = [
    [0.2, 0.55, 0.31], [0.65, 0.15, 0.08], [0.1, 0.24, 0.72], [0.42, 0.81, 0.17],
  ]

  private static let labels: [Int32] = [1, 0, 2, 0]

  private static let softTargets: [[Float]] = [
    [0.1, 0.7, 0.2], [0.5, 0.3, 0.2], [0.3, 0.35, 0.35], [0.9, 0.05, 0.05],
  ]

  /// Losses that divide by the targets: of a target of 0 they make millions, in which Float32 keeps no
  /// differences.
  private static let dividing: Set<String> = ["MeanAbsolutePercentageError"]

  @Test(arguments: names) func gradientsAreThoseOfCentralDifferences(_ name: String) throws {
    for call in Self.calls(name) {
      for weights in [nil, [0.5, 2, 0, 1.25]] as [[Float]?] {
        let bench =
          Self.dividing.contains(name)
          ? try LossBench(call, Self.rows, targets: Self.softTargets, weights: weights)
          : try LossBench(call, Self.rows, labels: Self.labels, weights: weights)
        for isFromLogits in [false, true] {
          for failure in bench.gradientFailures(isFromLogits: isFromLogits) {
            Issue.record("\(call), weights \(weights ?? []), logits \(isFromLogits): \(failure)")
          }
        }
      }
    }
  }

  @Test(arguments: names) func gradientsOfSoftTargetsAreThoseOfCentralDifferences(
    _ name: String
  ) throws {
    let bench = try LossBench(
      "\(name)()", Self.rows, targets: Self.softTargets, labels: Self.labels)
    #expect(bench.gradientFailures(isFromLogits: false) == [])
  }

  /// Where there is one row, a weight of 2 doubles everything, and one of 0 leaves nothing.
  @Test(arguments: names) func weightsMultiply(_ name: String) throws {
    var bench = try LossBench("\(name)()", [Self.rows[0]], labels: [1])
    let plain = bench.run()
    bench.weights = [2]
    #expect(bench.run().gradient == plain.gradient.map { 2 * $0 })
    #expect(abs(bench.run().total - 2 * plain.total) < 1e-6)
    bench.weights = [0]
    #expect(bench.run().total == 0)
    #expect(bench.run().gradient.allSatisfy { $0 == 0 })
  }

  /// What comes after a row does not change it.
  @Test(arguments: names) func rowsAreComputedAlone(_ name: String) throws {
    let all = try LossBench("\(name)(reduction=sum)", Self.rows, labels: Self.labels).run()
    let first = try LossBench(
      "\(name)(reduction=sum)", Array(Self.rows[..<1]), labels: Array(Self.labels[..<1])
    ).run()
    #expect(all.rows[0] == first.rows[0])
    #expect(Array(all.gradient[..<3]) == first.gradient)
  }

  @Test func shortcutsMeanTheLossesOfKeras() throws {
    let meanings = [
      "mse": "MeanSquaredError", "MAE": "MeanAbsoluteError", "bce": "BinaryCrossentropy",
      "kld": "KLDivergence", "mape": "MeanAbsolutePercentageError",
      "msle": "MeanSquaredLogarithmicError", "cosine_similarity": "CosineSimilarity",
    ]
    for (word, name) in meanings {
      let loss = try read(word, as: LossCall.self).loss
      #expect(type(of: loss).anySchema.name == name)
    }
  }

  @Test func theAxisIsTheLast() {
    #expect(problems(of: "CategoricalCrossentropy(axis=-1)", as: LossCall.self).isEmpty)
    #expect(
      problems(of: "CategoricalCrossentropy(axis=2)", as: LossCall.self).map(\.message)
        == ["axis must be -1, the last axis, not 2"])
  }
}
