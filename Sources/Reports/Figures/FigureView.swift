package import Markup

/// Draws whatever a report shows under a cell.
package enum FigureView {
  package static func node(_ figure: Figure, id: String, _ words: Words) -> Node {
    switch figure {
    case .facts(let facts): factList(facts)
    case .table(let table): tag("div", ["class": "figure"], TableView.node(table))
    case .lines(let chart): LineChartView.node(chart, id: id, words)
    case .curves(let chart): CurveChartView.node(chart, id: id, words)
    case .bars(let chart): BarChartView.node(chart, id: id, words)
    case .matrix(let chart): MatrixChartView.node(chart, id: id, words)
    case .pictures(let grid): PictureGridView.node(grid, id: id, words)
    case .sentences(let sentences, let smallPrint):
      tag(
        "div", ["class": "diagnosis"],
        .fragment(sentences.map { tag("p", [:], .text(Typesetting.text($0))) }),
        smallPrint.map {
          tag(
            "details", ["class": "small-print"], tag("summary", [:], .text(words.ruleTitle)),
            tag("p", [:], .text($0)))
        } ?? .empty)
    case .problem(let text): tag("div", ["class": "problem"], tag("p", [:], .text(text)))
    }
  }

  private static func factList(_ facts: [Figure.Fact]) -> Node {
    tag(
      "dl", ["class": "facts"],
      all: facts.map { fact in
        tag(
          "div", ["class": fact.isGood.map { $0 ? "good" : "bad" }],
          tag("dt", [:], .text(fact.name)), tag("dd", [:], .text(fact.value)))
      })
  }
}
