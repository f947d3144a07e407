import Engine
import Reports
import Schemas

/// Draws the scores of the trials of a search, and the best one so far.
struct TrialScores: Plot {
  static let schema = Schema<Self>(
    "TrialScores", summary: "Draws the scores of the trials of a search, and the best one so far.",
    [])

  static let directives: Set<String> = ["tune"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let outline = subject.outline as? TuneOutline else { return [] }
    let result = try TuneResult(decoding: subject.artifact)
    let words = subject.words
    let summary = result.summary
    var best: Double?
    var scores: [ScatterChart.Point] = []
    var bestSoFar: [ScatterChart.Point] = []
    for trial in summary.trials {
      guard let score = trial.score else { continue }
      let isMin = outline.objective.mode == .min
      best = best.map { isMin ? min($0, score) : max($0, score) } ?? score
      let name = "\(words.trial) \(trial.number)"
      let x = Double(trial.number)
      scores.append(ScatterChart.Point(name: name, x: x, y: score))
      bestSoFar.append(ScatterChart.Point(name: name, x: x, y: best ?? score))
    }
    return [
      .scatter(
        ScatterChart(
          title: words.scoreOverTrials(summary.objective),
          x: ScatterChart.Axis(words.trial, .counting), y: ScatterChart.Axis(summary.objective),
          series: [
            ScatterChart.Series(name: words.trial, points: scores),
            ScatterChart.Series(name: words.bestSoFar, points: bestSoFar, form: .steps),
          ],
          remarks: [
            words.bestOfTrials(
              result.best.number, summary.trials.count, summary.objective,
              result.best.score.map { words.numbers.short($0) } ?? "")
          ]))
    ]
  }
}
