public import Diagnostics

/// The call notation: numbers, words, strings, tuples, lists and calls as Keras' users write them.
///
///     value     = number | string | word | "(" values ")" | "[" values "]" | call
///     number    = decimal [ "/" decimal ]
///     word      = identifier { "." identifier } [ "[" slice "]" ]
///     call      = word "(" arguments ")" [ "(" arguments ")" ]
///     arguments = [ argument { "," argument } [ "," ] ]
///     argument  = [ identifier "=" ] value
///
/// `None`, `null`, `True`, `true`, `False` and `false` are themselves; an identifier may hold letters
/// and marks of any script, digits, `_` and inner `-`.
public enum Notation {
  /// Reads one value that takes up a whole text.
  ///
  /// - Parameters:
  ///   - text: The text with its places.
  ///   - inFlow: Whether it was an unquoted item of a YAML flow list, where a comma ends a scalar.
  ///   - diagnostics: Where a mistake is reported.
  /// - Returns: The value, or nil after a mistake.
  public static func value(
    _ text: MappedText, inFlow: Bool = false, _ diagnostics: inout [Diagnostic]
  ) -> RawValue? {
    var parser = NotationParser(text, inFlow: inFlow)
    let value = parser.whole { try $0.value() }
    diagnostics += parser.diagnostics
    return value
  }

  /// A value with the name it is given in front of `=`, as a layer list has them.
  public struct Assignment: Sendable {
    /// The name, nil where none was written.
    public var name: String?

    /// The place of the name.
    public var nameSpan: SourceSpan?

    /// The value.
    public var value: RawValue
  }

  /// Reads `x = value` or a value that takes up a whole text.
  ///
  /// - Parameters:
  ///   - text: The text with its places.
  ///   - inFlow: Whether it was an unquoted item of a YAML flow list, where a comma ends a scalar.
  ///   - diagnostics: Where a mistake is reported.
  /// - Returns: The value and its name, or nil after a mistake.
  public static func assignment(
    _ text: MappedText, inFlow: Bool = false, _ diagnostics: inout [Diagnostic]
  ) -> Assignment? {
    var parser = NotationParser(text, inFlow: inFlow)
    let assignment = parser.whole { try $0.assignment() }
    diagnostics += parser.diagnostics
    return assignment
  }

  /// Returns whether a scalar can stand in an identifier, and in which place.
  public static func isIdentifierScalar(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    if scalar == "_" { return true }
    let properties = scalar.properties
    return first ? properties.isXIDStart : properties.isXIDContinue
  }
}
