import Diagnostics
import Directives
import Execution
import Formats
import Tensors
import Testing
import Workspaces

/// A model is written as it is where the save cell stands.
@Suite struct SaveTests {
  private let workspace = MemoryWorkspace()

  private func lesson(
    rate: String = "0.01", path: String = "trained.safetensors", weights: String = "",
    more: String = ""
  ) -> String {
    """
    ---
    title: Shapes
    ---

    ```dataset shapes
    source: shapes
    splits: {train: 'train[:24]', test: 'test[:8]'}
    image_size: [32, 32]
    color_mode: rgb
    map: [Rescaling(1/255)]
    ```

    ```model net
    layers:
      - Conv2D(3, 3, padding=same, activation=relu)
      - BatchNormalization()
      - Dropout(0.1)
      - base = MobileNetV2(alpha=0.35, weights=None, include_top=False)
      - GlobalAveragePooling2D()
      - Dense(5, activation=softmax)
    trainable: {base: none}
    \(weights)
    ```

    ```save first
    path: first.safetensors
    ```

    ```compile
    optimizer: Adam(\(rate))
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit
    epochs: 1
    ```

    ```save last
    path: \(path)
    ```

    ```evaluate exam
    data: test
    ```

    \(more)
    """
  }

  private func run(
    _ text: String, cache: String = "cache"
  ) throws -> (files: [String: [UInt8]], ran: [String], report: LessonReport) {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 2, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = try #require(
      workbench.load("lesson.md", &diagnostics), "\(diagnostics.map(\.message))")
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    let store = try ArtifactStore(folder: cache, workspace: workspace)
    let outcomes = Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace
    ).run()
    let report = workbench.report(on: program, outcomes)
    try #require(report.failures.isEmpty, "\(report.failures.map(\.message))")
    var files: [String: [UInt8]] = [:]
    for file in report.files { files[file.path] = try file.contents.bytes() }
    let ran = zip(program.steps, outcomes).compactMap { step, outcome -> String? in
      if case .done(_, _, .cached) = outcome { return nil }
      return step.isPlot ? nil : step.name
    }
    return (files, ran, report)
  }

  @Test func everyCellWritesTheModelAsItIsThere() throws {
    let (files, _, report) = try run(lesson())
    #expect(files.keys.sorted() == ["first.safetensors", "trained.safetensors"])
    let first = try Safetensors.decode(try #require(files["first.safetensors"]))
    let trained = try Safetensors.decode(try #require(files["trained.safetensors"]))
    #expect(first.map(\.name) == trained.map(\.name))
    // The head has learnt, what is frozen has not.
    func weight(_ name: String, _ weights: [(name: String, tensor: Tensor)]) throws -> [Float] {
      try #require(weights.first { $0.name.hasSuffix(name) }).tensor.elements
    }
    #expect(try weight("dense/kernel", first) != weight("dense/kernel", trained))
    let frozen = "/Conv1/kernel"
    #expect(try weight(frozen, first) == weight(frozen, trained))
    let bytes = try #require(files["trained.safetensors"])
    #expect(report.json.text.contains(Digest(of: bytes).description))
    #expect(report.html.contains(">trained.safetensors<"))
  }

  /// What Keras would read is read by our own reader of its files, and is the same model.
  @Test(arguments: ["trained.safetensors", "folder/trained.weights.h5"])
  func whatWasWrittenIsReadAgain(_ path: String) throws {
    let bytes = try #require(try run(lesson(path: path)).files[path])
    try workspace.write(bytes, to: "kept/\(path)")
    let again = try run(lesson(weights: "weights: kept/\(path)"), cache: "another").files
    let read = try Safetensors.decode(try #require(again["first.safetensors"]))
    let trained = try Safetensors.decode(
      try #require(try run(lesson()).files["trained.safetensors"]))
    #expect(read.map(\.name) == trained.map(\.name))
    #expect(read.map(\.tensor.elements) == trained.map(\.tensor.elements))
  }

  @Test func equalModelsAreEqualBytesAndNothingElseRuns() throws {
    let first = try run(lesson())
    let cached = try run(lesson())
    let fresh = try run(lesson(), cache: "another")
    #expect(cached.ran.isEmpty)
    #expect(cached.files == first.files)
    #expect(fresh.files == first.files)
    // Another file of the same model is written without training it again.
    #expect(try run(lesson(path: "other.weights.h5")).ran == ["last"])
    // Another training is another file, and the model before it is the same.
    #expect(try run(lesson(rate: "0.02")).ran == ["compile", "fit", "last", "exam"])
  }
}
