import Engine
import Tensors
import Testing

/// What speaks for a class in pictures, by gradients.
@Suite struct ClassActivationTests {
  /// Pictures by a rule, or such as are written out.
  private struct Pictures: BatchSource {
    let count: Int
    let shape: Shape
    var written: [[Float]]?

    func fill(
      _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
      labels: UnsafeMutableBufferPointer<Int32>
    ) {
      for (position, index) in indices.enumerated() {
        labels[position] = index
        for offset in 0..<shape.count {
          let place = Int(index) * shape.count + offset
          inputs[position * shape.count + offset] =
            written?[Int(index)][offset] ?? Float(place * 29 % 23) / 16
        }
      }
    }
  }

  private let threads = ThreadPool(threadCount: 2)

  /// Weights by a rule that any language can follow, exact in Float32; the number of a weight in the model
  /// shifts it.
  private func weights(of graph: Graph) -> [(name: String, tensor: Tensor)] {
    graph.initialWeights(seed: 1).enumerated().map { number, weight in
      let elements = (0..<weight.tensor.count).map { index -> Float in
        let value = Float((index * 37 + number * 11) % 19 - 9) / 16
        return weight.name.hasSuffix("variance") ? abs(value) + 0.5 : value
      }
      return (weight.name, Tensor(elements, shape: weight.tensor.shape))
    }
  }

  private func maps(
    _ layers: [String], at layer: String, _ pictures: Pictures, for target: Int? = nil,
    weights own: [(name: String, tensor: Tensor)]? = nil, areLogits: Bool = false,
    batchCapacity: Int = 2
  ) throws -> [ClassActivation.Map] {
    let graph = try readGraph(layers, input: pictures.shape)
    let place = try #require(graph.place(named: layer))
    return try ClassActivation(
      of: graph, at: place, weights: own ?? weights(of: graph), areLogits: areLogits,
      batchCapacity: batchCapacity, threads: threads
    ).maps(of: pictures, count: pictures.count, for: target) { false }
  }

  /// Two channels that a 1×1 convolution leaves as they are, their means, and a product: the gradient of a
  /// score by every number of channel k is w_k / 4, so that the map is max(0, (w_0·a + w_1·b) / 4).
  @Test func aModelWhoseGradientIsItsWeights() throws {
    let pictures = Pictures(count: 1, shape: [2, 2, 2], written: [[1, 0, 2, 0, 0, 3, 1, 1]])
    let weights: [(name: String, tensor: Tensor)] = [
      ("a/kernel", Tensor([1, 0, 0, 1], shape: [1, 1, 2, 2])),
      ("a/bias", Tensor([0, 0], shape: [2])),
      // Class 0 likes channel 0 and dislikes channel 1.
      ("o/kernel", Tensor([2, 0, -1, 0.5], shape: [2, 2])), ("o/bias", Tensor([0, 0], shape: [2])),
    ]
    let layers = [
      "Conv2D(2, 1, name=a)", "GlobalAveragePooling2D()", "Dense(2, activation=softmax, name=o)",
    ]
    let first = try maps(layers, at: "a", pictures, for: 0, weights: weights)[0]
    // (2·1 − 0)/4, (2·2 − 0)/4, (0 − 3)/4 → 0, (2 − 1)/4.
    #expect(first.values == [0.5, 1, 0, 0.25])
    // Means 1 and 1: scores 1 and ½.
    #expect(first.predicted == 0)
    let second = try maps(layers, at: "a", pictures, for: 1, weights: weights)[0]
    #expect(second.values == [0, 0, 0.375, 0.125])
    #expect(second.target == 1)
    // Without a class the one it is taken for.
    let own = try maps(layers, at: "a", pictures, weights: weights)[0]
    #expect(own.target == 0)
    #expect(own.values == first.values)
  }

