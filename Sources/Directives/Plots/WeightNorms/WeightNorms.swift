import Diagnostics
import Engine
import Execution
import Reports
import Schemas

/// Draws the L2 norm of the weights of every layer over the whole history of a model.
///
/// The fits note them where they have the callback of the same name. Statistics that a layer keeps beside its
/// weights do not count.
struct WeightNorms: LookingPlot {
  var expandNested = false
  var model = ModelReference.nearest

  static let schema = Schema<Self>(
    "WeightNorms",
    summary: "Draws the L2 norm of the weights of every layer over the whole history of a model.",
    [
      Field(
        "expand_nested", \.expandNested,
        doc: "Whether the layers of whole networks are told apart."),
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
    ])

  static let directives: Set<String> = ["fit", "show"]

  /// With more layers only some lines are drawn: nobody could tell them apart.
  private static let mostLines = 8

  func prepare(_ context: inout CheckContext, at span: SourceSpan?) -> ShowOutline.Subject? {
    guard let state = context.state(of: model) else { return nil }
    guard let fit = state.latestFit else {
      context.error(
        "show-untrained", "the model '\(state.model.name)' was not fitted above", at: span)
      return nil
    }
    guard Self.check(&context, notesNorms: fit.outline.notesNorms, fit: fit.cell.name, at: span)
    else { return nil }
    return .cell(step: fit.cell.step)
  }

  /// Reports a fit that notes no norms; false then.
  static func check(
    _ context: inout CheckContext, notesNorms: Bool, fit: String, at span: SourceSpan?
  ) -> Bool {
    guard !notesNorms else { return true }
    context.error(
      "norms-none", "the fit '\(fit)' notes no norms: add WeightNorms() to its callbacks", at: span)
    return false
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let graph = ((subject.outline as? FitOutline)?.model.outline as? ModelOutline)?.graph
    guard let graph else { return [] }
    let layers = LayerNorms(of: graph, expandsNested: expandNested)
    let history = try WholeHistory(of: subject) { layers.statistics(of: $0.norms) }
    guard !history.series.isEmpty else { return [] }
    let words = subject.words
    let frozen = layers.frozen
    func name(_ layer: String) -> String {
      frozen.contains(layer) ? "\(layer) (\(words.frozen))" : layer
    }
    let drawn =
      history.series.count > Self.mostLines
      ? Self.mostChanged(history.series, Self.mostLines) : history.series
    let chart = LineChart(
      title: words.looking.weightNorms,
      series: drawn.map {
        LineChart.Series(name: name($0.name), values: $0.values, isValidation: false)
      }, marks: history.marks, prefersSmall: false)
    guard drawn.count < history.series.count else { return [.lines(chart)] }
    let count = history.series.first?.values.count ?? 0
    let table = DataTable(
      caption: words.looking.norm,
      columns: [DataTable.Column(words.layer)]
        + (1...max(count, 1)).map {
          DataTable.Column("\(words.epoch) \($0)", isNumeric: true)
        },
      rows: history.series.map { series in
        [name(series.name)] + series.values.map(words.numbers.short)
      })
    return [
      .lines(chart),
      .sentences(
        [words.looking.normsDrawn(drawn.count, history.series.count)], smallPrint: nil),
      .table(table),
    ]
  }

  /// The series that changed the most in proportion, in the order of the layers.
  private static func mostChanged(
    _ series: [FitResult.Series], _ count: Int
  ) -> [FitResult.Series] {
    func change(_ values: [Double]) -> Double {
      let finite = values.filter(\.isFinite)
      guard let least = finite.min(), let most = finite.max(), least > 0 else { return 0 }
      return most / least
    }
    let ranked = series.indices.sorted {
      let (left, right) = (change(series[$0].values), change(series[$1].values))
      return left == right ? $0 < $1 : left > right
    }
    return ranked.prefix(count).sorted().map { series[$0] }
  }
}
