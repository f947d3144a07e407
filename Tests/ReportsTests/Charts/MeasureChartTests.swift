import Markup
import Notebooks
import Reports
import TestSupport
import Testing

/// Bars for numbers of several things, and figures that are folded away.
struct MeasureChartTests {
  private func html(_ figure: Figure) -> String {
    HTMLWriter.compact(FigureView.node(figure, id: "c", Words.of(.english)))
  }

  private let bars = MeasureChart(
    title: "Accuracy of the points", measure: "Accuracy", groups: ["shoes", "animals"],
    series: [
      MeasureChart.Series(name: "frozen", values: [0.8, 0.4], deviations: [0.1, nil]),
      MeasureChart.Series(name: "full", values: [0.6, nil], deviations: [0.2, nil]),
    ], prefersSmall: false)

  @Test func numbersStandWithTheirDeviations() {
    let html = html(.measures(bars))
    #expect(html.contains("0.8000 ± 0.1000"))
    #expect(html.contains("–"))
    #expect(html.contains("Accuracy: from 0.4000 (animals, frozen) to 0.8000 (shoes, frozen)."))
  }

  @Test func foldedFiguresStandBehindTheirTitle() throws {
    let elements = try MarkupReader(
      html(.folded(title: "data=shoes", [.problem("This cell failed"), .measures(bars)]))
    ).elements
    #expect(elements.first?.name == "details")
    #expect(elements.contains { $0.name == "figure" })
    let identifiers = elements.compactMap { $0.attributes["id"] }
    #expect(Set(identifiers).count == identifiers.count)
  }
}
