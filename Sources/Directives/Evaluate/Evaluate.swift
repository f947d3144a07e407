import Datasets
import Diagnostics
import Engine
import Execution
import Schemas
import Tensors

/// Measures a model on data that it did not learn from.
struct Evaluate: Directive {
  var model = ModelReference.nearest
  var data = DataReference.nearest
  var metrics: [MetricCall]?
  var expect: Table<Located<String>>?
  var show = PlotCall.list(ConfusionMatrix())

  static let schema = Schema<Self>(
    "evaluate", summary: "Measures a model on data that it did not learn from.",
    [
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
      Field("data", \.data, .reference, doc: "The split to measure on; by default 'test'."),
      Field("metrics", \.metrics, .reference, doc: "The metrics; by default those of compile."),
      Field(
        "expect", \.expect, .presentation,
        doc: "What has to hold, such as {accuracy: '>= 0.90'}; otherwise the run fails."),
      Field("show", \.show, .presentation, doc: "What the report draws under the cell."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    show.check(in: &context)
    guard let (state, compile) = context.compiledState(of: model),
      let data = context.resolve(data, defaultSplits: ["test", "val", "validation"])
    else { return nil }
    let graph = state.outline.graph
    guard data.outline.shape == graph.inputShape else {
      context.error(
        "shape-mismatch",
        "the model '\(state.model.name)' takes pictures of \(graph.inputShape), '\(data.cell.name)' has "
          + "\(data.outline.shape)", at: self.data.span)
      return nil
    }
    var settled = compile
    if let metrics {
      settled.compilation.metrics = metrics.map(\.metric)
      settled.metricSpans = metrics.map(\.span)
    }
    // Whether the model knows the classes of these data is a question to the data.
    settled.lossSpan = self.data.span ?? settled.lossSpan
    let classNames = data.outline.classNames
    guard settled.checkNames(&context),
      settled.checkFit(of: graph, classCount: classNames.count, &context)
    else { return nil }
    let names = settled.compilation.metricNames
    let parts = Dictionary(
      uniqueKeysWithValues: settled.compilation.metrics.compactMap { metric in
        metric.parts(width: graph.outputShape.count).map {
          (metric.resultName, MetricPartNames($0, classNames, width: graph.outputShape.count))
        }
      })
    guard let expectations = checkedExpectations(names, parts, &context) else { return nil }

    context.useWeights(of: state)
    context.useSettings(of: state)
    context.use(data, as: "data")
    context.useDetail("classes", .integer(classNames.count))
    context.useDetail("loss", settled.compilation.loss.canonical)
    if graph.outputShape == [1], settled.compilation.loss.takesLogits {
      context.useDetail("outputs", .string("logits"))
    }
    context.useDetail("metrics", .list(settled.compilation.metrics.map(\.canonical)))
    let evaluation = Evaluation(
      data: data,
      reading: OutputReading(of: graph, areLogits: settled.compilation.loss.takesLogits))
    guard show.check(&context, of: evaluation) else { return nil }
    let outline = EvaluateOutline(
      classNames: classNames, reading: evaluation.reading, parts: parts,
      expectations: expectations, plots: show)
    let classCount = classNames.count
    let shapes: [(name: String, shape: ResultShape)] = names.map { name in
      (name, parts[name].map { .list(.value, count: $0.count) } ?? .value)
    }
    return CheckedCell(
      outline: outline,
      body: EvaluateBody(
        graph: graph, compilation: settled.compilation, data: data,
        isTrained: state.latestFit != nil, tuned: state.outline.tuned,
        isCompiledByTune: state.isCompiledByTune),
      result: .members([
        (name: "metrics", shape: .members(shapes)),
        (
          name: "confusion_matrix",
          shape: .list(.list(.value, count: classCount), count: classCount)
        ),
      ]))
  }

  private func checkedExpectations(
    _ names: [String], _ parts: [String: MetricPartNames], _ context: inout CheckContext
  ) -> [Expectation]? {
    var expectations: [Expectation] = []
    for entry in expect?.entries ?? [] {
      guard names.contains(entry.key) else {
        context.error(
          "expect-unknown",
          "there is no metric '\(entry.key)'; there are \(names.joined(separator: ", "))",
          at: entry.value.span, suggestion: nil)
        return nil
      }
      guard parts[entry.key] == nil else {
        context.error(
          "expect-several", "'\(entry.key)' is several numbers, an expectation is of one",
          at: entry.value.span)
        return nil
      }
      guard let expectation = Expectation(metric: entry.key, entry.value) else {
        context.error(
          "expect-form",
          "an expectation is a comparison such as '>= 0.90', not '\(entry.value.value)'",
          at: entry.value.span)
        return nil
      }
      expectations.append(expectation)
    }
    return expectations
  }
}

/// What is known of an evaluate cell before anything runs.
struct EvaluateOutline: Sendable {
  var classNames: [String]
  /// How the outputs of the model tell probabilities.
  var reading: OutputReading
  /// What the numbers belong to of every metric that gives several.
  var parts: [String: MetricPartNames]
  var expectations: [Expectation]
  var plots: [PlotCall]
}

/// Something that has to hold for a metric.
struct Expectation: Sendable {
  var metric: String
  var comparison: String
  var bound: Double
  var span: SourceSpan?

  private static let comparisons = [">=", "<=", "==", "!=", ">", "<"]

  /// Reads `>= 0.90`; nil for anything else.
  init?(metric: String, _ written: Located<String>) {
    let text = written.value.filter { $0 != " " }
    guard let comparison = Self.comparisons.first(where: { text.hasPrefix($0) }),
      let bound = Double(text.dropFirst(comparison.count))
    else { return nil }
    self.metric = metric
    self.comparison = comparison
    self.bound = bound
    span = written.span
  }

  /// Whether it holds.
  func holds(for value: Double) -> Bool {
    switch comparison {
    case ">=": value >= bound
    case "<=": value <= bound
    case "==": value == bound
    case "!=": value != bound
    case ">": value > bound
    default: value < bound
    }
  }
}
