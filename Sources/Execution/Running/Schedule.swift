import Diagnostics
import Dispatch
import Synchronization

/// The steps of a run, side by side: which have ended, which are running, which may begin.
///
/// A step begins when its inputs have ended, nobody is at the same work, and there is memory for it; of
/// several the first in the notebook. Keys are looked up, and news are told, one at a time and under
/// one lock; only the work itself is done outside of it.
final class Schedule: Sendable {
  /// A step that was given to a lane.
  struct Start: Sendable {
    var index: Int
    var lane: Int
    var parts: [KeyPart]
    var action: StepAction
    var inputs: [String: ArtifactBytes]
    var lineage: Digest
    var memory: WorkMemory

    /// The inputs that came from the cache, where they may have been damaged.
    var cachedInputs: [Int]
  }

  /// How the work of a step ended.
  enum Ending: Sendable {
    case computed(ArtifactBytes)
    case interrupted
    case failed(Diagnostic)
    /// Bulk data of an input is not what it was.
    case inputDamaged(Diagnostic)
  }

  /// What a lane does next.
  private enum Turn {
    case begin(Start)
    case wait
    case over
  }

  private struct State {
    var outcomes: [StepOutcome]
    var hasEnded: [Bool]
    /// The steps that are running, by lane.
    var running: [Int: Start] = [:]
    var memory: MemoryLedger
    /// What is known of the memory of steps that wait.
    var needs: [Int: WorkMemory] = [:]
    /// Steps that will be tried again once inputs were looked for again.
    var retries: [Int: Retry] = [:]
    /// What was found out about steps that wait for memory.
    var waiting: [Int: Executor.LookUp] = [:]
    /// Lanes that wait for news.
    var sleepers = 0
  }

  private struct Retry {
    var inputs: [Int]
    var diagnostic: Diagnostic
  }

  private let executor: Executor
  private let history: RunHistory
  private let isCancelled: @Sendable () -> Bool
  private let onEvent: @Sendable (ExecutionEvent) -> Void
  private let state: Mutex<State>
  private let news = DispatchSemaphore(value: 0)

  init(
    _ executor: Executor, _ history: RunHistory, isCancelled: @escaping @Sendable () -> Bool,
    onEvent: @escaping @Sendable (ExecutionEvent) -> Void
  ) {
    self.executor = executor
    self.history = history
    self.isCancelled = isCancelled
    self.onEvent = onEvent
    let count = executor.program.steps.count
    state = Mutex(
      State(
        outcomes: Array(repeating: .absent, count: count),
        hasEnded: Array(repeating: false, count: count),
        memory: MemoryLedger(
          limit: executor.limits.byteCount, own: executor.limits.ownByteCount)))
  }

  /// Runs everything and returns how every step ended.
  func run() -> [StepOutcome] {
    // What is cached needs no lanes.
    if let first = next(in: 0) {
      let open = state.withLock { state in state.hasEnded.count { !$0 } }
      Lanes.run(min(executor.limits.jobs, open)) { lane in
        var start = lane == 0 ? first : self.next(in: lane)
        while let present = start {
          self.end(present, self.executor.compute(present, self.isCancelled, self.onEvent))
          start = self.next(in: lane)
        }
      }
    }
    return state.withLock { $0.outcomes }
  }

  // MARK: - What begins

  /// Waits for a step that may begin; nil where none is left.
  private func next(in lane: Int) -> Start? {
    while true {
      switch state.withLock({ turn(of: lane, &$0) }) {
      case .begin(let start): return start
      case .over: return nil
      case .wait: news.wait()
      }
    }
  }

  private func turn(of lane: Int, _ state: inout State) -> Turn {
    let running = Set(state.running.values.map(\.index))
    for index in state.outcomes.indices where !state.hasEnded[index] && !running.contains(index) {
      if let start = begin(index, lane, &state) { return .begin(start) }
    }
    guard state.hasEnded.contains(false) else {
      wakeAll(&state)
      return .over
    }
    state.sleepers += 1
    return .wait
  }

  private func wakeAll(_ state: inout State) {
    for _ in 0..<state.sleepers { news.signal() }
    state.sleepers = 0
  }

