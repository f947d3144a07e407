import Execution
import Synchronization

/// Shows how a run goes: a live bar on a terminal, plain lines elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var stageStart: ContinuousClock.Instant?
    var stage = ""
    /// What was done already when the first news of the stage came.
    var completedAtStart = 0
    var lastDrawn: ContinuousClock.Instant?
    var isBarShown = false
    var stepStarts: [String: ContinuousClock.Instant] = [:]
    var seconds: [String: Double] = [:]
    var reasons: [String: [String]] = [:]
  }

  private let console: Console
  private let clock = ContinuousClock()
  private let state = Mutex(State())

  init(console: Console) { self.console = console }

  /// How long each step took, by name, in seconds.
  var seconds: [String: Double] { state.withLock { $0.seconds } }

  /// Why each step ran, by name.
  var reasons: [String: [String]] { state.withLock { $0.reasons } }

  /// Takes a piece of news.
  func show(_ event: ExecutionEvent) {
    state.withLock { state in
      switch event {
      case .started(let step, let action, let reasons):
        state.stepStarts[step.name] = clock.now
        state.reasons[step.name] = reasons
        state.stage = ""
        guard !step.isPlot else { return }
        let verb = action == .resume ? "resuming" : "running"
        console.remark("\(verb) \(step.directive) '\(step.name)' (\(Summary.reasons(reasons)))")
      case .progressed(_, let progress):
        show(progress, &state)
      case .finished(let step, let outcome):
        clearBar(&state)
        guard let start = state.stepStarts[step.name] else { return }
        state.seconds[step.name] = Self.seconds(clock.now - start)
        if case .failed = outcome { return }
      case .warning(let message):
        clearBar(&state)
        console.report("warning: \(message)")
      }
    }
  }

  private func show(_ progress: Progress, _ state: inout State) {
    guard !console.isQuiet else { return }
    if state.stage != progress.stage {
      state.stage = progress.stage
      state.stageStart = clock.now
      state.completedAtStart = progress.completed
    }
    let elapsed = state.stageStart.map { Self.seconds(clock.now - $0) } ?? 0
    let values = progress.values.map { "\($0.name) \(Self.fixed($0.value, 4))" }
      .joined(separator: "  ")
    if progress.endsStage {
      clearBar(&state)
      console.remark("  \(progress.stage)  \(values)  \(Self.duration(elapsed))")
      return
    }
    guard console.isInteractive else { return }
    // Redrawing more often than an eye can follow only costs time.
    if let last = state.lastDrawn, clock.now - last < .milliseconds(80) { return }
    state.lastDrawn = clock.now
    let done = progress.completed - state.completedAtStart
    let rest = progress.total - progress.completed
    let left = done > 0 ? Self.duration(elapsed / Double(done) * Double(rest)) : nil
    // Room for the ^C that a terminal may write behind it.
    let line = ProgressLine.text(progress, left: left, width: console.width - 3)
    console.live("\r\u{1B}[K" + line)
    state.isBarShown = true
  }

  private func clearBar(_ state: inout State) {
    guard state.isBarShown else { return }
    console.live("\r\u{1B}[K")
    state.isBarShown = false
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// A time for a person: `0.03 s`, `0.8 s`, `12 s`, `3 min 05 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 0.095 { return "\(fixed(seconds, 2)) s" }
    if seconds < 10 { return "\(fixed(seconds, 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    return "\(whole / 60) min \(whole % 60 < 10 ? "0" : "")\(whole % 60) s"
  }

  /// A number with a fixed number of decimals.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    let fraction = String(scaled % Int(scale))
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(value < 0 ? "-" : "")\(scaled / Int(scale)).\(zeros)\(fraction)"
  }
}
