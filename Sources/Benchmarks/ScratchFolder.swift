import Foundation

/// A folder for some work, gone when it is done.
enum ScratchFolder {
  /// Gives a folder to some work, and removes it.
  static func withOne<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "konspekt-bench-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