  /// A single output speaks for class 1; what lowers it speaks for class 0.
  ///
  /// A sigmoid and its logit are the same.
  @Test func aSingleOutput() throws {
    let pictures = Pictures(count: 1, shape: [2, 2, 2], written: [[1, 0, 2, 0, 0, 3, 1, 1]])
    let weights: [(name: String, tensor: Tensor)] = [
      ("a/kernel", Tensor([1, 0, 0, 1], shape: [1, 1, 2, 2])),
      ("a/bias", Tensor([0, 0], shape: [2])),
      ("o/kernel", Tensor([2, -4], shape: [2, 1])), ("o/bias", Tensor([0], shape: [1])),
    ]
    let head = ["Conv2D(2, 1, name=a)", "GlobalAveragePooling2D()"]
    let sigmoid = head + ["Dense(1, activation=sigmoid, name=o)"]
    let logits = head + ["Dense(1, name=o)"]
    for (layers, areLogits) in [(sigmoid, false), (logits, true)] {
      func map(_ target: Int?) throws -> ClassActivation.Map {
        try maps(
          layers, at: "a", pictures, for: target, weights: weights, areLogits: areLogits)[0]
      }
      #expect(try map(1).values == [0.5, 1, 0, 0])
      #expect(try map(0).values == [0, 0, 3, 0.5])
      // The score is 2 − 4 = −2.
      #expect(try map(nil).predicted == 0)
      #expect(try map(nil).values == [0, 0, 3, 0.5])
    }
  }

  private static let models = [
    "chain": [
      "Conv2D(3, 3, padding=same, activation=relu, name=a)", "MaxPooling2D(2, name=p)",
      "Conv2D(4, 2, padding=same, name=c)", "BatchNormalization(name=bn)", "ReLU(name=r)",
      "GlobalAveragePooling2D()", "Dropout(0.5)", "Dense(3, activation=softmax, name=o)",
    ],
    // One way goes past the layer 't', and one out of it.
    "skip": [
      "s = Conv2D(3, 3, padding=same, name=s)",
      "t = Conv2D(3, 3, padding=same, activation=tanh, name=t)", "u = Conv2D(3, 1, name=u)",
      "Add(name=sum)([s, t, u])", "Flatten()", "Dense(1, activation=sigmoid, name=o)",
    ],
  ]

  /// The same maps as Keras finds, to the precision of Float32.
  @Test(arguments: ClassActivationGolden.cases.indices)
  func mapsAreThoseOfKeras(_ index: Int) throws {
    let expected = ClassActivationGolden.cases[index]
    let maps = try maps(
      try #require(Self.models[expected.model]), at: expected.layer,
      Pictures(count: 2, shape: [6, 6, 2]), for: expected.target)
    #expect(maps.map(\.predicted) == expected.predicted)
    for (map, wanted) in zip(maps, expected.maps) {
      #expect(map.values.count == wanted.count)
      let scale = wanted.max() ?? 0
      for (value, wanted) in zip(map.values, wanted) {
        #expect(abs(value - wanted) <= 1e-5 * scale, "\(expected.model) \(expected.layer)")
      }
    }
  }

  /// Dropout and batch statistics have no part in it, and neither have batches and threads.
  @Test func everyLayerIsAtRest() throws {
    let layers = [
      "Conv2D(3, 3, name=a)", "Dropout(0.5)", "BatchNormalization()", "GaussianNoise(1.0)",
      "GlobalAveragePooling2D()", "Dropout(0.5)", "Dense(3, activation=softmax)",
    ]
    let pictures = Pictures(count: 5, shape: [6, 6, 2])
    let one = try maps(layers, at: "a", pictures, batchCapacity: 1)
    let many = try maps(layers, at: "a", pictures, batchCapacity: 3)
    #expect(one.map(\.values) == many.map(\.values))
    #expect(one.map(\.label) == [0, 1, 2, 3, 4])
    #expect(one.contains { $0.values.contains { $0 > 0 } })
  }
}
