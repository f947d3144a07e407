import Diagnostics
public import Schemas

/// True or False.
///
/// - Source: KerasTuner `hp.Boolean`.
public struct BooleanHyperparameter: HyperparameterCall {
  var name = Located("")
  var defaultBool = false
  var parentName: Located<String>?
  var parentValues: [OptionValue] = []

  public static let schema = Schema<Self>(
    "hp.Boolean", summary: "True or False.",
    [
      Field("name", \.name, .required, doc: "The name."),
      Field("default", \.defaultBool, doc: "The value where nothing is searched for."),
    ] + parentFields(\.parentName, \.parentValues))

  public init() {}

  func domain(at span: SourceSpan, _ diagnostics: inout [Diagnostic]) -> Domain? {
    .choice([.bool(false), .bool(true)], isOrdered: false)
  }

  var defaultValue: HyperparameterValue { .bool(defaultBool) }
}
