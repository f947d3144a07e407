import Reports
import Schemas

/// Says in words which classes are taken for which the most.
struct ConfusedPairs: Plot {
  var n = 5

  static let schema = Schema<Self>(
    "ConfusedPairs", summary: "Says in words which classes are taken for which the most.",
    [Field("n", \.n, .within(1...50), doc: "How many pairs.")])

  static let directives: Set<String> = ["evaluate"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try EvaluateResult(decoding: subject.artifact).record
    guard let counts = record.confusion, let outline = subject.outline as? EvaluateOutline else {
      return []
    }
    let words = subject.words
    let pairs = counts.enumerated().flatMap { row, columns in
      columns.enumerated().filter { $0.offset != row && $0.element > 0 }
        .map { (row: row, column: $0.offset, count: $0.element) }
    }.enumerated().sorted {
      $0.element.count == $1.element.count
        ? $0.offset < $1.offset : $0.element.count > $1.element.count
    }.map(\.element)
    guard !pairs.isEmpty else { return [.sentences([words.confusionNoMistake], smallPrint: nil)] }
    let listed = pairs.prefix(n)
    let sentences = listed.map { pair in
      words.judging.takenFor(
        outline.classNames[pair.row], outline.classNames[pair.column], pair.count,
        counts[pair.row].reduce(0, +))
    }
    let all = pairs.reduce(0) { $0 + $1.count }
    let part = listed.reduce(0) { $0 + $1.count }
    return [.sentences(sentences + [words.judging.pairsOfMistakes(part, all)], smallPrint: nil)]
  }
}
