/// The pixels of a line that a new pixel is made of, with their weights.
struct Taps: Equatable {
  /// The first of them.
  var first: Int

  /// The weights of this one and those behind it.
  var weights: [Float]

  /// Keys' cubic convolution as TensorFlow's `resize_bicubic` has it with half-pixel centres: weights
  /// from a table of 1024 steps; pixels beyond the edge have none, and the others grow by as much.
  ///
  /// - Source: R. Keys, "Cubic convolution interpolation for digital image processing", 1981.
  static func cubic(_ size: Int, _ target: Int) -> [Taps] {
    let scale = Float(size) / Float(target)
    return (0..<target).map { index in
      let place = (Float(index) + 0.5) * scale - 0.5
      let floor = place.rounded(.down)
      let step = Int(((place - floor) * Float(cubicSteps)).rounded(.toNearestOrEven))
      let four = [
        cubicOuter(step), cubicInner(step), cubicInner(cubicSteps - step),
        cubicOuter(cubicSteps - step),
      ]
      let start = Int(floor) - 1
      let inside = (0..<4).filter { (0..<size).contains(start + $0) }
      let sum = inside.reduce(Float(0)) { $0 + four[$1] }
      let first = start + (inside.first ?? 0)
      // In the middle of a line the four sum up to one as they are.
      guard inside.count < 4 else { return Taps(first: first, weights: four) }
      return Taps(first: first, weights: inside.map { four[$0] / sum })
    }
  }

  private static let cubicSteps = 1024

  /// The weight of a pixel less than one pixel away.
  private static func cubicInner(_ step: Int) -> Float {
    let x = Float(step) / Float(cubicSteps)
    return ((-0.5 + 2) * x - (-0.5 + 3)) * x * x + 1
  }

  /// The weight of a pixel one to two pixels away.
  private static func cubicOuter(_ step: Int) -> Float {
    let x = Float(step) / Float(cubicSteps) + 1
    return ((-0.5 * x - 5 * -0.5) * x + 8 * -0.5) * x - 4 * -0.5
  }

  /// The mean of what a new pixel covers, with shares of the pixels at its ends.
  static func area(_ size: Int, _ target: Int) -> [Taps] {
    let scale = Float(size) / Float(target)
    return (0..<target).map { index in
      let start = Float(index) * scale
      let end = min(Float(index + 1) * scale, Float(size))
      let first = min(Int(start.rounded(.down)), size - 1)
      let last = min(max(Int(end.rounded(.up)), first + 1), size)
      let weights = (first..<last).map { pixel in
        (min(Float(pixel + 1), end) - max(Float(pixel), start)) / scale
      }
      return Taps(first: first, weights: weights)
    }
  }
}
