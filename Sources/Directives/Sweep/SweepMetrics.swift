import Diagnostics
import Execution
import Schemas

/// What there is to compare the points of a sweep by.
struct SweepMetrics {
  /// The numbers of a point: what evaluate measures, then what was watched after the last epoch.
  let metrics: [SweepResult.Metric]

  /// The metrics of the epochs.
  let historyNames: [String]

  /// Results that are several numbers.
  private let several: [String]

  private let hasEvaluate: Bool

  init(_ expansion: SweepExpansion) {
    hasEvaluate = expansion.sweep.evaluate != nil
    let validation = "val_"
    // What training and evaluation call the same is two numbers: the latter counts.
    let watched = expansion.watched.filter {
      expansion.sweep.evaluate == nil || $0.name.hasPrefix(validation)
    }
    metrics =
      expansion.evaluated.filter { !$0.isSeveral }.map {
        SweepResult.Metric(name: $0.name, prefersSmall: $0.prefersSmall, isWatched: false)
      }
      + watched.map {
        SweepResult.Metric(name: $0.name, prefersSmall: $0.prefersSmall, isWatched: true)
      }
    several = expansion.evaluated.filter(\.isSeveral).map(\.name)
    historyNames = expansion.watched.map(\.name)
  }

  /// The names of what is compared.
  ///
  /// - Parameters:
  ///   - names: What was written; nil for nothing.
  ///   - context: The sweep.
  /// - Returns: The names; nil after a mistake, which is reported.
  func compared(by names: [ComparedName]?, _ context: inout CheckContext) -> [String]? {
    guard let names else { return byDefault }
    // Without any metric the cells have mistakes of their own.
    guard !metrics.isEmpty else { return [] }
    var isWhole = true
    var compared: [String] = []
    for name in names {
      if several.contains(name.name) {
        context.error(
          "compare-several",
          "'\(name.name)' is several numbers, and points are compared by one; say average=macro",
          at: name.raw.span)
        isWhole = false
      } else if !metrics.contains(where: { $0.name == name.name }) {
        let known = metrics.map(\.name)
        context.error(
          "compare-unknown",
          "there is no metric '\(name.name)'; the points have \(known.joined(separator: ", "))",
          at: name.raw.span,
          suggestion: NearMiss.of(name.name, among: known + (hasEvaluate ? [ComparedName.f1] : [])))
        isWhole = false
      } else if !compared.contains(name.name) {
        compared.append(name.name)
      }
    }
    return isWhole ? compared : nil
  }

  private var byDefault: [String] {
    let measured = metrics.filter { !$0.isWatched }.map(\.name)
    let watched = metrics.filter(\.isWatched).map(\.name)
    let validation = watched.filter { $0.hasPrefix("val_") }
    let names = measured.isEmpty ? (validation.isEmpty ? watched : validation) : measured
    let others = names.filter { $0 != "loss" && $0 != "val_loss" }
    return others.isEmpty ? names : others
  }
}
