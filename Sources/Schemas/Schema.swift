public import Diagnostics

/// A type whose settings a notebook can write down.
///
/// The type's property initializers are the defaults; its schema points at the properties. Parsing,
/// validation, keys and reference pages are all readers of that one declaration.
public protocol Declared: Sendable {
  /// The defaults.
  init()

  /// What can be set.
  static var schema: Schema<Self> { get }
}

/// The name of a declared type, its fields in Keras' positional order, and its documentation.
public struct Schema<Root: Declared>: Sendable {
  /// The name in a notebook: a directive word, or Keras' class name.
  public let name: String

  /// Raised when old notebooks come to mean something else.
  public let version: Int

  /// What it does, in one sentence.
  public let summary: String

  /// What can be set, in positional order.
  public let fields: [Field<Root>]

  /// Declares a type.
  public init(_ name: String, version: Int = 1, summary: String, _ fields: [Field<Root>]) {
    self.name = name
    self.version = version
    self.summary = summary
    self.fields = fields
  }

  /// Reads the mapping of a cell's body.
  ///
  /// - Parameters:
  ///   - entries: The keys and their values.
  ///   - span: The place that a missing key is reported at.
  ///   - later: Keys that a later version will know, with what to say of each.
  ///   - diagnostics: Where every mistake is reported.
  /// - Returns: The value, or nil after a mistake.
  public func read(
    _ entries: [RawEntry], at span: SourceSpan, later: [String: String] = [:],
    _ diagnostics: inout [Diagnostic]
  ) -> Root? {
    var root = Root()
    var isWhole = true
    var seen: Set<String> = []
    for entry in entries {
      if let field = fields.first(where: { $0.name == entry.key }) {
        seen.insert(field.name)
        if !field.assign(entry.value, &root, &diagnostics) { isWhole = false }
      } else if let remark = later[entry.key] {
        diagnostics.append(Diagnostic("not-yet", remark, at: entry.keySpan))
        isWhole = false
      } else {
        let mistake = unknown(entry.key, kind: "key", at: entry.keySpan)
        diagnostics.append(mistake)
        // A misspelt key is not missing as well.
        if let meant = mistake.suggestion { seen.insert(meant) }
        isWhole = false
      }
    }
    for field in fields where field.roles.contains(.required) && !seen.contains(field.name) {
      diagnostics.append(
        Diagnostic("field-missing", "\(name) needs the key '\(field.name)'", at: span))
      isWhole = false
    }
    return isWhole ? root : nil
  }

  /// Reads the arguments of a call, by position and by name.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - diagnostics: Where every mistake is reported.
  /// - Returns: The value, or nil after a mistake.
  public func read(_ call: RawCall, _ diagnostics: inout [Diagnostic]) -> Root? {
    var root = Root()
    var isWhole = true
    var seen: Set<String> = []
    var position = 0
    var sawLabel = false
    for argument in call.arguments {
      guard let field = field(for: argument, position: position, sawLabel, &diagnostics) else {
        isWhole = false
        // An argument that is misspelt or in the wrong place is not missing as well.
        if let meant = diagnostics.last?.suggestion { seen.insert(meant) }
        if argument.label == nil { seen.formUnion(fields.map(\.name)) }
        position += 1
        continue
      }
      if argument.label == nil { position += 1 } else { sawLabel = true }
      guard seen.insert(field.name).inserted else {
        diagnostics.append(
          Diagnostic(
            "argument-duplicate", "\(name) got '\(field.name)' twice",
            at: argument.labelSpan ?? argument.value.span))
        isWhole = false
        continue
      }
      if !field.assign(argument.value, &root, &diagnostics) { isWhole = false }
    }
    for field in fields where field.roles.contains(.required) && !seen.contains(field.name) {
      diagnostics.append(
        Diagnostic("argument-missing", "\(name) needs '\(field.name)'", at: call.span))
      isWhole = false
    }
    return isWhole ? root : nil
  }

