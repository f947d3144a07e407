public import Diagnostics
public import Notebooks
import Schemas
public import Workspaces

/// A notebook that was checked: the steps it takes, in order, each with all it depends on.
public struct Program: Sendable {
  /// The notebook.
  public var notebook: Notebook

  /// The steps, cells and plots, each after everything it depends on.
  public var steps: [Step]

  /// What is known of each cell before anything runs; nil for a cell with a mistake in it.
  public var cells: [CheckedCell?]

  /// The cell's own step, by the index of the cell; nil for a cell with a mistake in it.
  public var stepOfCell: [Int?]

  /// The cells that cells of the notebook are made of, such as those of the points of a sweep.
  public var innerCells: [InnerCell] = []

  /// What the catalog of directives brought along for itself.
  public var environment: any Sendable
}

extension Program {
  /// The name of the inner cells that a step goes with, behind that of their cell; nil for a step of a
  /// cell of the notebook itself.
  public func groupName(of step: Step) -> String? {
    step.innerIndex.map {
      "\(notebook.cells[step.cellIndex].name)/\(innerCells[$0].group)"
    }
  }

  /// The names by which steps can be asked for: cells, then inner cells and what they go with.
  public var names: [String] {
    let inner = steps.filter { ($0.innerIndex != nil || $0.isStage) && !$0.isPlot }
    return notebook.cells.map(\.name) + inner.map(\.name) + inner.compactMap(groupName).unique
  }
}

/// A cell that is not written as one: a cell of the notebook is made of it and others.
public struct InnerCell: Sendable {
  /// The cell, with the places of what it was made of.
  public var cell: Cell

  /// The name of the inner cells that it goes with, such as those of a point of a sweep.
  public var group: String

  /// What is known of it before anything runs.
  public var checked: CheckedCell

  /// Its own step.
  public var step: Int
}

/// Checks notebooks against a catalog of directives.
public struct ProgramChecker: Sendable {
  private let directives: [any Directive.Type]
  private let later: [String: String]
  private let workspace: any Workspace
  private let environment: any Sendable
  let numerics: String

  /// A checker for some directives.
  ///
  /// - Parameters:
  ///   - directives: The kinds of cells.
  ///   - later: Directive words of a later version, with what to say of each.
  ///   - workspace: The files.
  ///   - environment: What the directives need beside the notebook; it reaches them unseen.
  ///   - numerics: The name of the arithmetic, part of every key.
  public init(
    directives: [any Directive.Type], later: [String: String], workspace: any Workspace,
    environment: any Sendable, numerics: String
  ) {
    self.directives = directives
    self.later = later
    self.workspace = workspace
    self.environment = environment
    self.numerics = numerics
  }

  /// The words that make a fenced block a cell.
  public var words: Set<String> {
    Set(directives.map { $0.schemaName } + later.keys + ["include"])
  }

  /// Those words whose cells say themselves what `${…}` stands for in their bodies.
  public var templates: Set<String> {
    Set(directives.filter { $0.isTemplate }.map { $0.schemaName })
  }

  /// Checks every cell and every quote of a notebook.
  ///
  /// - Parameters:
  ///   - notebook: The notebook.
  ///   - diagnostics: Where all mistakes go.
  /// - Returns: The program; its steps are those of the cells without a mistake.
  public func check(_ notebook: Notebook, _ diagnostics: inout [Diagnostic]) -> Program {
    var program = Program(
      notebook: notebook, steps: [], cells: [], stepOfCell: [], environment: environment)
    var earlier: [CheckContext.EarlierCell] = []
    for (index, cell) in notebook.cells.enumerated() {
      var context = CheckContext(
        cell: cell, earlier: earlier, seed: notebook.frontMatter.seed, workspace: workspace,
        environment: environment, checker: self,
        firstStep: program.steps.count, firstInnerCell: program.innerCells.count)
      let step = check(cell, index, &context, into: &program)
      diagnostics += context.diagnostics
      earlier.append(
        CheckContext.EarlierCell(
          step: step ?? -1, name: cell.name, directive: cell.directive, cell: cell,
          outline: program.cells[index]?.outline))
      program.stepOfCell.append(step)
    }
    checkQuotes(program, &diagnostics)
    return program
  }

