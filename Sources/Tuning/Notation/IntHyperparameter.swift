import Diagnostics
public import Schemas

/// A whole number of a range, both ends among them.
///
/// - Source: KerasTuner `hp.Int`.
public struct IntHyperparameter: HyperparameterCall {
  var name = Located("")
  var least = 0
  var greatest = Located(0)
  var step: Int?
  var sampling = Sampling.linear
  var defaultNumber: Int?
  var parentName: Located<String>?
  var parentValues: [OptionValue] = []

  public static let schema = Schema<Self>(
    "hp.Int", summary: "A whole number of a range, both ends among them.",
    [
      Field("name", \.name, .required, doc: "The name."),
      Field("min_value", \.least, .required, doc: "The least number."),
      Field("max_value", \.greatest, .required, doc: "The greatest number."),
      Field(
        "step", \.step, .atLeast(1),
        doc: "The distance of two neighbours; with sampling=log their ratio."),
      Field("sampling", \.sampling, doc: "Whether numbers are spread by differences or by ratios."),
      Field(
        "default", \.defaultNumber,
        doc: "The number where nothing is searched for; by default the least."),
    ] + parentFields(\.parentName, \.parentValues))

  public init() {}

  func domain(at span: SourceSpan, _ diagnostics: inout [Diagnostic]) -> Domain? {
    NumberRange.checked(
      min: Double(least), max: Double(greatest.value),
      step: step.map(Double.init) ?? (sampling == .linear ? 1 : nil), sampling,
      defaultNumber: defaultNumber.map(Double.init), at: greatest.span ?? span, &diagnostics
    ).map { .integers($0) }
  }

  var defaultValue: HyperparameterValue { .integer(defaultNumber ?? least) }
}
