import Execution
import Directives
import Notebooks
import ArgumentParser
import Diagnostics

/// `konspekt check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report every mistake in notebooks, and run nothing.")

  @Argument(help: ArgumentHelp("The notebooks.", valueName: "file"))
  var files: [String]

  @OptionGroup var notebook: NotebookOptions

  @Flag(help: "Print the diagnostics as JSON, one a line.")
  var json = false

  func run() throws {
    let console = notebook.console
    let workbench = try notebook.workbench
    var hasErrors = false
    for file in files {
      var diagnostics: [Diagnostic] = []
      let program = workbench.load(file, parameters: notebook.namedParameters, &diagnostics)
      if json {
        for diagnostic in diagnostics.inReadingOrder { console.print(diagnostic.json.compactText) }
      } else {
        console.report(diagnostics)
      }
      guard let program, !diagnostics.hasErrors else {
        hasErrors = true
        continue
      }
      let count = program.notebook.cells.count
      if !json { console.remark("\(file): \(count) \(count == 1 ? "cell" : "cells"), no mistakes") }
    }
    if hasErrors { throw Status.wrongInput }
  }
}
