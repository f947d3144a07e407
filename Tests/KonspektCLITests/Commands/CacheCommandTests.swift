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
    #expect(list.count == 10)
    #expect(list.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{12}  \S+ +\d.* k?B/) != nil }, "\(list)")
    #expect(list.count { $0.contains("  fit  ") } == 2)

    let whole = try program.run("cache", "verify")
    #expect(whole.status == 0)
    #expect(whole.output.hasSuffix(", 0 damaged\n"))

    // Nothing that a result or a checkpoint needs is removed, whatever else lies there is.
    try program.write("left by a write that was cut short", to: "cache/objects/ab/left.tmp")
    let collected = try program.run("cache", "gc")
    #expect(collected.output.hasPrefix("removed 1 of "), "\(collected.output)")
    #expect(try program.runLesson() == [])

    try program.write("mine", to: "cache/mine.txt")
    #expect(try program.run("cache", "clear").status == 0)
    #expect(program.files(in: "cache") == ["mine.txt"])
    #expect(try program.runLesson().count == 6)
  }

  @Test func aListSaysHowLargeAndHowOld() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    _ = try program.run(script: "find cache/entries -type f -exec touch -d '3 hours ago' {} +")
    let list = try program.run("cache", "list")
    let rows = list.output.split(separator: "\n")
    #expect(rows.allSatisfy { $0.contains(#/  3 h +\d+(\.\d)? k?B$/#) }, "\(rows)")
    #expect(list.errors.contains(/^7 results, \d+\.\d kB in all with checkpoints: cache\n$/))
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

  @Test func damageIsNamed() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let object = try #require(program.files(in: "cache/objects").first)
    try program.write("junk", to: "cache/objects/\(object)")
    let ended = try program.run("cache", "verify")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("damaged: cache/objects/\(object)"))
    #expect(ended.output.contains(" damaged\n"))
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
