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
  /// - Returns: A plan or more for every model cell, in reading order. A model that nothing trains is
  ///   planned for Keras' 32 examples forward.
  public func modelPlans(of program: Program) -> [ModelCellPlan] {
    program.cells.indices.flatMap { index -> [ModelCellPlan] in
      guard let outline = program.cells[index]?.outline as? ModelOutline,
        let step = program.stepOfCell[index]
      else { return [] }
      let cell = program.notebook.cells[index]
      let plans = trainings(of: step, program).map { training in
        ModelCellPlan(
          model: cell.name, line: cell.span.start.line, fits: training.fits,
          optimizer: type(of: training.settings.compilation.optimizer).schemaName,
          plan: ModelPlan(
            outline.graph, batchSize: training.settings.batchSize, numerics: settings.numerics,
            optimizer: training.settings.compilation.optimizer))
      }
      guard plans.isEmpty else { return plans }
      return [
        ModelCellPlan(
          model: cell.name, line: cell.span.start.line, fits: [],
          plan: ModelPlan(outline.graph, batchSize: 32, numerics: settings.numerics))
      ]
    }
  }

  /// The fits of a model, those that need the same together.
  private func trainings(
    of model: Int, _ program: Program
  ) -> [(fits: [String], settings: FitSettings)] {
    var trainings: [(fits: [String], settings: FitSettings)] = []
    for (index, checked) in program.cells.enumerated() {
      guard let outline = checked?.outline as? FitOutline, outline.model.step == model,
        let settings = (checked?.body as? FitBody)?.settings
      else { continue }
      let name = program.notebook.cells[index].name
      let known = trainings.firstIndex {
        $0.settings.batchSize == settings.batchSize
          && $0.settings.compilation.optimizer.canonical
            == settings.compilation.optimizer.canonical
      }
      if let known {
        trainings[known].fits.append(name)
      } else {
        trainings.append(([name], settings))
      }
    }
    return trainings
  }
}
