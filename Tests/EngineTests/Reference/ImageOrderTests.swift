import Engine
import Tensors
import Testing

/// Random layers against plain loops, to the bit; they draw as the contract names their numbers.
@Suite struct ImageOrderTests {
  private static let layers = [
    "RandomRotation(0.3, fill_mode=constant)", "RandomRotation(0.4, nearest, nearest)",
    "RandomZoom(0.4, 0.3, nearest)", "RandomTranslation(0.4, 0.3, constant, fill_value=0.25)",
    "RandomContrast(0.5, value_range=(-1, 1))", "RandomBrightness(0.2, value_range=(-1, 1))",
  ]

  @Test(arguments: layers) func randomLayers(_ text: String) throws {
    for number in 0..<4 {
      var draw = DrawnNumbers(text, number)
      let shape: Shape = [draw.integer(1...9), draw.integer(1...9), draw.integer(1...19)]
      let bench = try ReferenceBench(text, [shape], draw, count: 3, capacity: 4)
      let layer = try #require(try readLayer(text) as? any RandomImageLayer)
      let purpose = Random.Purpose.noise(layer: type(of: layer).baseName).at(3)
      var expected = ReferenceBench.Result(output: [], inputGradients: [[]])
      for example in 0..<3 {
        let transform = layer.transform(
          of: ImageSize(shape), ImageNumbers(Random(seed: 42), purpose, example: example))
        let (output, gradient) = apply(
          transform, ImageSize(shape), Array(bench.inputs[0].example(example, of: shape.count)),
          Array(bench.outputGradient.example(example, of: shape.count)))
        expected.output? += output
        expected.inputGradients[0] += gradient
      }
      try bench.expect(expected)
    }
  }

  private func apply(
    _ transform: ImageTransform, _ size: ImageSize, _ image: [Float], _ gradient: [Float]
  ) -> (output: [Float], gradient: [Float]) {
    let reference = ImageReference(size: size)
    switch transform {
    case .affine(let transform, let fill):
      return (
        reference.moved(image, transform, fill), reference.movedBackward(gradient, transform, fill)
      )
    case .contrast(let factor, let low, let high):
      return (
        reference.contrasted(image, factor, low, high),
        reference.contrastedBackward(gradient, image, factor, low, high)
      )
    case .brightness(let delta, let low, let high):
      return (
        image.map { min(max($0 + delta, low), high) },
        zip(image, gradient).map { $0 + delta < low || $0 + delta > high ? 0 : $1 }
      )
    default: return (image, gradient)
    }
  }

  /// Every number of a batch is drawn for by its place, and the same numbers are dropped backward.
  @Test(arguments: [[], ["1"], ["None", "1"]]) func dropout(_ noise: [String]) throws {
    let draw = DrawnNumbers("dropout", noise.count)
    let shape: Shape = [5, 37]
    let sizes = (noise + Array(repeating: "None", count: 3)).prefix(3)
    let bench = try ReferenceBench(
      "Dropout(0.3, noise_shape=(\(sizes.joined(separator: ", "))))", [shape], draw, count: 3,
      capacity: 4)
    let (random, purpose) = (Random(seed: 42), Random.Purpose.noise(layer: "dropout").at(3))
    func factor(_ place: Int) -> Float {
      let (example, rest) = place.quotientAndRemainder(dividingBy: shape.count)
      let drawn =
        switch noise.count {
        case 0: place
        case 1: rest
        default: example * shape[1] + rest % shape[1]
        }
      return random.uniform(purpose, at: drawn) < 0.3 ? 0 : 1 / (1 - 0.3)
    }
    func apply(_ numbers: [Float]) -> [Float] {
      numbers.indices.map { factor($0) == 0 ? 0 : numbers[$0] * factor($0) }
    }
    try bench.expect(
      .init(output: apply(bench.inputs[0]), inputGradients: [apply(bench.outputGradient)]))
  }
}
