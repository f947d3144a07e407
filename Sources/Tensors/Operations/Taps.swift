/// How the places of a line of another length are made of those of a line: for each of them so many
/// places with their weights.
///
/// Pixels are the middles of cells: place x of the longer or shorter line lies at
/// `(x + 1/2) · input / output − 1/2` on the other. Places are found in Float32, as TensorFlow finds
/// them: half a pixel in a thousand falls elsewhere in Float64.
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
          let (low, weight) = neighbour(place, input, output)
          let first = min(max(low, 0), input - 1)
          let second = min(max(low + 1, 0), input - 1)
          return [(first, 1 - Double(weight)), (second, Double(weight))]
        })
    }
    return kernel(from: input, to: output, radius: 1, antialias: true) { max(1 - $0, 0) }
  }

  /// Keys' cubic through the four neighbours; weights beyond the border are left out.
  ///
  /// Without `antialias` TensorFlow looks the weights up in a table of 1,024 steps, and so do we.
  public static func cubic(from input: Int, to output: Int, antialias: Bool = false) -> Taps {
    func weight(_ distance: Double) -> Double {
      if distance < 1 { return (1.5 * distance - 2.5) * distance * distance + 1 }
      if distance < 2 { return ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 }
      return 0
    }
    guard !antialias else {
      return kernel(from: input, to: output, radius: 2, antialias: true, weight)
    }
    return Taps(
      (0..<output).map { place in
        let (low, distance) = neighbour(place, input, output)
        let step = Double((distance * 1024).rounded(.toNearestOrEven)) / 1024
        return normalized(
          (-1...2).filter { (0..<input).contains(low + $0) }
            .map { (low + $0, weight(abs(Double($0) - step))) })
      })
  }

  /// Lanczos' windowed sine through twice `radius` neighbours; weights beyond the border are left
  /// out.
  public static func lanczos(
    radius: Int, from input: Int, to output: Int, antialias: Bool = false
  ) -> Taps {
    let radius = Double(radius)
    return kernel(from: input, to: output, radius: radius, antialias: antialias) { distance in
      guard distance > 1e-3 else { return 1 }
      guard distance <= radius else { return 0 }
      let sines = PortableMath.sinOfPi(distance) * PortableMath.sinOfPi(distance / radius)
      return radius * sines / (.pi * .pi * distance * distance)
    }
  }

  /// A bell over the neighbours within one and a half places, half a place wide (`σ = 0.5`), with
  /// weights that add up to 1.
  public static func gaussian(from input: Int, to output: Int, antialias: Bool = false) -> Taps {
    kernel(from: input, to: output, radius: 1.5, antialias: antialias) { distance in
      distance < 1.5 ? PortableMath.exp(-2 * distance * distance) : 0
    }
  }

  /// Mitchell's and Netravali's cubic (`B = C = 1/3`) through the four neighbours; weights beyond the
  /// border are left out.
  public static func mitchellCubic(
    from input: Int, to output: Int, antialias: Bool = false
  ) -> Taps {
    kernel(from: input, to: output, radius: 2, antialias: antialias) { x in
      if x < 1 { return (7 / 6.0 * x - 2) * x * x + 8 / 9.0 }
      if x < 2 { return ((-7 / 18.0 * x + 2) * x - 10 / 3.0) * x + 16 / 9.0 }
      return 0
    }
  }

  /// The mean of the part of the line that a place covers.
  ///
  /// The ends of parts are rounded to Float32, so that weights add up to 1 but for some millionths, as
  /// TensorFlow's do.
  public static func area(from input: Int, to output: Int) -> Taps {
    let length = Float(input) / Float(output)
    return Taps(
      (0..<output).map { place in
        let (start, end) = (Float(place) * length, Float(place + 1) * length)
        return (Int(start)..<Int(end.rounded(.up))).map { cell in
          let isInside = Float(cell) < start && Float(cell + 1) > end
          let part = isInside ? length : min(Float(cell + 1), end) - max(Float(cell), start)
          return (min(cell, input - 1), Double(part / length))
        }
      })
  }

  /// The neighbour to the left of a place, and the distance from it.
  private static func neighbour(
    _ place: Int, _ input: Int, _ output: Int
  ) -> (low: Int, distance: Float) {
    let position = (Float(place) + 0.5) * (Float(input) / Float(output)) - 0.5
    let low = position.rounded(.down)
    return (Int(low), position - low)
  }

  /// All places within a radius, by a weight of their distances.
  private static func kernel(
    from input: Int, to output: Int, radius: Double, antialias: Bool,
    _ weight: (Double) -> Double
  ) -> Taps {
    let scale = 1 / (Float(output) / Float(input))
    let stretch = antialias ? max(scale, 1) : 1
    let reach = Float(radius) * stretch
    return Taps(
      (0..<output).map { place in
        let middle = (Float(place) + 0.5) * scale
        let first = min(max(Int((middle - reach - 0.5).rounded(.up)), 0), input - 1)
        let last = min(max(Int((middle + reach - 0.5).rounded(.down)), first), input - 1)
        return normalized(
          (first...last).map {
            ($0, weight(Double(abs(Float($0) + 0.5 - middle) * (1 / stretch))))
          })
      })
  }

  /// Makes weights add up to 1, where they are not all nothing.
  private static func normalized(
    _ taps: [(place: Int, weight: Double)]
  ) -> [(place: Int, weight: Double)] {
    let sum = taps.reduce(0) { $0 + $1.weight }
    return sum == 0 ? taps : taps.map { ($0.place, $0.weight / sum) }
  }
}
