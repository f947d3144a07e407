import Foundation

/// The `konspekt` beside this program, run as people run it.
struct KonspektProcess {
  /// Runs it and waits.
  ///
  /// - Parameters:
  ///   - arguments: The command line.
  ///   - folder: The folder to run in.
  /// - Returns: The seconds from start to end.
  /// - Throws: `BenchError` where it ends with another status than 0.
  @discardableResult
  static func run(_ arguments: [String], in folder: URL? = nil) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).standardizedFileURL
      .deletingLastPathComponent().appending(path: "konspekt")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    process.waitUntilExit()
    let seconds = (clock.now - start).inSeconds
    guard process.terminationStatus == 0 else {
      throw BenchError(
        "konspekt \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return seconds
  }

  /// Gives a folder to some work, and removes it.
  static func withScratchFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "konspekt-bench-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
