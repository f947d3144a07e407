import Foundation

/// `konspekt run` of a long notebook of which one cell has changed.
enum EditOneBench: Bench {
  static let name = "edit-one"

  static let summary =
    "konspekt run of a notebook of 1000 cells after a change of one learning rate, which runs four "
    + "cells, as a process; median of nine."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    report(
      try ManyCells.time(cellCount: 1001, "run") { file, number in
        // Another experiment every time, so that nothing is in the cache.
        try ManyCells.notebook(cellCount: 1001, edited: number)
          .write(to: file, atomically: true, encoding: .utf8)
      })
  }
}
