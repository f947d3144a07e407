import Tensors
import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas

/// Settles how a model learns: its optimizer, its loss, and the metrics that are watched.
struct Compile: Directive {
  var model = ModelReference.nearest
  var optimizer = OptimizerCall(RMSprop())
  var loss: Located<LossCall>?
  var metrics: [MetricCall] = []

  static let schema = Schema<Self>(
    "compile",
    summary:
      "Settles how a model learns: its optimizer, its loss, and the metrics that are watched.",
    [
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
      Field("optimizer", \.optimizer, doc: "How gradients change weights."),
      Field("loss", \.loss, .required, doc: "What is made small."),
      Field("metrics", \.metrics, doc: "What is watched beside the loss."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    guard let state = context.state(of: model), let loss else { return nil }
    let compilation = Compilation(
      optimizer: optimizer.optimizer, loss: loss.value.loss, metrics: metrics.map(\.metric))
    let outline = CompileOutline(
      model: state.model, compilation: compilation, metricSpans: metrics.map(\.span),
      lossSpan: loss.span, metricsEntry: context.cell.entries.first { $0.key == "metrics" })
    let graph = state.outline.graph
    guard outline.checkNames(&context),
      outline.checkFit(
        of: graph, classCount: state.outline.classCount ?? graph.outputShape.count, &context),
      outline.checkSingleNumbers(of: graph, &context)
    else { return nil }
    return CheckedCell(
      outline: outline, body: CompileBody(result: CompileResult(compilation)),
      result: .members([
        (name: "optimizer", shape: .value), (name: "loss", shape: .value),
        (name: "metrics", shape: .list(.value, count: metrics.count)),
      ]))
  }
}

/// What is known of a compile cell before anything runs.
struct CompileOutline: Sendable {
  var model: CheckContext.EarlierCell
  var compilation: Compilation
  var metricSpans: [SourceSpan]
  var lossSpan: SourceSpan?

  /// The metrics as they were written.
  var metricsEntry: RawEntry?

  /// Checks that every metric has a name of its own; false after a mistake.
  func checkNames(_ context: inout CheckContext) -> Bool {
    var names: Set<String> = ["loss"]
    for (metric, span) in zip(compilation.metrics, metricSpans)
    where !names.insert(metric.resultName).inserted {
      context.error(
        "metric-duplicate",
        "two metrics would be called '\(metric.resultName)'; give one of them a name=…", at: span)
      return false
    }
    return true
  }

  /// Checks that every metric is one number an epoch; false after a mistake.
  func checkSingleNumbers(of graph: Graph, _ context: inout CheckContext) -> Bool {
    for (metric, span) in zip(compilation.metrics, metricSpans) {
      let advice: String
      switch metric.parts(width: graph.outputShape.count) {
      case nil: continue
      case .classes: advice = "a number for every class: say average=macro"
      case .thresholds: advice = "a number for every threshold: give it one"
      }
      context.error(
        "metric-several",
        "\(metric.resultName) gives \(advice), or ask for it in an evaluate cell", at: span)
      return false
    }
    return true
  }

  /// Checks that loss and metrics can be computed of a model's output; false after a mistake.
  func checkFit(of graph: Graph, classCount: Int, _ context: inout CheckContext) -> Bool {
    if let problem = compilation.loss.problem(
      outputShape: graph.outputShape, classCount: classCount, finalActivation: graph.finalActivation
    ) {
      let name = type(of: compilation.loss).schemaName
      context.error("loss-shape", "\(name) \(problem)", at: lossSpan)
      return false
    }
    for (metric, span) in zip(compilation.metrics, metricSpans) {
      if let problem = metric.problem(outputShape: graph.outputShape, classCount: classCount) {
        context.error("metric-shape", "\(metric.resultName) \(problem)", at: span)
        return false
      }
    }
    return true
  }
}

/// Writes the settings down.
struct CompileBody: StepBody {
  let result: CompileResult

  func run(_ context: RunContext) throws -> CompileResult { result }
}

extension CompileResult {
  init(_ compilation: Compilation) {
    self.init(
      optimizer: compilation.optimizer.canonical.text, loss: compilation.loss.canonical.text,
      metrics: compilation.metrics.map(\.canonical.text))
  }
}
