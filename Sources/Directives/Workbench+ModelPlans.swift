import Diagnostics
public import Engine
public import Execution
import Notebooks
import Schemas

/// What a model cell needs where it is trained; or where nothing trains it.
public struct ModelCellPlan: Sendable {
  /// The name of the model cell.
  public var model: String

  /// Its line.
  public var line: Int

  /// The fits that it is planned for, all with the same batch size and the same optimizer; none for a
  /// model that nothing trains.
  public var fits: [String]

  /// The optimizer's name; nil for a model that nothing trains.
  public var optimizer: String?

  /// The plan.
  public var plan: ModelPlan
}

extension Workbench {
  /// Plans the models of a notebook, each for the batches of its fits.
  ///
  /// - Parameter program: The notebook.
  /// - Returns: A plan or more for every model cell, in reading order; of the models that a sweep makes,
  ///   one for all that are planned alike. A model that nothing trains is planned for Keras' 32 examples
  ///   forward.
  public func modelPlans(of program: Program) -> [ModelCellPlan] {
    let cells = program.plannedCells
    var known: Set<String> = []
    return cells.flatMap { cell -> [ModelCellPlan] in
      guard let outline = cell.checked.outline as? ModelOutline else { return [] }
      let trainings = trainings(of: cell.step, among: cells)
      if cell.isInner {
        let settings = trainings.map { training in
          "\(training.settings.batchSize) \(training.settings.compilation.optimizer.canonical.text)"
        }
        let text = outline.graph.canonical.text + settings.joined()
        guard known.insert(text).inserted else { return [] }
      }
      let plans = trainings.map { training in
        ModelCellPlan(
          model: cell.name, line: cell.line, fits: training.fits,
          optimizer: type(of: training.settings.compilation.optimizer).schemaName,
          plan: ModelPlan(
            outline.graph, batchSize: training.settings.batchSize, numerics: settings.numerics,
            optimizer: training.settings.compilation.optimizer))
      }
      guard plans.isEmpty else { return plans }
      return [
        ModelCellPlan(
          model: cell.name, line: cell.line, fits: [],
          plan: ModelPlan(outline.graph, batchSize: 32, numerics: settings.numerics))
      ]
    }
  }

  /// The fits of a model, those that need the same together.
  private func trainings(
    of model: Int, among cells: [Program.PlannedCell]
  ) -> [(fits: [String], settings: FitSettings)] {
    var trainings: [(fits: [String], settings: FitSettings)] = []
    for cell in cells {
      guard let outline = cell.checked.outline as? FitOutline, outline.model.step == model,
        let settings = (cell.checked.body as? FitBody)?.settings
      else { continue }
      let known = trainings.firstIndex {
        $0.settings.batchSize == settings.batchSize
          && $0.settings.compilation.optimizer.canonical
            == settings.compilation.optimizer.canonical
      }
      if let known {
        trainings[known].fits.append(cell.name)
      } else {
        trainings.append(([cell.name], settings))
      }
    }
    return trainings
  }
}

extension Program {
  /// A cell with a step.
  fileprivate struct PlannedCell {
    var name: String
    var line: Int
    var step: Int
    var checked: CheckedCell
    var isInner: Bool
  }

  /// The cells of the notebook, and those that they are made of, in the order of their steps.
  fileprivate var plannedCells: [PlannedCell] {
    let own = cells.indices.compactMap { index -> PlannedCell? in
      guard let checked = cells[index], let step = stepOfCell[index] else { return nil }
      let cell = notebook.cells[index]
      return PlannedCell(
        name: cell.name, line: cell.span.start.line, step: step, checked: checked, isInner: false)
    }
    let inner = innerCells.map { inner in
      PlannedCell(
        name: inner.cell.name, line: inner.cell.directiveSpan.start.line, step: inner.step,
        checked: inner.checked, isInner: true)
    }
    return (own + inner).sorted { $0.step < $1.step }
  }
}
