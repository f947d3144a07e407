import Diagnostics
import Execution
import Foundation
import Notebooks
import Schemas
import Synchronization
import Workspaces

/// A cell that waits until enough others are at work beside it, so that a test sees what runs side by
/// side.
struct Errand: Directive {
  var number = 0
  var after: [String] = []
  var bytes = 0
  var meets = 1
  var staysLast = false
  var fails = false

  static let schema = Schema<Self>(
    "errand", summary: "Waits for others.",
    [
      Field("number", \.number, doc: "Tells errands apart."),
      Field("after", \.after, .reference, doc: "The errands that come first."),
      Field("bytes", \.bytes, .presentation, doc: "The memory it takes."),
      Field("meets", \.meets, .presentation, doc: "How many must be at work at the same time."),
      Field("stays_last", \.staysLast, .presentation, doc: "Whether it ends after the others."),
      Field("fails", \.fails, doc: "Whether it goes wrong."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    for name in after {
      guard let cell = context.find("errand", named: name, at: nil) else { return nil }
      context.use(cell, as: name)
    }
    return CheckedCell(outline: 0, body: Body(errand: self), result: .members([("value", .value)]))
  }

  struct Body: StepBody {
    var errand: Errand

    struct Failure: Error, CustomStringConvertible { var description: String { "as it was told" } }

    func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
      WorkMemory(byteCount: errand.bytes)
    }

    func run(_ context: RunContext) throws -> NumberResult {
      guard let place = context.environment as? MeetingPlace else { return NumberResult(0) }
      try place.visit(errand.number, in: context.lane, meeting: errand.meets, context.isCancelled)
      if errand.staysLast {
        try place.awaitNewShare(errand.number, in: context.lane, context.isCancelled)
      }
      if errand.fails { throw Failure() }
      return NumberResult(errand.number)
    }
  }
}

/// Where errands meet, and what was seen there.
final class MeetingPlace: ThreadSharing {
  private struct State {
    var present: Set<Int> = []
    var mostPresent = 0
    var visits: [Int] = []
    var shares: [Int: Int] = [:]
    var sharesSeen: [Int: [Int]] = [:]
  }

  private let state = Mutex(State())

  /// The most errands that were at work at the same time.
  var mostPresent: Int { state.withLock { $0.mostPresent } }

  /// The numbers of the errands that were done.
  var visits: [Int] { state.withLock { $0.visits } }

  /// How many threads an errand had, first and last.
  func shares(of number: Int) -> [Int]? { state.withLock { $0.sharesSeen[number] } }

  /// How many are at work now.
  var presentCount: Int { state.withLock { $0.present.count } }

  func share(_ threadCount: Int, withLane lane: Int) {
    state.withLock { $0.shares[lane] = threadCount }
  }

  /// Stays until so many have been here at the same time.
  func visit(
    _ number: Int, in lane: Int, meeting count: Int, _ isCancelled: () -> Bool
  ) throws {
    state.withLock { state in
      state.present.insert(number)
      state.mostPresent = max(state.mostPresent, state.present.count)
      state.visits.append(number)
    }
    defer { state.withLock { _ = $0.present.remove(number) } }
    try wait(until: { $0.mostPresent >= count }, isCancelled)
    noteShare(of: number, in: lane)
    // Nobody leaves before everybody has looked.
    try wait(until: { $0.sharesSeen.count >= count }, isCancelled)
  }

  /// Stays until the number of threads is another one, and notes it.
  func awaitNewShare(_ number: Int, in lane: Int, _ isCancelled: () -> Bool) throws {
    try wait(until: { $0.sharesSeen[number] != [$0.shares[lane] ?? 0] }, isCancelled)
    noteShare(of: number, in: lane)
  }

  private func noteShare(of number: Int, in lane: Int) {
    state.withLock { state in
      state.sharesSeen[number, default: []].append(state.shares[lane] ?? 0)
    }
  }

  /// Waits long enough for a machine with other things to do; a test that gives up finds too little.
  private func wait(until condition: (State) -> Bool, _ isCancelled: () -> Bool) throws {
    for _ in 0..<20_000 where !state.withLock({ condition($0) }) {
      if isCancelled() { throw RunInterrupted() }
      usleep(1000)
    }
  }
}

/// A notebook of errands in memory.
struct ErrandBench {
  let workspace = MemoryWorkspace()
  let place = MeetingPlace()

  struct Mistake: Error { var diagnostics: [Diagnostic] }

  func executor(
    jobs: Int, threads: Int = 1, memory: Int = .max, own: Int = 0, _ cells: (String, String)...
  ) throws -> Executor {
    let checker = ProgramChecker(
      directives: [Errand.self], later: [:], workspace: workspace, environment: place,
      numerics: "toy")
    let text = cells.map { "```errand \($0.0)\n\($0.1)\n```\n" }.joined(separator: "\n")
    try workspace.write(Array(text.utf8), to: "a.md")
    var diagnostics: [Diagnostic] = []
    let loader = NotebookLoader(workspace: workspace, directives: checker.words)
    guard let notebook = loader.load("a.md", &diagnostics) else {
      throw Mistake(diagnostics: diagnostics)
    }
    let program = checker.check(notebook, &diagnostics)
    guard diagnostics.isEmpty else { throw Mistake(diagnostics: diagnostics) }
    let store = try ArtifactStore(folder: "cache", workspace: workspace)
    return Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace,
      limits: ExecutionLimits(
        jobs: jobs, threadCount: threads, byteCount: memory, ownByteCount: own))
  }
}
