import Tensors
import Testing

/// Resizing against plain loops, to the bit.
@Suite struct ResamplingOrderTests {
  private static let interpolations: [(word: String, taps: @Sendable (Int, Int) -> Taps)] = [
    ("nearest", { Taps.nearest(from: $0, to: $1) }),
    ("bilinear", { Taps.linear(from: $0, to: $1) }),
    ("bicubic", { Taps.cubic(from: $0, to: $1) }),
    ("area", { Taps.area(from: $0, to: $1) }),
  ]

  @Test(arguments: 0..<12) func resizing(_ number: Int) throws {
    var draw = DrawnNumbers("resizing", number)
    let (word, taps) = Self.interpolations[number % 4]
    let image: Shape = [draw.integer(1...9), draw.integer(1...9), draw.integer(1...19)]
    let (height, width) = (image[0] + draw.integer(1...6), draw.integer(1...12))
    let bench = try ReferenceBench(
      "Resizing(\(height), \(width), interpolation=\(word))", [image], draw, count: 2, capacity: 3)
    let reference = ResamplingReference(
      rows: taps(image[0], height), columns: taps(image[1], width), image: image)
    let size = height * width * image[2]
    try bench.expect(
      .init(
        output: (0..<2).flatMap { reference.output(bench.inputs[0].example($0, of: image.count)) },
        inputGradients: [
          (0..<2).flatMap { reference.backward(bench.outputGradient.example($0, of: size)) }
        ]))
  }
}
