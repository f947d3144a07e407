/// The meaning of a value, free of how it was written; keys are made of it.
public indirect enum Canonical: Equatable, Sendable {
  /// Nothing.
  case none
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A real number.
  case real(Double)
  /// A string, in Unicode's composed form as it was given.
  case string(String)
  /// Values in order.
  case list([Canonical])
  /// Named values, such as a call with its defaults filled in; a name of "" is a plain mapping.
  case record(String, [Entry])

  /// A named value of a record.
  public struct Entry: Equatable, Sendable {
    /// The field.
    public var name: String

    /// Its value.
    public var value: Canonical

    /// A field and its value.
    public init(_ name: String, _ value: Canonical) {
      self.name = name
      self.value = value
    }
  }
}

extension Canonical {
  /// The value as one line of text that reads like Keras: `Conv2D(filters=32, kernel_size=[3, 3])`.
  ///
  /// Equal texts mean equal values: strings are quoted with `\` before `'` and `\`, a real number is
  /// the shortest text that reads back as the same Float64.
  public var text: String {
    switch self {
    case .none: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .integer(let value): return String(value)
    case .real(let value): return "\(value)"
    case .string(let value): return Self.quoted(value)
    case .list(let values): return "[\(values.map(\.text).joined(separator: ", "))]"
    case .record(let name, let entries) where name.isEmpty:
      let items = entries.map { "\(Self.quoted($0.name)): \($0.value.text)" }
      return "{\(items.joined(separator: ", "))}"
    case .record(let name, let entries):
      return "\(name)(\(entries.map { "\($0.name)=\($0.value.text)" }.joined(separator: ", ")))"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }
}
