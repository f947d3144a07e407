import ArgumentParser
import Directives
import Execution
import Foundation
import Workspaces

/// Options of every command that reads notebooks.
struct NotebookOptions: ParsableArguments {
  @Option(
    name: .customShort("P"), parsing: .singleValue,
    help: ArgumentHelp("Set a parameter of the front matter.", valueName: "name=value"))
  var parameters: [String] = []

  @Flag(help: "Show raw HTML of the notebook as HTML, not as text.")
  var allowHtml = false

  @Flag(help: "Print no progress and no remarks.")
  var quiet = false

  @Option(help: "Threads to compute with (default: one for every processor).")
  var threads: Int?

  @Option(help: "The arithmetic to compute with: openblas.")
  var numerics = "openblas"

  func validate() throws {
    for parameter in parameters where !parameter.contains("=") {
      throw ValidationError("-P takes name=value, not '\(parameter)'.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
    }
    if numerics == "portable" {
      throw ValidationError(
        "The portable kernels come with a later version; this one computes with openblas.")
    }
    if numerics != "openblas" {
      throw ValidationError("There are no numerics '\(numerics)'; known is openblas.")
    }
  }

  /// The console that the options ask for.
  var console: Console { Console(isQuiet: quiet) }

  /// The parameters as names and values.
  var namedParameters: [(name: String, value: String)] {
    parameters.map { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), String(parts[1]))
    }
  }

  /// A workbench with the machine's processors and folders.
  var workbench: Workbench {
    Workbench(
      workspace: DiskWorkspace(),
      settings: WorkbenchSettings(
        threadCount: threads ?? Self.processorCount, dataFolders: DataFolders.standard,
        allowsHTML: allowHtml))
  }

  /// The processors that this process may use.
  private static var processorCount: Int {
    ProcessInfo.processInfo.activeProcessorCount
  }
}

/// Options of every command that looks into the cache.
struct CacheOptions: ParsableArguments {
  @Option(
    name: .customLong("cache"),
    help: "The folder of the cache (default: $KONSPEKT_CACHE, else .konspekt/cache).")
  var folder: String?

  /// The folder that the options and the environment say.
  var resolvedFolder: String {
    folder ?? Console.variable("KONSPEKT_CACHE") ?? ".konspekt/cache"
  }

  /// Opens the store, or says why it cannot be used.
  func open(_ console: Console) throws -> ArtifactStore {
    do {
      return try ArtifactStore(folder: resolvedFolder, workspace: DiskWorkspace())
    } catch {
      console.report("konspekt: error: \(error)")
      throw Status.wrongInput
    }
  }
}

/// Where data files are looked for.
enum DataFolders {
  /// `$KONSPEKT_DATA`, the user's data folder, and the places where Debian's packages put data.
  static var standard: [String] {
    var folders: [String] = []
    if let own = Console.variable("KONSPEKT_DATA") { folders.append(own) }
    if let data = Console.variable("XDG_DATA_HOME") {
      folders.append(Paths.join(data, "konspekt"))
    } else if let home = Console.variable("HOME") {
      folders.append(Paths.join(home, ".local/share/konspekt"))
    }
    return folders + ["/usr/share/datasets"]
  }
}
