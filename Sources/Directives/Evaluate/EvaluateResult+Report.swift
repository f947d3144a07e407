import Diagnostics
import Execution
import Reports

extension EvaluateOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] {
    let record = try EvaluateResult(decoding: subject.artifact).record
    let words = subject.words
    let examples = Figure.Fact(words.examples, words.numbers.integer(record.count))
    let metrics = record.metrics.map { Figure.Fact($0.name, words.numbers.short($0.value)) }
    let expected = expectations.compactMap { expectation in
      record.metrics.first { $0.name == expectation.metric }.map { metric in
        let holds = expectation.holds(for: metric.value)
        let bound = words.numbers.shortest(expectation.bound)
        return Figure.Fact(
          words.expectation,
          "\(metric.name) \(expectation.comparison) \(bound): \(holds ? words.holds : words.doesNotHold)",
          isGood: holds)
      }
    }
    return try [.facts(metrics + [examples] + expected)] + subject.draw(plots, self)
  }

  func failures(of artifact: ArtifactBytes, cell: String) throws -> [Diagnostic] {
    let record = try EvaluateResult(decoding: artifact).record
    return expectations.compactMap { expectation in
      guard let metric = record.metrics.first(where: { $0.name == expectation.metric }),
        !expectation.holds(for: metric.value)
      else { return nil }
      return Diagnostic(
        "expect-failed",
        "\(metric.name) is \(metric.value), expected \(expectation.comparison) \(expectation.bound)",
        at: expectation.span, notes: [Diagnostic.Note("while checking evaluate '\(cell)'")])
    }
  }
}
