import Engine
import Reports
import Schemas
import Tensors

/// Draws a model as a diagram, and where its parameters and its work are; Keras' `plot_model`.
struct ModelGraph: Plot {
  static let schema = Schema<Self>(
    "ModelGraph",
    summary: "Draws a model as a diagram, with where its parameters and its work are.",
    [
      Field(
        "expand_nested", \.expandsNested,
        doc: "Whether the layers of whole networks are drawn, too.")
    ])

  var expandsNested = false

  static let directives: Set<String> = ["model", "show"]

  /// With more blocks only the heaviest get a bar.
  private static let mostBars = 16

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let outline = subject.outline as? ModelOutline else { return [] }
    let words = subject.words
    let chosen = try ModelResult(decoding: subject.artifact).record.hyperparameters
    let layers = try chosen.flatMap { try outline.tuned?.graph(of: $0) } ?? outline.graph
    let graph = expandsNested ? layers.flattened : layers
    let blocks = BlockBuilder(graph).blocks
    let diagram = ModelDiagram(
      title: words.charts.modelDiagram, inputShape: graph.inputShape.sizes, blocks: blocks)
    return [.diagram(diagram)] + (costs(of: blocks, words).map { [.valueBars($0)] } ?? [])
  }

  /// The shares of parameters and multiply-adds that the blocks have; nil for a model without any.
  private func costs(of blocks: [ModelDiagram.Block], _ words: Words) -> ValueBarChart? {
    let parameters = blocks.reduce(0) { $0 + $1.parameterCount }
    let work = blocks.reduce(0) { $0 + $1.multiplyAdds }
    let known = blocks.filter { $0.parameterCount > 0 || $0.multiplyAdds > 0 }
    guard parameters > 0, let heaviest = known.max(by: { $0.parameterCount < $1.parameterCount }),
      let busiest = known.max(by: { $0.multiplyAdds < $1.multiplyAdds })
    else { return nil }
    func share(_ count: Int, of all: Int) -> Double {
      all == 0 ? 0 : Double(count) / Double(all)
    }
    func weight(_ block: ModelDiagram.Block) -> Double {
      max(share(block.parameterCount, of: parameters), share(block.multiplyAdds, of: work))
    }
    let order = known.indices.sorted {
      let (a, b) = (weight(known[$0]), weight(known[$1]))
      return a == b ? $0 < $1 : a > b
    }
    let shown = order.prefix(Self.mostBars).sorted().map { known[$0] }
    func bars(_ count: (ModelDiagram.Block) -> Int, of all: Int) -> [ValueBarChart.Bar] {
      shown.map { block in
        let part = share(count(block), of: all)
        return ValueBarChart.Bar(
          value: part,
          text: "\(words.numbers.integer(count(block))) · \(words.numbers.probability(part, 0))")
      }
    }
    let rest = known.count - shown.count
    return ValueBarChart(
      title: words.charts.costTitle, groupTitle: words.layer, groups: shown.map(\.name),
      series: [
        ValueBarChart.Series(
          name: words.parameters, bars: bars(\.parameterCount, of: parameters)),
        ValueBarChart.Series(
          name: words.charts.multiplyAdds, bars: bars(\.multiplyAdds, of: work)),
      ],
      remarks: [
        words.charts.costSummary(
          heaviest.name,
          words.numbers.probability(share(heaviest.parameterCount, of: parameters), 0),
          busiest.name, words.numbers.probability(share(busiest.multiplyAdds, of: work), 0))
      ] + (rest > 0 ? [words.andMore(rest)] : []))
  }
}
