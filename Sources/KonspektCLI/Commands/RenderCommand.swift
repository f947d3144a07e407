import Notebooks
import Directives
import Diagnostics
import ArgumentParser
import Execution
import Workspaces

/// `konspekt render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Write reports from the cache alone.")

  @Argument(help: ArgumentHelp("The notebooks.", valueName: "file"))
  var files: [String]

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var cache: CacheOptions
  @OptionGroup var size: PageSizeOptions

  @Option(name: .customLong("out"), help: "The folder of the reports.")
  var output = "outputs"

  func run() throws {
    let console = notebook.console
    let workbench = try notebook.workbench
    let programs = try LoadedNotebooks.load(files, notebook, workbench)
    let store = try cache.open(console)
    let writer = ReportWriter(folder: output, console: console)
    var isWhole = true
    for program in programs {
      let executor = Executor(
        program: program, store: store, files: FileDigests(store: store),
        workspace: DiskWorkspace())
      let outcomes = executor.cached()
      let missing = zip(program.steps, outcomes).filter { $0.1.artifact == nil }.map(\.0.name)
      guard missing.isEmpty else {
        isWhole = false
        console.report(
          "\(program.notebook.file.path): error: these have not run: "
            + "\(missing.joined(separator: ", ")); 'konspekt run' runs them")
        continue
      }
      let report = workbench.report(on: program, outcomes)
      console.report(report.failures)
      try writer.write(report, for: program.notebook.file.path)
      console.print(writer.page(of: program.notebook.file.path))
      let page = writer.page(of: program.notebook.file.path)
      if !size.allows(report, page: page, console) { isWhole = false }
      if report.failures.hasErrors { isWhole = false }
    }
    if !isWhole { throw Status.failed }
  }
}
