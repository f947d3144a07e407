import Engine
import Reports
import Schemas
import Tensors

/// Lists the layers of a model with their shapes and parameters, and says what memory a batch needs;
/// Keras' `model.summary()`.
struct Summary: Plot {
  static let schema = Schema<Self>(
    "Summary", summary: "Lists the layers of a model with their shapes and parameters.",
    [
      Field(
        "expand_nested", \.expandsNested,
        doc: "Whether the layers of whole networks are listed too.")
    ])

  var expandsNested = false

  static let directives: Set<String> = ["model", "show"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try ModelResult(decoding: subject.artifact).record
    let words = subject.words
    let rows = record.layers.flatMap { self.rows(of: $0, under: "", words) }
    let total = record.layers.reduce(0) { $0 + $1.parameterCount }
    let trainable = record.layers.reduce(0) { $0 + $1.trainableParameterCount }
    let table = DataTable(
      caption: words.modelSummary,
      columns: [
        DataTable.Column(words.layer), DataTable.Column(words.outputShape, isNumeric: true),
        DataTable.Column(words.parameters, isNumeric: true),
      ], rows: rows, footer: [words.total, "", words.numbers.integer(total)])
    var facts: [Figure.Fact] = []
    if trainable != total {
      facts.append(
        Figure.Fact(words.trainableParameters, words.numbers.integer(trainable)))
    }
    if let outline = subject.outline as? ModelOutline {
      let graph = try record.hyperparameters.flatMap { try outline.tuned?.graph(of: $0) }
      facts.append(Self.memory(of: graph ?? outline.graph, words))
    }
    return facts.isEmpty ? [.table(table)] : [.table(table), .facts(facts)]
  }

  /// The row of a layer, and of those that are nested in it.
  private func rows(
    of layer: ModelResult.Layer, under prefix: String, _ words: Words
  ) -> [[String]] {
    let frozen = layer.isTrainable || layer.parameterCount == 0 ? "" : " (\(words.frozen))"
    let name = prefix + layer.name
    let own = [
      "\(name) (\(layer.className))\(frozen)",
      layer.outputShape.map(String.init).joined(separator: " × "),
      words.numbers.integer(layer.parameterCount),
    ]
    guard expandsNested else { return [own] }
    return [own] + (layer.layers ?? []).flatMap { rows(of: $0, under: "\(name)/", words) }
  }

  /// The examples of the batch whose memory is said: Keras' default.
  private static let batchSize = 32

  /// What a batch needs on one thread, all in all.
  private static func memory(of graph: Graph, _ words: Words) -> Figure.Fact {
    func megabytes(_ optimizer: (any Optimizer)?) -> String {
      let plan = ModelPlan(
        graph, batchSize: batchSize, numerics: .standard, optimizer: optimizer)
      return words.numbers.fixed(Double(plan.memory.peak) / 1e6, 1)
    }
    return Figure.Fact(
      words.batchMemory(batchSize), words.batchMemoryOf(megabytes(nil), megabytes(Adam())))
  }
}
