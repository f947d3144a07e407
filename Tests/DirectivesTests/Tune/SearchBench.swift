import Diagnostics
import Directives
import Execution
import Synchronization
import Testing
import Workspaces

/// A small search, what a test changes about it, and runs of it that say what they did.
final class SearchBench: Sendable {
  let workspace = MemoryWorkspace()

  /// A notebook with a search.
  struct Lesson {
    var layers = [
      "Conv2D(hp.Int('filters', 2, 6, step=2), 3, activation=hp.Choice('act', [relu, elu]))",
      "MaxPooling2D(4)", "Flatten()", "Dense(5, activation=softmax)",
    ]
    var optimizer = "Adam(hp.Float('lr', 1e-3, 1e-2, sampling=log))"
    var tuner = "RandomSearch(objective=val_accuracy, max_trials=3)"
    var fit = "{epochs: 2, validation_data: test, batch_size: 16}"
    var more = ""

    var text: String {
      """
      ---
      title: Search
      ---

      ```dataset figures
      source: shapes
      splits: {train: 'train[:32]', test: 'test[:20]'}
      map: [Rescaling(1/255)]
      ```

      ```model net
      layers:
      \(layers.map { "  - \($0)" }.joined(separator: "\n"))
      ```

      ```compile
      optimizer: \(optimizer)
      loss: sparse_categorical_crossentropy
      metrics: [accuracy]
      ```

      ```tune search
      tuner: \(tuner)
      fit: \(fit)
      ```

      \(more)
      """
    }
  }

  /// A run: what it computed, and what came of it.
  struct Run {
    var computed: [String]
    var program: Program
    var outcomes: [StepOutcome]
    var report: LessonReport

    /// The result of a cell.
    func result(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> JSON {
      guard case .array(let cells)? = report.json["cells"] else { throw Missing(name: name) }
      let cell = cells.first { $0["name"] == .string(name) }
      return try #require(cell?["result"], sourceLocation: sourceLocation)
    }

    /// The artifact of a step.
    func artifact(
      _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> ArtifactBytes {
      let index = try #require(
        program.steps.firstIndex { $0.name == name }, sourceLocation: sourceLocation)
      return try #require(outcomes[index].artifact, sourceLocation: sourceLocation)
    }

    struct Missing: Error { var name: String }
  }

  func program(
    _ lesson: Lesson, threads: Int = 1, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (Workbench, Program) {
    try workspace.write(Array(lesson.text.utf8), to: "lesson.md")
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: threads, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = workbench.load("lesson.md", &diagnostics)
    try #require(
      diagnostics.isEmpty, "\(diagnostics.map(\.message))", sourceLocation: sourceLocation)
    return (workbench, try #require(program, sourceLocation: sourceLocation))
  }

  /// Runs a lesson with what the cache has; after so many ended epochs it is asked to stop.
  func run(
    _ lesson: Lesson, cache: String = "cache", jobs: Int = 1, threads: Int = 1,
    stopsAfter: Int = .max, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Run {
    let (workbench, program) = try program(
      lesson, threads: threads, sourceLocation: sourceLocation)
    let store = try ArtifactStore(folder: cache, workspace: workspace)
    let computed = Mutex<[String]>([])
    let epochs = Mutex(0)
    let executor = Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace,
      limits: ExecutionLimits(jobs: jobs, threadCount: threads, byteCount: .max))
    let outcomes = executor.run(
      isCancelled: { epochs.withLock { $0 >= stopsAfter } },
      onEvent: { event in
        switch event {
        case .started(let step, let action, _) where !step.isPlot:
          let verb = action == .resume ? "resume " : ""
          computed.withLock { $0.append(verb + step.name) }
        case .progressed(_, let progress) where progress.endsStage:
          epochs.withLock { $0 += 1 }
        default: break
        }
      })
    return Run(
      computed: computed.withLock { $0 }, program: program, outcomes: outcomes,
      report: workbench.report(on: program, outcomes))
  }
}
