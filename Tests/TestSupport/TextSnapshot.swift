import Foundation
public import Testing

/// Compares a text with the one that was recorded in the folder `Snapshots` of the test's target.
///
/// Where they differ, what came is left beside the record with the ending `.actual`;
/// `KONSPEKT_RECORD=1` records it instead. Read the difference before you commit it.
///
/// - Parameters:
///   - text: What came.
///   - name: The name of the record.
///   - testFile: The test, whose target's folder holds the records.
///   - sourceLocation: Where to report a difference.
public func expectSnapshot(
  _ text: String, named name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var target = URL(filePath: testFile).deletingLastPathComponent()
  while !target.lastPathComponent.hasSuffix("Tests"), target.path != "/" {
    target.deleteLastPathComponent()
  }
  let record = target.appending(path: "Snapshots/\(name).txt")
  let actual = record.appendingPathExtension("actual")
  do {
    if ProcessInfo.processInfo.environment["KONSPEKT_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: record.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: record)
      return
    }
    if let recorded = try? String(contentsOf: record, encoding: .utf8), recorded == text {
      try? FileManager.default.removeItem(at: actual)
      return
    }
    try Data(text.utf8).write(to: actual)
    Issue.record(
      "the text differs from \(record.lastPathComponent); see \(actual.lastPathComponent):\n\(text)",
      sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
