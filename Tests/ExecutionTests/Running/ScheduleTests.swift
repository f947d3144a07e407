import Diagnostics
import Execution
import Foundation
import Synchronization
import Testing
import Workspaces

/// What runs side by side, and what waits.
@Suite struct ScheduleTests {
  let bench = ErrandBench()

  @Test func independentStepsRunSideBySide() throws {
    let outcomes = try bench.executor(
      jobs: 3, ("a", "{number: 1, meets: 3}"), ("b", "{number: 2, meets: 3}"),
      ("c", "{number: 3, meets: 3}")
    ).run()
    #expect(bench.place.mostPresent == 3)
    #expect(outcomes.allSatisfy { $0.artifact != nil })
  }

  @Test func thereAreNeverMoreThanJobs() throws {
    _ = try bench.executor(
      jobs: 2, ("a", "{number: 1, meets: 2}"), ("b", "{number: 2, meets: 2}"),
      ("c", "{number: 3, meets: 2}"), ("d", "{number: 4, meets: 2}")
    ).run()
    #expect(bench.place.mostPresent == 2)
    #expect(bench.place.visits.count == 4)
  }

  @Test func oneJobRunsInTheOrderOfTheNotebook() throws {
    _ = try bench.executor(
      jobs: 1, ("a", "number: 1"), ("b", "{number: 2, after: [a]}"), ("c", "number: 3"),
      ("d", "{number: 4, after: [a, c]}")
    ).run()
    #expect(bench.place.visits == [1, 2, 3, 4])
    #expect(bench.place.mostPresent == 1)
  }

  @Test func whatDependsOnAnotherWaitsForIt() throws {
    _ = try bench.executor(
      jobs: 4, ("a", "number: 1"), ("b", "{number: 2, after: [a]}"),
      ("c", "{number: 3, after: [b]}")
    ).run()
    #expect(bench.place.visits == [1, 2, 3])
    #expect(bench.place.mostPresent == 1)
  }

  /// 60 and 60 are more than 100; 40 fits beside either.
  @Test func stepsWaitRatherThanTakeMoreMemory() throws {
    _ = try bench.executor(
      jobs: 3, memory: 100, ("a", "{number: 1, bytes: 60, meets: 2}"),
      ("b", "{number: 2, bytes: 60}"), ("c", "{number: 3, bytes: 40, meets: 2}")
    ).run()
    #expect(bench.place.mostPresent == 2)
    #expect(bench.place.visits.sorted() == [1, 2, 3])
    // The third did not wait for the second, which had to wait for the first.
    #expect(bench.place.visits.first { $0 != 1 } == 3 || bench.place.visits.first == 3)
  }

  @Test func whatNeedsMoreThanThereIsRunsByItselfAndIsTold() throws {
    let told = Recorder()
    let outcomes = try bench.executor(
      jobs: 2, memory: 100, ("a", "{number: 1, bytes: 101}"), ("b", "{number: 2, bytes: 1}")
    ).run(onEvent: {
      if case .exceedsMemory(let step, let byteCount, let limit) = $0 {
        told.note("\(step.name) \(byteCount) \(limit)")
      }
    })
    #expect(bench.place.mostPresent == 1)
    #expect(outcomes.allSatisfy { $0.artifact != nil })
    #expect(told.take() == ["a 101 100"])
  }

  /// The program itself takes 50 of 100.
  @Test func theProgramTakesItsShare() throws {
    let told = Recorder()
    _ = try bench.executor(
      jobs: 2, memory: 100, own: 50, ("a", "{number: 1, bytes: 30}"),
      ("b", "{number: 2, bytes: 21}"), ("c", "{number: 3, bytes: 51, after: [a, b]}")
    ).run(onEvent: {
      if case .exceedsMemory(let step, let byteCount, let limit) = $0 {
        told.note("\(step.name) \(byteCount) \(limit)")
      }
    })
    #expect(bench.place.mostPresent == 1)
    #expect(told.take() == ["c 101 100"])
  }

