import Engine
import Schemas
import Tensors
import Testing

/// Batch normalizations that are a part of the weights in front of them, against plain loops, to the bit.
@Suite struct FoldedNormalizationOrderTests {
  private static let epsilon: Float = 1e-3

  /// The weights of a layer and of the normalization behind it, and what the order contract folds them to.
  private struct Weights {
    var kernel: [Float]
    var bias: [Float]
    var gamma: [Float]
    var beta: [Float]
    var mean: [Float]
    var variance: [Float]

    init(_ model: CompiledModel, _ draw: inout DrawnNumbers) {
      func weight(_ suffix: String) -> [Float] {
        guard let parameter = model.parameters.first(where: { $0.path.hasSuffix(suffix) }) else {
          return []
        }
        let drawn = draw.floats(parameter.value.count, suffix)
        let numbers = suffix.hasSuffix("variance") ? drawn.map { abs($0) + 0.25 } : drawn
        _ = parameter.value.update(from: numbers)
        return numbers
      }
      kernel = weight("kernel")
      bias = weight("/bias")
      gamma = weight("gamma")
      beta = weight("beta")
      mean = weight("moving_mean")
      variance = weight("moving_variance")
    }

    private var scales: [Float] {
      variance.indices.map {
        (gamma.isEmpty ? 1 : gamma[$0])
          / (variance[$0] + FoldedNormalizationOrderTests.epsilon)
          .squareRoot()
      }
    }

    var foldedKernel: [Float] {
      let scales = scales
      return kernel.indices.map { kernel[$0] * scales[$0 % scales.count] }
    }

    var foldedBias: [Float] {
      scales.indices.map {
        ((bias.isEmpty ? 0 : bias[$0]) - mean[$0]) * scales[$0] + (beta.isEmpty ? 0 : beta[$0])
      }
    }
  }

  @Test(arguments: 0..<20) func convolutions(_ number: Int) throws {
    var draw = DrawnNumbers("folded", number)
    let groups = draw.pick([1, 1, 1, 2])
    let window = ConvolutionOrderTests.window(&draw, channels: groups * draw.integer(1...17))
    let filters = groups * draw.integer(1...20)
    let reference = ConvolutionReference(window: window, filters: filters, groups: groups)
    try check(
      "Conv2D(\(filters), \(ConvolutionOrderTests.geometry(window)), groups=\(groups), "
        + "use_bias=\(draw.integer(0...1) == 0 ? "False" : "True"))",
      window.image, &draw
    ) { reference.output($0, $1) }
  }

  @Test(arguments: 0..<6) func denseLayers(_ number: Int) throws {
    var draw = DrawnNumbers("folded dense", number)
    let (inputs, units) = (draw.integer(1...40), draw.integer(1...40))
    try check("Dense(\(units))", [inputs], &draw) { input, kernel in
      (0..<units).map { unit in
        var sum: Float = 0
        for (index, number) in input.enumerated() {
          sum.addProduct(number, kernel[index * units + unit])
        }
        return sum
      }
    }
  }

  private func check(
    _ layer: String, _ shape: Shape, _ draw: inout DrawnNumbers,
    _ sums: (_ example: ArraySlice<Float>, _ kernel: [Float]) -> [Float]
  ) throws {
    let normalization =
      "BatchNormalization(epsilon=0.001, scale=\(draw.integer(0...2) == 0 ? "False" : "True"), "
      + "center=\(draw.integer(0...2) == 0 ? "False" : "True"))"
    let graph = try readGraph([layer, normalization, "ReLU()"], input: shape)
    let count = 3
    let pixels = draw.floats(count * shape.count, "pixels")
    let before = draw
    for instructions in InstructionSet.allCases where instructions.isAvailable {
      for pool in ReferenceBench.pools {
        draw = before
        let model = try CompiledModel(
          graph, weights: graph.initialWeights(seed: 3), batchCapacity: count, mode: .inference,
          seed: 1, threads: pool, numerics: .portable(instructions))
        let weights = Weights(model, &draw)
        _ = model.input.update(from: pixels)
        model.forward(count: count, phase: .inference)
        let expected = (0..<count).flatMap { example in
          sums(pixels.example(example, of: shape.count), weights.foldedKernel)
            .adding(bias: weights.foldedBias).map { $0 > 0 ? $0 : 0 }
        }
        expectSameBits(
          Array(model.output.prefix(expected.count)), expected,
          "\(layer), \(normalization), \(instructions), \(pool.threadCount) threads")
      }
    }
  }
}
