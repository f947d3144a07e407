/// Commands on a notebook of 30 cells of which nothing has changed.
enum Noop30Bench: Bench {
  static let name = "noop-30"

  static let summary =
    "konspekt run, plan and check of a notebook of 30 cells of which nothing has changed, as a "
    + "process; medians of nine."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    for command in ["run", "plan", "check"] {
      report(try ManyCells.time(cellCount: 31, command))
    }
  }
}
