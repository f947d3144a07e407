import Schemas
import Tensors
import Testing

/// Pooling against plain loops, to the bit.
@Suite struct PoolingOrderTests {
  @Test(arguments: 0..<24) func windows(_ number: Int) throws {
    var draw = DrawnNumbers("pooling", number)
    let size = draw.pick([2, 2, 3, Size2D(2, 3), Size2D(3, 1), 4])
    let strides = draw.pick([size, size, 1, 2, Size2D(3, 2)])
    let image: Shape = [
      size.height + draw.integer(0...6), size.width + draw.integer(0...6), draw.integer(1...35),
    ]
    let window = WindowReference(
      image: image, kernel: size, strides: strides, isSame: draw.integer(0...1) == 0)
    let arguments =
      "(\(size.height), \(size.width)), strides=(\(strides.height), \(strides.width)), "
      + "padding=\(window.isSame ? "same" : "valid")"
    let reference = PoolingReference(window: window)
    for isMax in [true, false] {
      let bench = try ReferenceBench(
        "\(isMax ? "Max" : "Average")Pooling2D(\(arguments))", [image], draw, count: 3,
        capacity: 4)
      var expected = ReferenceBench.Result()
      let images = (0..<3).map { bench.inputs[0].example($0, of: image.count) }
      let count = window.outputCells.count * image[2]
      let gradients = (0..<3).map { bench.outputGradient.example($0, of: count) }
      expected.output = images.flatMap { isMax ? reference.greatest($0) : reference.mean($0) }
      expected.inputGradients = [
        zip(images, gradients).flatMap {
          isMax ? reference.greatestBackward($0, $1) : reference.meanBackward($1)
        }
      ]
      try bench.expect(expected)
    }
  }

  /// A global mean is a window as large as the image; equal greatest numbers share the gradient.
  @Test(arguments: 0..<6) func wholeImages(_ number: Int) throws {
    var draw = DrawnNumbers("global pooling", number)
    let image: Shape = [draw.integer(1...5), draw.integer(1...5), draw.integer(1...35)]
    let (cells, channels) = (image[0] * image[1], image[2])
    let window = WindowReference(image: image, kernel: Size2D(image[0], image[1]), isSame: false)
    let reference = PoolingReference(window: window)
    let bench = try ReferenceBench(
      "GlobalAveragePooling2D()", [image], draw, count: 2, capacity: 3)
    func images(_ bench: ReferenceBench) -> [ArraySlice<Float>] {
      (0..<2).map { bench.inputs[0].example($0, of: image.count) }
    }
    func gradients(_ bench: ReferenceBench) -> [ArraySlice<Float>] {
      (0..<2).map { bench.outputGradient.example($0, of: channels) }
    }
    var expected = ReferenceBench.Result()
    expected.output = images(bench).flatMap { reference.mean($0) }
    expected.inputGradients = [
      gradients(bench).flatMap { gradient in
        (0..<cells).flatMap { _ in gradient.map { $0 / Float(cells) } }
      }
    ]
    try bench.expect(expected)

    let greatest = try ReferenceBench(
      "GlobalMaxPooling2D()", [image], draw, count: 2, capacity: 3)
    expected.output = images(greatest).flatMap { reference.greatest($0) }
    expected.inputGradients = [
      zip(images(greatest), gradients(greatest)).flatMap { image, gradient in
        let (image, gradient) = (Array(image), Array(gradient))
        let best = reference.greatest(image[...])
        return image.indices.map { place -> Float in
          let channel = place % channels
          let count = (0..<cells).count { image[$0 * channels + channel] == best[channel] }
          return image[place] == best[channel] ? gradient[channel] / Float(count) : 0
        }
      }
    ]
    try greatest.expect(expected)
  }
}
