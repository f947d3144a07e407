import Markup
import Notebooks
import Reports
import TestSupport
import Testing

struct ChartTests {
  private func text(_ figure: Figure, _ language: Language = .english) -> String {
    HTMLWriter.pretty(FigureView.node(figure, id: "cell-1-1", Words.of(language)))
  }

  /// The drawing alone.
  private func svg(_ html: String) -> Substring {
    let start = html.firstRange(of: "viewBox")?.lowerBound ?? html.startIndex
    let end = html.firstRange(of: "class=\"readings\"")?.lowerBound ?? html.endIndex
    return html[start..<end]
  }

  private let curves = LineChart(
    title: "Loss over the epochs",
    series: [
      LineChart.Series(name: "Training", values: [1, 0.5, 0.25], isValidation: false),
      LineChart.Series(name: "Validation", values: [1.5, 0.75, 1], isValidation: true),
    ], marks: [LineChart.Mark(after: 2)], prefersSmall: true)

  private let matrix = MatrixChart(
    classes: ["cat", "dog", "A <long> name that nobody can fit into a chart"],
    // Shares of the first row: 0.9, 0.08, 0.02.
    counts: [[90, 8, 2], [0, 50, 50], [0, 0, 0]], isNormalized: true)

  @Test func lines() { expectSnapshot(text(.lines(curves)), "Reports/line-chart.html") }

  /// The name stands beside the line, in the description and in the language of the page.
  @Test(arguments: [
    (Language.english, "fine-tuning starts"), (.russian, "начало дообучения"),
  ])
  func fineTuningHasAName(_ language: Language, _ name: String) {
    var tuned = curves
    tuned.marks[0].isFineTuning = true
    let html = text(.lines(tuned), language)
    // Beside the line, when it is pointed at, and in the description, which is read and heard.
    #expect(html.components(of: name) == 4)
    #expect(!text(.lines(curves), language).contains(name))
  }

  private let square = CurveChart(
    title: "ROC curve", xTitle: "False positive rate", yTitle: "True positive rate",
    valueTitle: "Area under the curve",
    curves: [
      CurveChart.Curve(name: "cat", points: [(0, 0), (0, 0.5), (0.5, 1), (1, 1)], value: 0.875),
      CurveChart.Curve(name: "<dog>", points: [(0, 0), (1, 1)], value: 0.5),
    ], hasDiagonal: true)

  @Test func curvesInASquare() { expectSnapshot(text(.curves(square)), "Reports/curve-chart.html") }

  @Test func pointsThatCannotBeToldApartAreLeftOut() {
    let steps = (0...10_000).map { (x: Double($0) / 10_000, y: 1.0) }
    let curve = CurveChart.Curve(name: "all", points: steps, value: 1)
    #expect(curve.points.count <= 258)
    #expect(curve.points.first == CurveChart.Curve(name: "", points: [(0, 1)], value: 1).points[0])
    #expect(curve.points.last?.x == 1)
  }

  @Test func curvesBeyondTheColoursHaveOtherDashes() {
    let curves = (0..<9).map {
      CurveChart.Curve(name: "class \($0)", points: [(0, 0), (1, 1)], value: 0.5)
    }
    let html = text(
      .curves(
        CurveChart(
          title: "ROC", xTitle: "x", yTitle: "y", valueTitle: "area", curves: curves,
          hasDiagonal: false)))
    // In the drawing, in the legend and in every reading.
    #expect(html.components(of: "\"line s1 d1\"") == 2 + 11)
    #expect(!html.contains(##"class="mark""##))
  }

  @Test func linesInBengali() {
    let html = text(.lines(curves), .bengali)
    // Sentences end as Bengali ones do.
    #expect(html.contains("0.7500, ইপক 2-\u{2060}এর পরে, তারপর বাড়ে।"))
  }

  @Test func linesInRussianHaveDecimalCommas() {
    let html = text(.lines(curves), .russian)
    #expect(html.contains("минимум 0,7500 — после эпохи 2, затем рост."))
    #expect(!html.contains("0.75"))
  }

  @Test func aSingleEpochIsAPoint() {
    let chart = LineChart(
      title: "Loss", series: [LineChart.Series(name: "Loss", values: [0.5], isValidation: false)],
      marks: [], prefersSmall: true)
    let html = text(.lines(chart))
    #expect(html.contains("<circle"))
    #expect(html.contains("Loss: 0.5000."))
  }

  @Test func epochsWithoutAValueLeaveAGap() {
    let chart = LineChart(
      title: "Loss",
      series: [LineChart.Series(name: "Loss", values: [0.5, .nan, 0.25], isValidation: false)],
      marks: [], prefersSmall: true)
    let html = text(.lines(chart))
    // Two points in the drawing, and no line over the gap.
    #expect(svg(html).components(of: "<circle") == 2)
    #expect(!svg(html).contains("<polyline"))
    #expect(html.contains("1 epoch without a number."))
    #expect(!html.contains("nan"))
  }

