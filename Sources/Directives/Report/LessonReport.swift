public import Diagnostics
public import Execution
import Notebooks
import Reports

/// What a run leaves for readers: the page, the results, and what did not hold.
public struct LessonReport: Sendable {
  /// The page, one HTML file that needs nothing else.
  public var html: String

  /// The results, as they stand in the results file.
  public var json: JSON

  /// Files that cells leave, by their paths below the notebook's folder of outputs.
  public var files: [(path: String, contents: ArtifactBytes.Attachment)]

  /// Cells that failed, and expectations that do not hold.
  public var failures: [Diagnostic]

  /// The name of the arithmetic.
  public var engine: String

  /// Whether an object of the cache that the page needs is damaged: another run computes it anew.
  public var isDamaged: Bool

  /// Whether a file cannot be read from the cache: another run computes it anew.
  public var hasDamagedFile: Bool { files.contains { (try? $0.contents.bytes()) == nil } }
}

/// Puts the report of a program together.
struct ReportBuilder {
  let program: Program
  let outcomes: [StepOutcome]
  let engine: String
  let words: Words
  /// The steps of every cell.
  private let stepsOfCell: [[Int]]

  init(_ program: Program, _ outcomes: [StepOutcome], engine: String) {
    self.program = program
    self.outcomes = outcomes
    self.engine = engine
    words = Words.of(program.notebook.frontMatter.language)
    var stepsOfCell = Array(repeating: [Int](), count: program.notebook.cells.count)
    for (index, step) in program.steps.enumerated() { stepsOfCell[step.cellIndex].append(index) }
    self.stepsOfCell = stepsOfCell
  }

  func report(images: [String: String], allowsHTML: Bool) -> LessonReport {
    var failures = Failures()
    let results = program.stepOfCell.map { step in step.flatMap { result(of: $0) } }
    let cells = program.notebook.cells.indices.map { cell(at: $0, &failures) }
    let page = Page(
      notebook: program.notebook, cells: cells,
      quotes: program.notebook.quotes.map { quote($0, results) }, images: images,
      provenance: [
        Figure.Fact(words.seed, "\(program.notebook.frontMatter.seed)"),
        Figure.Fact(words.engine, engine),
      ], allowsHTML: allowsHTML)
    return LessonReport(
      html: page.html, json: json(results), files: files, failures: failures.diagnostics,
      engine: engine,
      isDamaged: failures.isDamaged)
  }

  /// What went wrong or did not hold.
  private struct Failures {
    var diagnostics: [Diagnostic] = []
    var isDamaged = false
  }

  // MARK: - The page

  private func cell(at index: Int, _ failures: inout Failures) -> Page.Cell {
    let cell = program.notebook.cells[index]
    return Page.Cell(
      directive: cell.directive, name: cell.name, source: cell.source,
      includedFrom: cell.includedBy.map { _ in fileName(cell.span.file.path) },
      figures: figures(at: index, cell.name, &failures))
  }

  private func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private func figures(
    at index: Int, _ name: String, _ failures: inout Failures
  ) -> [Figure] {
    guard let own = program.stepOfCell[index], let outline = program.cells[index]?.outline else {
      return []
    }
    var figures: [Figure] = []
    // A plot may fail although its cell did not.
    for step in stepsOfCell[index] {
      switch outcomes[step] {
      case .done: break
      case .failed(let diagnostic):
        failures.diagnostics.append(diagnostic)
        figures.append(.problem("\(words.cellFailed): \(diagnostic.message)"))
      case .blocked(let other): figures.append(.problem(words.notRun(other)))
      case .interrupted: figures.append(.problem(words.interrupted))
      case .absent: figures.append(.problem(words.notRunYet))
      }
    }
    guard let artifact = outcomes[own].artifact, let reported = outline as? any ReportedCell else {
      return figures
    }
    do {
      failures.diagnostics += try reported.failures(of: artifact, cell: name)
      return try reported.figures(of: subject(index, artifact)) + figures
    } catch {
      if case StoreError.damaged = error { failures.isDamaged = true }
      failures.diagnostics.append(
        Diagnostic(
          "run-failed", "\(error)", at: program.notebook.cells[index].directiveSpan,
          notes: [Diagnostic.Note("while drawing '\(name)'")]))
      return figures + [.problem("\(words.cellFailed): \(error)")]
    }
  }

