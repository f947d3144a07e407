public import Diagnostics

/// A type that can be the value of a field.
public protocol SchemaValue: Sendable {
  /// What may stand there, for messages and reference pages: "an integer", "a layer".
  static var expected: String { get }

  /// Reads a value; a mistake is reported and gives nil.
  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self?

  /// The meaning of the value.
  var canonical: Canonical { get }
}

extension SchemaValue {
  /// Reports that something else was found than the type expects.
  public static func mismatch(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) {
    diagnostics.append(
      Diagnostic("field-type", "expected \(expected), found \(raw.found)", at: raw.span))
  }
}

extension Int: SchemaValue {
  public static var expected: String { "an integer" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Int? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    guard case .number(let number, _) = value.node, let integer = Int(exactly: number) else {
      mismatch(value, &diagnostics)
      return nil
    }
    return integer
  }

  public var canonical: Canonical { .integer(self) }
}

extension Double: SchemaValue {
  public static var expected: String { "a number" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Double? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    guard case .number(let number, _) = value.node else {
      mismatch(value, &diagnostics)
      return nil
    }
    return number
  }

  public var canonical: Canonical { .real(self) }
}

extension Bool: SchemaValue {
  public static var expected: String { "True or False" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Bool? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    guard case .bool(let bool) = value.node else {
      mismatch(value, &diagnostics)
      return nil
    }
    return bool
  }

  public var canonical: Canonical { .bool(self) }
}

extension String: SchemaValue {
  public static var expected: String { "a text" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> String? {
    guard let text = raw.plainText else {
      mismatch(raw, &diagnostics)
      return nil
    }
    return text
  }

  public var canonical: Canonical { .string(self) }
}

extension Optional: SchemaValue where Wrapped: SchemaValue {
  public static var expected: String { "\(Wrapped.expected) or None" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Wrapped?? {
    switch raw.node {
    case .none: return .some(nil)
    case .text(let text, .plain), .text(let text, .plainInFlow):
      if ["None", "null", "~", ""].contains(text.text) { return .some(nil) }
    default: break
    }
    return Wrapped.read(raw, &diagnostics).map { .some($0) }
  }

  public var canonical: Canonical { self?.canonical ?? .none }
}

extension Array: SchemaValue where Element: SchemaValue {
  public static var expected: String { "a list" }

  /// Reads a YAML list, a list in brackets, or a single item as a list of one.
  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> [Element]? {
    var raw = raw
    if case .text(let text, _) = raw.node, let first = text.text.first, "[(".contains(first) {
      guard let list = raw.resolved(&diagnostics) else { return nil }
      raw = list
    }
    switch raw.node {
    case .none: return []
    case .list(let items):
      var values: [Element] = []
      var isWhole = true
      // Every item is read, so that all mistakes of a list are found at once.
      for item in items {
        if let value = Element.read(item, &diagnostics) {
          values.append(value)
        } else {
          isWhole = false
          // What follows a call that YAML cut at its comma are pieces of it.
          if diagnostics.last?.id == "notation-flow-comma" { break }
        }
      }
      return isWhole ? values : nil
    case .mapping:
      mismatch(raw, &diagnostics)
      return nil
    default: return Element.read(raw, &diagnostics).map { [$0] }
    }
  }

  public var canonical: Canonical { .list(map(\.canonical)) }
}

/// A mapping whose keys are any text and whose order means nothing.
public struct Table<Value: SchemaValue>: SchemaValue {
  /// The entries as they were written.
  public var entries: [(key: String, keySpan: SourceSpan?, value: Value, span: SourceSpan?)]

  /// A table with nothing in it.
  public init() { entries = [] }

  public static var expected: String { "a mapping" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if case .none = raw.node { return Self() }
    guard case .mapping(let mapping) = raw.node else {
      mismatch(raw, &diagnostics)
      return nil
    }
    var table = Self()
    var isWhole = true
    for entry in mapping {
      if let value = Value.read(entry.value, &diagnostics) {
        table.entries.append((entry.key, entry.keySpan, value, entry.value.span))
      } else {
        isWhole = false
      }
    }
    return isWhole ? table : nil
  }

  public var canonical: Canonical {
    let sorted = entries.sorted { $0.key < $1.key }
    return .record("", sorted.map { Canonical.Entry($0.key, $0.value.canonical) })
  }

  /// Returns the value of a key.
  public subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }
}

/// Enumerations whose cases are written as bare words: `same`, `valid`.
///
/// `RawRepresentable` has a `RawValue` of its own; ours is named with its module here.
public protocol WordValue: SchemaValue, CaseIterable, RawRepresentable<String> {}

extension WordValue {
  public static var expected: String {
    allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }

  public static func read(_ raw: Schemas.RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let text = raw.plainText else {
      mismatch(raw, &diagnostics)
      return nil
    }
    if let value = Self(rawValue: text) { return value }
    diagnostics.append(
      Diagnostic(
        "field-value", "'\(text)' is none of \(expected)", at: raw.span,
        suggestion: NearMiss.of(text, among: allCases.map(\.rawValue))))
    return nil
  }

  public var canonical: Canonical { .string(rawValue) }
}

/// Keras' "int or tuple of two": `3` or `(3, 5)`, height before width.
public struct Size2D: SchemaValue, Hashable, ExpressibleByIntegerLiteral {
  /// Along the rows.
  public var height: Int

  /// Along the columns.
  public var width: Int

  /// A height and a width.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// The same along both axes.
  public init(integerLiteral value: Int) { self.init(value, value) }

  public static var expected: String { "an integer or a pair of integers" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Size2D? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    switch value.node {
    case .number:
      return Int.read(value, &diagnostics).map { Size2D($0, $0) }
    case .list(let items) where items.count == 2:
      guard let height = Int.read(items[0], &diagnostics),
        let width = Int.read(items[1], &diagnostics)
      else { return nil }
      return Size2D(height, width)
    default:
      mismatch(value, &diagnostics)
      return nil
    }
  }

  public var canonical: Canonical { .list([.integer(height), .integer(width)]) }
}

/// A value that remembers its place, for checks that need more than one field.
public struct Located<Value: SchemaValue>: SchemaValue {
  /// The value.
  public var value: Value

  /// Where it was written; nil for a default.
  public var span: SourceSpan?

  /// A value, at a place or by default.
  public init(_ value: Value, at span: SourceSpan? = nil) {
    self.value = value
    self.span = span
  }

  public static var expected: String { Value.expected }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    Value.read(raw, &diagnostics).map { Self($0, at: raw.span) }
  }

  public var canonical: Canonical { value.canonical }
}
