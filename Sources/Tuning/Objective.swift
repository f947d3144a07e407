public import Diagnostics
public import Schemas

/// What trials are judged by: a metric of the fit, and whether it should grow.
public struct Objective: SchemaValue, Equatable {
  /// The metric, such as `val_auc`.
  public var metric = ""

  /// Whether small or large is good; nil where the metric itself says.
  public var direction: Direction?

  /// Where it was written; nil for a default.
  public var span: SourceSpan?

  /// Whether small or large is good.
  public enum Direction: String, WordValue {
    /// Small is good.
    case min
    /// Large is good.
    case max
  }

  /// No metric yet.
  public init() {}

  public static var expected: String {
    "a metric such as 'val_accuracy', or Objective('val_accuracy', direction='max')"
  }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    var objective = Objective()
    objective.span = value.span
    switch value.node {
    case .word(let name), .string(let name): objective.metric = name
    case .call(let call) where call.name == ObjectiveCall.schemaName:
      guard let read = ObjectiveCall.read(call, &diagnostics) else { return nil }
      objective.metric = read.name.value
      objective.span = read.name.span
      objective.direction = read.direction
    default:
      mismatch(value, &diagnostics)
      return nil
    }
    return objective
  }

  public var canonical: Canonical {
    .record(
      ObjectiveCall.schemaName,
      [
        Canonical.Entry("name", .string(metric)),
        Canonical.Entry("direction", direction?.canonical ?? .none),
      ])
  }

  /// The same whatever place it was written at.
  public static func == (left: Self, right: Self) -> Bool {
    left.metric == right.metric && left.direction == right.direction
  }
}

/// An objective written as KerasTuner's call.
struct ObjectiveCall: Declared {
  var name = Located("")
  var direction = Objective.Direction.min

  static let schema = Schema<Self>(
    "Objective", summary: "A metric and whether it should grow.",
    [
      Field("name", \.name, .required, doc: "The metric."),
      Field("direction", \.direction, .required, doc: "Whether small or large is good."),
    ])
}
