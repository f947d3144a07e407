import Diagnostics
public import Schemas

/// One of some values: numbers, words, whole calls, or None.
///
/// KerasTuner knows numbers, words and truth values only; a call may hold hyperparameters of its own,
/// which count where it is chosen.
///
/// - Source: KerasTuner `hp.Choice`.
public struct ChoiceHyperparameter: HyperparameterCall {
  var name = Located("")
  var options: [OptionValue] = []
  var isOrdered: Bool?
  var defaultOption: Located<OptionValue>?
  var parentName: Located<String>?
  var parentValues: [OptionValue] = []

  public static let schema = Schema<Self>(
    "hp.Choice", summary: "One of some values: numbers, words, whole calls, or None.",
    [
      Field("name", \.name, .required, doc: "The name."),
      Field(
        "values", \.options, .required, .must("a list of at least one value") { !$0.isEmpty },
        doc: "The values."),
      Field(
        "ordered", \.isOrdered,
        doc: "Whether neighbours are alike; by default where all are numbers."),
      Field(
        "default", \.defaultOption,
        doc: "The value where nothing is searched for; by default the first."),
    ] + parentFields(\.parentName, \.parentValues))

  public init() {}

  func domain(at span: SourceSpan, _ diagnostics: inout [Diagnostic]) -> Domain? {
    let values = options.map(\.value)
    if let again = values.indices.first(where: { values[..<$0].contains(values[$0]) }) {
      diagnostics.append(
        Diagnostic(
          "hyperparameter-values", "\(values[again]) stands among the values twice",
          at: options[again].raw?.span ?? span))
      return nil
    }
    if let other = defaultOption, !values.contains(other.value.value) {
      let names = values.map(\.description)
      diagnostics.append(
        Diagnostic(
          "hyperparameter-values",
          "default \(other.value.value) is none of the values \(names.joined(separator: ", "))",
          at: other.span ?? span,
          suggestion: NearMiss.of(other.value.value.description, among: names)))
      return nil
    }
    let areNumbers = values.allSatisfy(\.isNumber)
    if isOrdered == true, !areNumbers {
      diagnostics.append(
        Diagnostic("hyperparameter-values", "only numbers have an order", at: span))
      return nil
    }
    return .choice(values, isOrdered: isOrdered ?? areNumbers)
  }

  var defaultValue: HyperparameterValue {
    defaultOption?.value.value ?? options.first?.value ?? .none
  }
}

extension HyperparameterValue {
  var isNumber: Bool {
    switch self {
    case .integer, .real: true
    default: false
    }
  }
}
