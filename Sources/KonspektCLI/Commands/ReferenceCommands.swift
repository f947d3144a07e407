import ArgumentParser
import Diagnostics
import Directives
import Schemas
import Workspaces

/// `konspekt datasets`.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "List the datasets that a notebook can name, and where their files are.")

  func run() throws {
    let console = Console(isQuiet: false)
    for source in Workbench.datasetSources(
      workspace: DiskWorkspace(), dataFolders: DataFolders.standard)
    {
      console.print("\(source.name): \(source.summary)")
      console.print("  \(source.whereabouts)")
    }
  }
}

/// `konspekt models`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the layers that a notebook can name, with their arguments and defaults.")

  @Argument(help: ArgumentHelp("Show only these.", valueName: "name"))
  var names: [String] = []

  func run() throws {
    let console = Console(isQuiet: false)
    let pages = Workbench.layerPages
    for name in names where !pages.contains(where: { $0.name == name }) {
      let hint = NearMiss.of(name, among: pages.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
      throw ValidationError("There is no layer '\(name)'\(hint)")
    }
    for page in pages where names.isEmpty || names.contains(page.name) {
      let arguments = page.fields.map { field in
        field.defaultText.map { "\(field.name)=\($0)" } ?? field.name
      }
      console.print("\(page.name)(\(arguments.joined(separator: ", ")))\n  \(page.summary)")
      guard !names.isEmpty else { continue }
      for field in page.fields {
        console.print("  \(field.name): \(field.expected). \(field.doc)")
      }
    }
  }
}