  @Test func aLongTrainingHasTicksThatDoNotCollide() {
    let values = (1...250).map { 1 / Double($0) }
    let chart = LineChart(
      title: "Loss", series: [LineChart.Series(name: "Loss", values: values, isValidation: false)],
      marks: [], prefersSmall: true)
    let html = HTMLWriter.compact(FigureView.node(.lines(chart), id: "a", Words.of(.english)))
    // Every fiftieth epoch and the first; a few points and readings, not hundreds.
    #expect(html.contains(">50</text>") && html.contains(">250</text>"))
    #expect(!html.contains(">25</text>"))
    #expect(svg(html).components(of: "<circle") <= 13)
    #expect(html.components(of: "<input") == 50)
    #expect(html.contains("<b>Epoch 1</b>") && html.contains("<b>Epoch 250</b>"))
  }

  @Test func bars() {
    let chart = BarChart(
      title: "Examples per class", groups: ["cat", "dog"],
      series: [(name: "train", values: [6000, 1]), (name: "test", values: [5, 5])])
    expectSnapshot(text(.bars(chart)), "Reports/bar-chart.html")
  }

  @Test func barsWithoutAnExampleAreDrawn() {
    let chart = BarChart(
      title: "Examples per class", groups: ["cat"], series: [(name: "train", values: [0])])
    #expect(text(.bars(chart)).contains("every class has 0 examples"))
  }

  @Test func confusionMatrix() {
    expectSnapshot(text(.matrix(matrix)), "Reports/matrix-chart.html")
  }

  @Test func theMatrixWithoutMistakesSaysSo() {
    let chart = MatrixChart(classes: ["a", "b"], counts: [[1, 0], [0, 2]], isNormalized: false)
    let html = text(.matrix(chart), .ukrainian)
    #expect(html.contains("Правильно розпізнано 3 з 3 прикладів: вони стоять на діагоналі."))
    #expect(html.contains("Помилок немає."))
  }

  @Test(arguments: Language.allCases)
  func theTitlesOfTheAxesFit(_ language: Language) {
    let chart = MatrixChart(classes: ["a", "b"], counts: [[1, 0], [0, 2]], isNormalized: true)
    let words = Words.of(language)
    let html = text(.matrix(chart), language)
    // The title of the rows ends 7 units left of the cells, and begins within the drawing.
    let left = html.firstMatch(of: /class="hit"\s+x="([0-9.]+)"/)?.output.1
    #expect(left.flatMap { Double($0) } ?? 0 >= LabelText.width("\(words.trueClass) ↓") + 7)
  }

  private var calibration: CalibrationChart {
    CalibrationChart(
      bins: [
        CalibrationChart.Bin(bounds: 0...0.25, count: 40, meanProbability: 0.1, shareTrue: 0.05),
        CalibrationChart.Bin(bounds: 0.25...0.5, count: 0, meanProbability: 0, shareTrue: 0),
        CalibrationChart.Bin(bounds: 0.5...0.75, count: 10, meanProbability: 0.6, shareTrue: 0.7),
        CalibrationChart.Bin(bounds: 0.75...1, count: 1050, meanProbability: 0.95, shareTrue: 0.8),
      ], expectedError: 0.146, positiveClass: nil)
  }

  @Test func calibrations() {
    expectSnapshot(text(.calibration(calibration)), "Reports/calibration-chart.html")
  }

  /// Of a class it is no question of being sure; that an error has a direction is said of confidence alone.
  @Test func calibrationOfAClass() {
    var chart = calibration
    #expect(text(.calibration(chart)).contains("surer than it is right"))
    chart.positiveClass = "<cat>"
    let html = text(.calibration(chart), .russian)
    #expect(html.contains("Вероятность класса «&lt;cat&gt;»"))
    #expect(!html.contains("увереннее"))
    #expect(html.contains("0,1460"))
  }

  /// What belongs to all curves is said behind their numbers.
  @Test func remarksOnCurves() {
    let chart = CurveChart(
      title: "ROC", xTitle: "x", yTitle: "y", valueTitle: "AUC",
      curves: [CurveChart.Curve(name: "a", points: [(0, 0), (1, 1)], value: 0.5)],
      hasDiagonal: true, remarks: ["The class to find is a."])
    #expect(text(.curves(chart)).contains("AUC: a: 0.5000. The class to find is a."))
  }
}

extension StringProtocol {
  /// How often a text occurs.
  func components(of text: String) -> Int { ranges(of: text).count }
}
