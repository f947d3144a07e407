import Diagnostics
public import Schemas

/// A real number of a range.
///
/// - Source: KerasTuner `hp.Float`.
public struct FloatHyperparameter: HyperparameterCall {
  var name = Located("")
  var least = 0.0
  var greatest = Located(0.0)
  var step: Double?
  var sampling = Sampling.linear
  var defaultNumber: Double?
  var parentName: Located<String>?
  var parentValues: [OptionValue] = []

  public static let schema = Schema<Self>(
    "hp.Float", summary: "A real number of a range.",
    [
      Field("name", \.name, .required, doc: "The name."),
      Field("min_value", \.least, .required, doc: "The least number."),
      Field("max_value", \.greatest, .required, doc: "The greatest number."),
      Field(
        "step", \.step, .above(0),
        doc: "The distance of two neighbours; with sampling=log their ratio."),
      Field("sampling", \.sampling, doc: "Whether numbers are spread by differences or by ratios."),
      Field(
        "default", \.defaultNumber,
        doc: "The number where nothing is searched for; by default the least."),
    ] + parentFields(\.parentName, \.parentValues))

  public init() {}

  func domain(at span: SourceSpan, _ diagnostics: inout [Diagnostic]) -> Domain? {
    NumberRange.checked(
      min: least, max: greatest.value, step: step, sampling, defaultNumber: defaultNumber,
      at: greatest.span ?? span, &diagnostics
    ).map { .reals($0) }
  }

  var defaultValue: HyperparameterValue { .real(defaultNumber ?? least) }
}

extension NumberRange {
  /// A range that makes sense; nil after a mistake.
  static func checked(
    min: Double, max: Double, step: Double?, _ sampling: Sampling, defaultNumber: Double?,
    at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> NumberRange? {
    func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
    var problem: String?
    if min > max {
      problem = "min_value \(text(min)) is greater than max_value \(text(max))"
    } else if sampling != .linear, min <= 0 {
      problem = "sampling=\(sampling.rawValue) needs a min_value above 0, not \(text(min))"
    } else if sampling != .linear, let step, step <= 1 {
      problem =
        "with sampling=\(sampling.rawValue) step is a ratio above 1, not \(text(step))"
    } else if let defaultNumber, !(min...max).contains(defaultNumber) {
      problem =
        "default \(text(defaultNumber)) is not from \(text(min)) to \(text(max))"
    }
    guard let problem else { return Self(min: min, max: max, step: step, sampling: sampling) }
    diagnostics.append(Diagnostic("hyperparameter-range", problem, at: span))
    return nil
  }
}