  /// Begins a step, or ends it where nothing is to be done; nil where it did not begin.
  private func begin(_ index: Int, _ lane: Int, _ state: inout State) -> Start? {
    let step = executor.program.steps[index]
    guard step.inputs.allSatisfy({ state.hasEnded[$0.step] }) else { return nil }
    for input in step.inputs where state.outcomes[input.step].artifact == nil {
      if state.outcomes[input.step].isInterrupted {
        end(index, .interrupted, &state)
      } else if input.isOptional {
        continue
      } else {
        end(index, .blocked(by: executor.program.steps[input.step].name), &state)
      }
      return nil
    }
    if let retry = state.retries.removeValue(forKey: index),
      retry.inputs.allSatisfy({ state.outcomes[$0].isCached })
    {
      // Nothing was found to be damaged: trying again would change nothing.
      end(index, .failed(retry.diagnostic), &state)
      return nil
    }
    let found =
      state.waiting.removeValue(forKey: index) ?? executor.lookUp(step, state.outcomes, history)
    switch found {
    case .impossible(let diagnostic): end(index, .failed(diagnostic), &state)
    case .found(let artifact, let key):
      executor.store.noteUse(of: key)
      end(index, .done(artifact, key: key, action: .cached), &state)
    case .toRun(let parts, let action, let reasons):
      if isCancelled() {
        end(index, .interrupted, &state)
        break
      }
      let needs =
        state.needs[index]
        ?? step.body.memory(
          in: executor.program.environment, threadCount: executor.limits.threadCount)
      state.needs[index] = needs
      let start = start(index, lane, parts, action, needs, state)
      // Equal work is done once: who comes later finds it in the cache, or goes on from there.
      guard !state.running.values.contains(where: { $0.lineage == start.lineage }) else { break }
      guard state.running.isEmpty || state.memory.hasRoom(for: start.memory) else {
        state.waiting[index] = found
        break
      }
      state.running[lane] = start
      state.memory.begin(start.memory)
      shareThreads(state)
      tellProblems()
      onEvent(.started(step, action, reasons: reasons))
      let byteCount = executor.limits.ownByteCount + start.memory.wholeByteCount
      if byteCount > executor.limits.byteCount {
        onEvent(.exceedsMemory(step, byteCount: byteCount, limit: executor.limits.byteCount))
      }
      return start
    }
    return nil
  }

  private func start(
    _ index: Int, _ lane: Int, _ parts: [KeyPart], _ action: StepAction, _ memory: WorkMemory,
    _ state: State
  ) -> Start {
    let step = executor.program.steps[index]
    var inputs: [String: ArtifactBytes] = [:]
    for input in step.inputs { inputs[input.label] = state.outcomes[input.step].artifact }
    return Start(
      index: index, lane: lane, parts: parts, action: action, inputs: inputs,
      lineage: executor.checkpoints(step, parts).lineage,
      memory: memory,
      cachedInputs: step.inputs.map(\.step).filter { state.outcomes[$0].isCached })
  }

  /// Gives every running step an equal share of the threads, at least one; one that is alone has all.
  private func shareThreads(_ state: State) {
    guard let sharing = executor.program.environment as? any ThreadSharing else { return }
    let lanes = state.running.values.sorted { $0.index < $1.index }.map(\.lane)
    for (position, lane) in lanes.enumerated() {
      let (share, rest) = executor.limits.threadCount.quotientAndRemainder(dividingBy: lanes.count)
      sharing.share(max(1, share + (position < rest ? 1 : 0)), withLane: lane)
    }
  }

  // MARK: - What ends

  private func end(_ start: Start, _ ending: Ending) {
    state.withLock { state in
      state.running[start.lane] = nil
      state.memory.end(start.memory)
      shareThreads(state)
      switch ending {
      case .computed(let artifact):
        end(start.index, .done(artifact, key: start.parts.key, action: start.action), &state)
      case .interrupted: end(start.index, .interrupted, &state)
      case .failed(let diagnostic): end(start.index, .failed(diagnostic), &state)
      case .inputDamaged(let diagnostic):
        if start.cachedInputs.isEmpty {
          end(start.index, .failed(diagnostic), &state)
        } else {
          lookAgain(for: start, diagnostic, &state)
        }
      }
      wakeAll(&state)
    }
  }

  /// Looks again for the inputs of a step: those that the cache has lost are computed, then the step is
  /// tried again.
  ///
  /// Bulk data is read, and its digest compared, only when a step needs it.
  private func lookAgain(for start: Start, _ diagnostic: Diagnostic, _ state: inout State) {
    for index in start.cachedInputs where state.outcomes[index].isCached {
      state.hasEnded[index] = false
    }
    state.retries[start.index] = Retry(inputs: start.cachedInputs, diagnostic: diagnostic)
  }

  private func end(_ index: Int, _ outcome: StepOutcome, _ state: inout State) {
    state.outcomes[index] = outcome
    state.hasEnded[index] = true
    tellProblems()
    onEvent(.finished(executor.program.steps[index], outcome))
  }

  private func tellProblems() {
    for problem in executor.store.problems.take() { onEvent(.warning(problem)) }
  }
}

extension StepOutcome {
  /// Whether the run stopped before its end.
  fileprivate var isInterrupted: Bool {
    if case .interrupted = self { true } else { false }
  }

  /// Whether the result was taken from the cache.
  fileprivate var isCached: Bool {
    if case .done(_, _, .cached) = self { true } else { false }
  }
}
