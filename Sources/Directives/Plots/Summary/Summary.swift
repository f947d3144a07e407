import Reports
import Schemas

/// Lists the layers of a model with their shapes and parameters; Keras' `model.summary()`.
struct Summary: Plot {
  static let schema = Schema<Self>(
    "Summary", summary: "Lists the layers of a model with their shapes and parameters.", [])

  static let directives: Set<String> = ["model", "show"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try ModelResult(decoding: subject.artifact).record
    let words = subject.words
    let rows = record.layers.map { layer in
      let frozen = layer.isTrainable || layer.parameterCount == 0 ? "" : " (\(words.frozen))"
      return [
        "\(layer.name) (\(layer.className))\(frozen)",
        layer.outputShape.map(String.init).joined(separator: " × "),
        words.numbers.integer(layer.parameterCount),
      ]
    }
    let total = record.layers.reduce(0) { $0 + $1.parameterCount }
    let trainable = record.layers.reduce(0) { $0 + $1.trainableParameterCount }
    let table = DataTable(
      caption: words.modelSummary,
      columns: [
        DataTable.Column(words.layer), DataTable.Column(words.outputShape, isNumeric: true),
        DataTable.Column(words.parameters, isNumeric: true),
      ], rows: rows, footer: [words.total, "", words.numbers.integer(total)])
    guard trainable != total else { return [.table(table)] }
    return [
      .table(table),
      .facts([Figure.Fact(words.trainableParameters, words.numbers.integer(trainable))]),
    ]
  }
}
