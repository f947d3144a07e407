import Diagnostics
import Directives
import Execution
import TestSupport
import Testing
import Workspaces

/// The plots that judge a classifier and look into it, over lessons that are trained in a moment.
@Suite struct JudgingReportTests {
  private let workspace = MemoryWorkspace()

  private struct Ran {
    var report: LessonReport
    /// The steps that were computed.
    var computed: [String]
  }

  private func run(_ text: String) throws -> Ran {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 2, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = try #require(workbench.load("lesson.md", &diagnostics))
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    let store = try ArtifactStore(folder: "cache", workspace: workspace)
    let outcomes = Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace
    ).run()
    let computed = zip(program.steps, outcomes).filter { _, outcome in
      if case .done(_, _, .cached) = outcome { false } else { true }
    }.map(\.0.name)
    return Ran(report: workbench.report(on: program, outcomes), computed: computed)
  }

  /// Two classes, told apart in one of three ways.
  private func binary(
    _ head: String, loss: String, language: String = "en", show: String
  ) -> String {
    """
    ---
    title: Two shapes
    lang: \(language)
    ---

    ```dataset pair
    source: shapes
    classes: [circle, square]
    splits: {train: 'train[:200]', test: 'test[:100]'}
    map: [Rescaling(1/255)]
    show: []
    ```

    ```model
    layers: [AveragePooling2D(4), Flatten(), '\(head)']
    show: []
    ```

    ```compile
    optimizer: SGD(0.05)
    loss: \(loss)
    metrics: [accuracy]
    ```

    ```fit
    epochs: 2
    show: []
    ```

    ```evaluate
    data: test
    show: [\(show)]
    ```
    """
  }

  private static let judging =
    "ConfusionMatrix(), ClassificationReport(), RocCurve(), PrecisionRecallCurve(), Calibration(), "
    + "ThresholdTable(), ConfusedPairs(), TopErrors(3)"

  private static let forms = [
    ("Dense(1, activation=sigmoid)", "binary_crossentropy"),
    ("Dense(1)", "BinaryCrossentropy(from_logits=True)"),
    ("Dense(2, activation=softmax)", "sparse_categorical_crossentropy"),
    ("Dense(2)", "SparseCategoricalCrossentropy(from_logits=True)"),
  ]

  @Test(arguments: ["en", "bn", "ru", "uk"])
  func everyFormOfTwoClassesIsJudged(_ language: String) throws {
    for (head, loss) in Self.forms {
      let report = try run(
        binary(head, loss: loss, language: language, show: Self.judging)
      ).report
      #expect(report.failures.isEmpty, "\(head): \(report.failures.map(\.message))")
      let reader = try MarkupReader(report.html)
      let charts = reader.elements.filter { $0.attributes["role"] == "img" }
      // The confusion matrix, both curves, and the calibration.
      #expect(charts.count == 4, "\(head)")
      #expect(reader.elements.filter { $0.name == "img" }.count == 3, "\(head)")
      // Both curves are one line, that of the second class.
      let lines = reader.elements.filter { $0.name == "polyline" }
      #expect(lines.count == 3, "\(head)")
    }
  }

  @Test func thePositiveClassIsStated() throws {
    for (head, loss) in Self.forms {
      let html = try run(binary(head, loss: loss, show: "RocCurve(), ThresholdTable()")).report.html
      #expect(html.contains("The class to find (positive) is “square”."), "\(head)")
      #expect(html.contains("Thresholds for the probability of “square”"), "\(head)")
      #expect(html.contains(">Best</th>"), "\(head)")
    }
  }

  /// A sigmoid and its logit train to the same bits, and are judged alike to the last digit.
  @Test func aSigmoidAndItsLogitAreTheSamePage() throws {
    let show = "RocCurve(), ThresholdTable(), Calibration(), TopErrors(3)"
    func results(_ form: (String, String)) throws -> String {
      let html = try run(binary(form.0, loss: form.1, show: show)).report.html
      let start = try #require(html.firstRange(of: "ROC curve"))
      let end = try #require(html.firstRange(of: "<footer"))
      return String(html[start.lowerBound..<end.lowerBound])
    }
    #expect(try results(Self.forms[0]) == results(Self.forms[1]))
  }

  private func many(_ show: String, evaluate: String = "", language: String = "en") -> String {
    """
    ---
    title: Shapes
    lang: \(language)
    ---

    ```dataset shapes
    source: shapes
    splits: {train: 'train[:100]', test: 'test[:40]'}
    map: [Rescaling(1/255)]
    show: []
    ```

    ```model net
    layers:
      - Conv2D(4, 3, activation=relu, name=first)
      - MaxPooling2D(2)
      - Conv2D(6, 3, activation=relu, name=second, trainable=False)
      - GlobalAveragePooling2D()
      - Dense(5, activation=softmax, name=head)
    show: []
    ```

    ```compile
    optimizer: Adam(0.01)
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit
    epochs: 3
    callbacks: [WeightNorms()]
    show: []
    ```

    ```evaluate
    data: test
    show: [\(evaluate)]
    ```

    ```show
    plot: [\(show)]
    ```
    """
  }

  @Test(arguments: ["en", "bn", "ru", "uk"])
  func whatIsInsideIsShown(_ language: String) throws {
    let show = "Filters(), 'FeatureMaps(4, layer=second)', GradCAM(3), WeightNorms()"
    let report = try run(many(show, language: language)).report
    #expect(report.failures.isEmpty, "\(report.failures.map(\.message))")
    let reader = try MarkupReader(report.html)
    let images = reader.elements.filter { $0.name == "img" }
    // Four filters, a picture with four maps, three overlays.
    #expect(images.count == 4 + 5 + 3)
    #expect(images.allSatisfy { ($0.attributes["alt"] ?? "").count > 3 })
    #expect(Set(images.map { $0.attributes["alt"] ?? "" }).count >= 4 + 5 + 1)
    // One line for every layer with weights.
    #expect(
      reader.elements.filter { $0.name == "polyline" && $0.attributes["points"] != "0,6 28,6" }
        .count == 3)
  }

  /// A plot runs again where what it reads has changed, and not otherwise.
  @Test func plotsDependOnWhatTheyRead() throws {
    let evaluate = "TopErrors(3)"
    _ = try run(many("Filters(), GradCAM(3)", evaluate: evaluate))
    #expect(try run(many("Filters(), GradCAM(3)", evaluate: evaluate)).computed.isEmpty)
    let other = try run(many("Filters(), 'GradCAM(3, layer=first)'", evaluate: "TopErrors(4)"))
    #expect(
      other.computed == ["evaluate/TopErrors(4)", "show/GradCAM(3, first)"])
    // Other data to look at are nothing to the filters.
    let less = many("Filters(), GradCAM(3)", evaluate: evaluate)
      .replacing("test: 'test[:40]'", with: "test: 'test[:30]'")
    #expect(
      try run(less).computed == ["shapes", "evaluate", "evaluate/TopErrors(3)", "show/GradCAM(3)"])
  }

  /// Frozen layers are flat lines, and say so.
  @Test func normsOfFrozenLayersAreFlat() throws {
    let html = try run(many("WeightNorms()")).report.html
    #expect(html.contains("second (frozen)"))
    #expect(html.contains("L2 norm of the weights of every layer"))
  }

  /// A rate that a callback sets and does not change is no curve; one that it changes is.
  @Test func theLearningRateIsDrawnWhereItChanges() throws {
    func page(_ rates: String) throws -> String {
      try run(
        many("LearningCurves()").replacing(
          "WeightNorms()", with: "'LearningRateScheduler([\(rates)])'")
      ).report.html
    }
    #expect(try page("0.01, 0.001").contains("Learning rate"))
    #expect(try !page("0.01").contains("Learning rate"))
  }
}
