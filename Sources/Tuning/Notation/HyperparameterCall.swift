public import Diagnostics
public import Schemas

/// A call such as `hp.Int('units', 32, 512, step=32)`, which stands where a value would.
protocol HyperparameterCall: Declared {
  /// The name.
  var name: Located<String> { get }

  /// The hyperparameter that it depends on; nil for none.
  var parentName: Located<String>? { get }

  /// The values of that one with which this one counts.
  var parentValues: [OptionValue] { get }

  /// What the values can be; nil after a mistake, which is reported at the place of the call.
  func domain(at span: SourceSpan, _ diagnostics: inout [Diagnostic]) -> Domain?

  /// The value where nothing is searched for.
  var defaultValue: HyperparameterValue { get }

  /// What stands in a notebook for each value of a choice; empty for numbers.
  var options: [OptionValue] { get }
}

extension HyperparameterCall {
  var options: [OptionValue] { [] }

  /// The fields that every call ends with.
  static func parentFields(
    _ name: any WritableKeyPath<Self, Located<String>?> & Sendable,
    _ values: any WritableKeyPath<Self, [OptionValue]> & Sendable
  ) -> [Field<Self>] {
    [
      Field(
        "parent_name", name, doc: "The hyperparameter on which it depends whether this counts."),
      Field("parent_values", values, doc: "The values of that one with which this counts."),
    ]
  }
}

/// A value of a choice, with what stands for it in the notebook.
public struct OptionValue: SchemaValue {
  /// The value.
  public var value: HyperparameterValue

  /// What was written.
  public var raw: RawValue?

  public static var expected: String { "a value" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let raw = raw.resolved(&diagnostics) else { return nil }
    return Self(value: raw.hyperparameterValue, raw: raw)
  }

  public var canonical: Canonical { .string(value.description) }
}

extension RawValue {
  /// What is written, as a value of a hyperparameter.
  var hyperparameterValue: HyperparameterValue {
    switch node {
    case .bool(let value): .bool(value)
    case .none: .none
    case .number(let number, let text):
      // As in Python, 1.0 is no whole number.
      Int(exactly: number).map {
        text.contains { ".eE/".contains($0) } ? .real(number) : .integer($0)
      }
        ?? .real(number)
    case .word(let text), .string(let text): .text(text)
    default: .text(namingHyperparameters.notation)
    }
  }

  /// The value with the names of hyperparameters in their place: `Adam(lr)`.
  private var namingHyperparameters: RawValue {
    switch node {
    case .call(let call) where call.isHyperparameter:
      var ignored: [Diagnostic] = []
      guard let name = call.hyperparameter(&ignored)?.name.value else { return self }
      return RawValue(.word(name), at: span)
    case .call(var call):
      func named(_ argument: RawCall.Argument) -> RawCall.Argument {
        var argument = argument
        argument.value = argument.value.namingHyperparameters
        return argument
      }
      call.arguments = call.arguments.map(named)
      call.application = call.application?.map(named)
      return RawValue(.call(call), at: span)
    case .list(let items): return RawValue(.list(items.map(\.namingHyperparameters)), at: span)
    default: return self
    }
  }
}
