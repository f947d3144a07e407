public import Diagnostics

/// Makes a space of the hyperparameters of several cells.
public struct SpaceBuilder {
  private var found: [HyperparameterTemplate.Use] = []

  /// Nothing yet.
  public init() {}

  /// Adds the hyperparameters of a cell; one that is defined twice must be the same both times.
  ///
  /// - Parameters:
  ///   - template: The cell.
  ///   - diagnostics: Where mistakes go.
  public mutating func add(
    _ template: HyperparameterTemplate, _ diagnostics: inout [Diagnostic]
  ) {
    for use in template.uses {
      let name = use.hyperparameter.name
      guard let index = found.firstIndex(where: { $0.hyperparameter.name == name }) else {
        found.append(use)
        continue
      }
      let known = found[index].hyperparameter
      guard known.domain == use.hyperparameter.domain,
        known.defaultValue == use.hyperparameter.defaultValue
      else {
        diagnostics.append(
          Diagnostic(
            "hyperparameter-conflict", "'\(name)' is defined twice, and not in the same way",
            at: use.span, notes: [Diagnostic.Note("the other definition", at: found[index].span)]))
        continue
      }
      found[index].hyperparameter.conditions = Self.merged(
        known.conditions, use.hyperparameter.conditions)
    }
  }

  /// The conditions under which one of two uses counts, or wider ones.
  private static func merged(_ a: [Condition], _ b: [Condition]) -> [Condition] {
    var common: [Condition] = []
    for (left, right) in zip(a, b) {
      if left == right {
        common.append(left)
        continue
      }
      if left.parent == right.parent, a.count == common.count + 1, b.count == common.count + 1 {
        let more = right.values.filter { !left.values.contains($0) }
        common.append(Condition(left.parent, in: left.values + more))
      }
      break
    }
    return common
  }

  /// The space, parents before those that depend on them.
  ///
  /// - Parameter diagnostics: Where mistakes go.
  /// - Returns: The space; nil after a mistake.
  public func space(_ diagnostics: inout [Diagnostic]) -> SearchSpace? {
    let names = found.map(\.hyperparameter.name)
    var isWhole = true
    for use in found {
      for condition in use.hyperparameter.conditions {
        guard check(condition, of: use, names, &diagnostics) else {
          isWhole = false
          break
        }
      }
    }
    guard isWhole else { return nil }
    var ordered: [Hyperparameter] = []
    var left = found
    while !left.isEmpty {
      let next = left.firstIndex { use in
        use.hyperparameter.conditions.allSatisfy { condition in
          ordered.contains { $0.name == condition.parent }
        }
      }
      guard let next else {
        diagnostics.append(
          Diagnostic(
            "hyperparameter-parent",
            "'\(left[0].hyperparameter.name)' depends on itself by way of its parents",
            at: left[0].parentSpan ?? left[0].span))
        return nil
      }
      ordered.append(left.remove(at: next).hyperparameter)
    }
    return SearchSpace(ordered)
  }

  private func check(
    _ condition: Condition, of use: HyperparameterTemplate.Use, _ names: [String],
    _ diagnostics: inout [Diagnostic]
  ) -> Bool {
    let span = use.parentSpan ?? use.span
    guard let parent = found.first(where: { $0.hyperparameter.name == condition.parent }) else {
      diagnostics.append(
        Diagnostic(
          "hyperparameter-parent", "there is no hyperparameter '\(condition.parent)'", at: span,
          suggestion: NearMiss.of(condition.parent, among: names)))
      return false
    }
    guard !condition.values.isEmpty else {
      diagnostics.append(
        Diagnostic(
          "hyperparameter-parent", "parent_name needs parent_values beside it", at: span))
      return false
    }
    let values = parent.hyperparameter.domain.gridValues
    if case .reals = parent.hyperparameter.domain { return true }
    guard let other = condition.values.first(where: { !values.contains($0) }) else { return true }
    let known = values.map(\.description)
    diagnostics.append(
      Diagnostic(
        "hyperparameter-parent",
        "'\(condition.parent)' is never \(other); it is \(known.joined(separator: ", "))",
        at: span, suggestion: NearMiss.of(other.description, among: known)))
    return false
  }
}
