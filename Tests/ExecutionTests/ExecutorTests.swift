import Diagnostics
import Execution
import Testing
import Workspaces

@Suite struct ExecutorTests {
  let bench = Bench()

  @Test func runsOnceAndThenTakesEverythingFromTheCache() throws {
    let text = String.notebook(
      ("digit a", "value: 3"), ("digit b", "value: 14"), ("total", "of: [a, b]"))
    #expect(try bench.run(text) == ["digit 3", "digit 14", "total"])
    #expect(try bench.run(text) == [])
    #expect(try bench.values(text) == [3, 4, 7])
  }

  @Test func whatMeansTheSameRunsNothing() throws {
    _ = try bench.run(.notebook(("digit a", "value: 3\nnote: one"), ("total", "of: a")))
    // Other prose, another note (presentation only), a comment, another order, another name.
    let edited = String.notebook(
      ("digit ä", "note: two # for people\nvalue:   3"), ("total", "of: ä"), prose: "Other words.")
    #expect(try bench.run(edited) == [])
  }

  @Test func aChangedValueRunsTheCellAndWhatFollows() throws {
    _ = try bench.run(
      .notebook(("digit a", "value: 3"), ("digit b", "value: 4"), ("total", "of: a")))
    let edited = String.notebook(
      ("digit a", "value: 5"), ("digit b", "value: 4"), ("total", "of: a"))
    #expect(try bench.run(edited) == ["digit 5", "total"])
  }

  @Test func anEqualResultStopsTheWave() throws {
    _ = try bench.run(.notebook(("digit a", "value: 3"), ("total", "of: a")))
    #expect(try bench.run(.notebook(("digit a", "value: 13"), ("total", "of: a"))) == ["digit 13"])
  }

  @Test func cellsComposedDifferentlyAreStillTheSameKey() throws {
    // Bengali য় as one code point and as two, which Unicode's composed form makes equal.
    let first = String.notebook(("digit a", "value: 1\nfile: \"\u{09DF}.txt\""))
    try bench.workspace.write(Array("x".utf8), to: "\u{09DF}.txt")
    _ = try bench.run(first)
    #expect(try bench.run(first) == [])
  }

  @Test func theContentOfAFileCountsAndNotItsTime() throws {
    try bench.workspace.write(Array("abc".utf8), to: "data.txt")
    let text = String.notebook(("digit a", "value: 1\nfile: data.txt"))
    #expect(try bench.values(text) == [4])
    _ = bench.recorder.take()
    try bench.workspace.write(Array("abc".utf8), to: "data.txt")
    #expect(try bench.run(text) == [])
    try bench.workspace.write(Array("abcd".utf8), to: "data.txt")
    #expect(try bench.values(text) == [5])
  }

  @Test func aMissingFileFailsItsCellWithItsPlace() throws {
    let outcomes = try bench.executor(.notebook(("digit a", "value: 1\nfile: no.txt"))).run()
    guard case .failed(let diagnostic)? = outcomes.first else {
      Issue.record("expected a failure, got \(outcomes)")
      return
    }
    #expect(diagnostic.message == "cannot read 'no.txt': No such file or directory")
    #expect(diagnostic.span?.start == SourceFile.Position(line: 3, column: 4))
  }

  @Test func whatDependsOnAFailureIsNotRunAndFailuresAreNotKept() throws {
    let text = String.notebook(
      ("digit a", "value: 1\nfile: no.txt"), ("total", "of: a"), ("digit b", "value: 2"))
    let outcomes = try bench.executor(text).run()
    guard case .blocked(by: "a") = outcomes[1] else {
      Issue.record("expected to be blocked, got \(outcomes[1])")
      return
    }
    #expect(outcomes[2].artifact != nil)
    try bench.workspace.write(Array("abc".utf8), to: "no.txt")
    #expect(try bench.values(text) == [4, 4, 2])
  }

