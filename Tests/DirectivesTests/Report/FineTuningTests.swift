import Diagnostics
import Directives
import Execution
import Testing
import Workspaces

/// A network that is trained frozen at first, then thawed in a model that starts from it.
@Suite struct FineTuningTests {
  private let workspace = MemoryWorkspace()

  private func lesson(_ more: String = "", augment: String = "", layers: String = "") -> String {
    """
    ---
    title: Shapes
    ---

    ```dataset shapes
    source: shapes
    splits: {train: 'train[:24]', test: 'test[:8]'}
    map: ['Rescaling(1/127.5, offset=-1)']
    \(augment)
    ```

    ```model net
    layers:
    \(layers)
      - base = Conv2D(4, 3, activation=relu)
      - GlobalAveragePooling2D()
      - Dense(5, activation=softmax, name=head)
    trainable: {base: none}
    ```

    ```compile
    optimizer: Adam(0.01)
    loss: sparse_categorical_crossentropy
    ```

    ```fit first
    epochs: 2
    ```

    \(more)
    """
  }

  private let tuning = """
    ```model tuned
    from: net
    trainable: {base: all}
    ```

    ```compile
    optimizer: Adam(0.0001)
    loss: sparse_categorical_crossentropy
    ```

    ```fit second
    initial_epoch: 2
    epochs: 4
    ```
    """

  private func html(_ text: String) throws -> String {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 1, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = try #require(
      workbench.load("lesson.md", &diagnostics), "\(diagnostics.map(\.message))")
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    let store = try ArtifactStore(folder: "cache", workspace: workspace)
    let outcomes = Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace
    ).run()
    return workbench.report(on: program, outcomes).html
  }

  /// The second fit has the epochs of both, and says where the other model begins.
  @Test func bothPhasesAreOneCurve() throws {
    let page = try html(lesson(tuning))
    #expect(page.contains("Epoch 3: fine-tuning starts."))
    #expect(!page.contains("training goes on here"))
  }

  /// The same model trained on is no fine-tuning.
  @Test func goingOnIsNoFineTuning() throws {
    let page = try html(lesson("```fit second\ninitial_epoch: 2\nepochs: 4\n```"))
    #expect(page.contains("Epoch 3: training goes on here."))
    #expect(!page.contains("fine-tuning starts"))
  }

  /// Nine pictures of one, by the dataset's own layers.
  @Test func augmentationsOfADataset() throws {
    let page = try html(
      lesson(augment: "augment: [RandomFlip()]\nshow: [Augmentations(9)]"))
    #expect(page.contains("one picture as augmentation changes it from epoch to epoch"))
    #expect(page.contains("Picture 9: Epoch 9"))
    #expect(!page.contains("Picture 10: Epoch 10"))
  }

  /// The same by the layers that a model begins with.
  @Test func augmentationsOfAModel() throws {
    let page = try html(
      lesson("```show\nplot: Augmentations(4)\n```", layers: "  - RandomRotation(0.2)"))
    #expect(page.contains("one picture as augmentation changes it from epoch to epoch"))
    #expect(page.contains("Picture 4: Epoch 4"))
    #expect(!page.contains("Picture 5: Epoch 5"))
  }
}
