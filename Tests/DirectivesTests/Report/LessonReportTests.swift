import Diagnostics
import Directives
import Execution
import Foundation
import TestSupport
import Testing
import Workspaces

/// The report of a whole lesson, on a network that is small enough to be trained in a moment.
struct LessonReportTests {
  private let workspace = MemoryWorkspace()

  private func lesson(
    language: String = "en", epochs: Int = 2, rate: String = "0.01", bound: String = ">= 0",
    remark: String = "A remark.", evaluation: String = ""
  ) -> String {
    """
    ---
    title: Shapes
    lang: \(language)
    ---

    \(remark) {{ test.metrics.accuracy | percent(1) }} of {{ shapes.splits.test | integer }}.

    ```dataset shapes
    source: shapes
    splits: {train: 'train[:60]', test: 'test[:20]'}
    map: [Rescaling(1/255)]
    ```

    ```model
    layers: [AveragePooling2D(4), Flatten(), 'Dense(5, activation=softmax)']
    ```

    ```compile
    optimizer: SGD(learning_rate=\(rate))
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit
    epochs: \(epochs)
    validation_data: test
    ```

    ```evaluate test
    data: test
    expect: {accuracy: '\(bound)'}
    \(evaluation)
    ```

    ```predict
    data: test[:3]
    ```
    """
  }

  private func run(_ text: String, cache: String = "cache") throws -> (LessonReport, ran: Int) {
    try workspace.write(Array(text.utf8), to: "shapes.md")
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 2, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = try #require(workbench.load("shapes.md", &diagnostics))
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    let store = try ArtifactStore(folder: cache, workspace: workspace)
    let outcomes = Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace
    ).run()
    let ran = outcomes.filter { outcome in
      if case .done(_, _, .cached) = outcome { false } else { true }
    }
    return (workbench.report(on: program, outcomes), ran.count)
  }

  @Test func cachedAndFreshAreTheSameBytes() throws {
    let first = try run(lesson())
    let cached = try run(lesson())
    let fresh = try run(lesson(), cache: "another")
    #expect(first.ran > 0)
    #expect(cached.ran == 0)
    #expect(fresh.ran == first.ran)
    #expect(cached.0.html == first.0.html)
    #expect(fresh.0.html == first.0.html)
    #expect(cached.0.json.text == first.0.json.text)
  }

  /// A browser lets in the style sheet whose digest the page's policy names.
  @Test func thePolicyNamesTheStyleSheet() throws {
    let html = try run(lesson()).0.html
    let style = try #require(html.firstMatch(of: /(?s)<style>(.*)<\/style>/)).output.1
    let name = try #require(html.firstMatch(of: /'sha256-([^']*)'/)).output.1
    #expect(Data(Digest(of: String(style)).bytes).base64EncodedString() == name)
    #expect(Digest(of: "abc").bytes.prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
  }

  @Test func thePageSaysHowToCheckIt() throws {
    let report = try run(lesson()).0
    #expect(report.html.contains("konspekt verify shapes.md"))
    let digests = report.html.matches(of: /<dd>([0-9a-f]{64})<\/dd>/).map { String($0.output.1) }
    #expect(digests.count == 6)
    for digest in digests { #expect(report.json.text.contains(digest)) }
  }

  @Test func aLongerTrainingThatWentOnIsTheSamePage() throws {
    _ = try run(lesson(epochs: 1))
    let resumed = try run(lesson(epochs: 3))
    let whole = try run(lesson(epochs: 3), cache: "another")
    #expect(resumed.0.html == whole.0.html)
  }

  @Test(arguments: ["en", "bn", "ru", "uk"])
  func anotherLanguageRunsNothingAndIsWellFormed(_ language: String) throws {
    _ = try run(lesson())
    let (report, ran) = try run(lesson(language: language, remark: "Слово শব্দ."))
    #expect(ran == 0)
    let reader = try MarkupReader(report.html)
    #expect(reader.elements.first?.attributes["lang"] == language)
    // Class counts, two curves, the confusion matrix.
    let charts = reader.elements.filter { $0.attributes["role"] == "img" }
    #expect(charts.count == 4)
    // Nine samples and three predictions.
    #expect(reader.elements.filter { $0.name == "img" }.count == 12)
    #expect(report.html.utf8.count < 100_000)
  }

  @Test func aFailedCellSaysWhyAndThoseAfterItThatTheyDidNotRun() throws {
    let (report, _) = try run(lesson(epochs: 5, rate: "1e38"))
    _ = try MarkupReader(report.html)
    #expect(report.failures.hasErrors)
    #expect(report.html.contains("This cell failed: "))
    #expect(report.html.contains("Not run, because “fit” has no result"))
    // The quote in the prose has no number to show.
    #expect(report.html.contains(##"<span class="quote missing" title="test.metrics.accuracy">—"##))
  }

  @Test func metricsOfSeveralNumbersAreTables() throws {
    let evaluation =
      "metrics: [accuracy, F1Score(), 'Recall([0.2, 0.5])', AUC(), 'FalseNegatives([0, 1])']"
    let report = try run(
      lesson(remark: "{{ test.metrics.f1_score.0 | fixed(2) }}", evaluation: evaluation)
    ).0
    #expect(report.failures.isEmpty)
    func columns(_ report: LessonReport) throws -> Int {
      try MarkupReader(report.html).elements.filter { $0.attributes["scope"] == "col" }.count
    }
    // A table of classes and two of thresholds, each with a column of numbers.
    #expect(try columns(report) == columns(run(lesson()).0) + 6)
    #expect(report.html.contains("f1_<wbr>score"))
    #expect(report.html.contains(">Threshold</th>"))
    #expect(report.json.text.contains(##""f1_score": ["##))
    // Every probability is above 0 and none above 1, and a count has no decimals.
    #expect(report.html.contains(">20</td>"))
    #expect(!report.html.contains(">20.00</td>"))
  }

  @Test(arguments: ["en", "bn", "ru", "uk"])
  func theReportAndTheCurvesOfAnEvaluation(_ language: String) throws {
    let plots = "show: [ClassificationReport(), RocCurve(), PrecisionRecallCurve()]"
    let report = try run(lesson(language: language, evaluation: plots)).0
    let reader = try MarkupReader(report.html)
    // Class counts, two learning curves, and the two of the evaluation.
    #expect(reader.elements.filter { $0.attributes["role"] == "img" }.count == 5)
    // Five classes each.
    #expect(reader.elements.filter { $0.attributes["class"] == "line s5" }.count >= 2)
  }

  @Test func anExpectationThatDoesNotHoldIsShownAndReported() throws {
    let (report, _) = try run(lesson(bound: ">= 1.5"))
    #expect(report.failures.map(\.id) == ["expect-failed"])
    #expect(report.html.contains("does not hold"))
    #expect(try run(lesson()).0.failures.isEmpty)
  }
}
