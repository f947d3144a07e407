public import Diagnostics

/// Why a step has to run, or what sets its key apart from an earlier one.
public struct Difference: Sendable, Equatable {
  /// The part: `fit.batch_size`.
  public var name: String

  /// What it was; nil where it is new.
  public var before: String?

  /// What it is; nil where it is gone.
  public var after: String?

  /// Where the part is written now.
  public var span: SourceSpan?

  /// The part without the directive in front, and its change: `epochs: 5 → 10`.
  public var text: String {
    let name = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name
    return "\(name): \(Self.short(before)) → \(Self.short(after))"
  }

  /// The difference as `why` prints it: `fit.batch_size 32 → 64 (lesson.md:41:3)`.
  public var detailedText: String {
    let start = span.map { "\($0.file.path):\($0.start.line):\($0.start.column)" }
    let place = start.map { " (\($0))" } ?? ""
    return "\(name) \(Self.short(before)) → \(Self.short(after))\(place)"
  }

  /// Digests are cut: a person compares, and does not read them.
  static func short(_ value: String?) -> String {
    guard let value else { return "nothing" }
    return Digest(value) == nil ? value : String(value.prefix(12))
  }

  /// Returns the differences between two lists of parts, in the order of the present one.
  static func between(
    _ before: [KeyPart], _ after: [KeyPart], spans: [String: SourceSpan]
  ) -> [Difference] {
    let old = Dictionary(
      before.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let new = Set(after.map(\.name))
    var differences: [Difference] = []
    for part in after where old[part.name] != part.value {
      differences.append(
        Difference(
          name: part.name, before: old[part.name], after: part.value,
          span: Self.span(of: part.name, spans)))
    }
    for part in before where !new.contains(part.name) {
      differences.append(
        Difference(
          name: part.name, before: part.value, after: nil, span: Self.span(of: part.name, spans)))
    }
    return differences
  }

  /// The place of the field that a part belongs to: `fit.layers[2].filters` is written at `layers`.
  private static func span(of part: String, _ spans: [String: SourceSpan]) -> SourceSpan? {
    spans.filter { part == $0.key || part.hasPrefix($0.key + ".") || part.hasPrefix($0.key + "[") }
      .max { $0.key.utf8.count < $1.key.utf8.count }?.value
  }
}
