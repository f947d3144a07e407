import Diagnostics
public import Schemas

/// A value that stands in the table of trials and is not searched for.
///
/// - Source: KerasTuner `hp.Fixed`.
public struct FixedHyperparameter: HyperparameterCall {
  var name = Located("")
  var value = OptionValue(value: .none)
  var parentName: Located<String>?
  var parentValues: [OptionValue] = []

  public static let schema = Schema<Self>(
    "hp.Fixed", summary: "A value that stands in the table of trials and is not searched for.",
    [
      Field("name", \.name, .required, doc: "The name."),
      Field("value", \.value, .required, doc: "The value."),
    ] + parentFields(\.parentName, \.parentValues))

  public init() {}

  var options: [OptionValue] { [value] }

  func domain(at span: SourceSpan, _ diagnostics: inout [Diagnostic]) -> Domain? {
    .fixed(value.value)
  }

  var defaultValue: HyperparameterValue { value.value }
}
