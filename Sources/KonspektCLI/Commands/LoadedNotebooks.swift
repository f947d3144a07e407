import Diagnostics
import Directives
import Execution
import Workspaces

/// The notebooks of a command line, checked before anything else happens.
enum LoadedNotebooks {
  /// Loads and checks notebooks; all their mistakes are reported in one go.
  ///
  /// - Throws: `Status.wrongInput` after a mistake.
  static func load(
    _ paths: [String], _ options: NotebookOptions, _ workbench: Workbench
  ) throws -> [Program] {
    let console = options.console
    var programs: [Program] = []
    var hasErrors = false
    for path in paths {
      var diagnostics: [Diagnostic] = []
      let program = workbench.load(path, parameters: options.namedParameters, &diagnostics)
      console.report(diagnostics)
      if diagnostics.hasErrors { hasErrors = true }
      if let program { programs.append(program) } else { hasErrors = true }
    }
    guard !hasErrors else { throw Status.wrongInput }
    return programs
  }
}
