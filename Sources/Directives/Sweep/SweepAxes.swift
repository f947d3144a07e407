import Diagnostics
import Schemas

/// The axes of a sweep, each with the values that it takes.
struct SweepAxes: SchemaValue {
  /// A value of an axis.
  struct Value: Sendable {
    /// What it is called: its text, or the name that it was given.
    var label: String

    /// The place of the value, or of its name.
    var span: SourceSpan

    /// What `${axis}` stands for.
    var raw: RawValue

    /// What `${axis.field}` stands for.
    var fields: [RawEntry]

    /// Whether the label is a name that the author gave.
    var isNamed: Bool
  }

  /// An axis.
  struct Axis: Sendable {
    var name: String
    var nameSpan: SourceSpan
    var values: [Value]
  }

  var axes: [Axis] = []

  static var expected: String { "a mapping of axes to their values" }

  var canonical: Canonical { .none }

  /// The axis that chooses the dataset.
  static let dataName = "data"

  /// A name that means something else in `${…}`.
  private static let takenName = "params"

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard case .mapping(let entries) = raw.node else {
      mismatch(raw, &diagnostics)
      return nil
    }
    guard !entries.isEmpty else {
      diagnostics.append(Diagnostic("axis-none", "a sweep needs at least one axis", at: raw.span))
      return nil
    }
    var axes = Self()
    var isWhole = true
    for entry in entries {
      guard checkName(entry, &diagnostics), let values = values(of: entry, &diagnostics) else {
        isWhole = false
        continue
      }
      axes.axes.append(Axis(name: entry.key, nameSpan: entry.keySpan, values: values))
    }
    return isWhole ? axes : nil
  }

  private static func checkName(_ entry: RawEntry, _ diagnostics: inout [Diagnostic]) -> Bool {
    let scalars = Array(entry.key.unicodeScalars)
    let isName =
      scalars.first.map { Notation.isIdentifierScalar($0, first: true) } ?? false
      && scalars.allSatisfy { $0 == "-" || Notation.isIdentifierScalar($0, first: false) }
    guard !isName || entry.key == takenName else { return true }
    diagnostics.append(
      Diagnostic(
        "axis-name",
        entry.key == takenName
          ? "an axis cannot be called '\(takenName)': ${\(takenName).NAME} are the parameters of the "
            + "front matter"
          : "'\(entry.key)' is no name of an axis: letters of any script, digits, '_' and '-', not a "
            + "digit first", at: entry.keySpan))
    return false
  }

  private static func values(
    of entry: RawEntry, _ diagnostics: inout [Diagnostic]
  ) -> [Value]? {
    var raw = entry.value
    // A list in quotes, or one that a parameter brought along.
    if case .text(let text, _) = raw.node, let first = text.text.first, "[(".contains(first) {
      guard let list = raw.resolved(&diagnostics) else { return nil }
      raw = list
    }
    let values: [Value]?
    switch raw.node {
    case .none: values = []
    case .list(let items):
      let read = items.map { value($0, &diagnostics) }
      values = read.contains { $0 == nil } ? nil : read.compactMap { $0 }
    case .mapping(let entries): values = entries.map(value)
    default: values = value(raw, &diagnostics).map { [$0] }
    }
    guard let values else { return nil }
    guard !values.isEmpty else {
      diagnostics.append(
        Diagnostic(
          "axis-empty", "the axis '\(entry.key)' has no values, so the sweep has no points",
          at: entry.keySpan))
      return nil
    }
    for (index, value) in values.enumerated() {
      guard let first = values[..<index].first(where: { $0.label == value.label }) else { continue }
      diagnostics.append(
        Diagnostic(
          "axis-duplicate", "the axis '\(entry.key)' has the value '\(value.label)' twice",
          at: value.span, notes: [Diagnostic.Note("the first one is here", at: first.span)]))
      return nil
    }
    return values
  }

  /// A value of a list.
  private static func value(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Value? {
    guard let label = raw.label else {
      diagnostics.append(
        Diagnostic(
          "axis-value",
          "a value with fields needs a name: write the axis as a mapping, 'name: {field: value}'",
          at: raw.span))
      return nil
    }
    return Value(label: label, span: raw.span, raw: raw, fields: [], isNamed: false)
  }

  /// A value with a name: fields, or one value that is too long to be a name.
  private static func value(_ entry: RawEntry) -> Value {
    let name = RawValue(text: entry.key, at: entry.keySpan)
    guard case .mapping(let fields) = entry.value.node else {
      var raw = entry.value
      if case .none = raw.node { raw = name }
      return Value(
        label: entry.key, span: entry.keySpan, raw: raw, fields: [], isNamed: true)
    }
    return Value(
      label: entry.key, span: entry.keySpan, raw: name, fields: fields, isNamed: true)
  }
}

extension RawValue {
  /// A text that stands for all of a place.
  init(text: String, at span: SourceSpan) {
    let places = [Range<Int>](repeating: span.range, count: text.utf8.count)
    self.init(.text(MappedText(text, span: span, places: places), .quoted), at: span)
  }

  /// The value in one line of text; nil for what has fields.
  fileprivate var label: String? {
    switch node {
    case .none: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .list(let items):
      let labels = items.map(\.label)
      return labels.contains { $0 == nil }
        ? nil : "[\(labels.compactMap { $0 }.joined(separator: ", "))]"
    case .call(let call): return call.span.text
    default: return plainText
    }
  }
}

extension SweepAxes {
  /// How many points there are; nil for more than can be counted.
  var pointCount: Int? {
    axes.reduce(1) { count, axis in
      count.flatMap { count in
        let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
        return overflow ? nil : product
      }
    }
  }

  /// The points: for each the index of every axis' value, the last axis' changing first.
  var points: [[Int]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.indices.map { point + [$0] } }
    }
  }

  /// A point in words: `base=MobileNetV2, strategy=frozen`.
  func description(of point: [Int]) -> String {
    zip(axes, point).map { "\($0.name)=\($0.values[$1].label)" }.joined(separator: ", ")
  }

  /// The names of the points, each of its labels: `MobileNetV2,frozen`.
  var pointNames: [String] {
    var names: [String] = []
    var taken: Set<String> = []
    for point in points {
      let labels = zip(axes, point).map { $0.values[$1].label }.joined(separator: ",")
      var name = labels
      var number = 1
      while !taken.insert(name).inserted {
        number += 1
        name = "\(labels) (\(number))"
      }
      names.append(name)
    }
    return names
  }
}
