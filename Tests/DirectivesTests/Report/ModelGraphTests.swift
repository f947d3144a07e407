import Diagnostics
import Directives
import Execution
import Testing
import Workspaces

/// The diagram of a model in a report.
@Suite struct ModelGraphTests {
  private func html(_ layers: String, _ more: String = "", language: String = "en") throws -> String
  {
    let workspace = MemoryWorkspace()
    let text = """
      ---
      title: Diagram
      lang: \(language)
      ---

      ```model net
      input: [32, 32, 3]
      layers:
      \(layers)
      show: [ModelGraph()]
      \(more)
      ```
      """
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

  private let residual = """
      - a = Conv2D(8, 3, padding=same)
      - BatchNormalization()
      - b = ReLU()
      - Conv2D(8, 3, padding=same, strides=1)
      - c = BatchNormalization()
      - Add()([b, c])
      - GlobalAveragePooling2D()
      - Dense(10, activation=softmax)
    """

  /// Normalization and activation are drawn with their convolution, and the skip is one line.
  @Test func aResidualNetwork() throws {
    let page = try html(residual)
    #expect(page.components(of: #"class="block s1""#) == 2)
    #expect(page.contains("BatchNormalization · ReLU"))
    #expect(page.contains("1 connection skips over layers."))
    // 32 · 32 · 9 · (3 · 8 + 8 · 8) + 8 · 10 multiply-adds, 970 parameters.
    #expect(
      page.contains(
        "From 32 × 32 × 3 to 10, in 8 layers with 962 parameters; an example takes 811,088 "
          + "multiply-adds."))
    #expect(page.contains("Where the parameters and the work are"))
  }

  @Test func frozenLayersAreShaded() throws {
    let page = try html(residual, "trainable: {a: none}")
    #expect(page.contains("Frozen, and shaded: conv2d."))
    #expect(page.components(of: #"fill="url(#"#) == 1)
    #expect(try !html(residual).contains("shaded"))
  }

  /// A whole network is one block, of which the frozen part is shaded.
  @Test func aWholeNetworkIsABlock() throws {
    let page = try html(
      """
        - base = MobileNetV2(weights=None, include_top=False)
        - GlobalAveragePooling2D()
        - Dropout(0.2)
        - Dense(10)
      """, "trainable: {base: 'layers[100:]'}", language: "ru")
    #expect(page.components(of: #"class="block s7""#) == 1)
    #expect(page.contains("154 слоя"))
    #expect(page.contains("заморож"))
  }

  @Test func aModelOfManyLayersShowsTheHeaviest() throws {
    let layers = (0..<20).map { _ in "  - Conv2D(2, 1)" }.joined(separator: "\n")
    #expect(try html(layers).contains("… and 4 more"))
  }
}

extension String {
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