  /// Checks one cell and adds its steps; returns the index of the cell's own step.
  private func check(
    _ cell: Cell, _ index: Int, _ context: inout CheckContext, into program: inout Program
  ) -> Int? {
    let made = steps(of: cell, &context)
    program.cells.append(made?.checked)
    guard let made else { return nil }
    let own = program.steps.count + context.innerSteps.count
    program.innerCells += context.innerCells
    program.steps += (context.innerSteps + made.steps).map {
      var step = $0
      step.cellIndex = index
      return step
    }
    return own
  }

  /// A checked cell with its steps: its own, then those of its plots.
  struct MadeSteps {
    var checked: CheckedCell
    var steps: [Step]
  }

  /// Checks a cell and makes its steps, which begin behind those of its inner cells; which cell of the
  /// notebook they belong to is left open.
  func steps(of cell: Cell, _ context: inout CheckContext) -> MadeSteps? {
    guard let type = directives.first(where: { $0.schemaName == cell.directive }) else {
      let remark = later[cell.directive] ?? "there is no directive '\(cell.directive)'"
      context.error("not-yet", remark, at: cell.directiveSpan)
      return nil
    }
    guard cell.isReadable, let checked = context.check(as: type) else { return nil }

    let directive = type.schemaName
    var parts = [
      KeyPart(directive, "version \(type.schemaVersion)"), KeyPart("numerics", numerics),
    ]
    for entry in checked.parts {
      parts += KeyPart.leaves(of: entry.value, named: "\(directive).\(entry.name)")
    }
    for detail in context.details {
      parts += KeyPart.leaves(of: detail.value, named: "\(directive).\(detail.name)")
    }
    var spans: [String: SourceSpan] = [:]
    for entry in cell.entries { spans["\(directive).\(entry.key)"] = entry.keySpan }

    let own = context.firstStep + context.innerSteps.count
    var step = Step(
      name: cell.name, cellIndex: -1, directive: cell.directive, isPlot: false, parts: parts,
      extentParts: Set(checked.extents.map { "\(directive).\($0)" }), partSpans: spans,
      inputs: context.inputs, files: context.files, body: checked.checked.body)
    for replayed in context.replayed {
      step.replayedFields.insert("\(directive).\(replayed.name)")
      step.lineageParts += KeyPart.leaves(
        of: replayed.part, named: "\(directive).\(replayed.name) that steer")
    }
    var steps = [step]
    for plot in context.plots {
      var parts = [KeyPart("plot", plot.kind), KeyPart("numerics", numerics)]
      for entry in plot.parts { parts += KeyPart.leaves(of: entry.value, named: entry.name) }
      let cellInput = Step.Input(label: "cell", step: own, facet: plot.facet)
      steps.append(
        Step(
          name: "\(cell.name)/\(plot.name)", cellIndex: -1, directive: plot.name, isPlot: true,
          parts: parts, extentParts: [], partSpans: [:],
          inputs: (plot.readsCell ? [cellInput] : []) + plot.inputs, files: [], body: plot.body))
    }
    return MadeSteps(checked: checked.checked, steps: steps)
  }

  private func checkQuotes(_ program: Program, _ diagnostics: inout [Diagnostic]) {
    let names = program.notebook.cells.map(\.name)
    for quote in program.notebook.quotes {
      guard let index = names.firstIndex(of: quote.cell) else {
        diagnostics.append(
          Diagnostic(
            "quote-unknown", "there is no cell '\(quote.cell)' to quote", at: quote.cellSpan,
            suggestion: NearMiss.of(quote.cell, among: names)))
        continue
      }
      guard let checked = program.cells[index] else { continue }
      if let problem = checked.result.problem(with: quote.path[...]) {
        diagnostics.append(
          Diagnostic(
            "quote-path", "'\(quote.cell)': \(problem.message)", at: quote.span,
            suggestion: problem.suggestion))
      }
    }
  }
}
