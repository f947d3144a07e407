import Execution
import Testing
import Workspaces

/// The layout of the store, its versions, and what is removed from it.
@Suite struct StoreTests {
  let bench = Bench()
  private let text = String.notebook(("digit a", "value: 3"), ("total", "of: a"))

  private func write(_ text: String, _ name: String) throws {
    try bench.workspace.write(Array(text.utf8), to: "cache/\(name)")
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try bench.workspace.read("cache/\(name)"), as: UTF8.self)
  }

  private static let signature = "Signature: 8a477f597d28d172789f06886806bc55\n"
  private static let firstTag = signature + "# Results of Konspekt; safe to delete.\n"

  /// A folder of the first layout, as it was written then.
  private func makeFirstLayout() throws {
    _ = try bench.run(text)
    try write("konspekt cache 1\n", "version")
    try write(Self.firstTag, "CACHEDIR.TAG")
  }

  @Test func aStoreSaysWhatItIsInTwoFiles() throws {
    _ = try bench.run(text)
    #expect(try read("version") == "konspekt cache 2\n")
    #expect(
      try read("CACHEDIR.TAG")
        == Self.signature + "# Results of Konspekt, layout 2; safe to delete.\n")
  }

  @Test func theFirstLayoutIsReadAndGetsTheNewNumber() throws {
    try makeFirstLayout()
    #expect(try bench.run(text) == [])
    #expect(try read("version") == "konspekt cache 1\n")
    _ = try bench.run(.notebook(("digit a", "value: 4")))
    #expect(try read("version") == "konspekt cache 2\n")
    #expect(try bench.run(text) == [])
  }

  @Test func whatIsTooOldIsSetAsideAndNotRead() throws {
    _ = try bench.run(text)
    try write("konspekt cache 0\n", "version")
    try write(Self.firstTag, "CACHEDIR.TAG")
    let store = try ArtifactStore(folder: "cache", workspace: bench.workspace)
    #expect(
      store.takeProblems() == [
        "the cache in 'cache' is of an older layout (0); what it holds is set aside in "
          + "'cache/set-aside'"
      ])
    #expect(try read("set-aside/version") == "konspekt cache 0\n")
    #expect(bench.workspace.exists("cache/set-aside/entries"))
    #expect(try bench.run(text) == ["digit 3", "total"])
  }

  /// The version file: flipped, cut, empty; the tag: flipped, cut, gone.
  @Test(arguments: [
    ("version", "konspekt cachE 2\n"), ("version", "konspekt c"), ("version", ""),
    ("CACHEDIR.TAG", "Signature: 8a477f597d28d17278"), ("CACHEDIR.TAG", ""),
  ]) func oneDamagedFileOfTwoIsNoMatter(_ name: String, _ damaged: String) throws {
    _ = try bench.run(text)
    let whole = try read(name)
    try write(damaged, name)
    #expect(try bench.run(text) == [])
    // With the next result it is whole again.
    _ = try bench.run(.notebook(("digit a", "value: 4")))
    #expect(try read(name) == whole)
    try bench.workspace.remove("cache/\(name)")
    #expect(try bench.run(text) == [])
  }

  @Test func twoFilesThatContradictEachOtherAreNotTrusted() throws {
    _ = try bench.run(text)
    try write("konspekt cache 7\n", "version")
    #expect(try bench.run(text) == ["digit 3", "total"])
    #expect(bench.workspace.exists("cache/set-aside/entries"))
    // Killed between the two files on the way from one readable layout to the next.
    try write("konspekt cache 1\n", "version")
    #expect(try bench.run(text) == [])
  }

  @Test func whatWasBeingWrittenGoesADayLater() throws {
    _ = try bench.run(text)
    try write("half", "temporary/left.1-abcdef.tmp")
    _ = try bench.run(text)
    #expect(bench.workspace.exists("cache/temporary/left.1-abcdef.tmp"))
    bench.workspace.pass(seconds: 25 * 60 * 60)
    _ = try bench.run(text)
    #expect(!bench.workspace.exists("cache/temporary/left.1-abcdef.tmp"))
  }

  // MARK: - Garbage

  private func store() throws -> ArtifactStore {
    try ArtifactStore(folder: "cache", workspace: bench.workspace)
  }

  private var values: [String] {
    get throws {
      try store().listings.filter { $0.entry.directive == "digit" }.compactMap { listing in
        listing.entry.parts.first { $0.name == "digit.value" }?.value
      }.sorted()
    }
  }

  @Test func withoutALimitOnlyWhatNothingNamesGoes() throws {
    _ = try bench.run(text)
    try write("stray", "objects/ab/stray")
    try write("junk", "entries/ab/junk")
    try write("half", "entries/ab/left.1-abcdef.tmp")
    let collection = try store().collectGarbage()
    #expect(
      collection.upkeep.found.sorted() == [
        "cache/entries/ab/junk", "cache/entries/ab/left.1-abcdef.tmp", "cache/objects/ab/stray",
      ])
    #expect(collection.evictedCount == 0)
    #expect(try store().findDamage().found == [])
    #expect(try bench.run(text) == [])
  }

  /// 1, 2 and 3 were run an hour and more apart; 1 was used again; the notebook has 4 now.
  @Test func whatWasNotUsedForLongestGoesFirst() throws {
    for value in 1...3 {
      _ = try bench.run(.notebook(("digit a", "value: \(value)")))
      bench.workspace.pass(seconds: 2 * 60 * 60)
    }
    #expect(try bench.run(.notebook(("digit a", "value: 1"))) == [])
    bench.workspace.pass(seconds: 2 * 60 * 60)
    _ = try bench.run(.notebook(("digit a", "value: 4")))
    #expect(try store().listings.map(\.age).sorted() == [0, 7200, 14_400, 21_600])
    var seen: [[String]] = []
    var limit = try store().byteCount
    while limit > 0 {
      _ = try store().collectGarbage(limit: limit)
      if try seen.last != values { seen.append(try values) }
      limit -= 50
    }
    #expect(seen == [["1", "2", "3", "4"], ["1", "3", "4"], ["1", "4"], ["4"]])
    #expect(try bench.run(.notebook(("digit a", "value: 4"))) == [])
  }

  @Test func aNotebookThatIsGoneNeedsNothing() throws {
    var other = bench
    other.path = "b.md"
    _ = try bench.run(.notebook(("digit a", "value: 1")))
    _ = try other.run(.notebook(("digit a", "value: 2"), ("climb c", "to: 3")))
    bench.workspace.pass(seconds: 60)
    let collection = try store().collectGarbage(limit: 0)
    // Checkpoints are no results: a fit that is done needs them no more.
    #expect(collection.evictedCount == 3)
    #expect(try values == ["1", "2"])
    try bench.workspace.remove("a.md")
    _ = try store().collectGarbage(limit: 0)
    #expect(try values == ["2"])
    #expect(try other.run(.notebook(("digit a", "value: 2"), ("climb c", "to: 3"))) == [])
  }

  /// Equal results share objects; the last one that names them takes them along.
  @Test func sharedObjectsStayWithTheLastOwner() throws {
    _ = try bench.run(.notebook(("digit a", "value: 3")))
    bench.workspace.pass(seconds: 60)
    _ = try bench.run(.notebook(("digit a", "value: 13")))
    _ = try store().collectGarbage(limit: 0)
    #expect(try values == ["13"])
    #expect(try bench.run(.notebook(("digit a", "value: 13"))) == [])
    #expect(try store().findDamage().found == [])
  }
}
