/// JSON as it stands in the metadata of a case.
enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  var number: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }

  var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  var array: [JSONValue]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  var object: [String: JSONValue]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The value as a notebook writes it.
  ///
  /// An object of a Keras class is a call: `{"class_name": "L2", "config": {"l2": 0.01}}` is
  /// `L2(l2=0.01)`.
  var notation: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .string(let value): "'\(value)'"
    case .array(let values): "[\(values.map(\.notation).joined(separator: ", "))]"
    case .object(let members):
      if let name = members["class_name"]?.string {
        keras(name, members["config"] ?? .object([:]))
      } else {
        "{}"
      }
    }
  }
}

/// A Keras class with its configuration, as a notebook writes it.
func keras(_ name: String, _ config: JSONValue) -> String {
  guard case .object(let members) = config else { return "\(name)()" }
  let arguments = members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.notation)" }
  return "\(name)(\(arguments.joined(separator: ", ")))"
}
