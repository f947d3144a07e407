import Engine

extension SweepResult.Record {
  /// The numbers of the points, a line each.
  ///
  /// Of several seeds the mean stands under the metric's name, and the standard deviation beside it.
  var table: String {
    let hasSeeds = seedCount > 1
    var table = CommaSeparatedText()
    table.add(
      axes.map(\.name) + (hasSeeds ? ["seeds"] : []) + ["state", "epochs"]
        + metrics.flatMap { hasSeeds ? [$0.name, "\($0.name) (deviation)"] : [$0.name] })
    for (index, point) in points.enumerated() {
      let runs = point.runs ?? []
      let epochs = Spread(runs.map { Double($0.epochs) }).map { "\(short: $0.mean)" } ?? ""
      table.add(
        labels(ofPoint: index) + (hasSeeds ? ["\(runs.count)"] : [])
          + [point.runs == nil ? "failed" : "done", epochs]
          + metrics.indices.flatMap { metric -> [String] in
            let spread = spread(ofPoint: index, metric: metric)
            let mean = spread.map { "\($0.mean)" } ?? ""
            return hasSeeds ? [mean, spread?.deviation.map { "\($0)" } ?? ""] : [mean]
          })
    }
    return table.text
  }

  /// The metrics of all epochs of all points, a line for every epoch.
  ///
  /// - Parameter histories: The point, the seed, the number of its first epoch, and the metrics.
  /// - Returns: The text of the file.
  func epochTable(
    _ histories: [(point: Int, seed: UInt64, first: Int, series: [FitResult.Series])]
  ) -> String {
    var names: [String] = []
    for series in histories.flatMap(\.series) where !names.contains(series.name) {
      names.append(series.name)
    }
    var table = CommaSeparatedText()
    table.add(axes.map(\.name) + ["seed", "epoch"] + names)
    for history in histories {
      let labels = labels(ofPoint: history.point)
      for epoch in 0..<(history.series.map(\.values.count).max() ?? 0) {
        let numbers = names.map { name in
          let values = history.series.first { $0.name == name }?.values ?? []
          return values.indices.contains(epoch) ? "\(values[epoch])" : ""
        }
        table.add(labels + ["\(history.seed)", "\(history.first + epoch + 1)"] + numbers)
      }
    }
    return table.text
  }
}

extension String.StringInterpolation {
  /// A number that is mostly whole.
  fileprivate mutating func appendInterpolation(short value: Double) {
    appendLiteral(value == value.rounded() ? "\(Int(value))" : "\(value)")
  }
}

/// A table as text: fields with commas between them, a line for every row.
///
/// - Source: RFC 4180, with lines that end in a line feed alone.
struct CommaSeparatedText {
  private(set) var text = ""

  /// Adds a row; a field with a comma, a quote or a line break in it, or a space at an end, stands in
  /// quotes.
  mutating func add(_ fields: [String]) {
    text += fields.map(Self.field).joined(separator: ",") + "\n"
  }

  private static func field(_ text: String) -> String {
    let needsQuotes =
      text.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
      || text.hasPrefix(" ") || text.hasSuffix(" ")
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
