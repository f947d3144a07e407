import Notebooks
import ArgumentParser
import Diagnostics
import Directives
import Execution
import Workspaces

/// `konspekt plan`.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Say what 'run' would do and why, without doing it.")

  @Argument(help: ArgumentHelp("The notebook.", valueName: "file"))
  var file: String

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var cache: CacheOptions

  @Flag(
    help: "Say instead what every model needs: bytes by kind, for the batches of its fits.")
  var memory = false

  @Flag(
    help: "Say instead which operations every model's layers became, with shapes and reasons.")
  var kernels = false

  @Flag(help: "Print the plan as JSON.")
  var json = false

  func run() throws {
    let console = notebook.console
    let workbench = try notebook.workbench
    let programs = try LoadedNotebooks.load([file], notebook, workbench)
    if memory || kernels {
      for program in programs { dump(workbench.modelPlans(of: program), console) }
      return
    }
    let store = try cache.open(console)
    for program in programs {
      let files = FileDigests(store: store)
      let executor = Executor(
        program: program, store: store, files: files, workspace: DiskWorkspace())
      let plans = executor.plan()
      files.save()
      if json {
        console.print(Self.json(program, plans).text)
      } else {
        console.printRaw(PlanText.text(program, plans))
      }
    }
  }

  private func dump(_ cells: [ModelCellPlan], _ console: Console) {
    if json {
      let models = cells.map { ModelDump.json($0, memory: memory, kernels: kernels) }
      console.print(JSON.object(["models": .array(models)]).text)
      return
    }
    var texts = memory ? cells.map(ModelDump.memory) : []
    var told: Set<Int> = []
    for cell in cells where kernels && told.insert(cell.line).inserted {
      texts.append(ModelDump.kernels(cell))
    }
    console.printRaw(texts.joined(separator: "\n"))
  }

  private static func json(_ program: Program, _ plans: [StepPlan]) -> JSON {
    let cells = plans.filter { !program.steps[$0.step].isPlot }.map { plan in
      let step = program.steps[plan.step]
      let inner = step.innerIndex.map { program.innerCells[$0].cell.directiveSpan }
      let line = (inner ?? program.notebook.cells[step.cellIndex].span).start.line
      var members = [
        JSON.Member(name: "name", value: .string(step.name)),
        JSON.Member(name: "directive", value: .string(step.directive)),
        JSON.Member(name: "line", value: .integer(line)),
        JSON.Member(name: "action", value: .string(plan.action.rawValue)),
        JSON.Member(name: "reasons", value: .array(plan.reasons.map(JSON.string))),
      ]
      if !plan.remarks.isEmpty {
        members.append(
          JSON.Member(name: "remarks", value: .array(plan.remarks.map(JSON.string))))
      }
      return JSON.object(members)
    }
    return .object(["cells": .array(cells)])
  }
}
