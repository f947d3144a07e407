import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas
import Tuning

/// The model, compile and fit cells of a search, in which hyperparameters stand in place of values.
struct TrialTemplate: Sendable {
  /// The cells above the search, without what was done with the model before.
  private let context: CheckContext
  private let earlier: [CheckContext.EarlierCell]
  private let model: CheckContext.EarlierCell
  private let compile: CheckContext.EarlierCell
  private let fit: Cell

  /// The bodies of the cells.
  let bodies: Bodies

  /// The bodies of the cells, by their directives.
  struct Bodies: Sendable {
    var model: HyperparameterTemplate
    var compile: HyperparameterTemplate
    var fit: HyperparameterTemplate
  }

  /// The cells of a search.
  ///
  /// - Parameters:
  ///   - context: The search.
  ///   - model: The model cell.
  ///   - compile: Its compile cell.
  ///   - fit: The body of the fit.
  ///   - diagnostics: Where mistakes in the fit's hyperparameters go; those of other cells said so.
  init(
    _ context: CheckContext, model: CheckContext.EarlierCell, compile: CheckContext.EarlierCell,
    fit: FitSection, _ diagnostics: inout [Diagnostic]
  ) {
    self.context = context
    self.model = model
    self.compile = compile
    earlier = context.earlier.filter { cell in
      if let fit = cell.outline as? FitOutline { return fit.model.step != model.step }
      if let tune = cell.outline as? TuneOutline { return tune.model.step != model.step }
      return true
    }
    var cell = context.cell
    cell.directive = Fit.schemaName
    cell.directiveSpan = fit.span ?? cell.directiveSpan
    cell.entries = fit.entries
    self.fit = cell
    var known: [Diagnostic] = []
    bodies = Bodies(
      model: HyperparameterTemplate(model.cell.entries, &known),
      compile: HyperparameterTemplate(compile.cell.entries, &known),
      fit: HyperparameterTemplate(fit.entries, &diagnostics))
    isWhole = known.isEmpty
  }

  /// Whether the cells are without mistakes in their hyperparameters; they said so themselves.
  let isWhole: Bool

  /// The names of the cells that hyperparameters stand in.
  var cellNames: (model: String, compile: String) { (model.name, compile.name) }

  /// The cells as they were written.
  var cells: (model: Cell, compile: Cell, fit: Cell) { (model.cell, compile.cell, fit) }

  /// Puts the values of a configuration in the place of hyperparameters, and checks what comes out.
  ///
  /// - Parameters:
  ///   - configuration: The values.
  ///   - diagnostics: Where mistakes go, each with the values in a note.
  /// - Returns: What the trial is; nil after a mistake.
  func point(
    of configuration: Configuration, _ diagnostics: inout [Diagnostic]
  ) -> TrialPoint? {
    var found: [Diagnostic] = []
    defer {
      let values = configuration.entries.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
      diagnostics += found.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.notes.append(Diagnostic.Note("with \(values)"))
        return diagnostic
      }
    }
    func cell(
      _ earlier: CheckContext.EarlierCell, _ body: HyperparameterTemplate
    ) -> (cell: Cell, above: [CheckContext.EarlierCell]) {
      var cell = earlier.cell
      cell.entries = body.entries(with: configuration)
      return (cell, Array(context.earlier.prefix { $0.name != earlier.name }))
    }
    let (modelCell, aboveModel) = cell(model, bodies.model)
    guard
      let layers = context.rehearse(Model.self, modelCell, after: aboveModel, &found),
      let outline = layers.checked.outline as? ModelOutline,
      let body = layers.checked.body as? ModelBody
    else { return nil }
    var tried = [model.step: layers.checked.outline]
    func retold(_ cells: [CheckContext.EarlierCell]) -> [CheckContext.EarlierCell] {
      cells.map { cell in
        var cell = cell
        if let outline = tried[cell.step] { cell.outline = outline }
        return cell
      }
    }
    let (compileCell, aboveCompile) = cell(compile, bodies.compile)
    guard
      let compiled = context.rehearse(
        Compile.self, compileCell, after: retold(aboveCompile), &found)
    else { return nil }
    tried[compile.step] = compiled.checked.outline
    var fitCell = fit
    let name = RawValue(.word(model.name), at: fit.directiveSpan)
    fitCell.entries =
      bodies.fit.entries(with: configuration)
      + [RawEntry(key: "model", keySpan: fit.directiveSpan, value: name)]
    guard
      let fitted = context.rehearse(Fit.self, fitCell, after: retold(earlier), &found),
      let settings = (fitted.checked.body as? FitBody)?.settings
    else { return nil }
    return TrialPoint(
      settings: settings, start: body, outline: outline, model: layers, compile: compiled,
      fit: fitted, modelStep: model.step)
  }

  /// A configuration that does not fit together, although each of its values does by itself.
  struct Mismatch: Error, CustomStringConvertible {
    var description: String
  }

  /// Puts the values of a configuration in the place of hyperparameters.
  ///
  /// - Parameter configuration: The values.
  /// - Returns: What the trial is.
  /// - Throws: `Mismatch` where the values do not fit together.
  func point(of configuration: Configuration) throws(Mismatch) -> TrialPoint {
    var found: [Diagnostic] = []
    guard let point = point(of: configuration, &found) else {
      throw Mismatch(description: found.map(\.message).joined(separator: "; "))
    }
    return point
  }
}

/// What a configuration turned out to mean.
struct TrialPoint: Sendable {
  /// The training.
  var settings: FitSettings
  /// What makes the first weights.
  var start: ModelBody
  /// The model.
  var outline: ModelOutline

  fileprivate let model: Rehearsal
  fileprivate let compile: Rehearsal
  fileprivate let fit: Rehearsal
  fileprivate let modelStep: Int

  fileprivate init(
    settings: FitSettings, start: ModelBody, outline: ModelOutline, model: Rehearsal,
    compile: Rehearsal, fit: Rehearsal, modelStep: Int
  ) {
    self.settings = settings
    self.start = start
    self.outline = outline
    self.model = model
    self.compile = compile
    self.fit = fit
    self.modelStep = modelStep
  }
}

extension TrialPoint {
  /// What the trial depends on, but for how long it trains.
  var parts: [Canonical.Entry] {
    [
      Canonical.Entry("model", .record("", model.parts)),
      Canonical.Entry("compile", .record("", compile.parts)),
      Canonical.Entry("fit", .record("", fit.parts)),
    ]
  }

  /// How long it trains.
  var extents: [Canonical.Entry] { fit.extents }

  /// What counts in the lineage in place of some parts.
  var replayed: [(name: String, part: Canonical)] {
    fit.replayed.map { ("fit.\($0.name)", $0.part) }
  }

  /// The results that it reads: those that its model begins with, and data.
  var inputs: [Step.Input] {
    model.inputs + fit.inputs.filter { $0.step != modelStep }
  }

  /// The files that it reads.
  var files: [Step.FileUse] { model.files + fit.files }

  /// The names of what every epoch notes.
  var metricNames: [String] { settings.metricNames }
}
