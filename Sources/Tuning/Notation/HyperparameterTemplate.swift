public import Diagnostics
public import Schemas

/// The body of a cell in which hyperparameters stand in place of values.
public struct HyperparameterTemplate: Sendable {
  /// A hyperparameter where it stands.
  public struct Use: Sendable {
    /// What it is, with the conditions of the choices that it stands in.
    public var hyperparameter: Hyperparameter

    /// The place of the call.
    public var span: SourceSpan

    /// Where its parent was written, of one that names it.
    public var parentSpan: SourceSpan?

    /// Whether it stands in an option of another one.
    public var isNested: Bool
  }

  /// The hyperparameters in reading order, one that is used twice twice.
  public private(set) var uses: [Use] = []

  /// Whether all calls make sense, so that there is a value for each.
  public private(set) var isReadable = true

  private let written: [RawEntry]

  /// Finds the hyperparameters of a body.
  ///
  /// - Parameters:
  ///   - entries: The keys and values.
  ///   - diagnostics: Where mistakes in the calls go.
  public init(_ entries: [RawEntry], _ diagnostics: inout [Diagnostic]) {
    written = entries
    for entry in entries { find(in: entry.value, conditions: [], &diagnostics) }
  }

  /// Whether there are no hyperparameters.
  public var isEmpty: Bool { uses.isEmpty }

  /// The body with values in place of the hyperparameters; those of a configuration, else defaults.
  public func entries(with configuration: Configuration = Configuration()) -> [RawEntry] {
    guard !isEmpty else { return written }
    return written.map {
      RawEntry(
        key: $0.key, keySpan: $0.keySpan,
        value: HyperparameterSubstitution(configuration: configuration).apply(to: $0.value))
    }
  }

  /// The places of the hyperparameters that stand in no other, each with the text of its value.
  public func replacements(
    with configuration: Configuration
  ) -> [(span: SourceSpan, text: String)] {
    var found: [(SourceSpan, String)] = []
    let substitution = HyperparameterSubstitution(configuration: configuration)
    for entry in written {
      entry.value.eachHyperparameter { call in
        found.append((call.span, substitution.value(of: call).notation))
      }
    }
    return found
  }

  private mutating func find(
    in raw: RawValue, conditions: [Condition], _ diagnostics: inout [Diagnostic]
  ) {
    var calls: [RawCall] = []
    raw.eachHyperparameter { calls.append($0) }
    for call in calls {
      guard let read = call.hyperparameter(&diagnostics),
        let domain = read.domain(at: call.span, &diagnostics)
      else {
        isReadable = false
        continue
      }
      var own = conditions
      if let parent = read.parentName {
        own.append(Condition(parent.value, in: read.parentValues.map(\.value)))
      }
      let name = read.name.value
      uses.append(
        Use(
          hyperparameter: Hyperparameter(
            name, domain, defaultValue: read.defaultValue, conditions: own),
          span: call.span, parentSpan: read.parentName?.span, isNested: !conditions.isEmpty))
      for option in read.options {
        guard let raw = option.raw else { continue }
        find(in: raw, conditions: own + [Condition(name, in: [option.value])], &diagnostics)
      }
    }
  }
}

/// Puts values where hyperparameters stand.
struct HyperparameterSubstitution {
  let configuration: Configuration

  func apply(to raw: RawValue) -> RawValue {
    switch raw.node {
    case .text(let text, _):
      guard let assignment = raw.assignmentWithHyperparameters else { return raw }
      let value = replaced(assignment.value)
      guard let name = assignment.name else { return value }
      var writer = NotationWriter()
      writer.write("\(name) = ", at: assignment.nameSpan ?? text.span)
      writer.write(value)
      let mapped = MappedText(writer.text, span: text.span, places: writer.places)
      return RawValue(.text(mapped, .quoted), at: raw.span)
    case .list(let items):
      // An item that is nothing is not there: a layer that may be left out.
      let applied = items.compactMap { item -> RawValue? in
        let value = apply(to: item)
        if case .none = value.node, item.assignmentWithHyperparameters != nil { return nil }
        return value
      }
      return RawValue(.list(applied), at: raw.span)
    case .mapping(let entries):
      return RawValue(
        .mapping(
          entries.map {
            RawEntry(key: $0.key, keySpan: $0.keySpan, value: apply(to: $0.value))
          }), at: raw.span)
    default: return replaced(raw)
    }
  }

  /// A value that was read already, with values in place of hyperparameters.
  private func replaced(_ raw: RawValue) -> RawValue {
    switch raw.node {
    case .call(let call) where call.isHyperparameter: return value(of: call)
    case .call(var call):
      call.arguments = call.arguments.map(replaced)
      call.application = call.application?.map(replaced)
      return RawValue(.call(call), at: raw.span)
    case .list(let items): return RawValue(.list(items.map(replaced)), at: raw.span)
    default: return raw
    }
  }

  private func replaced(_ argument: RawCall.Argument) -> RawCall.Argument {
    var argument = argument
    argument.value = replaced(argument.value)
    return argument
  }

  /// What stands in the place of a hyperparameter.
  func value(of call: RawCall) -> RawValue {
    var ignored: [Diagnostic] = []
    let unread = RawValue(.call(call), at: call.span)
    guard let read = call.hyperparameter(&ignored) else { return unread }
    let value = configuration[read.name.value] ?? read.defaultValue
    if let option = read.options.first(where: { $0.value == value })?.raw {
      return replaced(option)
    }
    let node: RawValue.Node =
      switch value {
      case .bool(let flag): .bool(flag)
      case .integer(let number): .number(Double(number), text: "\(number)")
      case .real(let number): .number(number, text: "\(number)")
      case .text(let text): .word(text)
      case .none: .none
      }
    return RawValue(node, at: call.span)
  }
}

extension RawCall {
  /// Whether the call is one of `hp`.
  var isHyperparameter: Bool { name.hasPrefix("hp.") }

  /// Reads the call; nil after a mistake.
  func hyperparameter(_ diagnostics: inout [Diagnostic]) -> (any HyperparameterCall)? {
    HyperparameterCatalog.catalog.read(RawValue(.call(self), at: span), &diagnostics)?.value
      as? any HyperparameterCall
  }
}

extension RawValue {
  /// A scalar read in Keras' notation, where hyperparameters stand in it.
  ///
  /// A scalar that cannot be read is left to whoever knows what is expected there.
  fileprivate var assignmentWithHyperparameters: Notation.Assignment? {
    guard case .text(let text, let style) = node, text.text.contains("hp.") else { return nil }
    var ignored: [Diagnostic] = []
    let inFlow = style == .plainInFlow
    guard let assignment = Notation.assignment(text, inFlow: inFlow, &ignored) else { return nil }
    var isFound = false
    assignment.value.eachHyperparameter { _ in isFound = true }
    return isFound ? assignment : nil
  }

  /// Visits the hyperparameters in a value, in reading order, those that stand in no other.
  fileprivate func eachHyperparameter(_ visit: (RawCall) -> Void) {
    switch node {
    case .text: assignmentWithHyperparameters?.value.eachHyperparameter(visit)
    case .list(let items): for item in items { item.eachHyperparameter(visit) }
    case .mapping(let entries): for entry in entries { entry.value.eachHyperparameter(visit) }
    case .call(let call) where call.isHyperparameter: visit(call)
    case .call(let call):
      for argument in call.arguments + (call.application ?? []) {
        argument.value.eachHyperparameter(visit)
      }
    default: break
    }
  }
}
