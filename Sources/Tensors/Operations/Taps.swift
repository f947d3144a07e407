/// How the places of a line of another length are made of those of a line: for each of them so many
/// places with their weights.
///
/// Pixels are the middles of cells: place x of the longer or shorter line lies at
/// `(x + 1/2) · input / output − 1/2` on the other.
///
/// - Source: TensorFlow's `image.resize`, which Keras 3 calls; README of the project's golden vectors.
public struct Taps: Sendable, Equatable {
  /// How many places each is made of.
  public let width: Int

  /// The places, `width` for each.
  public let places: [Int32]

  /// Their weights.
  public let weights: [Float]

  /// Places of the output.
  public var count: Int { places.count / max(width, 1) }

  private init(_ taps: [[(place: Int, weight: Double)]]) {
    width = taps.map(\.count).max() ?? 0
    var places: [Int32] = []
    var weights: [Float] = []
    for tap in taps {
      // Lines of taps have one length: what is missing weighs nothing.
      for index in 0..<width {
        places.append(index < tap.count ? Int32(tap[index].place) : 0)
        weights.append(index < tap.count ? Float(tap[index].weight) : 0)
      }
    }
    self.places = places
    self.weights = weights
  }

  /// The nearest place.
  public static func nearest(from input: Int, to output: Int) -> Taps {
    Taps(
      (0..<output).map { place in
        let middle = (Float(place) + 0.5) * (Float(input) / Float(output))
        return [(min(max(Int(middle.rounded(.down)), 0), input - 1), 1)]
      })
  }

  /// The two neighbours, by their distances; with `antialias` all under a triangle that is as much
  /// wider as the output is smaller.
  public static func linear(from input: Int, to output: Int, antialias: Bool = false) -> Taps {
    guard antialias, input > output else {
      return Taps(
        (0..<output).map { place in
          let position = Self.position(place, input, output)
          let low = position.rounded(.down)
          let weight = position - low
          let first = min(max(Int(low), 0), input - 1)
          let second = min(max(Int(low) + 1, 0), input - 1)
          return [(first, 1 - weight), (second, weight)]
        })
    }
    return kernel(from: input, to: output, radius: 1, antialias: true) { max(1 - abs($0), 0) }
  }

  /// Keys' cubic through the four neighbours; weights beyond the border are left out.
  ///
  /// Without `antialias` TensorFlow looks the weights up in a table of 1,024 steps, and so do we.
  public static func cubic(from input: Int, to output: Int, antialias: Bool = false) -> Taps {
    kernel(from: input, to: output, radius: 2, antialias: antialias) { x in
      let distance = antialias ? abs(x) : (abs(x) * 1024).rounded() / 1024
      if distance < 1 { return (1.5 * distance - 2.5) * distance * distance + 1 }
      if distance < 2 { return ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 }
      return 0
    }
  }

  private static func position(_ place: Int, _ input: Int, _ output: Int) -> Double {
    (Double(place) + 0.5) * Double(input) / Double(output) - 0.5
  }

  private static func kernel(
    from input: Int, to output: Int, radius: Double, antialias: Bool,
    _ weight: (Double) -> Double
  ) -> Taps {
    let stretch = antialias ? max(Double(input) / Double(output), 1) : 1
    return Taps(
      (0..<output).map { place in
        let position = Self.position(place, input, output)
        let first = max(Int((position - radius * stretch).rounded(.up)), 0)
        let last = min(Int((position + radius * stretch).rounded(.down)), input - 1)
        let taps = (min(first, last)...last).map {
          (place: $0, weight: weight((Double($0) - position) / stretch))
        }
        let sum = taps.reduce(0) { $0 + $1.weight }
        return taps.map { ($0.place, sum == 0 ? 0 : $0.weight / sum) }
      })
  }
}
