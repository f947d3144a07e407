package import Execution

/// The line that shows how far a stage is: `epoch 3/10 ████░░░░ 40/94  loss 0.1234  12 s left`.
package enum ProgressLine {
  /// Returns the line; where it has little room it leaves out what matters least.
  ///
  /// - Parameters:
  ///   - progress: How far the stage is.
  ///   - name: Whose stage it is; nil where nobody else is at work.
  ///   - left: The time left in words; nil while nobody knows.
  ///   - width: The columns to fill at most.
  /// - Returns: A line without a break.
  package static func text(
    _ progress: Progress, of name: String? = nil, left: String?, width: Int
  ) -> String {
    let whose = name.map { "\($0)  " } ?? ""
    let values = progress.values.map { "  \($0.name) \(ProgressDisplay.fixed($0.value, 4))" }
    let end = left.map { "  \($0) left" } ?? ""
    func line(bar: Int, values count: Int) -> String {
      let bar = bar > 0 ? " \(self.bar(progress, bar))" : ""
      return "  \(whose)\(progress.stage)\(bar) \(progress.completed)/\(progress.total)"
        + values.prefix(count).joined() + end
    }
    let forms =
      (1...max(values.count, 1)).reversed().flatMap { [(20, $0), (10, $0)] }
      + [(20, 0), (10, 0), (0, 0)]
    let fitting = forms.lazy.map { line(bar: $0.0, values: $0.1) }.first { $0.count <= width }
    return fitting ?? String(line(bar: 0, values: 0).prefix(max(width, 0)))
  }

  private static func bar(_ progress: Progress, _ width: Int) -> String {
    let filled = min(width * progress.completed / max(progress.total, 1), width)
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }
}
