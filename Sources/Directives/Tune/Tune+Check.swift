import Diagnostics
import Engine
import Execution
import Schemas
import Tuning

extension Tune {
  func check(_ context: inout CheckContext) -> CheckedCell? {
    show.check(in: &context)
    guard checkKeys(&context), let (state, _) = context.compiledState(of: model),
      let compile = context.earlier.first(where: {
        $0.step == state.compile?.step && $0.directive == Compile.schemaName
      })
    else { return nil }
    if (state.model.outline as? ModelOutline)?.tuned != nil {
      context.error(
        "tune-origin",
        "'\(state.model.name)' starts from the best model of a search, whose layers are "
          + "known only afterwards", at: model.span)
      return nil
    }
    var found: [Diagnostic] = []
    let template = TrialTemplate(
      context, model: state.model, compile: compile, fit: fit, &found)
    guard template.isWhole, found.isEmpty, let space = space(of: template, &found),
      let points = points(of: template, space, &found),
      let objective = objective(points, &context), found.isEmpty
    else {
      context.diagnostics += found
      return nil
    }
    let seed = tuner.tuner.seed.map { UInt64(bitPattern: Int64($0)) } ?? context.seed
    let plans = tuner.tuner.plan(for: space, seed: seed)
    guard checkSize(plans, &context) else { return nil }
    let search = TrialSearch(
      tuner: tuner.tuner, seed: seed, space: space, objective: objective, template: template,
      settings: points.map(\.settings))
    guard addStages(plans, search, points, &context, &found) else {
      context.diagnostics += found
      return nil
    }
    let outline = TuneOutline(
      model: state.model, compileStep: state.compile?.step, earlierFits: state.outline.earlierFits,
      space: space, objective: objective, network: TunedNetwork(template), plots: show)
    return CheckedCell(
      outline: outline, body: TuneBody(search: search, trialCount: plans.count),
      result: resultShape(space, trialCount: plans.count))
  }

  /// Keys of a fit that a search has no use for.
  private static let foreignKeys = [
    "model": "the search's own key 'model' names the model",
    "initial_epoch": "every trial begins with its first epoch",
    "seeds": "every trial trains with the notebook's seed",
    "show": "the search's own key 'show' says what the report draws",
  ]

  private func checkKeys(_ context: inout CheckContext) -> Bool {
    for entry in fit.entries {
      if let reason = Self.foreignKeys[entry.key] {
        context.error(
          "tune-fit", "the fit of a search has no key '\(entry.key)': \(reason)", at: entry.keySpan)
        return false
      }
      if entry.key == "epochs", tuner.tuner is Hyperband {
        context.error(
          "tune-fit", "Hyperband says how many epochs a trial has: write max_epochs in its call",
          at: entry.keySpan)
        return false
      }
    }
    return true
  }

  private func space(
    of template: TrialTemplate, _ found: inout [Diagnostic]
  ) -> SearchSpace? {
    var builder = SpaceBuilder()
    for body in [template.bodies.model, template.bodies.compile, template.bodies.fit] {
      builder.add(body, &found)
    }
    guard found.isEmpty, let space = builder.space(&found) else { return nil }
    guard !space.searched.isEmpty else {
      let (model, compile) = template.cellNames
      found.append(
        Diagnostic(
          "tune-nothing",
          "there is nothing to search for: write hp.Int, hp.Float, hp.Choice or hp.Boolean in place "
            + "of a value in '\(model)', in '\(compile)' or under fit",
          at: self.model.span ?? tuner.span))
      return nil
    }
    return space
  }

  /// What the defaults mean, and what each other value does by itself.
  private func points(
    of template: TrialTemplate, _ space: SearchSpace, _ found: inout [Diagnostic]
  ) -> [TrialPoint]? {
    var points: [TrialPoint] = []
    for (index, configuration) in space.variations.enumerated() {
      if let point = template.point(of: configuration, &found) { points.append(point) }
      // What is wrong with the defaults is wrong with most other values.
      if index == 0, !found.isEmpty { return nil }
    }
    return points
  }

  private func objective(
    _ points: [TrialPoint], _ context: inout CheckContext
  ) -> ResolvedObjective? {
    let written = tuner.tuner.objective
    for point in points {
      let names = point.metricNames
      guard !names.contains(written.metric) else { continue }
      let isUnwatched =
        written.metric.hasPrefix("val_") && !names.contains { $0.hasPrefix("val_") }
      context.error(
        "objective-unknown",
        isUnwatched
          ? "there is no metric '\(written.metric)': the search's fit has no validation_data and no "
            + "validation_split"
          : "there is no metric '\(written.metric)'; there are \(names.joined(separator: ", "))",
        at: written.span,
        suggestion: isUnwatched ? nil : NearMiss.of(written.metric, among: names))
      return nil
    }
    let metrics = points.first?.settings.compilation.metrics ?? []
    let mode = written.direction.map { $0 == .min ? MonitorMode.min : .max }
    guard let mode = mode ?? MonitorMode(of: written.metric, among: metrics) else {
      context.error(
        "objective-direction",
        "nothing says whether '\(written.metric)' should fall or grow; write "
          + "Objective('\(written.metric)', direction='min') or 'max'", at: written.span)
      return nil
    }
    return ResolvedObjective(metric: written.metric, mode: mode)
  }

  private func checkSize(_ plans: [TrialPlan], _ context: inout CheckContext) -> Bool {
    guard plans.count >= GridSearch.mostTrials else { return true }
    context.error(
      "tune-size",
      "the search would take \(GridSearch.mostTrials) trials or more; max_trials bounds it",
      at: tuner.span)
    return false
  }

  /// Adds a step for every trial.
  private func addStages(
    _ plans: [TrialPlan], _ search: TrialSearch, _ points: [TrialPoint],
    _ context: inout CheckContext, _ found: inout [Diagnostic]
  ) -> Bool {
    var stages: [StageReference] = []
    for (index, plan) in plans.enumerated() {
      let label = TrialSearch.label(ofTrial: index)
      let stage: Stage
      switch plan.source {
      case .settled(let configuration):
        guard let point = search.template.point(of: configuration, &found), found.isEmpty else {
          continue
        }
        stage = search.stage(index, plan, configuration, point)
      case _ where !found.isEmpty: continue
      case .proposed:
        stage = search.stage(index, plan, reading: Array(0..<index), among: stages, points)
      case .promoted(let trials, _):
        stage = search.stage(index, plan, reading: trials, among: stages, points)
      }
      let reference = context.addStage(stage)
      context.use(reference, as: label)
      stages.append(reference)
    }
    context.useDetail("objective", .string("\(search.objective.metric) \(search.objective.mode)"))
    return found.isEmpty
  }

  private func resultShape(_ space: SearchSpace, trialCount: Int) -> ResultShape {
    let trial = ResultShape.members([
      (name: "number", shape: .value),
      (
        name: "hyperparameters",
        shape: .members(space.hyperparameters.map { (name: $0.name, shape: .value) })
      ),
      (name: "score", shape: .value), (name: "epochs", shape: .value),
    ])
    return .members([
      (name: "trials", shape: .list(trial, count: trialCount)), (name: "best", shape: trial),
      (name: "objective", shape: .value), (name: "direction", shape: .value),
    ])
  }
}
