import Diagnostics
import Execution
import Testing

/// Cells that are made of cells.
struct InnerCellTests {
  private let bench = Bench()

  @Test func innerCellsAreStepsLikeAny() throws {
    let text = String.notebook(("several s", "values: [1, 2]"))
    let executor = try bench.executor(text)
    let names = ["s/1/digit", "s/1/total", "s/2/digit", "s/2/total", "s"]
    let (program, _) = try bench.program(text)
    #expect(program?.steps.map(\.name) == names)
    #expect(program?.names == ["s"] + names.dropLast() + ["s/1", "s/2"])
    #expect(executor.plan().map(\.action) == Array(repeating: .run, count: 5))
    #expect(try bench.run(text) == ["digit 1", "total", "digit 2", "total", "several"])
    #expect(try bench.run(text) == [])
    #expect(try bench.values(text) == [1, 1, 2, 2, 3])
    // Another one runs by itself, and then the whole.
    #expect(
      try bench.run(.notebook(("several s", "values: [1, 2, 4]")))
        == ["digit 4", "total", "several"])
  }

  @Test func theyShareWorkWithOtherCells() throws {
    let text = String.notebook(("digit d", "value: 2"), ("several s", "values: [2]"))
    #expect(try bench.run(text) == ["digit 2", "total", "several"])
  }

  @Test func whatFailedIsLeftOut() throws {
    let text = String.notebook(("several s", "{values: [1, 2], broken: 2}"))
    let outcomes = try bench.executor(text).run()
    #expect(outcomes.map { $0.artifact == nil } == [false, false, false, true, false])
    guard case .failed(let diagnostic) = outcomes[3] else {
      Issue.record("\(outcomes[3])")
      return
    }
    #expect(diagnostic.notes.map(\.message) == ["while running total 's/2/total'"])
    // 1, and 100 for the one that is not there.
    #expect(try outcomes[4].artifact.map { try NumberResult(decoding: $0).value } == 101)
    // Without the failure it is another result, and with it the first one again.
    #expect(try bench.values(.notebook(("several s", "values: [1, 2]"))).last == 3)
    _ = bench.recorder.take()
    #expect(try bench.run(text) == ["total"])
    #expect(try bench.values(text).last == 101)
    // From the cache alone nobody knows whether it would fail again.
    #expect(
      try bench.executor(text).cached().map { $0.artifact == nil } == [
        false, false, false, true, true,
      ])
  }

  @Test(arguments: [
    ("s", 5), ("s/2", 2), ("s/2/total", 1), ("s/1/digit", 1), ("s/3", 0),
  ])
  func someCanBeForced(_ name: String, _ count: Int) throws {
    let text = String.notebook(("several s", "values: [1, 2]"))
    _ = try bench.run(text)
    #expect(try bench.run(text, force: .cells([name])).count == count)
  }

  @Test func aPartOfAProgramHasWhatItNeeds() throws {
    let (program, _) = try bench.program(
      .notebook(("digit d", "value: 7"), ("several s", "values: [1, 2]")))
    let part = try #require(program).part(of: ["s/2/total"])
    #expect(part.steps.map(\.name) == ["s/2/digit", "s/2/total"])
    #expect(part.steps.compactMap(part.groupName) == ["s/2", "s/2"])
    #expect(part.innerCells.map(\.step) == [-1, -1, 0, 1])
  }
}
