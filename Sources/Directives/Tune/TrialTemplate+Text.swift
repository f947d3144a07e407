import Diagnostics
import Notebooks
import Schemas
import Tuning

extension TrialTemplate {
  /// The model cell as a notebook has it, with values in place of hyperparameters.
  func modelText(with configuration: Configuration) -> String {
    text(of: cells.model, bodies.model, configuration)
  }

  /// The compile cell as a notebook has it, with values in place of hyperparameters.
  func compileText(with configuration: Configuration) -> String {
    text(of: cells.compile, bodies.compile, configuration)
  }

  /// A fit cell that trains as the trial was trained.
  func fitText(with configuration: Configuration, epochs: Int) -> String {
    var lines = bodies.fit.entries(with: configuration).filter { $0.key != "epochs" }
      .flatMap { YAMLWriter.lines($0) }
    lines.insert("epochs: \(epochs)", at: 0)
    return "```fit\n\(lines.joined(separator: "\n"))\n```"
  }

  /// A cell as it was written, with values in place of hyperparameters; a line that is nothing but one
  /// whose value is None is left out.
  private func text(
    of cell: Cell, _ body: HyperparameterTemplate, _ configuration: Configuration
  ) -> String {
    let file = cell.span.file
    var bytes: [UInt8] = []
    var position = cell.span.range.lowerBound
    for (span, text) in body.replacements(with: configuration)
    where span.file === file && span.range.lowerBound >= position {
      bytes += file.utf8[position..<span.range.lowerBound]
      bytes += Array(text.utf8)
      position = span.range.upperBound
    }
    bytes += file.utf8[position..<cell.span.range.upperBound]
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.filter { $0.drop { $0 == " " } != "- None" }.joined(separator: "\n")
  }
}

/// Writes values down as YAML.
private enum YAMLWriter {
  static func lines(_ entry: RawEntry) -> [String] {
    guard case .list(let items) = entry.value.node, !items.isEmpty else {
      return ["\(entry.key): \(flow(entry.value))"]
    }
    return ["\(entry.key):"] + items.map { "  - \(scalar($0))" }
  }

  private static func flow(_ value: RawValue) -> String {
    switch value.node {
    case .mapping(let entries):
      "{\(entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", "))}"
    case .list(let items): "[\(items.map { quoted(scalar($0)) }.joined(separator: ", "))]"
    default: scalar(value)
    }
  }

  private static func scalar(_ value: RawValue) -> String {
    if case .string(let text) = value.node { return text }
    return value.notation
  }

  /// A comma ends an item of a flow list.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",[]{}'\":#".contains($0) }) else { return text }
    return "'\(text.replacing("'", with: "''"))'"
  }
}
