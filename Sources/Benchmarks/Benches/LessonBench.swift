import Foundation

/// The first lesson from the beginning.
enum LessonBench: Bench {
  static let name = "lesson"

  static let summary =
    "konspekt run of notebooks/fashion-mnist-cnn.md with an empty cache: time, peak memory and the "
    + "accuracies after its ten epochs. Takes minutes."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    try ScratchFolder.withOne { folder in
      let ended = try Programs.konspekt([
        "run", Lesson.path, "--out", folder.path, "--cache", folder.appending(path: "cache").path,
        "--threads", "\(settings.threadCount)",
      ])
      let results = folder.appending(path: "fashion-mnist-cnn.json")
      let accuracies = try Results(data: Data(contentsOf: results))
      report(
        Measurement(
          seconds: ended.seconds, unit: "run",
          details: [
            ("peak_megabytes", Double(ended.peakByteCount / 1_000_000)),
            ("training_accuracy", accuracies.training), ("test_accuracy", accuracies.test),
          ]))
    }
  }

  /// The two numbers that the lesson is judged by, out of its results file.
  private struct Results {
    var training = Double.nan
    var test = Double.nan

    private struct File: Decodable {
      var cells: [Cell]
    }

    private struct Cell: Decodable {
      var name: String
      var result: Result
    }

    private struct Result: Decodable {
      var history: [String: [Double]]?
      var metrics: [String: Double]?
    }

    init(data: Data) throws {
      for cell in try JSONDecoder().decode(File.self, from: data).cells {
        training = cell.result.history?["accuracy"]?.last ?? training
        test = cell.result.metrics?["accuracy"] ?? test
      }
    }
  }
}
