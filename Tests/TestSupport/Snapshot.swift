import Foundation
import Imaging
public import Testing
import Workspaces

/// Compares a text with the one that was recorded under a name, `Tests/Snapshots/NAME`.
///
/// A snapshot that is missing or different fails, and leaves what came beside it as `NAME.actual`;
/// with `KONSPEKT_RECORD=1` it is recorded instead. Pictures are compared by their pixels: equal
/// pixels may be compressed in many ways.
///
/// - Parameters:
///   - text: What came.
///   - name: The name, with folders and an ending.
///   - file: The test's file, which tells where the tests are.
///   - sourceLocation: Where a difference is reported.
public func expectSnapshot(
  _ text: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = spellingOutPictures(text)
  let workspace = DiskWorkspace()
  let path = Paths.join(testsFolder(of: file), "Snapshots/\(name)")
  let recorded = (try? workspace.read(path)).map { String(decoding: $0, as: UTF8.self) }
  guard recorded != text else {
    try? FileManager.default.removeItem(atPath: "\(path).actual")
    return
  }
  let isRecording = ProcessInfo.processInfo.environment["KONSPEKT_RECORD"] == "1"
  do {
    try workspace.write(Array(text.utf8), to: isRecording ? path : "\(path).actual")
  } catch {
    Issue.record("\(error)", sourceLocation: sourceLocation)
  }
  guard !isRecording else { return }
  Issue.record(
    "\(name): \(difference(recorded, text)); what came is in \(path).actual",
    sourceLocation: sourceLocation)
}

/// The first line that differs.
private func difference(_ recorded: String?, _ text: String) -> String {
  guard let recorded else { return "there is no snapshot yet" }
  let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).prefix { $0 == $1 }.count
  func at(_ lines: [Substring]) -> String { line < lines.count ? String(lines[line]) : "the end" }
  return "line \(line + 1) is\n\(at(new))\ninstead of\n\(at(old))"
}

/// The folder of all tests above a file.
private func testsFolder(of file: String) -> String {
  var folder = Paths.folder(of: file)
  while folder.count > 1, !folder.hasSuffix("/Tests") { folder = Paths.folder(of: folder) }
  return folder
}

/// Writes PNG files within a text as the bytes of their pixels.
private func spellingOutPictures(_ text: String) -> String {
  text.replacing(/data:image\/png;base64,([A-Za-z0-9+\/=]+)/) { match in
    guard let data = Data(base64Encoded: String(match.output.1)),
      let picture = try? PNG.decode(Array(data))
    else { return "not a picture" }
    let pixels = picture.pixels.map { String($0, radix: 16) }.joined(separator: " ")
    return "\(picture.width)×\(picture.height)×\(picture.channels): \(pixels)"
  }
}