  @Test func aLongerRunGoesOnFromAShorterOne() throws {
    #expect(
      try bench.run(.notebook(("climb c", "to: 3"))) == ["stage 1", "stage 2", "stage 3", "half"])
    let longer = try bench.executor(.notebook(("climb c", "to: 5")))
    #expect(longer.plan().map(\.action) == [.resume, .run])
    #expect(longer.plan()[0].reasons == ["to: 3 → 5"])
    #expect(try bench.run(.notebook(("climb c", "to: 5"))) == ["stage 4", "stage 5", "half"])
    // The shorter one is there still, and another step is another lineage.
    #expect(try bench.run(.notebook(("climb c", "to: 3"))) == [])
    #expect(try bench.run(.notebook(("climb c", "to: 2"))) == ["half"])
    #expect(try bench.run(.notebook(("climb c", "to: 1\nby: 7"))) == ["stage 1", "half"])
  }

  @Test func aForcedRunStartsFromNothing() throws {
    let text = String.notebook(("climb c", "to: 2"), ("digit a", "value: 1"))
    _ = try bench.run(text)
    #expect(try bench.run(text, force: .cells(["c"])) == ["stage 1", "stage 2", "half"])
    #expect(try bench.run(text, force: .everything).count == 4)
  }

  @Test func anInterruptedRunKeepsItsWholeStages() throws {
    let text = String.notebook(("climb c", "to: 4"), ("digit a", "value: 1"))
    let asked = Values()
    let stopped = try bench.executor(text).run(isCancelled: { asked.next() > 3 })
    guard case .interrupted = stopped[0], case .interrupted = stopped[2] else {
      Issue.record("expected an interruption, got \(stopped)")
      return
    }
    let before = bench.recorder.take()
    let after = try bench.run(text)
    #expect(before + after == ["stage 1", "stage 2", "stage 3", "stage 4", "half", "digit 1"])
    #expect(!before.isEmpty && before.count < 4)
  }

  @Test func aDamagedObjectIsReportedAndComputedAgain() throws {
    let text = String.notebook(("digit a", "value: 3"))
    _ = try bench.run(text)
    let record = try RecordCoding.encode(NumberResult(3))
    let digest = Digest(of: record).description
    try bench.workspace.write(Array("junk".utf8), to: "cache/objects/\(digest.prefix(2))/\(digest)")
    let warnings = Recorder()
    let outcomes = try bench.executor(text).run(onEvent: {
      if case .warning(let message) = $0 { warnings.note(message) }
    })
    #expect(bench.recorder.take() == ["digit 3"])
    #expect(outcomes[0].artifact != nil)
    #expect(warnings.take().contains { $0.contains("is damaged") })
    #expect(try bench.run(text) == [])
  }

  @Test func aDamagedObjectIsWrittenAgainAlthoughOneIsThere() throws {
    // 3 and 13 have the same result, so they share its objects.
    _ = try bench.run(.notebook(("digit a", "value: 3")))
    let digest = Digest(of: try RecordCoding.encode(NumberResult(3))).description
    try bench.workspace.write(Array("junk".utf8), to: "cache/objects/\(digest.prefix(2))/\(digest)")
    #expect(try bench.values(.notebook(("digit a", "value: 13"))) == [3])
    _ = bench.recorder.take()
    #expect(try bench.run(.notebook(("digit a", "value: 13"))) == [])
  }

  @Test func aFileIsNoStore() throws {
    try bench.workspace.write([], to: "file")
    #expect(throws: StoreError.notAFolder("file")) {
      try ArtifactStore(folder: "file", workspace: bench.workspace)
    }
  }

  @Test func theStoreOfANewerVersionIsRefused() throws {
    try bench.workspace.write(Array("konspekt cache 3\n".utf8), to: "cache/version")
    #expect(throws: StoreError.newerLayout(folder: "cache", version: 3)) {
      try ArtifactStore(folder: "cache", workspace: bench.workspace)
    }
    try bench.workspace.write(Array("something else".utf8), to: "cache/version")
    #expect(throws: StoreError.notAStore(folder: "cache")) {
      try ArtifactStore(folder: "cache", workspace: bench.workspace)
    }
  }

  @Test func whyNamesTheFirstDifferenceAndItsPlace() throws {
    _ = try bench.run(.notebook(("climb c", "to: 1\nby: 2")))
    let executor = try bench.executor(.notebook(("climb c", "to: 1\nby: 3")))
    let before = try #require(executor.explanation(of: "c"))
    #expect(before.differences?.map(\.detailedText) == ["climb.by 2 → 3 (a.md:5:1)"])
    #expect(!before.isCached)
    _ = executor.run()
    let after = try #require(executor.explanation(of: "c"))
    #expect(after.differences?.map(\.detailedText) == ["climb.by 2 → 3 (a.md:5:1)"])
    #expect(after.isCached)
    #expect(executor.explanation(of: "nothing") == nil)
  }

  @Test func aPlanSaysWhyWithoutDoingAnything() throws {
    let first = String.notebook(("digit a", "value: 3"), ("total t", "of: a"))
    let fresh = try bench.executor(first).plan()
    #expect(fresh.map(\.reasons) == [["has not run before"], ["depends on a, which runs"]])
    let sum = String.notebook(
      ("digit a", "value: 3"), ("digit b", "value: 4"), ("total", "of: [a, b]"))
    #expect(try bench.executor(sum).plan()[2].reasons == ["depends on a, b, which run"])
    #expect(bench.recorder.take() == [])
    _ = try bench.run(first)
    #expect(try bench.executor(first).plan().allSatisfy { $0.action == .cached })
    let edited = try bench.executor(.notebook(("digit a", "value: 4"), ("total t", "of: a"))).plan()
    #expect(edited[0].reasons == ["value: 3 → 4"])
    let reasons = Recorder()
    _ = try bench.executor(.notebook(("digit a", "value: 4"), ("total t", "of: a"))).run(onEvent: {
      if case .started(let step, _, let why) = $0 { reasons.note("\(step.name): \(why)") }
    })
    #expect(reasons.take() == [#"a: ["value: 3 → 4"]"#, #"t: ["a changed"]"#])
  }
}
