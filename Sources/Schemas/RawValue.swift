public import Diagnostics

/// What an author wrote in one place, before anybody decided what it means.
///
/// YAML gives mappings, lists and scalars. A scalar stays unread (`text`) until a field says what it
/// expects there: a file name is taken as it is, `Conv2D(32, 3)` is read by the `Notation` parser.
public struct RawValue: Sendable {
  /// The forms a value can take.
  public indirect enum Node: Sendable {
    /// A YAML scalar that nobody has read yet.
    case text(MappedText, ScalarStyle)
    /// `None`, `null`, `~` or nothing at all.
    case none
    /// `True`, `true`, `False`, `false`.
    case bool(Bool)
    /// A number, with its text: `3`, `1e-4`, `1/255`.
    case number(Double, text: String)
    /// A bare word or a dotted reference with an optional slice: `same`, `fashion.test[:9]`.
    case word(String)
    /// A quoted string.
    case string(String)
    /// A list or a tuple.
    case list([RawValue])
    /// A YAML mapping.
    case mapping([RawEntry])
    /// A call.
    case call(RawCall)
  }

  /// How a YAML scalar was written.
  public enum ScalarStyle: Sendable {
    /// As it is, in block context.
    case plain
    /// As it is, inside `[…]` or `{…}`, where a comma ends it.
    case plainInFlow
    /// In quotes, or as a block scalar.
    case quoted
  }

  /// The form and the content.
  public var node: Node

  /// The place in the file.
  public var span: SourceSpan

  /// A value at a place.
  public init(_ node: Node, at span: SourceSpan) {
    self.node = node
    self.span = span
  }
}

/// A key of a mapping with its value.
public struct RawEntry: Sendable {
  /// The key as text.
  public var key: String

  /// The place of the key.
  public var keySpan: SourceSpan

  /// The value.
  public var value: RawValue

  /// A key and its value.
  public init(key: String, keySpan: SourceSpan, value: RawValue) {
    self.key = key
    self.keySpan = keySpan
    self.value = value
  }
}

/// A call in Keras' notation: `Conv2D(32, 3, padding='same')`, with functional second parentheses
/// where they were written: `Add()([x, y])`.
public struct RawCall: Sendable {
  /// An argument, with its name where one was written.
  public struct Argument: Sendable {
    /// The name in front of `=`.
    public var label: String?

    /// The place of the name.
    public var labelSpan: SourceSpan?

    /// The value.
    public var value: RawValue
  }

  /// What is called.
  public var name: String

  /// The place of the name.
  public var nameSpan: SourceSpan

  /// What stands in the parentheses; empty also for a word without parentheses.
  public var arguments: [Argument]

  /// What stands in the second parentheses, nil when there are none.
  public var application: [Argument]?

  /// The place of the whole call, from the name to the last parenthesis.
  public var span: SourceSpan

  /// Whether it is a word without parentheses.
  ///
  /// What took the place of a reference has one place for all of it.
  public var isBareWord: Bool { arguments.isEmpty && application == nil && span == nameSpan }
}

extension RawValue {
  /// A phrase for messages: what was found here.
  public var found: String {
    switch node {
    case .text(let text, _): "'\(text.text)'"
    case .none: "nothing"
    case .bool(let value): value ? "True" : "False"
    case .number(_, let text): text
    case .word(let word): "'\(word)'"
    case .string(let string): "'\(string)'"
    case .list: "a list"
    case .mapping: "a mapping"
    case .call(let call): "\(call.name)(…)"
    }
  }

  /// The text of a scalar or a word as it was written, nil for everything else.
  public var plainText: String? {
    switch node {
    case .text(let text, _): text.text
    case .word(let word): word
    case .string(let string): string
    case .number(_, let text): text
    case .bool, .none, .list, .mapping, .call: nil
    }
  }

  /// Reads an unread scalar in Keras' notation; every other value is returned as it is.
  ///
  /// - Parameter diagnostics: Where a scalar that is no value in the notation is reported.
  /// - Returns: The value, or nil where it could not be read.
  public func resolved(_ diagnostics: inout [Diagnostic]) -> RawValue? {
    guard case .text(let text, let style) = node else { return self }
    return Notation.value(text, inFlow: style == .plainInFlow, &diagnostics)
  }
}
