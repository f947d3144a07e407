import Engine
import Formats
import Tensors

/// Cases of layers: outputs, and the gradients of inputs and weights.
enum LayerCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let layer = try readLayer(notation(golden))
    let run = try LayerRun(layer, golden)
    var computed: [String: [Double]] = [:]
    try run.forward(.inference)
    computed["y"] = run.output
    // What only training changes has names of its own.
    if golden.arrays["y_train"] != nil {
      try run.backward()
      for (name, values) in run.gradients { computed["\(name)_infer"] = values }
      try run.forward(.training(step: 0))
      computed["y_train"] = run.output
      for (name, values) in run.weights { computed["\(name)_updated"] = values }
    }
    if golden.arrays["x_adapt"] != nil {
      for (name, values) in run.weights { computed[name] = values }
    }
    guard golden.arrays["dy"] != nil else {
      var comparison = try GoldenComparison(golden, computed: computed)
      let expected = try golden.array("y")
      if expected.type == .uint8 {
        // Bytes in are bytes out: rounded, and held within their range.
        let bytes = run.output.map { min(max($0.rounded(.toNearestOrEven), 0), 255) }
        comparison.require(bytes == expected.doubles, "y differs from Keras' bytes")
      }
      return comparison
    }
    try run.backward()
    computed.merge(run.gradients) { first, _ in first }
    return try GoldenComparison(golden, computed: computed)
  }

  /// Functions of `keras.activations` are the layers that apply them.
  private static func notation(_ golden: GoldenCase) -> String {
    let prefix = "activations."
    guard golden.operation.hasPrefix(prefix) else { return golden.call }
    let name = String(golden.operation.dropFirst(prefix.count))
    if golden.config == .object([:]) { return "Activation('\(name)')" }
    // Only the layer has an axis.
    if name == "softmax" { return keras("Softmax", golden.config) }
    return "Activation(\(keras(name, golden.config)))"
  }
}

/// One layer on the inputs and weights of a case.
struct LayerRun {
  private let model: CompiledModel
  private let golden: GoldenCase
  private let inputNames: [String]
  private let count: Int

  init(_ layer: any Layer, _ golden: GoldenCase) throws {
    self.golden = golden
    inputNames =
      golden.arrays["x"] != nil
      ? ["x"]
      : (0..<64).map { "x\($0)" }
        .filter { golden.arrays[$0] != nil }
    let shapes = try inputNames.map { Shape(Array(try golden.array($0).shape.sizes.dropFirst())) }
    count = try golden.array(inputNames[0]).shape[0]
    let output = try layer.outputShape(for: shapes)
    let expected = try golden.array("y").shape
    guard output.batched(count) == expected else {
      throw GoldenError("the output is \(output.batched(count)), Keras has \(expected)")
    }
    let weights = try Self.weights(of: layer, shapes, golden)
    model = try CompiledModel(
      layer: layer, inputShapes: shapes, weights: weights, batchCapacity: count, seed: 42,
      threads: ThreadPool(threadCount: 1))
  }

  /// The weights of a case, or what the layer adapts of the data that a case has for it.
  private static func weights(
    of layer: any Layer, _ shapes: [Shape], _ golden: GoldenCase
  ) throws -> [(name: String, tensor: Tensor)] {
    if let normalization = layer as? Normalization, let data = golden.arrays["x_adapt"] {
      let shape = Shape(Array(data.shape.sizes.dropFirst()))
      let numbers = data.floats
      return normalization.adapted(to: shape, count: data.shape[0]) { example in
        Array(numbers[(example * shape.count)..<((example + 1) * shape.count)])
      }
    }
    return try layer.parameters(for: shapes).map { spec in
      (name: spec.name, tensor: Tensor(try golden.floats(spec.name), shape: spec.shape))
    }
  }

  func forward(_ phase: Phase) throws {
    for (index, name) in inputNames.enumerated() {
      _ = model.input(index).update(from: try golden.floats(name))
    }
    model.forward(count: count, phase: phase)
  }

  func backward() throws {
    _ = model.outputGradient.update(from: try golden.floats("dy"))
    model.backward(count: count, fromLogits: false)
  }

  var output: [Double] { model.output.map(Double.init) }

  /// The weights, by their variables.
  var weights: [(name: String, values: [Double])] {
    model.parameters.map { ($0.path, $0.value.map(Double.init)) }
  }

  /// The gradients of inputs and weights: `dx`, `dkernel`.
  var gradients: [String: [Double]] {
    var gradients: [String: [Double]] = [:]
    for (index, name) in inputNames.enumerated() {
      gradients["d\(name)"] = model.inputGradient(index)?.map(Double.init)
    }
    for parameter in model.parameters {
      gradients["d\(parameter.path)"] = parameter.gradient?.map(Double.init)
    }
    return gradients
  }
}
