import Foundation

/// `konspekt publish` of a course of which nothing has changed.
enum Publish100Bench: Bench {
  static let name = "publish-100"

  static let summary =
    "konspekt publish of 100 lessons of eleven cells of which nothing has changed, as a process; median "
    + "of nine."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    try ScratchFolder.withOne { folder in
      let lessons = (1...100).map { "course/\($0).md" }
      try FileManager.default.createDirectory(
        at: folder.appending(path: "course"), withIntermediateDirectories: true)
      for lesson in lessons {
        try ManyCells.notebook(cellCount: 11)
          .write(to: folder.appending(path: lesson), atomically: true, encoding: .utf8)
      }
      try Programs.konspekt(["run", "--quiet"] + lessons, in: folder)
      let publish = ["publish", "course", "--out", "site", "--quiet"]
      let first = try Programs.konspekt(publish, in: folder)
      let times = try (0..<9).map { _ in try Programs.konspekt(publish, in: folder).seconds }
      report(
        Measurement(
          seconds: times.median ?? .nan, unit: "site",
          details: [(name: "first_seconds", value: first.seconds)]))
    }
  }
}
