import Reports
import Schemas
import Tuning

/// Draws every trial of a search as a line through its hyperparameters down to its score.
struct ParallelCoordinates: Plot {
  static let schema = Schema<Self>(
    "ParallelCoordinates",
    summary: "Draws every trial as a line through its hyperparameters down to its score.", [])

  static let directives: Set<String> = ["tune"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let outline = subject.outline as? TuneOutline else { return [] }
    let result = try TuneResult(decoding: subject.artifact)
    let words = subject.words
    let trials = result.summary.trials
    let hyperparameters = outline.space.searched
    let scores = trials.compactMap(\.score)
    guard let least = scores.min(), let greatest = scores.max() else { return [] }
    let range = greatest > least ? greatest - least : 1
    let ranks = trials.map {
      TrialOutcome($0.configuration, merit: outline.objective.merit($0.score))
    }
    .ranking
    let axes =
      hyperparameters.map { ParallelChart.Axis($0.name, ticks: ticks(of: $0.domain, words)) } + [
        ParallelChart.Axis(
          result.summary.objective,
          ticks: (greatest > least ? [(0.0, least), (1.0, greatest)] : [(0.0, least)]).map {
            ParallelChart.Tick($0.0, words.numbers.short($0.1))
          })
      ]
    let lines = trials.indices.map { index -> ParallelChart.Line in
      let trial = trials[index]
      let rank = ranks.firstIndex(of: index) ?? 0
      let values = hyperparameters.map { trial.configuration[$0.name] }
      return ParallelChart.Line(
        name: "\(words.trial) \(trial.number)",
        places: zip(hyperparameters, values).map { hyperparameter, value in
          value.map { hyperparameter.domain.place(of: $0) }
        } + [trial.score.map { ($0 - least) / range }],
        texts: values.map { $0.map { words.text(of: $0) } ?? "–" }
          + [trial.score.map { words.numbers.short($0) } ?? words.trialFailed],
        strength: trials.count > 1 ? 1 - Double(rank) / Double(trials.count - 1) : 1,
        isBest: index == result.summary.best)
    }
    let best = result.best.configuration.entries.map { "\($0.name) \(words.text(of: $0.value))" }
    return [
      .parallel(
        ParallelChart(
          title: words.parallelCoordinates, lineTitle: words.trial, axes: axes, lines: lines,
          reading: words.parallelReading(result.best.number, best.joined(separator: ", "))))
    ]
  }

  /// The ends of a range, or all options.
  private func ticks(of domain: Domain, _ words: Words) -> [ParallelChart.Tick] {
    switch domain {
    case .integers, .reals:
      [0.0, 1.0].map { end in
        let value = domain.value(at: end)
        return ParallelChart.Tick(domain.place(of: value), words.text(of: value))
      }
    case .choice(let values, _):
      values.map { ParallelChart.Tick(domain.place(of: $0), words.text(of: $0)) }
    case .fixed: []
    }
  }
}
