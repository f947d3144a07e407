import ArgumentParser
import Directives
import Execution
import Foundation
import Tensors
import Workspaces

/// Options of every command that reads notebooks.
struct NotebookOptions: ParsableArguments {
  @Option(
    name: .customShort("P"), parsing: .singleValue,
    help: ArgumentHelp("Set a parameter of the front matter.", valueName: "name=value"))
  var parameters: [String] = []

  @Flag(
    help: """
      Show raw HTML of the notebook as HTML, not as text. Only for notebooks that you trust: their \
      HTML can restyle the page, pass itself off as a result, and lead anywhere. Scripts still do \
      not run, and nothing is fetched.
      """)
  var allowHtml = false

  @Flag(help: "Print no progress and no remarks.")
  var quiet = false

  @Option(help: "Threads to compute with (default: one for every processor).")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "The arithmetic: portable, the same bits on every machine, or openblas, for comparison.",
      valueName: "name"))
  var numerics = NumericsName.portable

  func validate() throws {
    for parameter in parameters where !parameter.contains("=") {
      throw ValidationError("-P takes name=value, not '\(parameter)'.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
    }
    _ = try instructionSet
  }

  /// The arithmetic that the options ask for.
  private var arithmetic: Numerics {
    get throws { numerics == .openblas ? .openblas : .portable(try instructionSet) }
  }

  /// The vector instructions that `$KONSPEKT_SIMD` forces, or the best.
  private var instructionSet: InstructionSet {
    get throws {
      do {
        return try InstructionSet.forced(by: Console.variable("KONSPEKT_SIMD"))
      } catch {
        throw ValidationError("\(error)")
      }
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

  /// A workbench with the machine's processors and folders, for looking at notebooks.
  var workbench: Workbench { get throws { try workbench(cacheFolder: nil) } }

  /// A workbench that keeps decoded pictures in the folder of a cache.
  func workbench(cacheFolder: String?) throws -> Workbench {
    var settings = WorkbenchSettings(
      threadCount: threadCount, dataFolders: DataFolders.standard,
      allowsHTML: allowHtml, numerics: try arithmetic, cacheFolder: cacheFolder,
      weightFolder: WeightFolder.standard)
    // For proof that it changes nothing but the time.
    settings.keepsFrozenFeatures = Console.variable("KONSPEKT_FROZEN_FEATURES") != "off"
    return Workbench(workspace: DiskWorkspace(), settings: settings)
  }

  /// The threads that compute; by default one for every processor that this process may use.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}

/// Options of every command that runs cells.
struct ExecutionOptions: ParsableArguments {
  @Option(help: "At most so many independent cells at a time (default: one for every thread).")
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Cells wait rather than need more than this together, such as 800M or 4G (default: three "
        + "quarters of the machine's memory).",
      valueName: "size"))
  var memory: ByteCount?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be from 1 to 1024, not \(jobs).")
    }
  }

  /// The limits of a run on some threads.
  func limits(threadCount: Int) -> ExecutionLimits {
    ExecutionLimits(
      jobs: jobs ?? threadCount, threadCount: threadCount,
      byteCount: memory?.bytes ?? MachineMemory.byteCount / 4 * 3,
      ownByteCount: MachineMemory.ownByteCount)
  }
}

/// The arithmetic by its word on the command line.
enum NumericsName: String, ExpressibleByArgument, CaseIterable {
  case portable
  case openblas
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
      let store = try ArtifactStore(folder: resolvedFolder, workspace: DiskWorkspace())
      for problem in store.takeProblems() { console.report("warning: \(problem)") }
      return store
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

/// Where published weights lie.
enum WeightFolder {
  /// `$KONSPEKT_WEIGHTS`, or a folder of the user's data.
  static var standard: String? {
    if let own = Console.variable("KONSPEKT_WEIGHTS") { return own }
    if let data = Console.variable("XDG_DATA_HOME") {
      return Paths.join(data, "konspekt/weights")
    }
    return Console.variable("HOME").map { Paths.join($0, ".local/share/konspekt/weights") }
  }
}
