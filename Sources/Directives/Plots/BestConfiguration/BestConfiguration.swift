import Reports
import Schemas

/// Shows the cells of the best model with its values in place of the hyperparameters, ready to paste.
struct BestConfiguration: Plot {
  static let schema = Schema<Self>(
    "BestConfiguration",
    summary: "Shows the cells of the best model with its values, ready to paste.", [])

  static let directives: Set<String> = ["tune"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let outline = subject.outline as? TuneOutline else { return [] }
    let result = try TuneResult(decoding: subject.artifact)
    let best = result.best
    let template = outline.network.template
    let text = [
      template.modelText(with: best.configuration), template.compileText(with: best.configuration),
      template.fitText(with: best.configuration, epochs: best.epochs),
    ].joined(separator: "\n\n")
    let words = subject.words
    return [
      .code(
        CodeBlock(
          title: words.bestConfiguration,
          caption: words.bestOfTrials(
            best.number, result.summary.trials.count, result.summary.objective,
            best.score.map { words.numbers.short($0) } ?? ""),
          text: text))
    ]
  }
}
