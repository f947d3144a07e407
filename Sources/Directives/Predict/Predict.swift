import Tensors
import Datasets
import Diagnostics
import Engine
import Execution
import Schemas

/// Shows what a model makes of some examples.
struct Predict: Directive {
  var model = ModelReference.nearest
  var data = DataReference.nearest

  static let schema = Schema<Self>(
    "predict", summary: "Shows what a model makes of some examples.",
    [
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
      Field("data", \.data, .reference, doc: "The examples; by default the split 'test'."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    guard let state = context.state(of: model),
      let data = context.resolve(data, defaultSplits: ["test", "val", "validation"])
    else { return nil }
    let graph = state.outline.graph
    guard data.outline.shape == graph.inputShape else {
      context.error(
        "shape-mismatch",
        "the model '\(state.model.name)' takes pictures of \(graph.inputShape), '\(data.cell.name)' has "
          + "\(data.outline.shape)", at: self.data.span)
      return nil
    }
    context.useWeights(of: state)
    context.use(data, as: "data")
    context.usePictures(of: data)
    // A loss from logits says what the model's outputs are.
    let areLogits = state.compile?.outline.compilation.loss.takesLogits ?? false
    if areLogits, graph.outputShape == [1] { context.useDetail("outputs", .string("logits")) }
    return CheckedCell(
      outline: PredictOutline(
        classNames: data.outline.classNames,
        reading: OutputReading(of: graph, areLogits: areLogits)),
      body: PredictBody(
        graph: graph, data: data, isTrained: state.latestFit != nil, areLogits: areLogits,
        tuned: state.outline.tuned),
      result: .members([
        (
          name: "probabilities",
          shape: .list(.list(.value, count: graph.outputShape.count), count: data.count)
        ),
        (name: "predicted", shape: .list(.value, count: data.count)),
        (name: "labels", shape: .list(.value, count: data.count)),
      ]))
  }
}

/// What is known of a predict cell before anything runs.
struct PredictOutline: Sendable {
  var classNames: [String]
  var reading: OutputReading
}