  /// Data that is read stays, and is read once.
  @Test func keptMemoryCountsOnceAndForGood() {
    let data = WorkMemory(byteCount: 10, kept: ["data": 50])
    var ledger = MemoryLedger(limit: 100)
    ledger.begin(data)
    ledger.begin(data)
    #expect(ledger.hasRoom(for: WorkMemory(byteCount: 30)))
    #expect(!ledger.hasRoom(for: WorkMemory(byteCount: 31)))
    ledger.end(data)
    ledger.end(data)
    #expect(ledger.hasRoom(for: WorkMemory(byteCount: 50)))
    #expect(!ledger.hasRoom(for: WorkMemory(byteCount: 51)))
    #expect(WorkMemory(byteCount: 10, kept: ["a": 1, "b": 2]).wholeByteCount == 13)
  }

  @Test func aFailureStopsOnlyWhatDependsOnIt() throws {
    let outcomes = try bench.executor(
      jobs: 3, ("a", "{number: 1, fails: true, meets: 2}"), ("b", "{number: 2, meets: 2}"),
      ("c", "{number: 3, after: [b, a]}"), ("d", "{number: 4, after: [b]}"),
      ("e", "{number: 5, after: [c]}"), ("f", "{number: 6, fails: true}")
    ).run()
    let words = outcomes.map { outcome in
      switch outcome {
      case .done: "done"
      case .failed(let diagnostic): "failed: \(diagnostic.message)"
      case .blocked(let name): "blocked by \(name)"
      case .interrupted, .absent: "not run"
      }
    }
    #expect(
      words == [
        "failed: as it was told", "done", "blocked by a", "done", "blocked by c",
        "failed: as it was told",
      ])
    #expect(bench.place.visits.sorted() == [1, 2, 4, 6])
  }

  /// Two cells of the same meaning are one piece of work, however many lanes there are.
  @Test func equalWorkIsDoneOnce() throws {
    let outcomes = try bench.executor(
      jobs: 4, ("a", "number: 1"), ("b", "number: 1"), ("c", "number: 1"), ("d", "number: 2")
    ).run()
    #expect(bench.place.visits.sorted() == [1, 2])
    #expect(outcomes.allSatisfy { $0.artifact != nil })
  }

  @Test func anInterruptionStopsAll() throws {
    let place = bench.place
    let outcomes = try bench.executor(
      jobs: 2, ("a", "{number: 1, meets: 99}"), ("b", "{number: 2, meets: 99}"),
      ("c", "number: 3"), ("d", "{number: 4, after: [a]}")
    ).run(isCancelled: { place.presentCount == 2 || place.mostPresent == 2 })
    for outcome in outcomes {
      guard case .interrupted = outcome else {
        Issue.record("expected an interruption, got \(outcome)")
        continue
      }
    }
    #expect(place.visits.sorted() == [1, 2])
  }

  @Test func threadsAreSharedAndTheLastOneHasAll() throws {
    _ = try bench.executor(
      jobs: 2, threads: 5, ("a", "{number: 1, meets: 2, stays_last: true}"),
      ("b", "{number: 2, meets: 2}")
    ).run()
    // Two have two each, and the first the odd one; then it is alone.
    #expect(bench.place.shares(of: 1) == [3, 5])
    #expect(bench.place.shares(of: 2) == [2])
  }

  @Test func newsOfBeginningsAndEndsComeOneAtATime() throws {
    let inside = Atomic<Int>(0)
    let most = Atomic<Int>(0)
    _ = try bench.executor(
      jobs: 4, ("a", "number: 1"), ("b", "number: 2"), ("c", "number: 3"), ("d", "number: 4")
    ).run(onEvent: { event in
      if case .progressed = event { return }
      most.max(inside.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
      usleep(500)
      inside.subtract(1, ordering: .relaxed)
    })
    #expect(most.load(ordering: .relaxed) == 1)
  }
}
