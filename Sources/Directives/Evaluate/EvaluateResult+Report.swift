import Diagnostics
import Execution
import Reports

extension EvaluateOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] {
    let record = try EvaluateResult(decoding: subject.artifact).record
    let words = subject.words
    let examples = Figure.Fact(words.examples, words.numbers.integer(record.count))
    let metrics = record.metrics.compactMap { metric in
      metric.value.map { Figure.Fact(metric.name, texts([$0], words)[0]) }
    }
    let expected = expectations.compactMap { expectation in
      record.value(of: expectation.metric).map { value in
        let holds = expectation.holds(for: value)
        let bound = words.numbers.shortest(expectation.bound)
        return Figure.Fact(
          words.expectation,
          "\(expectation.metric) \(expectation.comparison) \(bound): \(holds ? words.holds : words.doesNotHold)",
          isGood: holds)
      }
    }
    return try [.facts(metrics + [examples] + expected)] + tables(record, words)
      + subject.draw(plots, self)
  }

  /// The metrics that give several numbers: those with the same parts in one table.
  private func tables(_ record: EvaluateResult.Record, _ words: Words) -> [Figure] {
    var groups: [(parts: MetricPartNames, metrics: [EvaluateResult.Metric])] = []
    for metric in record.metrics {
      guard metric.values != nil, let parts = parts[metric.name] else { continue }
      if let group = groups.firstIndex(where: { $0.parts == parts }) {
        groups[group].metrics.append(metric)
      } else {
        groups.append((parts, [metric]))
      }
    }
    return groups.map { parts, metrics in
      let columns = metrics.map { texts($0.values ?? [], words) }
      return .table(
        DataTable(
          columns: [DataTable.Column(parts.title(words))]
            + metrics.map { DataTable.Column($0.name, isNumeric: true) },
          rows: parts.names(words).enumerated().map { index, name in
            [name] + columns.map { $0[index] }
          }))
    }
  }

  /// The numbers of a metric as they are read: counts are whole, and a share is never above 1.
  private func texts(_ numbers: [Double], _ words: Words) -> [String] {
    let areCounts =
      numbers.allSatisfy { $0 == $0.rounded() && abs($0) < 1e15 } && numbers.contains { $0 > 1 }
    return numbers.map { areCounts ? words.numbers.integer(Int($0)) : words.numbers.short($0) }
  }

  func failures(of artifact: ArtifactBytes, cell: String) throws -> [Diagnostic] {
    let record = try EvaluateResult(decoding: artifact).record
    return expectations.compactMap { expectation in
      guard let value = record.value(of: expectation.metric), !expectation.holds(for: value)
      else { return nil }
      return Diagnostic(
        "expect-failed",
        "\(expectation.metric) is \(value), expected \(expectation.comparison) \(expectation.bound)",
        at: expectation.span, notes: [Diagnostic.Note("while checking evaluate '\(cell)'")])
    }
  }
}
