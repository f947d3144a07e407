import Diagnostics
import Directives
import Execution
import Glibc
import Workspaces

/// Writes reports and result files, whole or not at all, and only where something changed.
struct ReportWriter {
  /// The folder of the reports.
  let folder: String

  let console: Console

  /// Makes sure before a long run that its report can be written.
  func checkFolder() throws {
    let workspace = DiskWorkspace()
    workspace.removeLeftovers(in: folder)
    do {
      let probe = Paths.join(folder, ".konspekt-probe")
      try workspace.write([], to: probe)
      try workspace.remove(probe)
    } catch {
      console.report(
        "konspekt: error: reports cannot be written to '\(folder)': \(error.reason)")
      throw Status.failed
    }
  }

  /// The path of a notebook's page.
  func page(of notebook: String) -> String {
    Paths.join(folder, "\(Paths.stem(of: notebook)).html")
  }

  /// Writes the page, the results and the files of a notebook.
  ///
  /// - Parameters:
  ///   - report: What to write.
  ///   - notebook: The path of the notebook.
  /// - Returns: What was written, by path.
  /// - Throws: `Status.failed` where that cannot be done, which is reported.
  @discardableResult
  func write(_ report: LessonReport, for notebook: String) throws -> [String: Digest] {
    let stem = Paths.stem(of: notebook)
    var written: [String: Digest] = [:]
    for (path, text) in [
      (page(of: notebook), report.html),
      (Paths.join(folder, "\(stem).json"), report.json.text + "\n"),
    ] {
      try write(text, to: path)
      written[path] = Digest(of: text)
    }
    let files = Paths.join(folder, stem)
    DiskWorkspace().removeLeftovers(in: files)
    for file in report.files {
      guard let bytes = try? file.contents.bytes() else {
        console.report(
          "konspekt: error: '\(file.path)' is damaged in the cache; run the notebook again")
        throw Status.failed
      }
      let path = Paths.join(files, file.path)
      try write(bytes, to: path)
      written[path] = file.contents.digest
    }
    return written
  }

  private func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let workspace = DiskWorkspace()
    if let present = try? workspace.read(path), present == bytes { return }
    do {
      try workspace.write(bytes, to: path)
    } catch {
      console.report(
        "konspekt: error: \(error); the results are in the cache, and 'konspekt render' writes "
          + "the report again")
      throw Status.failed
    }
  }
}
