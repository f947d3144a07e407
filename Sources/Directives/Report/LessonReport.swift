public import Diagnostics
public import Execution
import Notebooks
import Reports

/// What a run leaves for readers: the page, the results, and what did not hold.
public struct LessonReport: Sendable {
  /// The page.
  let page: Page

  /// The page, one HTML file that needs nothing else.
  public let html: String

  /// The parts of the page, heaviest first.
  public var weights: [(part: String, byteCount: Int)] {
    page.weights.map { ($0.part, $0.byteCount) }
  }

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
      ], digests: digests, styleDigest: Digest(of: Page.stylesheet).bytes, allowsHTML: allowsHTML)
    return LessonReport(
      page: page, html: page.html, json: json(results), files: files,
      failures: failures.diagnostics,
      engine: engine,
      isDamaged: failures.isDamaged)
  }

  /// The digests of the cells that have a result.
  private var digests: [Figure.Fact] {
    zip(program.notebook.cells, program.stepOfCell).compactMap { cell, step in
      step.flatMap { outcomes[$0].artifact }.map { Figure.Fact(cell.name, $0.digest.description) }
    }
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
    var told: Set<String> = []
    for step in stepsOfCell[index] {
      if case .failed(let diagnostic) = outcomes[step] {
        // What goes wrong with one seed mostly goes wrong with all.
        let group = program.groupName(of: program.steps[step])
        let isNews = group.map { told.insert("\($0) \(diagnostic.message)").inserted } ?? true
        if isNews { failures.diagnostics.append(diagnostic) }
      }
      // Of its inner cells and of its stages a cell speaks itself.
      guard program.steps[step].innerIndex == nil, !program.steps[step].isStage else { continue }
      if let problem = problem(of: step) { figures.append(.problem(problem)) }
    }
    guard let artifact = outcomes[own].artifact, let reported = outline as? any ReportedCell else {
      return figures
    }
    do {
      failures.diagnostics += try reported.failures(of: artifact, cell: name)
      failures.diagnostics += try innerFailures(index)
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

  /// Why a step has no result; nil where it has one.
  private func problem(of step: Int) -> String? {
    switch outcomes[step] {
    case .done: nil
    case .failed(let diagnostic): "\(words.cellFailed): \(diagnostic.message)"
    case .blocked(let other): words.notRun(other)
    case .interrupted: words.interrupted
    case .absent: words.notRunYet
    }
  }

  /// What was expected of the inner cells of a cell and does not hold.
  private func innerFailures(_ index: Int) throws -> [Diagnostic] {
    try stepsOfCell[index].flatMap { step -> [Diagnostic] in
      guard let inner = program.steps[step].innerIndex, !program.steps[step].isPlot,
        let artifact = outcomes[step].artifact,
        let cell = program.innerCells[inner].checked.outline as? any ReportedCell
      else { return [] }
      return try cell.failures(of: artifact, cell: program.steps[step].name)
    }
  }

  private func subject(_ index: Int, _ artifact: ArtifactBytes) -> CellSubject {
    CellSubject(
      words: words, artifact: artifact, plots: plots(ofCell: index, inner: nil),
      other: { step in
        let inner = program.steps[step].innerIndex
        let index = program.steps[step].cellIndex
        guard let artifact = outcomes[step].artifact,
          let checked = inner.map({ program.innerCells[$0].checked }) ?? program.cells[index]
        else { return nil }
        return OtherCell(
          artifact: artifact, outline: checked.outline, plots: plots(ofCell: index, inner: inner))
      }, problem: { problem(of: $0) })
  }

  /// The results of the plots of a cell that needed computing, by name.
  private func plots(ofCell index: Int, inner: Int?) -> [String: ArtifactBytes] {
    var plots: [String: ArtifactBytes] = [:]
    for step in stepsOfCell[index]
    where program.steps[step].isPlot && program.steps[step].innerIndex == inner {
      plots[program.steps[step].directive] = outcomes[step].artifact
    }
    return plots
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

  /// The inner cells of a cell, by which `verify` compares them.
  ///
  /// Their numbers stand in the cell's result.
  private func innerJSON(ofCell index: Int) -> [JSON] {
    stepsOfCell[index].compactMap { step in
      guard let inner = program.steps[step].innerIndex, !program.steps[step].isPlot else {
        return nil
      }
      let cell = program.innerCells[inner].cell
      var entries: [JSON.Member] = [
        JSON.Member(name: "name", value: .string(cell.name)),
        JSON.Member(name: "directive", value: .string(cell.directive)),
        JSON.Member(name: "line", value: .integer(cell.directiveSpan.start.line)),
      ]
      switch outcomes[step] {
      case .done(let artifact, let key, _):
        entries.append(JSON.Member(name: "key", value: .string(key.description)))
        entries.append(JSON.Member(name: "digest", value: .string(artifact.digest.description)))
      case let outcome:
        entries.append(JSON.Member(name: "error", value: .string(Self.error(outcome))))
      }
      return .object(entries)
    }
  }

  /// Why there is no result, for the results file.
  private static func error(_ outcome: StepOutcome?) -> String {
    switch outcome {
    case .failed(let diagnostic)?: diagnostic.message
    case .blocked(let other)?: "'\(other)' has no result"
    default: "has not run"
    }
  }

  private func json(_ results: [JSON?]) -> JSON {
    let cells = program.notebook.cells.enumerated().flatMap { index, cell -> [JSON] in
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
      default: entries.append(JSON.Member(name: "error", value: .string(Self.error(outcome))))
      }
      return [.object(entries)] + innerJSON(ofCell: index)
    }
    return .object([
      "notebook": .string(fileName(program.notebook.file.path)),
      "seed": .integer(Int(truncatingIfNeeded: program.notebook.frontMatter.seed)),
      "engine": .string(engine),
      "cells": .array(cells),
    ])
  }
}
