import ArgumentParser
import Execution
import Workspaces

/// `konspekt cache`.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Look after the cache.",
    subcommands: [List.self, CollectGarbage.self, Verify.self, Clear.self])

  /// A number of bytes for a person.
  static func size(_ byteCount: Int) -> String {
    if byteCount < 1000 { return "\(byteCount) B" }
    let units = ["kB", "MB", "GB", "TB"]
    var value = Double(byteCount) / 1000
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return "\(ProgressDisplay.fixed(value, 1)) \(units[unit])"
  }

  /// `konspekt cache list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the results that are kept.")
    @OptionGroup var cache: CacheOptions

    func run() throws {
      let console = Console(isQuiet: false)
      let store = try cache.open(console)
      for listing in store.listings {
        console.print(
          "\(listing.entry.key.description.prefix(12))  \(listing.entry.directive)  "
            + CacheCommand.size(listing.byteCount))
      }
    }
  }

  /// `konspekt cache gc`.
  struct CollectGarbage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc", abstract: "Remove what no result and no checkpoint needs.")
    @OptionGroup var cache: CacheOptions

    func run() throws {
      let console = Console(isQuiet: false)
      let upkeep = try cache.open(console).collectGarbage()
      console.print(
        "removed \(upkeep.found.count) of \(upkeep.fileCount) files, "
          + CacheCommand.size(upkeep.foundByteCount))
    }
  }

  /// `konspekt cache verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read everything and name what is damaged.")
    @OptionGroup var cache: CacheOptions

    func run() throws {
      let console = Console(isQuiet: false)
      let upkeep = try cache.open(console).findDamage()
      for path in upkeep.found { console.report("damaged: \(path)") }
      console.print(
        "\(upkeep.fileCount) files, \(CacheCommand.size(upkeep.byteCount)), "
          + "\(upkeep.found.count) damaged")
      if !upkeep.found.isEmpty { throw Status.failed }
    }
  }

  /// `konspekt cache clear`.
  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove everything.")
    @OptionGroup var cache: CacheOptions

    func run() throws {
      let console = Console(isQuiet: false)
      do {
        try cache.open(console).clear()
      } catch let error as WorkspaceError {
        console.report("konspekt: error: \(error)")
        throw Status.failed
      }
    }
  }
}
