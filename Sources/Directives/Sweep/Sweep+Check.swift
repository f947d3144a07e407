import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas

extension Sweep {
  func check(_ context: inout CheckContext) -> CheckedCell? {
    let before = context.diagnostics.count
    guard checkForm(&context), checkPlaces(of: context.cell.entries, &context),
      let datasets = datasets(&context)
    else { return nil }
    compare.show.check(in: &context)

    let names = over.pointNames
    let descriptions = over.points.map(over.description)
    var expansion = SweepExpansion(sweep: self, entries: context.cell.entries)
    var mistakes = PointMistakes()
    for (index, point) in over.points.enumerated() {
      let dataset = dataAxis.flatMap { datasets[over.axes[$0].values[point[$0]].label] }
      mistakes.add(
        expansion.expand(point, named: names[index], dataset, &context), at: index)
    }
    let told = mistakes.told(descriptions)
    context.diagnostics += told
    // A reference that went wrong may have been the use of an axis.
    if !told.hasErrors { checkUses(expansion.uses, &context) }
    let results = SweepMetrics(expansion)
    guard let compared = results.compared(by: compare.metrics, &context) else { return nil }
    checkPlots(results, compared, &context)
    let mistakesOfMine = context.diagnostics[before...].filter { $0.severity == .error }
    guard mistakesOfMine.isEmpty, !expansion.isBroken else { return nil }

    let axes = over.axes.map { axis in
      SweepResult.Axis(
        name: axis.name,
        values: axis.values.map { SweepResult.AxisValue(label: $0.label, isName: $0.isNamed) })
    }
    let points = zip(over.points, zip(descriptions, expansion.chains)).map { point, rest in
      SweepOutline.Point(description: rest.0, values: point, chains: rest.1)
    }
    let body = SweepBody(
      name: context.cell.name, axes: axes, metrics: results.metrics, points: points,
      names: names, seed: context.seed)
    body.declareInputs(&context)
    return CheckedCell(
      outline: SweepOutline(
        axes: axes, points: points, compared: compared, historyNames: results.historyNames,
        plots: compare.show),
      body: body, result: body.resultShape)
  }

  /// The index of the axis that chooses the dataset.
  private var dataAxis: Int? { over.axes.firstIndex { $0.name == SweepAxes.dataName } }

  private func checkForm(_ context: inout CheckContext) -> Bool {
    for (name, body) in [("compile", compile), ("fit", fit), ("evaluate", evaluate)] {
      guard let body, body.isName else { continue }
      context.error(
        "field-type",
        "expected what a \(name) cell would say, found \(body.raw?.found ?? "a name")",
        at: context.span(of: name))
      return false
    }
    if let model, !model.isName, compile == nil {
      context.error(
        "field-missing", "a sweep with a model of its own needs the key 'compile'", at: nil)
      return false
    }
    guard let count = over.pointCount, count <= Self.mostPoints else {
      let sizes = over.axes.map { "\($0.values.count)" }.joined(separator: " × ")
      context.error(
        "sweep-size",
        "the axes make \(over.pointCount.map { "\(sizes) = \($0)" } ?? sizes) points; at most "
          + "\(Self.mostPoints) are possible", at: context.keySpan(of: "over"))
      return false
    }
    return true
  }

  /// The datasets of the axis `data` by name; nil after a mistake.
  private func datasets(
    _ context: inout CheckContext
  ) -> [String: CheckContext.EarlierCell]? {
    var datasets: [String: CheckContext.EarlierCell] = [:]
    guard let dataAxis else { return datasets }
    var isWhole = true
    for value in over.axes[dataAxis].values {
      guard let cell = context.find("dataset", named: value.label, at: value.span),
        cell.outline != nil
      else {
        isWhole = false
        continue
      }
      datasets[value.label] = cell
    }
    return isWhole ? datasets : nil
  }

  /// Reports references where they mean nothing; false where there are some.
  private func checkPlaces(of entries: [RawEntry], _ context: inout CheckContext) -> Bool {
    let count = context.diagnostics.count
    for entry in entries where ["over", "compare"].contains(entry.key) {
      var meanings = NoMeanings()
      _ = entry.value.replacingReferences(by: &meanings, &context.diagnostics)
    }
    return context.diagnostics.count == count
  }

  /// Reports axes that no cell depends on.
  private func checkUses(_ uses: Set<String>, _ context: inout CheckContext) {
    for axis in over.axes where axis.name != SweepAxes.dataName {
      guard uses.contains(axis.name) else {
        context.error(
          "axis-unused",
          "nothing in the sweep says ${\(axis.name)}, so this axis makes no difference",
          at: axis.nameSpan)
        continue
      }
    }
    for axis in over.axes where uses.contains(axis.name) {
      var told: Set<String> = []
      for field in axis.values.flatMap(\.fields)
      where !uses.contains("\(axis.name).\(field.key)") && told.insert(field.key).inserted {
        context.diagnostics.append(
          Diagnostic(
            "axis-field-unused", "nothing in the sweep says ${\(axis.name).\(field.key)}",
            at: field.keySpan, severity: .warning))
      }
    }
  }

  private func checkPlots(
    _ results: SweepMetrics, _ compared: [String], _ context: inout CheckContext
  ) {
    let scope = ComparisonScope(
      axes: over.axes.map(\.name), metrics: results.metrics.map(\.name),
      histories: results.historyNames)
    for call in compare.show {
      guard let plot = call.plot as? any ComparisonPlot,
        let problem = plot.problem(in: scope)
      else { continue }
      context.error(
        problem.id, problem.message, at: problem.span ?? call.span, suggestion: problem.suggestion)
    }
  }
}

extension CheckContext {
  /// The place of a key, or of the directive where it was not written.
  func keySpan(of field: String) -> SourceSpan {
    cell.entries.first { $0.key == field }?.keySpan ?? cell.directiveSpan
  }
}
