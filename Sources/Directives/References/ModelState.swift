import Notebooks
import Datasets
import Diagnostics
import Engine
import Execution
import Formats
import Schemas
import Tensors

/// A model as a cell finds it: its layers, how it learns, and what training has left.
struct ModelState: Sendable {
  var model: CheckContext.EarlierCell
  var outline: ModelOutline
  /// The latest compile cell; nil where the model was not compiled.
  var compile: (step: Int, outline: CompileOutline)?
  /// The latest search among its variants, whose best one it is since then; nil for none.
  var tune: (cell: CheckContext.EarlierCell, outline: TuneOutline)?
  /// The fits since the model cell or the search, in order; the search is the first of them.
  var fits: [(cell: CheckContext.EarlierCell, outline: FitOutline)]

  /// The fits behind the weights: those of the model that this one started from, and its own.
  var allFits: [CheckContext.EarlierCell] { outline.earlierFits + fits.map(\.cell) }

  /// Whether the settings it learns by are those that a search chose.
  var isCompiledByTune: Bool { tune.map { $0.outline.compileStep == compile?.step } ?? false }

  /// The cell that says what the layers are.
  var architecture: CheckContext.EarlierCell { tune?.cell ?? model }

  /// The fit whose weights the model has; nil where it was not trained.
  var latestFit: (cell: CheckContext.EarlierCell, outline: FitOutline)? { fits.last }
}

/// A reference to a model cell by its name.
struct ModelReference: SchemaValue {
  var name: String?
  var span: SourceSpan?

  /// The nearest model above.
  static let nearest = ModelReference()

  static var expected: String { "the name of a model cell" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let name = raw.plainText else {
      mismatch(raw, &diagnostics)
      return nil
    }
    return Self(name: name, span: raw.span)
  }

  var canonical: Canonical { name.map(Canonical.string) ?? .none }
}

extension CheckContext {
  /// Finds a model and everything that the cells above did with it.
  mutating func state(of reference: ModelReference) -> ModelState? {
    if let name = reference.name,
      let index = earlier.firstIndex(where: { $0.name == name && $0.directive == Tune.schemaName })
    {
      // A search that has a mistake of its own said so.
      guard let tune = earlier[index].outline as? TuneOutline,
        let outline = tune.model.outline as? ModelOutline
      else { return nil }
      return state(of: tune.model, outline, after: earlier[...index])
    }
    let tunes = earlier.filter { $0.directive == Tune.schemaName }.map(\.name)
    guard
      let model = find("model", named: reference.name, at: reference.span, orMeaning: tunes),
      let outline = model.outline as? ModelOutline
    else { return nil }
    return state(of: model, outline, after: earlier[...])
  }

  /// What some cells did with a model.
  private func state(
    of model: EarlierCell, _ outline: ModelOutline, after cells: ArraySlice<EarlierCell>
  ) -> ModelState {
    var state = ModelState(model: model, outline: outline, compile: nil, tune: nil, fits: [])
    for cell in cells {
      // The word is compared first: to ask every outline for its type takes long in a long notebook.
      if cell.directive == Compile.schemaName, let compile = cell.outline as? CompileOutline,
        compile.model.step == model.step
      {
        state.compile = (cell.step, compile)
      } else if cell.directive == Fit.schemaName, let fit = cell.outline as? FitOutline,
        fit.model.step == model.step
      {
        state.fits.append((cell, fit))
      } else if cell.directive == Tune.schemaName, let tune = cell.outline as? TuneOutline,
        tune.model.step == model.step
      {
        state.tune = (cell, tune)
        state.outline.tuned = tune.network
        state.outline.weightSeed = nil
        state.fits = [(cell, tune.asFit)]
      }
    }
    return state
  }

  /// Finds a model that was compiled; says so where it was not.
  mutating func compiledState(of reference: ModelReference) -> (ModelState, CompileOutline)? {
    guard let state = state(of: reference) else { return nil }
    if let compile = state.compile { return (state, compile.outline) }
    // A compile cell with a mistake of its own has said what is wrong.
    let isBroken = earlier.contains { $0.directive == "compile" && $0.outline == nil }
    if !isBroken {
      error(
        "model-not-compiled",
        "\(cell.directive) needs a compile cell for the model '\(state.model.name)' above it",
        at: reference.span)
    }
    return nil
  }

  /// Declares that the architecture and the present weights of a model enter this cell.
  mutating func useWeights(of state: ModelState) {
    use(state.architecture, facet: ModelResult.architectureFacet, as: "model")
    if let fit = state.latestFit {
      use(fit.cell, facet: "weights", as: "weights")
    } else {
      use(state.model, facet: "weights", as: "weights")
    }
  }
}

extension CheckContext {
  /// Declares that what a model learns by enters this cell, where a search chose it.
  mutating func useSettings(of state: ModelState) {
    guard state.isCompiledByTune, let tune = state.tune else { return }
    use(tune.cell, facet: TuneResult.hyperparametersFacet, as: "hyperparameters")
  }
}

extension RunContext {
  /// The weights that `useWeights` declared.
  func weights(isTrained: Bool) throws -> [(name: String, tensor: Tensor)] {
    let attachment =
      isTrained
      ? try input("weights", as: FitResult.self).weights
      : try input("weights", as: ModelResult.self).weights
    return try Safetensors.decode(attachment.bytes())
  }
}
