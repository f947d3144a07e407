/// A value of a hyperparameter.
public enum HyperparameterValue: Sendable, Hashable, Codable {
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A real number.
  case real(Double)
  /// A word, or a call as it was written: `adam`, `MaxPooling2D(2)`.
  case text(String)
  /// Nothing.
  case none
}

extension HyperparameterValue: CustomStringConvertible {
  /// The value as a notebook writes it, without quotes.
  public var description: String {
    switch self {
    case .bool(let value): value ? "True" : "False"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let text): text
    case .none: "None"
    }
  }
}

/// The hyperparameters that count in a trial, each with its value, in the order of the space.
public struct Configuration: Sendable, Hashable, Codable {
  /// A hyperparameter with its value.
  public struct Entry: Sendable, Hashable, Codable {
    /// The name.
    public var name: String

    /// The value.
    public var value: HyperparameterValue

    /// A value by its name.
    public init(_ name: String, _ value: HyperparameterValue) {
      self.name = name
      self.value = value
    }
  }

  /// The values.
  public var entries: [Entry]

  /// A configuration.
  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// The value of a hyperparameter; nil where it does not count.
  public subscript(name: String) -> HyperparameterValue? {
    entries.first { $0.name == name }?.value
  }
}
