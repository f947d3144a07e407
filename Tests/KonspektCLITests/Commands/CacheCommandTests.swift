import TestSupport
import Testing

@Suite struct CacheCommandTests {
  @Test func aCacheIsListedVerifiedCollectedAndCleared() throws {
    let program = try Lesson().program()
    let empty = try program.run("cache", "list")
    #expect(empty.status == 0)
    #expect(empty.output == "")
    _ = try program.runLesson()
    _ = try program.runLesson("-P", "epochs=1")

    let list = try program.run("cache", "list").output.split(separator: "\n")
    #expect(list.count == 11)
    #expect(list.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{12}  \S+ +\d.* k?B/) != nil }, "\(list)")
    #expect(list.count { $0.contains("  fit  ") } == 2)
    // Both trainings are parts of one.
    #expect(list.count { $0.contains("  checkpoints  ") } == 1)

    let whole = try program.run("cache", "verify")
    #expect(whole.status == 0)
    #expect(whole.output.hasSuffix(", 0 damaged\n"))

    // Nothing that a result or a checkpoint needs is removed, whatever else lies there is.
    try program.write("left by a write that was cut short", to: "cache/objects/ab/left.tmp")
    let collected = try program.run("cache", "gc")
    #expect(collected.output.hasPrefix("removed 1 of "), "\(collected.output)")
    #expect(try program.runLesson() == [])

    try program.write("mine", to: "cache/mine.txt")
    let cleared = try program.run("cache", "clear")
    #expect(cleared.status == 0)
    #expect(cleared.output.contains(/^removed \d+ files, \d.* kB\n$/), "\(cleared.output)")
    #expect(program.files(in: "cache") == ["mine.txt"])
    #expect(try program.runLesson().count == 6)
  }

  @Test func aListSaysHowLargeAndHowOld() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    _ = try program.run(
      script: "find cache/entries cache/lineages -type f -exec touch -d '3 hours ago' {} +")
    let list = try program.run("cache", "list")
    let rows = list.output.split(separator: "\n")
    #expect(rows.allSatisfy { $0.contains(#/  3 h +\d+(\.\d)? k?B$/#) }, "\(rows)")
    #expect(list.errors.contains(/^7 results, \d+\.\d kB in all: cache\n$/))
    // Use makes young again.
    #expect(try program.runLesson() == [])
    #expect(try program.run("cache", "list").output.contains(#/ {2}\d+ s {2}/#))
  }

  @Test func aSmallerCacheKeepsWhatNotebooksNeed() throws {
    let program = try Lesson().program()
    _ = try program.runLesson("-P", "epochs=1")
    _ = try program.runLesson()
    let ended = try program.run("cache", "gc", "--max-size", "1k")
    #expect(ended.status == 0)
    #expect(ended.errors == "what is left is what the present notebooks need\n")
    #expect(ended.output.contains(/^removed \d+ of \d+ files, .* left\n$/), "\(ended.output)")
    #expect(try program.runLesson() == [])
    // Neither the shorter training nor the checkpoints are there any more.
    #expect(try program.runLesson("-P", "epochs=3", "--out", "longer").contains("running fit"))
    try program.remove("lesson.md")
    #expect(try program.run("cache", "gc", "--max-size", "0").errors == "")
    #expect(program.files(in: "cache/entries") == [])
    #expect(program.files(in: "cache/objects") == [])
    #expect(try program.run("cache", "gc", "--max-size", "a lot").status == 2)
  }

  @Test func damageIsRemovedWhereThatIsAskedFor() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let object = try #require(program.files(in: "cache/objects").first)
    try program.write("junk", to: "cache/objects/\(object)")
    let ended = try program.run("cache", "verify", "--repair")
    #expect(ended.status == 0)
    #expect(ended.errors.contains("removed: cache/objects/\(object)"))
    #expect(try program.run("cache", "verify").status == 0)
    #expect(try program.runLesson().count <= 6)
  }

  /// Two courses of the same names that share a cache: what one of them needs, the other does not take.
  @Test func notebooksOfSeveralFoldersShareACache() throws {
    let program = try KonspektProgram([
      "one/lesson.md": Lesson().text, "two/lesson.md": Lesson(learningRate: "0.01").text,
    ])
    func run(_ folder: String) throws -> [String] {
      let ended = try program.run(
        script: "cd \(folder); $KONSPEKT run lesson.md --cache ../shared")
      #expect(ended.status == 0, "\(ended.errors)")
      return ended.errors.ran
    }
    #expect(try run("one").count == 6)
    // Nothing is said to have changed that never was here.
    let second = try program.run(script: "cd two; $KONSPEKT run lesson.md --cache ../shared")
    #expect(second.errors.contains("running compile 'compile' (has not run before)"))
    #expect(try program.run("cache", "gc", "--max-size", "0", "--cache", "shared").status == 0)
    #expect(try run("one") == [])
    #expect(try run("two") == [])
    // A folder that was moved is where it is as soon as it has run there.
    _ = try program.run(script: "mv one three")
    #expect(try run("three") == [])
    #expect(try program.run("cache", "gc", "--max-size", "0", "--cache", "shared").status == 0)
    #expect(try run("three") == [])
  }

  @Test func damageIsNamed() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let object = try #require(program.files(in: "cache/objects").first)
    try program.write("junk", to: "cache/objects/\(object)")
    let ended = try program.run("cache", "verify")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("damaged: cache/objects/\(object)"))
    // What names it is of no use without it.
    let namers = ["damaged: cache/entries/", "damaged: cache/lineages/"]
    #expect(namers.contains { ended.errors.contains($0) }, "\(ended.errors)")
    #expect(ended.output.contains(" damaged\n"))
    // To look changes nothing.
    #expect(try program.run("cache", "verify").errors == ended.errors)
  }

  @Test func clearLeavesAFolderOfSomethingElseAlone() throws {
    let program = try KonspektProgram()
    try program.write("a thesis", to: "cache/version")
    try program.write("a chapter", to: "cache/files")
    let ended = try program.run("cache", "clear")
    #expect(ended.status == 2)
    #expect(ended.errors.contains("holds something that is not a Konspekt cache"))
    #expect(program.files(in: "cache") == ["files", "version"])
  }
}