  private func subject(_ index: Int, _ artifact: ArtifactBytes) -> CellSubject {
    var plots: [String: ArtifactBytes] = [:]
    for step in stepsOfCell[index] where program.steps[step].isPlot {
      plots[program.steps[step].directive] = outcomes[step].artifact
    }
    return CellSubject(
      words: words, artifact: artifact, plots: plots,
      other: { step in
        guard let artifact = outcomes[step].artifact,
          let outline = program.cells[program.steps[step].cellIndex]?.outline
        else { return nil }
        return (artifact, outline)
      })
  }

  private func quote(_ quote: Quote, _ results: [JSON?]) -> Page.QuotedResult {
    let path = ([quote.cell] + quote.path).joined(separator: ".")
    let index = program.notebook.cells.firstIndex { $0.name == quote.cell }
    guard let index, let result = results[index], let value = result.value(at: quote.path[...]),
      let formatted = QuoteFormat.text(of: value, quote.filter, words.numbers)
    else { return Page.QuotedResult(text: "—", value: nil, path: path) }
    return Page.QuotedResult(text: formatted, value: value.plainText, path: path)
  }

  // MARK: - The results file

  private func result(of step: Int) -> JSON? { artifact(of: step)?.json }

  private func artifact(of step: Int) -> (any Artifact)? {
    func decoded<Body: StepBody>(_ body: Body, _ artifact: ArtifactBytes) -> (any Artifact)? {
      try? Body.Result(decoding: artifact)
    }
    return outcomes[step].artifact.flatMap { decoded(program.steps[step].body, $0) }
  }

  /// The files of all cells; where two wrote one, the later has it.
  private var files: [(path: String, contents: ArtifactBytes.Attachment)] {
    var files: [(path: String, contents: ArtifactBytes.Attachment)] = []
    for step in program.stepOfCell.compactMap({ $0 }) {
      for file in artifact(of: step)?.files ?? [] {
        files.removeAll { $0.path == file.path }
        files.append(file)
      }
    }
    return files
  }

  private func json(_ results: [JSON?]) -> JSON {
    let cells = program.notebook.cells.enumerated().map { index, cell -> JSON in
      var entries: [JSON.Member] = [
        JSON.Member(name: "name", value: .string(cell.name)),
        JSON.Member(name: "directive", value: .string(cell.directive)),
        JSON.Member(name: "line", value: .integer(cell.directiveSpan.start.line)),
      ]
      if cell.includedBy != nil {
        entries.append(JSON.Member(name: "file", value: .string(fileName(cell.span.file.path))))
      }
      let outcome = program.stepOfCell[index].map { outcomes[$0] }
      switch outcome {
      case .done(let artifact, let key, _)?:
        entries.append(JSON.Member(name: "key", value: .string(key.description)))
        entries.append(JSON.Member(name: "digest", value: .string(artifact.digest.description)))
        entries.append(
          JSON.Member(
            name: "parts",
            value: .object(
              artifact.parts.map {
                JSON.Member(name: $0.name, value: .string($0.digest.description))
              })))
        entries.append(JSON.Member(name: "result", value: results[index] ?? .null))
      case .failed(let diagnostic)?:
        entries.append(JSON.Member(name: "error", value: .string(diagnostic.message)))
      case .blocked(let other)?:
        entries.append(JSON.Member(name: "error", value: .string("'\(other)' has no result")))
      case .interrupted?, .absent?, nil:
        entries.append(JSON.Member(name: "error", value: .string("has not run")))
      }
      return .object(entries)
    }
    return .object([
      "notebook": .string(fileName(program.notebook.file.path)),
      "seed": .integer(Int(truncatingIfNeeded: program.notebook.frontMatter.seed)),
      "engine": .string(engine),
      "cells": .array(cells),
    ])
  }
}