  private func field(
    for argument: RawCall.Argument, position: Int, _ sawLabel: Bool,
    _ diagnostics: inout [Diagnostic]
  ) -> Field<Root>? {
    if let label = argument.label {
      if let field = fields.first(where: { $0.name == label }) { return field }
      diagnostics.append(
        unknown(label, kind: "argument", at: argument.labelSpan ?? argument.value.span))
      return nil
    }
    guard !sawLabel else {
      diagnostics.append(
        Diagnostic(
          "argument-order", "a positional argument cannot follow a named one",
          at: argument.value.span))
      return nil
    }
    if position < fields.count { return fields[position] }
    let limit = fields.count == 1 ? "1 argument" : "\(fields.count) arguments"
    diagnostics.append(
      Diagnostic(
        "argument-count", "\(name) takes at most \(limit)", at: argument.value.span))
    return nil
  }

  private func unknown(_ key: String, kind: String, at span: SourceSpan) -> Diagnostic {
    let suggestion = NearMiss.of(key, among: fields.map(\.name))
    var message = "\(name) has no \(kind) '\(key)'"
    if suggestion == nil, !fields.isEmpty {
      message += "; it knows \(fields.map(\.name).joined(separator: ", "))"
    }
    return Diagnostic(
      kind == "key" ? "field-unknown" : "argument-unknown", message, at: span,
      suggestion: suggestion)
  }

  /// The meaning of a value: every field that results depend on, defaults filled in.
  public func canonical(_ root: Root) -> Canonical {
    .record(name, parts(root).map { Canonical.Entry($0.name, $0.value) })
  }

  /// The named parts of the meaning of a value, without those of the given roles.
  ///
  /// - Parameters:
  ///   - root: The value.
  ///   - roles: Fields of these roles are left out; by default those of no consequence and those
  ///     that name a cell.
  /// - Returns: The fields with their values, in the order of the schema.
  public func parts(
    _ root: Root, without roles: Set<FieldRole> = [.presentation, .reference]
  ) -> [Canonical.Entry] {
    fields.filter { $0.roles.isDisjoint(with: roles) }
      .map { Canonical.Entry($0.name, $0.canonical(root)) }
  }
}

/// A schema whose type is not known, for reference pages and catalogs.
public struct AnySchema: Sendable {
  /// A field as a reader of the reference sees it.
  public struct FieldPage: Sendable {
    /// The name in a notebook.
    public let name: String
    /// What may stand there.
    public let expected: String
    /// The default as text; nil where the field is required.
    public let defaultText: String?
    /// What it is for.
    public let doc: String
  }

  /// The name in a notebook.
  public let name: String

  /// Raised when old notebooks come to mean something else.
  public let version: Int

  /// What it does, in one sentence.
  public let summary: String

  /// What can be set, in positional order.
  public let fields: [FieldPage]

  /// Forgets the type of a schema.
  public init<Root: Declared>(_ schema: Schema<Root>) {
    name = schema.name
    version = schema.version
    summary = schema.summary
    let defaults = Root()
    fields = schema.fields.map { field in
      FieldPage(
        name: field.name, expected: field.expected,
        defaultText: field.roles.contains(.required) ? nil : field.canonical(defaults).text,
        doc: field.doc)
    }
  }
}

extension Declared {
  /// The schema without its type.
  public static var anySchema: AnySchema { AnySchema(schema) }

  /// The name in a notebook; quicker to ask for than a whole schema.
  public static var schemaName: String { schema.name }

  /// The version of the schema.
  public static var schemaVersion: Int { schema.version }

  /// The meaning of the value.
  public var canonical: Canonical { Self.schema.canonical(self) }

  /// Reads a call of this type.
  public static func read(_ call: RawCall, _ diagnostics: inout [Diagnostic]) -> Self? {
    schema.read(call, &diagnostics)
  }
}
