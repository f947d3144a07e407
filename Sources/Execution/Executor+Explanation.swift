import Diagnostics
import Notebooks

extension Executor {
  /// Says what the key of a cell is made of, and what sets it apart from the nearest earlier run.
  ///
  /// - Parameter name: The name of the cell, or of a plot.
  /// - Returns: The explanation; nil where there is no such cell.
  public func explanation(of name: String) -> KeyExplanation? {
    guard let index = program.steps.firstIndex(where: { $0.name == name }) else { return nil }
    let step = program.steps[index]
    let outcomes = cached()
    let history = RunHistory(of: program.notebook.file.path, in: store)
    let waiting = step.inputs.filter { outcomes[$0.step].artifact == nil }
      .map { program.steps[$0.step].name }
    guard waiting.isEmpty, let parts = try? parts(of: step, outcomes) else {
      return KeyExplanation(
        parts: step.parts, key: nil, isCached: false, differences: ownDifferences(step, history),
        waitingFor: waiting.unique, remarks: remarks(on: step, nil, outcomes))
    }
    let earlier = earlierParts(of: step, history, unlike: parts.key)
    return KeyExplanation(
      parts: parts, key: parts.key, isCached: outcomes[index].artifact != nil,
      differences: earlier.map { Difference.between($0, parts, spans: step.partSpans) },
      waitingFor: [],
      remarks: outcomes[index].artifact == nil ? remarks(on: step, parts, outcomes) : [])
  }
}

/// What the key of a cell is made of.
public struct KeyExplanation: Sendable {
  /// The parts.
  public var parts: [KeyPart]

  /// The key; nil where an input has no result yet.
  public var key: Digest?

  /// Whether the cache has a result for the key.
  public var isCached: Bool

  /// What differs from the nearest earlier run, the first first; nil where there was none.
  public var differences: [Difference]?

  /// Inputs that have to run before the key is known.
  public var waitingFor: [String]

  /// What else there is to say of the work; nothing of what is cached.
  public var remarks: [String]
}
