import Diagnostics
import Directives
import Execution
import Notebooks
import Synchronization
import TestSupport
import Testing
import Workspaces

/// A notebook with a sweep in memory, run as often as a test likes.
struct SweepBench {
  let workspace = MemoryWorkspace()

  init() throws {
    let labels = (0..<Self.count).map { UInt8($0 % Self.classCount) }
    try workspace.write(
      MadeUpData.idx([Self.count, Self.side, Self.side], Self.pixels), to: "images")
    try workspace.write(MadeUpData.idx([Self.count], labels), to: "labels")
  }

  private static let count = 120
  private static let side = 8
  private static let classCount = 5

  /// Noise on a level that says the class.
  private static var pixels: [UInt8] {
    (0..<count * side * side).map { index in
      let picture = index / (side * side)
      return UInt8((picture % classCount) * 40 + (index * 7919 + picture * 104_729) % 61)
    }
  }

  /// A dataset cell with these pictures.
  static let dataset = """
    source: idx(images='images', labels='labels')
    splits: {train: 'train[:40]', val: 'train[40:60]', test: 'train[60:90]'}
    map: [Rescaling(1/255)]
    show: []
    """

  /// A sweep of a small network over its width and its rate.
  static func lesson(
    widths: String = "[2, 3]", rates: String = "{slow: 0.01, fast: 0.1}", epochs: String = "2",
    fit: String = "", compare: String = "show: [Table(), Bars(), Curves(), HeatMap()]",
    above: String = "", prose: String = ""
  ) -> String {
    """
    ---
    title: Widths
    ---

    \(prose)

    ```dataset shapes
    \(dataset)
    ```

    \(above)

    ```sweep bench
    over:
      width: \(widths)
      rate: \(rates)
    model:
      layers:
        - AveragePooling2D(2)
        - Flatten()
        - Dense(${width}, activation=relu)
        - Dense(${data.num_classes}, activation=softmax)
    compile: {optimizer: 'SGD(learning_rate=${rate})', loss: sparse_categorical_crossentropy, metrics: [accuracy]}
    fit:
      epochs: \(epochs)
      validation_data: val
      \(fit)
    evaluate: {data: test}
    compare:
      \(compare)
    ```
    """
  }

  /// What a run came to.
  struct Run {
    var program: Program
    var outcomes: [StepOutcome]
    var report: LessonReport

    /// The names of the steps that were computed, plots left out.
    var ran: [String] {
      zip(program.steps, outcomes).compactMap { step, outcome in
        guard !step.isPlot, case .done(_, _, let action) = outcome, action != .cached else {
          return nil
        }
        return step.name
      }
    }

    /// The names of the steps without a result.
    var without: [String] {
      zip(program.steps, outcomes).filter { $0.1.artifact == nil }.map(\.0.name)
    }

    /// The digests of all results, by the names of their steps.
    var digests: [String: Digest] {
      Dictionary(
        zip(program.steps, outcomes).compactMap { step, outcome in
          outcome.artifact.map { (step.name, $0.digest) }
        }, uniquingKeysWith: { $1 })
    }

    /// The result of the sweep.
    var result: JSON? {
      guard case .array(let cells)? = report.json["cells"] else { return nil }
      return cells.first { $0["name"] == .string("bench") }?["result"]
    }

    func file(_ path: String) throws -> String? {
      try report.files.first { $0.path == path }
        .map { String(decoding: try $0.contents.bytes(), as: UTF8.self) }
    }
  }

  func program(_ text: String) throws -> Program {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    var diagnostics: [Diagnostic] = []
    let program = try #require(workbench.load("lesson.md", &diagnostics))
    try #require(!diagnostics.hasErrors, "\(diagnostics.map(\.message))")
    return program
  }

  private var workbench: Workbench {
    Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 2, dataFolders: ["data"]))
  }

  func executor(
    _ program: Program, cache: String = "cache", jobs: Int = 1,
    force: Executor.Force = .nothing
  ) throws -> Executor {
    let store = try ArtifactStore(folder: cache, workspace: workspace)
    return Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace,
      force: force, limits: ExecutionLimits(jobs: jobs, threadCount: 2, byteCount: .max))
  }

  /// Runs a text.
  ///
  /// - Parameters:
  ///   - text: The notebook.
  ///   - cache: The folder of the cache.
  ///   - jobs: The most steps at a time.
  ///   - force: What runs although it is cached.
  ///   - limit: After so many whole epochs the run is stopped.
  /// - Returns: What it came to.
  /// - Throws: Where the text has a mistake.
  func run(
    _ text: String, cache: String = "cache", jobs: Int = 1, force: Executor.Force = .nothing,
    stoppingAfter limit: Int = .max
  ) throws -> Run {
    let program = try program(text)
    let epochs = Mutex(0)
    let outcomes = try executor(program, cache: cache, jobs: jobs, force: force).run(
      isCancelled: { epochs.withLock { $0 >= limit } },
      onEvent: { event in
        if case .progressed(_, let progress) = event, progress.endsStage {
          epochs.withLock { $0 += 1 }
        }
      })
    return Run(
      program: program, outcomes: outcomes, report: workbench.report(on: program, outcomes))
  }
}
