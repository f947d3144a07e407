/// Commands on a notebook of 1000 cells of which nothing has changed.
enum Noop1000Bench: Bench {
  static let name = "noop-1000"

  static let summary =
    "konspekt run, plan and check of a notebook of 1000 cells of which nothing has changed, as a "
    + "process; medians of nine."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    for command in ["run", "plan", "check"] {
      report(try ManyCells.time(cellCount: 1001, command))
    }
  }
}
