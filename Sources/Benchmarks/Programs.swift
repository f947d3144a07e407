import Foundation

/// The programs that were built together.
enum Programs {
  /// This one.
  static var konspektBench: String { own.path }

  /// Runs the `konspekt` beside this program and waits.
  ///
  /// - Parameters:
  ///   - arguments: The command line.
  ///   - folder: The folder to run in.
  ///   - environment: Variables besides those of this process.
  /// - Returns: How it ended, with the status 0.
  /// - Throws: `BenchError` where it ends with another status than 0.
  @discardableResult
  static func konspekt(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> ChildProcess.Ended {
    let program = own.deletingLastPathComponent().appending(path: "konspekt").path
    let ended = try ChildProcess(program, arguments, environment: environment, folder: folder?.path)
      .run()
    guard ended.status == 0 else {
      throw BenchError(
        "konspekt \(arguments.joined(separator: " ")) ended with \(ended.status): \(ended.errors)")
    }
    return ended
  }

  private static var own: URL {
    URL(
      filePath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        ?? CommandLine.arguments[0]
    ).standardizedFileURL
  }
}
