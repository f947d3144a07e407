import Engine
import Execution

extension FrozenFeatures {
  /// Says whether the features of some data are there already.
  ///
  /// - Parameters:
  ///   - data: The data, each with what they are to the step.
  ///   - isTrained: Whether the weights are those of a fit.
  ///   - context: The step; nil where an input has no result yet.
  /// - Returns: The remark.
  func remark(
    on data: [(data: ResolvedData, label: String)], isTrained: Bool, _ context: RunContext?
  ) -> String {
    let count = prefix.layers.layers.count
    let whose =
      count == 1 ? "the output of its frozen layer" : "the output of its \(count) frozen layers"
    guard let context, let weights = try? context.weights(isTrained: isTrained) else {
      return "\(whose) is computed once and kept, unless it is there"
    }
    let digest = digest(ofWeights: weights)
    let isThere = data.allSatisfy { data, label in
      [data, data.whole].compactMap { $0 }.contains {
        context.blocks.has(parts(of: $0, label, weights: digest, context), Self.kind)
      }
    }
    return isThere ? "\(whose) is in the cache" : "\(whose) is computed once and kept"
  }

  /// What work that looks at data with a model, without learning, has to say before it is done.
  ///
  /// - Parameters:
  ///   - data: The data.
  ///   - model: The model.
  ///   - isTrained: Whether the weights are those of a fit.
  ///   - environment: What the directives share.
  ///   - context: The step; nil where an input has no result yet.
  /// - Returns: The remarks.
  static func remarks(
    onLookingAt data: ResolvedData, by model: Graph, isTrained: Bool, _ environment: any Sendable,
    _ context: RunContext?
  ) -> [String] {
    // Before the fit has run, its own remark says all there is to say.
    guard let context, let frozen = FrozenFeatures(of: model, in: Environment.of(environment))
    else { return [] }
    return [frozen.remark(on: [(data: data, label: "data")], isTrained: isTrained, context)]
  }
}
