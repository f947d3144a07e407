import Engine
import Tensors
import Testing

/// Batch and layer normalization against plain loops, to the bit.
@Suite struct NormalizationOrderTests {
  private static let epsilon: Float = 1e-3

  /// With the moments of the batch, and with moving statistics.
  @Test(arguments: 0..<16) func batches(_ number: Int) throws {
    var draw = DrawnNumbers("batch normalization", number)
    let shape: Shape = draw.pick([
      [draw.integer(1...40)], [draw.integer(1...6), draw.integer(1...6), draw.integer(1...37)],
    ])
    let (scales, centers) = (draw.integer(0...3) > 0, draw.integer(0...3) > 0)
    let count = draw.integer(1...9)
    let bench = try ReferenceBench(
      "BatchNormalization(momentum=0.9, scale=\(scales ? "True" : "False"), "
        + "center=\(centers ? "True" : "False"))", [shape], draw, count: count,
      capacity: count + draw.integer(0...2))
    for phase in [Phase.training(step: 0), .inference] {
      try bench.expect(expected(bench, width: shape[-1], phase), phase: phase)
    }
  }

  private func expected(
    _ bench: ReferenceBench, width: Int, _ phase: Phase
  ) -> ReferenceBench.Result {
    let usesBatch = phase != .inference
    let x = NormalizationReference.Rows(numbers: bench.inputs[0], width: width)
    let gradient = NormalizationReference.Rows(numbers: bench.outputGradient, width: width)
    let (gamma, beta) = (bench.weights["gamma"], bench.weights["beta"])
    var movingMean = bench.weights["moving_mean"] ?? []
    var movingVariance = bench.weights["moving_variance"] ?? []
    var output = x.numbers
    var inputGradient = x.numbers
    var (gammaGradient, betaGradient) = (gamma ?? [], beta ?? [])
    for channel in 0..<width {
      let own = NormalizationReference.moments(x, channel, examples: bench.count)
      let reference = NormalizationReference.Channel(
        mean: usesBatch ? own.mean : movingMean[channel],
        variance: usesBatch ? own.variance : movingVariance[channel], epsilon: Self.epsilon,
        gamma: gamma?[channel], beta: beta?[channel])
      if usesBatch {
        movingMean[channel] = movingMean[channel] * 0.9 + own.mean * (1 - 0.9)
        movingVariance[channel] = movingVariance[channel] * 0.9 + own.variance * (1 - 0.9)
      }
      let back = reference.backward(
        (0..<x.count).map { x[$0, channel] }, (0..<x.count).map { gradient[$0, channel] },
        examples: bench.count, usesBatch: usesBatch)
      for row in 0..<x.count {
        output[row * width + channel] = reference.output(x[row, channel])
        inputGradient[row * width + channel] = back.numbers[row]
      }
      if gamma != nil { gammaGradient[channel] = back.gamma }
      if beta != nil { betaGradient[channel] = back.beta }
    }
    var expected = ReferenceBench.Result(output: output, inputGradients: [inputGradient])
    expected.weights = ["moving_mean": movingMean, "moving_variance": movingVariance]
    if gamma != nil { expected.weights["gamma"] = gammaGradient }
    if beta != nil { expected.weights["beta"] = betaGradient }
    return expected
  }

  /// By statistics that are weights, there and back.
  @Test(arguments: [false, true]) func givenStatistics(_ inverts: Bool) throws {
    let bench = try ReferenceBench(
      "Normalization(invert=\(inverts ? "True" : "False"))", [[3, 2, 21]],
      DrawnNumbers("normalization", inverts ? 1 : 0), count: 3, capacity: 4)
    let mean = bench.weights["mean"] ?? []
    let deviation = (bench.weights["variance"] ?? []).map { max($0.squareRoot(), 1e-7) }
    func place(_ index: Int) -> Int { index % mean.count }
    try bench.expect(
      .init(
        output: bench.inputs[0].enumerated().map { index, x in
          inverts
            ? mean[place(index)] + x * deviation[place(index)]
            : (x - mean[place(index)]) / deviation[place(index)]
        },
        inputGradients: [
          bench.outputGradient.enumerated().map { index, gradient in
            inverts ? gradient * deviation[place(index)] : gradient / deviation[place(index)]
          }
        ]))
  }

  @Test(arguments: 0..<12) func layers(_ number: Int) throws {
    var draw = DrawnNumbers("layer normalization", number)
    let width = draw.integer(1...70)
    let shape: Shape = draw.pick([[width], [3, width], [2, 3, width]])
    let (scales, centers) = (draw.integer(0...3) > 0, draw.integer(0...3) > 0)
    let bench = try ReferenceBench(
      "LayerNormalization(scale=\(scales ? "True" : "False"), "
        + "center=\(centers ? "True" : "False"))", [shape], draw, count: 3, capacity: 4)
    let x = NormalizationReference.Rows(numbers: bench.inputs[0], width: width)
    let gradient = NormalizationReference.Rows(numbers: bench.outputGradient, width: width)
    let (gamma, beta) = (bench.weights["gamma"], bench.weights["beta"])
    var expected = ReferenceBench.Result(output: [], inputGradients: [[]])
    var (gammaSums, betaSums) = (
      [Double](repeating: 0, count: width), [Double](repeating: 0, count: width)
    )
    for row in 0..<x.count {
      let (numbers, own) = (
        (0..<width).map { x[row, $0] }, (0..<width).map { gradient[row, $0] }
      )
      let (mean, inverse) = NormalizationReference.row(numbers, epsilon: Self.epsilon)
      for column in 0..<width {
        let normalized = (numbers[column] - mean) * inverse
        expected.output?.append(normalized * (gamma?[column] ?? 1) + (beta?[column] ?? 0))
        gammaSums[column] += Double(own[column] * normalized)
        betaSums[column] += Double(own[column])
      }
      expected.inputGradients[0] += NormalizationReference.rowBackward(
        numbers, own, gamma: gamma, epsilon: Self.epsilon)
    }
    if gamma != nil { expected.weights["gamma"] = gammaSums.map { Float($0) } }
    if beta != nil { expected.weights["beta"] = betaSums.map { Float($0) } }
    try bench.expect(expected)
  }
}
