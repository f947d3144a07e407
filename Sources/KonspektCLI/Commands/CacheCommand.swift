import ArgumentParser
import Directives
import Execution

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

  /// How long ago something was for a person: `5 s`, `12 min`, `3 h`, `40 d`.
  static func age(_ seconds: Int) -> String {
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 60 * 60 { return "\(seconds / 60) min" }
    if seconds < 24 * 60 * 60 { return "\(seconds / (60 * 60)) h" }
    return "\(seconds / (24 * 60 * 60)) d"
  }

  /// `konspekt cache list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what is kept, with sizes and the time since its last use.",
      discussion: """
        Results come first, each with the beginning of its key and its directive; then the \
        checkpoints of every fit, and decoded pictures. What results share counts for each.
        """)
    @OptionGroup var cache: CacheOptions

    func run() throws {
      let console = Console(isQuiet: false)
      let store = try cache.open(console)
      let rows = store.holdings.map {
        [
          String($0.name.prefix(12)), $0.kind, CacheCommand.age($0.age),
          CacheCommand.size($0.byteCount),
        ]
      }
      for row in Self.aligned(rows) { console.print(row.joined(separator: "  ")) }
      let count = store.listings.count
      console.remark(
        "\(count) \(count == 1 ? "result" : "results"), \(CacheCommand.size(store.byteCount)) in all: "
          + store.folder)
    }

    /// Rows whose columns stand below each other: words at the left, numbers at the right.
    private static func aligned(_ rows: [[String]]) -> [[String]] {
      let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
      return rows.map { row in
        zip(row, widths).enumerated().map { column, cell in
          let space = String(repeating: " ", count: cell.1 - cell.0.count)
          return column < 2 ? cell.0 + space : space + cell.0
        }
      }
    }
  }

  /// `konspekt cache gc`.
  struct CollectGarbage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc", abstract: "Remove what no result and no checkpoint needs.",
      discussion: """
        With --max-size results and checkpoints go as well, those first that were not used for the \
        longest time, until the rest is no larger. What a present notebook needs stays: the results \
        of the last run of every notebook that is still where it was.
        """)
    @OptionGroup var cache: CacheOptions

    @Option(help: ArgumentHelp("How large the cache may stay, such as 2G.", valueName: "size"))
    var maxSize: ByteCount?

    func run() throws {
      let console = Console(isQuiet: false)
      let store = try cache.open(console)
      let collection: ArtifactStore.Collection
      do {
        collection = try store.collectGarbage(limit: maxSize?.bytes)
      } catch {
        console.report("konspekt: error: \(error)")
        throw Status.failed
      }
      let upkeep = collection.upkeep
      console.print(
        "removed \(upkeep.found.count) of \(upkeep.fileCount) files, "
          + "\(CacheCommand.size(upkeep.foundByteCount)); "
          + "\(CacheCommand.size(collection.byteCount)) left")
      if let maxSize, collection.byteCount > maxSize.bytes {
        console.report("what is left is what the present notebooks need")
      }
    }
  }

  /// `konspekt cache verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read everything and name what is damaged.")
    @OptionGroup var cache: CacheOptions

    @Flag(help: "Remove what is damaged; the next run computes it anew.")
    var repair = false

    func run() throws {
      let console = Console(isQuiet: false)
      let upkeep = try cache.open(console).findDamage(
        removesDamage: repair, inPictures: Workbench.isWholePictureFile)
      for path in upkeep.found {
        console.report("\(repair ? "removed" : "damaged"): \(path)")
      }
      console.print(
        "\(upkeep.fileCount) files, \(CacheCommand.size(upkeep.byteCount)), "
          + "\(upkeep.found.count) damaged")
      if !upkeep.found.isEmpty, !repair { throw Status.failed }
    }
  }

  /// `konspekt cache clear`.
  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove everything.")
    @OptionGroup var cache: CacheOptions

    func run() throws {
      let console = Console(isQuiet: false)
      let store = try cache.open(console)
      do {
        if let upkeep = try store.clear() {
          console.print(
            "removed \(upkeep.fileCount) files, \(CacheCommand.size(upkeep.byteCount))")
          return
        }
        console.report("konspekt: error: \(StoreError.inUse(folder: store.folder))")
      } catch {
        console.report("konspekt: error: \(error)")
      }
      throw Status.failed
    }
  }
}
