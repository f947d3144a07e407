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
  /// The fits since the model cell, in order.
  var fits: [(cell: CheckContext.EarlierCell, outline: FitOutline)]

  /// The fits behind the weights: those of the model that this one started from, and its own.
  var allFits: [CheckContext.EarlierCell] { outline.earlierFits + fits.map(\.cell) }

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
    guard let model = find("model", named: reference.name, at: reference.span),
      let outline = model.outline as? ModelOutline
    else { return nil }
    var state = ModelState(model: model, outline: outline, compile: nil, fits: [])
    for cell in earlier {
      // The word is compared first: to ask every outline for its type takes long in a long notebook.
      if cell.directive == Compile.schemaName, let compile = cell.outline as? CompileOutline,
        compile.model.step == model.step
      {
        state.compile = (cell.step, compile)
      } else if cell.directive == Fit.schemaName, let fit = cell.outline as? FitOutline,
        fit.model.step == model.step
      {
        state.fits.append((cell, fit))
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
    use(state.model, facet: ModelResult.architectureFacet, as: "model")
    if let fit = state.latestFit {
      use(fit.cell, facet: "weights", as: "weights")
    } else {
      use(state.model, facet: "weights", as: "weights")
    }
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
