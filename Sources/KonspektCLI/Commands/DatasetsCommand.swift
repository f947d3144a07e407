import ArgumentParser
import Directives
import Workspaces

/// `konspekt datasets`.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "List the datasets that a notebook can name, or write one as a folder of pictures.",
    subcommands: [List.self, Export.self], defaultSubcommand: List.self)

  /// `konspekt datasets list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
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

  /// `konspekt datasets export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write a dataset as a folder of PNG files, which a notebook can read as a folder.",
      discussion: """
        A picture becomes DIR/SPLIT/CLASS/NUMBER.png; in a notebook the folder is \
        image_dataset_from_directory('DIR'). With classes that are named, splits are counted in \
        pictures of these classes.
        """)

    @Argument(help: ArgumentHelp("The dataset, as a notebook names it.", valueName: "source"))
    var source: String

    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"))
    var folder: String

    @Option(
      name: .customLong("class"), parsing: .singleValue,
      help: ArgumentHelp("Only this class; may be given again.", valueName: "name"))
    var classes: [String] = []

    @Option(
      name: .customLong("split"), parsing: .singleValue,
      help: ArgumentHelp(
        "A split to make, such as 'val=test[:20%]'; may be given again (default: the dataset's own).",
        valueName: "name=part"))
    var splits: [String] = []

    func run() throws {
      let console = Console(isQuiet: false)
      let export = PictureExport(
        source: source, classes: classes, splits: splits, folder: folder)
      do {
        let written = try export.write(
          workspace: DiskWorkspace(), dataFolders: DataFolders.standard)
        for part in written { console.print("\(part.folder): \(part.count)") }
      } catch let error as WorkspaceError {
        console.report("konspekt: error: \(error)")
        throw Status.failed
      } catch {
        console.report("konspekt: error: \(error)")
        throw Status.wrongInput
      }
    }
  }
}
