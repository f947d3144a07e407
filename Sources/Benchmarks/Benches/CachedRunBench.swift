import Foundation

/// `konspekt run` where nothing has to be computed.
enum CachedRunBench: Bench {
  static let name = "cached-run"

  static let summary =
    "konspekt run of notebooks/fashion-mnist-cnn.md when everything is cached, as a process; median "
    + "of nine. The cache is the usual one: run the lesson first."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    try ScratchFolder.withOne { folder in
      let times = try (0..<9).map { _ in
        try Programs.konspekt(["run", Lesson.path, "--out", folder.path]).seconds
      }
      report(Measurement(seconds: times.median ?? .nan, unit: "run"))
    }
  }
}

/// The first lesson.
enum Lesson {
  static let path = "notebooks/fashion-mnist-cnn.md"
}
