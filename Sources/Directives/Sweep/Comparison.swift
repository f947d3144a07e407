import Diagnostics
import Engine
import Schemas

/// What a sweep compares its points by, and how that is drawn.
struct Comparison: Declared, SchemaValue {
  var metrics: [ComparedName]?
  var show = PlotCall.list(ComparisonTable(), ComparisonBars())

  static let schema = Schema<Self>(
    "compare", summary: "Compares the points of a sweep.",
    [
      Field(
        "metrics", \.metrics,
        doc: "What to compare; by default the metrics of evaluate, without the loss."),
      Field("show", \.show, doc: "What the report draws."),
    ])

  static var expected: String { "a mapping with metrics and show" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    switch raw.node {
    case .none: return Self()
    case .mapping(let entries): return schema.read(entries, at: raw.span, &diagnostics)
    default:
      mismatch(raw, &diagnostics)
      return nil
    }
  }
}

/// A metric to compare: the name of a result, or one to measure for the comparison.
struct ComparedName: SchemaValue {
  /// The name of the result.
  var name: String

  /// What was written.
  var raw: RawValue

  static var expected: String { "a metric" }

  /// What people call the F1 score of all classes.
  static let f1 = "f1"

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let resolved = raw.resolved(&diagnostics) else { return nil }
    guard case .call = resolved.node else {
      guard let name = resolved.plainText else {
        mismatch(resolved, &diagnostics)
        return nil
      }
      return Self(name: name, raw: raw)
    }
    return MetricCall.read(raw, &diagnostics).map { Self(name: $0.metric.resultName, raw: raw) }
  }

  var canonical: Canonical { .string(name) }

  /// What an evaluate cell has to be told so that it measures this.
  ///
  /// - Parameter width: The numbers of an output of the model.
  /// - Returns: The metric; nil for a word that is none.
  func measurement(width: Int) -> RawValue? {
    if name == Self.f1 {
      // A single output is a yes or a no.
      let threshold = width == 1 ? ", threshold=0.5" : ""
      return RawValue(
        text: "F1Score(average=macro\(threshold), name=\(Self.f1))", at: raw.span)
    }
    let isWord = raw.plainText.map { !$0.contains("(") } ?? false
    return isWord && MetricCatalog.catalog.type(named: name) == nil ? nil : raw
  }
}
