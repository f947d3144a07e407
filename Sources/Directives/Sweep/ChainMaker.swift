import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas
import Tensors

/// The body of a cell at a point.
struct PointBody {
  var raw: RawValue
  var keySpan: SourceSpan
  var isReadable: Bool
}

/// Makes the cells of a point for one seed.
struct ChainMaker {
  /// What the names of the steps begin with.
  let prefix: String

  /// The name of the point.
  let group: String

  /// What is added to the notebook's seed.
  let offset: UInt64

  /// The sweep.
  let source: Cell

  /// What the sweep compares.
  let compared: [ComparedName]

  var diagnostics: [Diagnostic] = []
  var evaluated: [SweepExpansion.Measured] = []
  var watched: [SweepExpansion.Measured] = []

  /// Makes the chain; nil after a mistake.
  mutating func make(
    _ bodies: [String: PointBody], below scope: [CheckContext.EarlierCell],
    _ context: inout CheckContext
  ) -> SweepOutline.Chain? {
    var scope = scope
    let above = scope.count
    var model: RawEntry?
    if let body = bodies[Model.schemaName] {
      if body.raw.entries == nil {
        model = RawEntry(key: Model.schemaName, keySpan: body.keySpan, value: body.raw)
      } else {
        scope.append(cell(Model.schemaName, body, below: scope, &context))
      }
    }
    if let body = bodies[Compile.schemaName] {
      scope.append(cell(Compile.schemaName, body, adding: model, below: scope, &context))
    }
    guard let fitBody = bodies[Fit.schemaName] else { return nil }
    let fit = cell(Fit.schemaName, fitBody, adding: model, below: scope, &context)
    scope.append(fit)
    noteHistory(of: fit, context)
    var evaluate: CheckContext.EarlierCell?
    if var body = bodies[Evaluate.schemaName] {
      addMetrics(to: &body, fit, scope, context)
      let cell = cell(Evaluate.schemaName, body, adding: model, below: scope, &context)
      scope.append(cell)
      noteMetrics(of: cell, context)
      evaluate = cell
    }
    let cells = Array(scope[above...])
    guard cells.allSatisfy({ $0.outline != nil }) else { return nil }
    return SweepOutline.Chain(cells: cells, fit: fit, evaluate: evaluate)
  }

  private mutating func cell(
    _ directive: String, _ body: PointBody, adding more: RawEntry? = nil,
    below scope: [CheckContext.EarlierCell], _ context: inout CheckContext
  ) -> CheckContext.EarlierCell {
    var entries = body.raw.entries ?? []
    if let more, !entries.contains(where: { $0.key == more.key }) { entries.append(more) }
    // Many points would make a long page: they show what they are told to show.
    if directive != Compile.schemaName, !entries.contains(where: { $0.key == "show" }) {
      entries.append(
        RawEntry(key: "show", keySpan: body.keySpan, value: RawValue(.list([]), at: body.keySpan)))
    }
    let seed = offset == 0 ? "" : "/seed-\(context.seed &+ offset)"
    let cell = Cell(
      directive, at: body.keySpan, name: "\(prefix)\(seed)/\(directive)", entries,
      isReadable: body.isReadable && body.raw.entries != nil, in: source)
    return context.checkInner(
      cell, in: group, below: scope, seedOffset: offset, &diagnostics)
  }

  // MARK: - What is measured

  private mutating func noteHistory(
    of fit: CheckContext.EarlierCell, _ context: CheckContext
  ) {
    guard let inner = context.innerCell(of: fit),
      let settings = (inner.checked.body as? FitBody)?.settings
    else { return }
    for name in inner.checked.result.names(at: ["history"]) {
      let own = name.hasPrefix("val_") ? String(name.dropFirst("val_".count)) : name
      let metric = settings.compilation.metrics.first { $0.resultName == own }
      guard own == "loss" || metric != nil else { continue }
      watched.append(
        SweepExpansion.Measured(
          name: name, prefersSmall: metric.map { $0.mode == .min } ?? true, isSeveral: false))
    }
  }

  private mutating func noteMetrics(
    of evaluate: CheckContext.EarlierCell, _ context: CheckContext
  ) {
    guard let inner = context.innerCell(of: evaluate),
      let body = inner.checked.body as? EvaluateBody
    else { return }
    let several = (evaluate.outline as? EvaluateOutline)?.parts ?? [:]
    for name in body.compilation.metricNames {
      let metric = body.compilation.metrics.first { $0.resultName == name }
      evaluated.append(
        SweepExpansion.Measured(
          name: name, prefersSmall: metric.map { $0.mode == .min } ?? true,
          isSeveral: several[name] != nil))
    }
  }

  /// Lets evaluate measure what is compared and nobody else measures.
  private func addMetrics(
    to body: inout PointBody, _ fit: CheckContext.EarlierCell,
    _ scope: [CheckContext.EarlierCell], _ context: CheckContext
  ) {
    guard let entries = body.raw.entries,
      let settings = (context.innerCell(of: fit)?.checked.body as? FitBody)?.settings
    else { return }
    let written = entries.first { $0.key == "metrics" }
    let compile = scope.last { $0.outline is CompileOutline }?.outline as? CompileOutline
    guard let metrics = (written ?? compile?.metricsEntry)?.value.metrics ?? [RawValue]?([]) else {
      return
    }
    var ignored: [Diagnostic] = []
    let names =
      ["loss"] + watched.map(\.name).filter { $0.hasPrefix("val_") }
      + metrics.compactMap { MetricCall.read($0, &ignored)?.metric.resultName }
    let missing = compared.filter { !names.contains($0.name) }
      .compactMap { $0.measurement(width: settings.graph.outputShape.count) }
    guard !missing.isEmpty else { return }
    let entry = RawEntry(
      key: "metrics", keySpan: written?.keySpan ?? body.keySpan,
      value: RawValue(.list(metrics + missing), at: written?.value.span ?? body.keySpan))
    body.raw.node = .mapping(entries.filter { $0.key != "metrics" } + [entry])
  }
}

extension RawValue {
  /// The items of a list of metrics, or the one that stands alone.
  fileprivate var metrics: [RawValue]? {
    var ignored: [Diagnostic] = []
    var raw = self
    if case .text(let text, _) = node, text.text.hasPrefix("[") {
      raw = resolved(&ignored) ?? self
    }
    switch raw.node {
    case .list(let items): return items
    case .none: return []
    default: return [raw]
    }
  }
}

extension ResultShape {
  /// The names below a path of names.
  fileprivate func names(at path: ArraySlice<String>) -> [String] {
    guard case .members(let members) = self else { return [] }
    guard let head = path.first else { return members.map(\.name) }
    return members.first { $0.name == head }?.shape.names(at: path.dropFirst()) ?? []
  }
}
