import Diagnostics
import Engine
import Execution
import Schemas
import Tensors

/// Describes a network by its layers.
struct Model: Directive {
  var input: Located<[Int]>?
  var layers: [LayerItem]?
  var from: ModelReference?
  var weights: Located<String>?
  var trainable: Located<TrainableLayers>?
  var show = PlotCall.list(Summary())

  static let schema = Schema<Self>(
    "model", summary: "Describes a network by its layers.",
    [
      Field(
        "input", \.input, .reference, doc: "The shape of an example; by default the dataset's."),
      Field("layers", \.layers, .reference, doc: "The layers, in Keras' notation."),
      Field(
        "from", \.from, .reference, doc: "The model whose layers and weights this one starts from."),
      Field(
        "weights", \.weights, .reference,
        doc: "A file to start from: safetensors, Keras' .h5, .weights.h5, .keras, PyTorch's .pth."),
      Field("trainable", \.trainable, .reference, doc: "Which layers learn."),
      Field("show", \.show, .presentation, doc: "What the report draws under the cell."),
    ])
}

/// Which layers learn: one rule for all, or a rule for each of some layers.
struct TrainableLayers: SchemaValue {
  var all: TrainableRule?
  var byName: [Rule] = []

  /// What is said of one layer.
  struct Rule {
    var name: String
    var nameSpan: SourceSpan?
    var rule: TrainableRule
    var ruleSpan: SourceSpan?
  }

  static var expected: String { "\(TrainableRule.expected), or a mapping of layers to those" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if case .mapping = raw.node {
      return Table<TrainableRule>.read(raw, &diagnostics).map { table in
        Self(
          byName: table.entries.map {
            Rule(name: $0.key, nameSpan: $0.keySpan, rule: $0.value, ruleSpan: $0.span)
          })
      }
    }
    return TrainableRule.read(raw, &diagnostics).map { Self(all: $0) }
  }

  var canonical: Canonical { .none }
}

/// What is known of a model before anything runs.
struct ModelOutline: Sendable {
  var graph: Graph
  /// The fits of the model that this one starts from, in order.
  var earlierFits: [CheckContext.EarlierCell]
  /// The seed that the first weights are drawn from; nil where they come from elsewhere.
  var weightSeed: UInt64?
  /// The networks among the layers that start from files, whatever the seed is.
  var layersFromFiles: [String]
  var plots: [PlotCall]
  /// How hyperparameters settle the layers, of the best of a search; nil where they are known.
  var tuned: TunedNetwork?
  /// The classes of the dataset that the model was written for; nil where it names its own input.
  var classCount: Int?
}
