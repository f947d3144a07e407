package import Markup

/// Draws whatever a report shows under a cell.
package enum FigureView {
  package static func node(
    _ figure: Figure, id: String, _ words: Words, _ pictures: PictureSheet = PictureSheet([])
  ) -> Node {
    switch figure {
    case .facts(let facts): factList(facts)
    case .table(let table): tag("div", ["class": "figure"], TableView.node(table, words))
    case .lines(let chart): LineChartView.node(chart, id: id, words)
    case .curves(let chart): CurveChartView.node(chart, id: id, words)
    case .calibration(let chart): CalibrationChartView.node(chart, id: id, words)
    case .bars(let chart): BarChartView.node(chart, id: id, words)
    case .matrix(let chart): MatrixChartView.node(chart, id: id, words)
    case .measures(let chart): MeasureChartView.node(chart, id: id, words)
    case .heat(let chart): HeatChartView.node(chart, id: id, words)
    case .valueBars(let chart): BarChartView.node(chart, id: id, words)
    case .scatter(let chart): ScatterChartView.node(chart, id: id, words)
    case .diagram(let diagram): ModelDiagramView.node(diagram, id: id, words)
    case .pictures(let grid): PictureGridView.node(grid, words, pictures)
    case .code(let block): CodeBlockView.node(block)
    case .parallel(let chart): ParallelChartView.node(chart, id: id, words)
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
    case .folded(let title, let figures):
      tag(
        "details", ["class": "folded"], tag("summary", [:], .text(title)),
        .fragment(rows(of: figures, id: id, words, pictures)))
    }
  }

  /// Figures one below the other; charts that follow each other stand side by side where there is
  /// room.
  static func rows(
    of figures: [Figure], id: String, _ words: Words, _ pictures: PictureSheet
  ) -> [Node] {
    var nodes: [Node] = []
    var row: [Node] = []
    var hasBars = false
    func endRow() {
      guard !row.isEmpty else { return }
      nodes.append(row.count == 1 ? row[0] : tag("div", ["class": "row"], all: row))
      row = []
    }
    for (number, figure) in figures.enumerated() {
      let node = node(figure, id: "\(id)-\(number + 1)", words, pictures)
      switch figure {
      case .lines, .curves, .scatter, .diagram:
        if hasBars { endRow() }
        hasBars = false
        row.append(node)
      case .measures, .valueBars:
        if !hasBars { endRow() }
        hasBars = true
        row.append(node)
      default:
        endRow()
        nodes.append(node)
      }
    }
    endRow()
    return nodes
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
