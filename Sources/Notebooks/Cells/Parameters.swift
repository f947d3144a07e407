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

/// Says what `${params.NAME}` stands for.
struct ParameterMeanings: ReferenceMeanings {
  let parameters: [RawEntry]

  /// Whether the cell itself says what other references stand for.
  let leavesOthers: Bool

  func meaning(
    of reference: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> ReferenceMeaning {
    let parts = reference.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == "params" else {
      if !leavesOthers {
        diagnostics.append(
          Diagnostic(
            "parameter-reference",
            "'${\(reference)}' is no parameter: write ${params.NAME}, or ${AXIS} inside a sweep",
            at: span))
      }
      return .open
    }
    if let found = parameters.first(where: { $0.key == parts[1] }) { return .value(found.value) }
    diagnostics.append(
      Diagnostic(
        "parameter-unknown", "the front matter has no parameter '\(parts[1])'", at: span,
        suggestion: NearMiss.of(parts[1], among: parameters.map(\.key))))
    return .open
  }
}
