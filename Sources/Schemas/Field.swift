import Diagnostics

/// What a field's value must obey, or what part the field plays.
public struct FieldRule<Value>: Sendable {
  /// What a rule does.
  enum Effect: Sendable {
    case role(FieldRole)
    case check(description: String, @Sendable (Value) -> Bool)
  }

  let effect: Effect

  /// The field has no default.
  public static var required: Self { Self(effect: .role(.required)) }

  /// The field changes what the report shows and nothing that is computed.
  public static var presentation: Self { Self(effect: .role(.presentation)) }

  /// The field names another cell; what it finds there enters the key, not how it was named.
  public static var reference: Self { Self(effect: .role(.reference)) }

  /// The field says how far to go; results for a smaller value are a beginning of this one.
  public static var extent: Self { Self(effect: .role(.extent)) }

  /// A rule in words, such as "positive", and the check of it.
  public static func must(_ description: String, _ holds: @escaping @Sendable (Value) -> Bool)
    -> Self
  {
    Self(effect: .check(description: "must be \(description)", holds))
  }
}

extension FieldRule where Value: Comparable & Sendable & CustomStringConvertible {
  /// The value may not be smaller than this.
  public static func atLeast(_ least: Value) -> Self { must("at least \(least)") { $0 >= least } }

  /// The value must be greater than this.
  public static func above(_ bound: Value) -> Self { must("greater than \(bound)") { $0 > bound } }

  /// The value must lie in a closed range.
  public static func within(_ range: ClosedRange<Value>) -> Self {
    must("from \(range.lowerBound) to \(range.upperBound)") { range.contains($0) }
  }

  /// The value must lie in a half-open range, as Keras' rates do.
  public static func within(_ range: Range<Value>) -> Self {
    must("at least \(range.lowerBound) and less than \(range.upperBound)") { range.contains($0) }
  }
}

extension FieldRule where Value == Size2D {
  /// Neither side may be smaller than this.
  public static func atLeast(_ least: Int) -> Self {
    must("at least \(least)") { min($0.height, $0.width) >= least }
  }
}

extension FieldRule {
  /// The value, where there is one, may not be smaller than this.
  public static func atLeast<Wrapped>(_ least: Wrapped) -> Self
  where Value == Wrapped?, Wrapped: Comparable & Sendable & CustomStringConvertible {
    must("at least \(least)") { $0.map { $0 >= least } ?? true }
  }

  /// The value, where there is one, must be greater than this.
  public static func above<Wrapped>(_ bound: Wrapped) -> Self
  where Value == Wrapped?, Wrapped: Comparable & Sendable & CustomStringConvertible {
    must("greater than \(bound)") { $0.map { $0 > bound } ?? true }
  }
}

/// The part a field plays beside holding a value.
public enum FieldRole: Hashable, Sendable {
  /// There is no default.
  case required
  /// Of no consequence for results.
  case presentation
  /// Names another cell.
  case reference
  /// Says how far to go.
  case extent
}

/// One thing that a declared type accepts: its name, type, default, rules and documentation.
public struct Field<Root: Sendable>: Sendable {
  /// The name in a notebook, Keras' snake_case.
  public let name: String

  /// What it is for, in one sentence.
  public let doc: String

  /// The parts it plays.
  public let roles: Set<FieldRole>

  /// What may stand there.
  public let expected: String

  /// Reads a value into a root; false after a mistake.
  let assign: @Sendable (RawValue, inout Root, inout [Diagnostic]) -> Bool

  /// The meaning of the value in a root.
  let canonical: @Sendable (Root) -> Canonical

  /// Declares that a property can be set from a notebook.
  ///
  /// - Parameters:
  ///   - name: The name in a notebook.
  ///   - path: The property; its initial value is the default.
  ///   - rules: What the value must obey, and the part that the field plays.
  ///   - doc: What it is for, in one sentence.
  public init<Value: SchemaValue>(
    _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable,
    _ rules: FieldRule<Value>..., doc: String
  ) {
    self.name = name
    self.doc = doc
    var roles: Set<FieldRole> = []
    var checks: [(description: String, holds: @Sendable (Value) -> Bool)] = []
    for rule in rules {
      switch rule.effect {
      case .role(let role): roles.insert(role)
      case .check(let description, let holds): checks.append((description, holds))
      }
    }
    self.roles = roles
    expected = Value.expected
    assign = { [checks] raw, root, diagnostics in
      guard let value = Value.read(raw, &diagnostics) else { return false }
      for check in checks where !check.holds(value) {
        diagnostics.append(
          Diagnostic(
            "field-range", "\(name) \(check.description), not \(value.canonical.text)",
            at: raw.span))
        return false
      }
      root[keyPath: path] = value
      return true
    }
    canonical = { $0[keyPath: path].canonical }
  }
}
