import Diagnostics
import Schemas

/// Parameters that are set from outside a notebook: on the command line, or by an includer.
struct ParameterOverrides {
  /// The command line's; they win over everything.
  private var outer: [RawEntry] = []

  /// An includer's; they win over the included notebook's own.
  private var includer: [RawEntry] = []

  /// Reads `name=value` pairs; the values are YAML.
  static func read(
    _ pairs: [(name: String, value: String)], notebook: String,
    _ diagnostics: inout [Diagnostic]
  ) -> ParameterOverrides {
    var overrides = ParameterOverrides()
    for (name, value) in pairs {
      let file = SourceFile(path: "-P \(name)", text: value)
      let body = BodyText(file: file, lines: [file.lineRange(0)])
      guard let raw = YAMLReader.value(body, &diagnostics) else { continue }
      overrides.outer.append(
        RawEntry(key: name, keySpan: SourceSpan(file, 0..<0), value: raw))
    }
    return overrides
  }

  /// Reports what the command line sets and the notebook does not declare.
  func check(
    against declared: [RawEntry], _ notebook: String, _ diagnostics: inout [Diagnostic]
  ) {
    for entry in outer where !declared.contains(where: { $0.key == entry.key }) {
      var message = "-P \(entry.key): the front matter declares no such parameter"
      if let near = NearMiss.of(entry.key, among: declared.map(\.key)) {
        message += "; did you mean '\(near)'?"
      }
      diagnostics.append(Diagnostic("parameter-unknown", message, path: notebook))
    }
  }

  /// The parameters of a notebook with the values from outside in place of its own.
  func applied(to own: [RawEntry]) -> [RawEntry] {
    own.map { entry in
      outer.last { $0.key == entry.key } ?? includer.last { $0.key == entry.key } ?? entry
    }
  }

  /// The overrides for what a notebook with these parameters includes.
  func underlaid(by parameters: [RawEntry]) -> ParameterOverrides {
    var overrides = self
    overrides.includer = parameters
    return overrides
  }
}

/// Puts the values of parameters where `${params.NAME}` stands.
struct ParameterSubstitution {
  let parameters: [RawEntry]

  /// Returns a value with all parameters in it replaced.
  func apply(to value: RawValue, _ diagnostics: inout [Diagnostic]) -> RawValue {
    var value = value
    switch value.node {
    case .text(let text, let style):
      guard text.text.contains("${") else { return value }
      return substituted(text, style, &diagnostics)
    case .list(let items):
      value.node = .list(items.map { apply(to: $0, &diagnostics) })
    case .mapping(let entries):
      value.node = .mapping(
        entries.map {
          RawEntry(key: $0.key, keySpan: $0.keySpan, value: apply(to: $0.value, &diagnostics))
        })
    default: break
    }
    return value
  }

  private func substituted(
    _ text: MappedText, _ style: RawValue.ScalarStyle, _ diagnostics: inout [Diagnostic]
  ) -> RawValue {
    var replacements: [(range: Range<Int>, text: String)] = []
    for range in Self.uses(in: text.utf8) {
      let name = String(
        decoding: text.utf8[range.lowerBound + 2..<range.upperBound - 1], as: UTF8.self)
      let span = text.span(of: range)
      guard let parameter = parameter(name, at: span, &diagnostics) else { continue }
      // A text that is one parameter is the parameter: its number, its list.
      if range == 0..<text.utf8.count { return parameter.value.moved(to: span) }
      guard let replacement = parameter.value.plainText ?? parameter.value.wordText else {
        diagnostics.append(
          Diagnostic(
            "parameter-text", "\(parameter.value.found) cannot stand inside a text", at: span))
        continue
      }
      replacements.append((range, replacement))
    }
    return RawValue(.text(text.replacing(replacements), style), at: text.span)
  }

  /// The ranges of `${…}` in a text.
  private static func uses(in bytes: [UInt8]) -> [Range<Int>] {
    var uses: [Range<Int>] = []
    var position = 0
    while position + 2 < bytes.count {
      if bytes[position] == UInt8(ascii: "$"), bytes[position + 1] == UInt8(ascii: "{"),
        let close = bytes[position...].firstIndex(of: UInt8(ascii: "}"))
      {
        uses.append(position..<close + 1)
        position = close + 1
      } else {
        position += 1
      }
    }
    return uses
  }

  private func parameter(
    _ reference: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> RawEntry? {
    let parts = reference.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == "params" else {
      diagnostics.append(
        Diagnostic(
          "parameter-reference",
          "'${\(reference)}' is no parameter: write ${params.NAME} (the axes of a sweep come with a "
            + "later version)", at: span))
      return nil
    }
    if let found = parameters.first(where: { $0.key == parts[1] }) { return found }
    diagnostics.append(
      Diagnostic(
        "parameter-unknown", "the front matter has no parameter '\(parts[1])'", at: span,
        suggestion: NearMiss.of(parts[1], among: parameters.map(\.key))))
    return nil
  }
}

extension RawValue {
  /// The same value with another place, also for everything in it.
  fileprivate func moved(to span: SourceSpan) -> RawValue {
    switch node {
    case .text(let text, let style):
      let places = [Range<Int>](repeating: span.range, count: text.utf8.count)
      return RawValue(.text(MappedText(text.text, span: span, places: places), style), at: span)
    case .list(let items): return RawValue(.list(items.map { $0.moved(to: span) }), at: span)
    case .mapping(let entries):
      return RawValue(
        .mapping(
          entries.map { RawEntry(key: $0.key, keySpan: span, value: $0.value.moved(to: span)) }),
        at: span)
    default: return RawValue(node, at: span)
    }
  }

  fileprivate var wordText: String? {
    switch node {
    case .bool(let value): value ? "True" : "False"
    case .none: "None"
    default: nil
    }
  }
}
