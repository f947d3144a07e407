/// A JSON value whose objects keep the order they were made in.
public indirect enum JSON: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number, printed with the fewest digits that read back as the same Float64.
  case double(Double)
  /// A number, printed with the fewest digits that read back as the same Float32.
  case float(Float)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSON])
  /// Named values in order.
  case object([Member])

  /// A named value of an object.
  public struct Member: Sendable, Equatable {
    /// The name.
    public var name: String

    /// The value.
    public var value: JSON

    /// A named value.
    public init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object of named values in order.
  public static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  /// The value of a member of an object, nil where there is none.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The value as text: objects and lists of objects one member a line, everything else on one line.
  public var text: String {
    var output = ""
    write(to: &output, indent: 0, isPretty: true)
    return output
  }

  /// The value on one line.
  public var compactText: String {
    var output = ""
    write(to: &output, indent: 0, isPretty: false)
    return output
  }

  /// Whether the value takes lines of its own when printed for people.
  private var isTall: Bool {
    switch self {
    case .object(let members): !members.isEmpty
    case .array(let items): items.contains(where: \.isTall)
    default: false
    }
  }

  private func write(to output: inout String, indent: Int, isPretty: Bool) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .double(let value): output += Self.number(value.isFinite, "\(value)")
    case .float(let value): output += Self.number(value.isFinite, "\(value)")
    case .string(let value): Self.write(value, to: &output)
    case .array(let items):
      Self.write(items, "[", "]", isTall && isPretty, to: &output, indent: indent) { item, output in
        item.write(to: &output, indent: indent + 2, isPretty: isPretty)
      }
    case .object(let members):
      Self.write(members, "{", "}", isTall && isPretty, to: &output, indent: indent) {
        member, output in
        Self.write(member.name, to: &output)
        output += ": "
        member.value.write(to: &output, indent: indent + 2, isPretty: isPretty)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ open: String, _ close: String, _ isTall: Bool, to output: inout String,
    indent: Int, _ body: (Item, inout String) -> Void
  ) {
    output += open
    for (index, item) in items.enumerated() {
      if index > 0 { output += isTall ? "," : ", " }
      if isTall { output += "\n" + String(repeating: " ", count: indent + 2) }
      body(item, &output)
    }
    if isTall { output += "\n" + String(repeating: " ", count: indent) }
    output += close
  }

  /// JSON has no words for what is not finite; a text says it.
  private static func number(_ isFinite: Bool, _ text: String) -> String {
    isFinite ? text : "\"\(text)\""
  }

  private static func write(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\0"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}

extension Diagnostic {
  /// The diagnostic for editors: file, line, column, severity, id, message.
  public var json: JSON {
    let start = span?.start
    return .object([
      "file": (span?.file.path ?? path).map(JSON.string) ?? .null,
      "line": start.map { .integer($0.line) } ?? .null,
      "column": start.map { .integer($0.column) } ?? .null,
      "severity": .string(severity.rawValue),
      "id": .string(id),
      "message": .string(message),
      "suggestion": suggestion.map(JSON.string) ?? .null,
    ])
  }
}
