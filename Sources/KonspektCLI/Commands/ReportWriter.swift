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

  /// Writes the page, the results and the files of a notebook; returns the path of the page.
  func write(_ report: LessonReport, for notebook: String) throws -> String {
    let stem = Paths.stem(of: notebook)
    let page = Paths.join(folder, "\(stem).html")
    try write(report.html, to: page)
    try write(report.json.text + "\n", to: Paths.join(folder, "\(stem).json"))
    let files = Paths.join(folder, stem)
    DiskWorkspace().removeLeftovers(in: files)
    for file in report.files {
      guard let bytes = try? file.contents.bytes() else {
        console.report(
          "konspekt: error: '\(file.path)' is damaged in the cache; run the notebook again")
        throw Status.failed
      }
      try write(bytes, to: Paths.join(files, file.path))
    }
    return page
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
