public import Diagnostics

/// The types that can be named in one kind of place: the layers, the optimizers, the plots.
///
/// A name that a later version will bring is told apart from one that nobody knows.
public struct Catalog: Sendable {
  /// What the entries are, in the singular: "layer".
  public let kind: String

  /// The types, sorted by name.
  public let types: [any Declared.Type]

  /// Keras' string shortcuts: `adam` for `Adam`.
  public let shortcuts: [String: String]

  /// Names of Keras that come with a later version.
  public let later: Set<String>

  /// Names of Keras that are not needed here, each with the reason.
  public let needless: [String: String]

  /// Collects the types of one kind.
  ///
  /// - Parameters:
  ///   - kind: What the entries are, in the singular.
  ///   - types: The types.
  ///   - shortcuts: Other names for some of them.
  ///   - later: Names that a later version will know.
  ///   - needless: Names that are not needed, and why.
  public init(
    _ kind: String, _ types: [any Declared.Type], shortcuts: [String: String] = [:],
    later: Set<String> = [], needless: [String: String] = [:]
  ) {
    self.kind = kind
    self.types = types
    self.shortcuts = shortcuts
    self.later = later
    self.needless = needless
  }

  /// The names that can be written, without shortcuts.
  public var names: [String] { types.map { $0.schemaName } }

  /// Reads a call, or a bare word that stands for a call without arguments.
  ///
  /// - Parameters:
  ///   - raw: What was written.
  ///   - diagnostics: Where every mistake is reported.
  /// - Returns: A value of one of the catalog's types, with the call it came from, or nil after a
  ///   mistake.
  public func read(
    _ raw: RawValue, _ diagnostics: inout [Diagnostic]
  ) -> (value: any Declared, call: RawCall)? {
    guard let resolved = raw.resolved(&diagnostics) else { return nil }
    let call: RawCall
    switch resolved.node {
    case .call(let written): call = written
    case .word(let word), .string(let word):
      call = RawCall(
        name: word, nameSpan: resolved.span, arguments: [], application: nil, span: resolved.span)
    default:
      diagnostics.append(
        Diagnostic("field-type", "expected a \(kind), found \(resolved.found)", at: resolved.span))
      return nil
    }
    guard let type = type(named: call.name) else {
      diagnostics.append(unknown(call))
      return nil
    }
    return type.read(call, &diagnostics).map { ($0, call) }
  }

  /// Returns the type of a name or of a shortcut.
  public func type(named name: String) -> (any Declared.Type)? {
    let name = shortcuts[name] ?? name
    return types.first { $0.schemaName == name }
  }

  /// Whether the catalog has something to say about a name: it is known, comes later, or is not
  /// needed.
  package func mentions(_ name: String) -> Bool {
    type(named: name) != nil || later.contains(name) || needless[name] != nil
  }

  /// What is said about a name that is not in the catalog.
  package func unknown(_ call: RawCall) -> Diagnostic {
    if later.contains(call.name) {
      return Diagnostic(
        "not-yet", "the \(kind) \(call.name) comes with a later version of Konspekt",
        at: call.nameSpan)
    }
    if let reason = needless[call.name] {
      return Diagnostic(
        "not-needed", "the \(kind) \(call.name) is not needed here: \(reason)", at: call.nameSpan)
    }
    let known = names + shortcuts.keys.sorted()
    let suggestion = NearMiss.of(call.name, among: known)
    var message = "there is no \(kind) '\(call.name)'"
    if suggestion == nil { message += "; known are \(names.joined(separator: ", "))" }
    return Diagnostic("\(kind)-unknown", message, at: call.nameSpan, suggestion: suggestion)
  }
}
