import Engine
import Execution
import Schemas

/// Gathers what the points of a sweep left; those that failed have left nothing.
struct SweepBody: StepBody {
  let name: String
  let axes: [SweepResult.Axis]
  let metrics: [SweepResult.Metric]
  let points: [SweepOutline.Point]

  /// The names of the points.
  let names: [String]

  /// The seed of the notebook.
  let seed: UInt64

  func run(_ context: RunContext) throws -> SweepResult {
    var results: [SweepResult.Point] = []
    var histories: [(point: Int, seed: UInt64, first: Int, series: [FitResult.Series])] = []
    for (index, point) in points.enumerated() {
      var runs: [SweepResult.Run]? = []
      for (number, chain) in point.chains.enumerated() {
        let fit = try context.inputIfThere(label(index, number, Fit.schemaName), as: FitResult.self)
        let seed = seed &+ UInt64(number)
        if let record = fit?.record {
          histories.append((index, seed, record.initialEpoch, record.history))
        }
        if let run = try run(chain, fit?.record, index, number, context) {
          runs?.append(run)
        } else {
          runs = nil
        }
      }
      results.append(SweepResult.Point(values: point.values, runs: runs))
    }
    let record = SweepResult.Record(name: name, axes: axes, metrics: metrics, points: results)
    return SweepResult(record: record, epochs: Array(record.epochTable(histories).utf8))
  }

  /// What one seed of a point came to; nil where it failed.
  private func run(
    _ chain: SweepOutline.Chain, _ fit: FitResult.Record?, _ point: Int, _ number: Int,
    _ context: RunContext
  ) throws -> SweepResult.Run? {
    let evaluate = try context.inputIfThere(
      label(point, number, Evaluate.schemaName), as: EvaluateResult.self)
    guard let fit, evaluate != nil || chain.evaluate == nil else { return nil }
    let numbers = metrics.map { metric in
      metric.isWatched
        ? fit.history.first { $0.name == metric.name }?.values.last
        : evaluate?.record.value(of: metric.name)
    }
    return SweepResult.Run(seed: seed &+ UInt64(number), numbers: numbers, epochs: fit.epochs)
  }

  /// What a cell of a point is to the sweep.
  private func label(_ point: Int, _ number: Int, _ directive: String) -> String {
    let seed = number == 0 ? "" : "/seed-\(seed &+ UInt64(number))"
    return "\(names[point])\(seed)/\(directive)"
  }

  /// Declares what the work reads, and what else its result is a function of.
  func declareInputs(_ context: inout CheckContext) {
    for (index, point) in points.enumerated() {
      for (number, chain) in point.chains.enumerated() {
        context.useIfThere(chain.fit, as: label(index, number, Fit.schemaName))
        if let evaluate = chain.evaluate {
          context.useIfThere(evaluate, as: label(index, number, Evaluate.schemaName))
        }
      }
    }
    context.useSeed()
    context.useDetail("name", .string(name))
    context.useDetail(
      "axes",
      .record(
        "",
        axes.map { axis in
          Canonical.Entry(
            axis.name, .list(axis.values.map { .list([.string($0.label), .bool($0.isName)]) }))
        }))
    context.useDetail(
      "metrics",
      .record(
        "",
        metrics.map {
          Canonical.Entry($0.name, .list([.bool($0.prefersSmall), .bool($0.isWatched)]))
        }))
  }

  /// What the result will look like.
  var resultShape: ResultShape {
    let values = ResultShape.members(axes.map { (name: $0.name, shape: .value) })
    let numbers = ResultShape.members(metrics.map { (name: $0.name, shape: .value) })
    let seedCount = points.map(\.chains.count).max() ?? 1
    let ofSeeds: [(name: String, shape: ResultShape)] =
      seedCount == 1
      ? []
      : [
        (name: "deviations", shape: numbers),
        (
          name: "seeds",
          shape: .list(
            .members([(name: "seed", shape: .value), (name: "metrics", shape: numbers)]),
            count: nil)
        ),
      ]
    let best = ResultShape.members(
      metrics.map { metric in
        (
          name: metric.name,
          shape: .members([
            (name: "point", shape: .value), (name: "values", shape: values),
            (name: "value", shape: .value),
          ])
        )
      })
    let datasets = axes.first { $0.name == SweepAxes.dataName }?.values ?? []
    let byData: [(name: String, shape: ResultShape)] =
      datasets.count < 2
      ? [] : [(name: "best_by_data", shape: .members(datasets.map { ($0.label, best) }))]
    return .members(
      [
        (
          name: "points",
          shape: .list(
            .members(
              [(name: "values", shape: values), (name: "metrics", shape: numbers)] + ofSeeds),
            count: points.count)
        ),
        (name: "best", shape: best),
      ] + byData)
  }
}
