import Diagnostics
import Notebooks
import Schemas
import Tensors

/// Says what `${axis}` and `${axis.field}` stand for at a point of a sweep.
struct PointMeanings: ReferenceMeanings {
  let axes: [SweepAxes.Axis]

  /// The index of every axis' value.
  let point: [Int]

  /// The dataset of the point; nil where there is none.
  let data: DatasetOutline?

  /// What was referred to: the names of axes, and `axis.field`.
  var uses: Set<String> = []

  mutating func meaning(
    of reference: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> ReferenceMeaning {
    let parts = reference.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    let name = parts[0]
    let field = parts.count > 1 ? parts[1] : nil
    guard let index = axes.firstIndex(where: { $0.name == name }) else {
      if name == SweepAxes.dataName, let field { return fact(field, at: span, &diagnostics) }
      let known = axes.map(\.name) + (axes.contains { $0.name == "data" } ? [] : ["data"])
      diagnostics.append(
        Diagnostic(
          "axis-unknown",
          "'${\(reference)}' is no axis of the sweep; there are "
            + (axes.map(\.name) + ["params"]).joined(separator: ", "),
          at: span, suggestion: NearMiss.of(name, among: known + ["params"])))
      return .open
    }
    uses.insert(name)
    let value = axes[index].values[point[index]]
    guard let field else { return .value(value.raw) }
    if let entry = value.fields.first(where: { $0.key == field }) {
      uses.insert(reference)
      return .value(entry.value)
    }
    if name == SweepAxes.dataName {
      return fact(field, besides: value.fields.map(\.key), at: span, &diagnostics)
    }
    let fields = value.fields.map(\.key)
    diagnostics.append(
      Diagnostic(
        "axis-field-unknown",
        fields.isEmpty
          ? "the value '\(value.label)' of the axis '\(name)' has no fields"
          : "the value '\(value.label)' of the axis '\(name)' has no field '\(field)'; it has "
            + fields.joined(separator: ", "),
        at: span, suggestion: NearMiss.of(field, among: fields)))
    return .open
  }

  /// Something that is known of the dataset of the point.
  private func fact(
    _ name: String, besides fields: [String] = [], at span: SourceSpan,
    _ diagnostics: inout [Diagnostic]
  ) -> ReferenceMeaning {
    guard let data else {
      diagnostics.append(
        Diagnostic("reference-missing", "sweep needs a dataset cell above it", at: span))
      return .open
    }
    let facts = data.facts
    if let fact = facts.first(where: { $0.name == name }) {
      return .value(RawValue(fact.value.node(at: span), at: span))
    }
    let known = fields + facts.map(\.name)
    diagnostics.append(
      Diagnostic(
        "axis-field-unknown",
        "nothing is known of a dataset by the name '\(name)'; there are "
          + known.joined(separator: ", "),
        at: span, suggestion: NearMiss.of(name, among: known)))
    return .open
  }
}

extension DatasetOutline {
  /// A fact that a sweep can refer to.
  fileprivate enum FactValue {
    case number(Int)
    case numbers([Int])

    func node(at span: SourceSpan) -> RawValue.Node {
      switch self {
      case .number(let number): .number(Double(number), text: "\(number)")
      case .numbers(let numbers):
        .list(numbers.map { RawValue(.number(Double($0), text: "\($0)"), at: span) })
      }
    }
  }

  /// What `${data.NAME}` stands for.
  fileprivate var facts: [(name: String, value: FactValue)] {
    let sizes = shape.sizes
    let sides = zip(["height", "width", "channels"], sizes).map { ($0, FactValue.number($1)) }
    return [("num_classes", .number(classNames.count)), ("shape", .numbers(sizes))]
      + (sizes.count == 3 ? sides : [])
  }
}

/// Nothing is referred to where references mean nothing: in the values of axes and in what is compared.
struct NoMeanings: ReferenceMeanings {
  func meaning(
    of reference: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> ReferenceMeaning {
    diagnostics.append(
      Diagnostic(
        "axis-here",
        "'${\(reference)}' means nothing here: axes are known in model, compile, fit and evaluate",
        at: span))
    return .open
  }
}
