/// What a run has to do with a step of a random notebook, worked out without the program's keys.
struct ExpectedStep {
  /// What the work is: "fit", "Samples".
  var kind: String

  /// What it means and what it reads, by the names in which `why` speaks of them.
  var parts: [(label: String, value: String)]

  /// Of a fit: how far it goes, and where.
  var training: Training?

  struct Training {
    /// The epoch that it begins with.
    var initialEpoch: Int
    /// The epoch that it was asked to come to.
    var epochs: Int
    /// The epoch that it came to in a fresh run.
    var reached: Int
  }

  /// Everything that the result follows from.
  var signature: String {
    kind + parts.map { "\n\($0.label) = \($0.value)" }.joined()
  }

  /// The same without how far it goes, and without callbacks that watch and steer nothing.
  var lineage: String {
    kind
      + parts.filter { $0.label != "fit.epochs" }.map { label, value in
        "\n\(label) = \(value.replacing(/"EarlyStopping\([^)]*\)",? ?/, with: "").replacing(", ]", with: "]"))"
      }.joined()
  }

  /// The labels of the parts that differ from those of another step of the kind.
  func differences(from other: ExpectedStep) -> Set<String> {
    let own = Dictionary(parts.map { ($0.label, $0.value) }) { first, _ in first }
    let others = Dictionary(other.parts.map { ($0.label, $0.value) }) { first, _ in first }
    return Set(own.keys).union(others.keys).filter { own[$0] != others[$0] }
  }
}
