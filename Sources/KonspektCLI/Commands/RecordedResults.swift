import Diagnostics
import Execution
import Notebooks
import Workspaces

/// The results of a notebook as a results file has them, to compare others with.
struct RecordedResults {
  private struct Record: Decodable {
    struct Cell: Decodable {
      var name: String
      var digest: String?
      /// The parts by name; nil in files that are older than them.
      var parts: [String: String]?
    }

    var engine: String
    var cells: [Cell]
  }

  private let record: Record

  /// Reads the results of a notebook.
  ///
  /// - Throws: `Status.failed` where there are none, which is reported.
  init(of program: Program, folder: String, _ console: Console) throws {
    let path = Paths.join(folder, Paths.stem(of: program.notebook.file.path) + ".json")
    do {
      record = try RecordCoding.decode(Record.self, DiskWorkspace().read(path))
    } catch {
      console.report("konspekt: error: there are no results to compare with in '\(path)': \(error)")
      throw Status.failed
    }
  }

  /// Compares the results of a run with these, and reports every difference in the order of the cells.
  ///
  /// - Parameters:
  ///   - program: The notebook.
  ///   - outcomes: How its steps ended, by name.
  ///   - chosen: The cells that count; nil for all.
  ///   - engine: The name of the arithmetic of the run.
  ///   - console: Takes the reports.
  /// - Returns: Whether all are equal.
  func compare(
    _ program: Program, _ outcomes: [String: StepOutcome], only chosen: Set<String>?,
    engine: String, _ console: Console
  ) -> Bool {
    let path = program.notebook.file.path
    if record.engine != engine {
      console.report(
        "\(path): the results were made with '\(record.engine)', this is '\(engine)': "
          + "only the same arithmetic gives the same bits")
    }
    let names = program.steps.filter(\.isCell).map(\.name)
    let compared = names.filter { chosen?.contains($0) ?? true }
    var problems = compared.compactMap { problem(of: $0, outcomes[$0] ?? .absent) }
    if chosen == nil {
      problems += record.cells.filter { !names.contains($0.name) }.map {
        "'\($0.name)' is among the committed results and not in the notebook"
      }
    }
    for problem in problems { console.report("\(path): \(problem)") }
    guard problems.isEmpty else { return false }
    let which = chosen == nil ? "" : " (\(compared.joined(separator: ", ")))"
    console.print(
      "\(path): \(compared.count) \(compared.count == 1 ? "cell" : "cells")\(which), equal bit for bit"
    )
    return true
  }

  /// What is wrong with the result of a cell; nil where it is the recorded one.
  private func problem(of name: String, _ outcome: StepOutcome) -> String? {
    guard let before = record.cells.first(where: { $0.name == name }) else {
      return "'\(name)' is not among the committed results"
    }
    switch outcome {
    case .done(let artifact, _, _):
      let digest = artifact.digest.description
      guard before.digest != digest else { return nil }
      let change = "\(before.digest?.prefix(12) ?? "no result") → \(digest.prefix(12))"
      let part = before.parts.flatMap { Self.difference(from: $0, artifact) }
      return "'\(name)' differs\(part.map { " in \($0)" } ?? ""): \(change)"
    case .failed(let diagnostic): return "'\(name)' failed: \(diagnostic.message)"
    case .blocked, .interrupted, .absent: return "'\(name)' has no result"
    }
  }

  /// The first part that differs, tensors before others, and how many more do.
  private static func difference(
    from recorded: [String: String], _ artifact: ArtifactBytes
  ) -> String? {
    let changed = artifact.parts.filter { recorded[$0.name] != $0.digest.description }
    guard let first = changed.first?.name else { return nil }
    return changed.count == 1 ? first : "\(first) and \(changed.count - 1) more"
  }
}
