import Execution
import Synchronization

/// Shows how a run goes: live bars on a terminal, one for every cell that is running; plain lines
/// elsewhere.
final class ProgressDisplay: Sendable {
  /// A step that is running.
  private struct Running {
    var name: String
    var isPlot: Bool
    var start: ContinuousClock.Instant
    /// Whether another cell ran beside it: then its lines say whose they are.
    var hasCompany = false
    var stage = ""
    var stageStart: ContinuousClock.Instant?
    /// When the stage before ended.
    var lastEnd: ContinuousClock.Instant?
    /// What was done already when the first news of the stage came.
    var completedAtStart = 0
    var progress: Progress?
    /// When its latest line was written, or it began.
    var lastLine: ContinuousClock.Instant
  }

  private struct State {
    /// The steps that are running, in the order in which they began.
    var running: [Running] = []
    var lastDrawn: ContinuousClock.Instant?
    var barCount = 0
    var seconds: [String: Double] = [:]
    var stages: [String: [Stage]] = [:]
    var reasons: [String: [String]] = [:]
  }

  /// A stage that a step went through, such as an epoch.
  struct Stage {
    var name: String
    var seconds: Double
  }

  /// Between two lines of a stage where there are no bars.
  private static let plainInterval = Duration.seconds(30)

  private let console: Console
  private let clock = ContinuousClock()
  private let state = Mutex(State())

  init(console: Console) { self.console = console }

  /// How long each step took, by name, in seconds.
  var seconds: [String: Double] { state.withLock { $0.seconds } }

  /// How long each stage of each step took, by the name of the step.
  var stages: [String: [Stage]] { state.withLock { $0.stages } }

  /// Why each step ran, by name.
  var reasons: [String: [String]] { state.withLock { $0.reasons } }

  /// Takes a piece of news.
  func show(_ event: ExecutionEvent) {
    state.withLock { state in
      switch event {
      case .started(let step, let action, let reasons):
        state.reasons[step.name] = reasons
        state.running.append(
          Running(
            name: step.name, isPlot: step.isPlot, start: clock.now, lastLine: clock.now))
        // Plots say nothing that could be taken for a cell's.
        if state.running.count(where: { !$0.isPlot }) > 1 {
          for index in state.running.indices { state.running[index].hasCompany = true }
        }
        guard !step.isPlot else { return }
        let verb = action == .resume ? "resuming" : "running"
        clearBars(&state)
        console.remark("\(verb) \(step.directive) '\(step.name)' (\(Summary.reasons(reasons)))")
      case .exceedsMemory(let step, let byteCount, let limit):
        clearBars(&state)
        console.report(
          "warning: \(step.directive) '\(step.name)' may need \(CacheCommand.size(byteCount)) in all, "
            + "more than the \(CacheCommand.size(limit)) of --memory; it runs by itself")
      case .remarked(let step, let text):
        clearBars(&state)
        console.remark("  \(step.name): \(text)")
      case .progressed(let step, let progress):
        show(progress, of: step.name, &state)
      case .finished(let step, _):
        clearBars(&state)
        guard let index = state.running.firstIndex(where: { $0.name == step.name }) else { return }
        state.seconds[step.name] = Self.seconds(clock.now - state.running[index].start)
        state.running.remove(at: index)
      case .warning(let message):
        clearBars(&state)
        console.report("warning: \(message)")
      }
    }
  }

  private func show(_ progress: Progress, of name: String, _ state: inout State) {
    guard let index = state.running.firstIndex(where: { $0.name == name }) else { return }
    var running = state.running[index]
    if running.stage != progress.stage {
      running.stage = progress.stage
      // The first news of a stage comes when a part of it is done, unless another stage ended before.
      running.stageStart = running.lastEnd ?? clock.now
      running.completedAtStart = running.lastEnd == nil ? progress.completed : 0
    }
    if progress.endsStage {
      running.lastEnd = clock.now
      state.stages[name, default: []].append(
        Stage(name: progress.stage, seconds: elapsed(running)))
    }
    running.progress = progress.endsStage ? nil : progress
    // Where no bar is seen, long work says now and then how far it is.
    let isDue = !console.isInteractive && clock.now - running.lastLine >= Self.plainInterval
    if progress.endsStage || isDue { running.lastLine = clock.now }
    state.running[index] = running
    guard !console.isQuiet else { return }
    let whose = running.hasCompany ? "\(name)  " : ""
    if progress.endsStage {
      clearBars(&state)
      let values = progress.values.map { "\($0.name) \(Self.fixed($0.value, 4))" }
      let what = values.isEmpty ? "\(progress.total)" : values.joined(separator: "  ")
      console.remark("  \(whose)\(progress.stage)  \(what)  \(Self.duration(elapsed(running)))")
      return
    }
    if isDue {
      console.remark("  \(whose)\(progress.stage)  \(progress.completed)/\(progress.total)")
    }
    guard console.isInteractive else { return }
    // Redrawing more often than an eye can follow only costs time.
    if let last = state.lastDrawn, clock.now - last < .milliseconds(80) { return }
    state.lastDrawn = clock.now
    drawBars(&state)
  }

  private func elapsed(_ running: Running) -> Double {
    running.stageStart.map { Self.seconds(clock.now - $0) } ?? 0
  }

  private func drawBars(_ state: inout State) {
    // Room for the ^C that a terminal may write behind it.
    let width = console.width - 3
    let bars = state.running.compactMap { running in
      running.progress.map { progress in
        let done = progress.completed - running.completedAtStart
        let rest = progress.total - progress.completed
        let left =
          done > 0 ? Self.duration(elapsed(running) / Double(done) * Double(rest)) : nil
        return ProgressLine.text(
          progress, of: running.hasCompany ? running.name : nil, left: left, width: width)
      }
    }
    let shown = bars.prefix(max(console.height - 1, 1))
    console.live(Self.clearing(state.barCount) + shown.joined(separator: "\n"))
    state.barCount = shown.count
  }

  private func clearBars(_ state: inout State) {
    guard state.barCount > 0 else { return }
    console.live(Self.clearing(state.barCount))
    state.barCount = 0
  }

  /// What takes lines off a terminal whose cursor is in the last of them.
  private static func clearing(_ count: Int) -> String {
    count > 1 ? "\r\u{1B}[\(count - 1)A\u{1B}[J" : "\r\u{1B}[K"
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
