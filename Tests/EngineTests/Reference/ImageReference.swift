import Engine

/// What random layers do to one picture, in plain loops; see "Images" of the order contract.
struct ImageReference {
  var size: ImageSize

  private func place(_ x: Int, _ y: Int) -> Int { (y * size.width + x) * size.channels }

  /// A number held within two others.
  private func held(_ x: Float, _ low: Float, _ high: Float) -> Float {
    x < low ? low : x > high ? high : x
  }

  /// A pixel and the weight that it has in an output pixel.
  private typealias Corner = (x: Int, y: Int, weight: Float)

  /// Where an output pixel lies on the picture, with what lies beyond being the nearest edge or
  /// nothing.
  private func position(
    _ transform: AffineTransform, _ fill: ImageFill, _ x: Int, _ y: Int
  ) -> (x: Float, y: Float) {
    let t = transform.coefficients
    let (fx, fy) = (Float(x), Float(y))
    // None of our layers has a perspective: the divisor is 1.
    let u: Float = t[0] * fx + t[1] * fy + t[2]
    let v: Float = t[3] * fx + t[4] * fy + t[5]
    guard fill.mode == .nearest else { return (u, v) }
    return (held(u, 0, Float(size.width - 1)), held(v, 0, Float(size.height - 1)))
  }

  private func number(_ image: [Float], _ x: Int, _ y: Int, _ channel: Int, _ fill: Float) -> Float
  {
    let isInside = x >= 0 && y >= 0 && x < size.width && y < size.height
    return isInside ? image[place(x, y) + channel] : fill
  }

  /// A moved picture.
  func moved(_ image: [Float], _ transform: AffineTransform, _ fill: ImageFill) -> [Float] {
    var output: [Float] = []
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (px, py) = position(transform, fill, x, y)
        for channel in 0..<size.channels {
          if fill.interpolation == .nearest {
            output.append(
              number(image, Int(px.rounded()), Int(py.rounded()), channel, fill.value))
            continue
          }
          let (left, top) = (px.rounded(.down), py.rounded(.down))
          let (l, t) = (Int(left), Int(top))
          let (toRight, toLeft) = (px - left, Float(l + 1) - px)
          let (toBottom, toTop) = (py - top, Float(t + 1) - py)
          let upper =
            toLeft * number(image, l, t, channel, fill.value)
            + toRight * number(image, l + 1, t, channel, fill.value)
          let lower =
            toLeft * number(image, l, t + 1, channel, fill.value)
            + toRight * number(image, l + 1, t + 1, channel, fill.value)
          output.append(toTop * upper + toBottom * lower)
        }
      }
    }
    return output
  }

  /// The gradient of a picture that was moved.
  func movedBackward(
    _ gradient: [Float], _ transform: AffineTransform, _ fill: ImageFill
  ) -> [Float] {
    var result = [Float](repeating: 0, count: size.count)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (px, py) = position(transform, fill, x, y)
        for corner in corners(px, py, fill.interpolation)
        where (0..<size.width).contains(corner.x) && (0..<size.height).contains(corner.y) {
          for channel in 0..<size.channels {
            result[place(corner.x, corner.y) + channel] +=
              corner.weight * gradient[place(x, y) + channel]
          }
        }
      }
    }
    return result
  }

  private func corners(_ x: Float, _ y: Float, _ interpolation: AffineInterpolation) -> [Corner] {
    if interpolation == .nearest { return [(Int(x.rounded()), Int(y.rounded()), 1)] }
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (l, t) = (Int(left), Int(top))
    let (toRight, toLeft) = (x - left, Float(l + 1) - x)
    let (toBottom, toTop) = (y - top, Float(t + 1) - y)
    return [
      (l, t, toTop * toLeft), (l + 1, t, toTop * toRight), (l, t + 1, toBottom * toLeft),
      (l + 1, t + 1, toBottom * toRight),
    ]
  }

  /// The mean of a channel, summed in Float64 in order.
  private func mean(_ image: [Float], _ channel: Int) -> Float {
    var sum = 0.0
    for place in stride(from: channel, to: size.count, by: size.channels) {
      sum += Double(image[place])
    }
    return Float(sum / Double(size.height * size.width))
  }

  /// A picture of another contrast, held within a range.
  func contrasted(_ image: [Float], _ factor: Float, _ low: Float, _ high: Float) -> [Float] {
    image.indices.map { place in
      let mean = mean(image, place % size.channels)
      return held((image[place] - mean) * factor + mean, low, high)
    }
  }

  /// The gradient of a picture whose contrast was changed.
  func contrastedBackward(
    _ gradient: [Float], _ image: [Float], _ factor: Float, _ low: Float, _ high: Float
  ) -> [Float] {
    let passed = image.indices.map { place -> Float in
      let mean = mean(image, place % size.channels)
      let value = (image[place] - mean) * factor + mean
      return value < low || value > high ? 0 : gradient[place]
    }
    return passed.indices.map { place in
      passed[place] * factor + mean(passed, place % size.channels) * (1 - factor)
    }
  }
}
