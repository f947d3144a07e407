import Tensors

/// How a picture of a file gets the size that a dataset wants, as `tf.image.resize` does it.
///
/// Pixels have their centres at halves: `x = (x' + 0.5) · W / W' - 0.5`. Nothing is smoothed before a
/// picture shrinks, but for `area`.
public struct PictureResizing: Sendable, Equatable {
  /// What stands between the pixels.
  public enum Interpolation: String, Sendable, CaseIterable {
    /// The mean of the four pixels around, by nearness.
    case bilinear
    /// The pixel that is nearest.
    case nearest
    /// Keys' cubic through the sixteen pixels around, `a = -0.5`; beyond the edge nothing counts.
    case bicubic
    /// The mean of everything that the new pixel covers.
    case area
    /// Lanczos' windowed sine over the six pixels around along each axis.
    case lanczos3
    /// The same over ten.
    case lanczos5
    /// A bell over the three pixels around along each axis.
    case gaussian
    /// Mitchell's and Netravali's cubic, softer than Keys'.
    case mitchellcubic
  }

  /// What happens to a picture of other proportions.
  public enum Fitting: Sendable, Equatable {
    /// It is distorted.
    case stretch
    /// What the new proportions have no room for is cut off, the same at both ends.
    case crop
    /// Black is added, the same at both ends.
    case pad
  }

  /// Rows.
  public var height: Int

  /// Columns.
  public var width: Int

  /// What stands between the pixels.
  public var interpolation: Interpolation

  /// What happens to a picture of other proportions.
  public var fitting: Fitting

  /// A new size.
  public init(
    height: Int, width: Int, interpolation: Interpolation = .bilinear, fitting: Fitting = .stretch
  ) {
    self.height = height
    self.width = width
    self.interpolation = interpolation
    self.fitting = fitting
  }

  /// Whether pictures of a size stay as they are; curves that do not go through the pixels soften even
  /// those that have the size.
  public func keeps(width: Int, height: Int) -> Bool {
    width == self.width && height == self.height
      && ![.gaussian, .mitchellcubic].contains(interpolation)
  }

  /// Whether whole numbers come out for any picture.
  public var givesWholeNumbers: Bool { interpolation == .nearest }

  /// Resizes a picture.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - output: Takes `[height, width, channels]` numbers in 0…255 or, by the cubics and the sines, a
  ///     little beyond.
  public func resize(_ picture: PixelImage, to output: UnsafeMutableBufferPointer<Float>) {
    precondition(
      output.count == height * width * picture.channels,
      "\(output.count) numbers for \(height)×\(width)×\(picture.channels)")
    guard let output = output.baseAddress else { return }
    switch fitting {
    case .stretch: stretch(picture, to: output)
    case .crop: stretch(cropped(picture), to: output)
    case .pad: pad(picture, to: output)
    }
  }

  private func stretch(_ picture: PixelImage, to output: UnsafeMutablePointer<Float>) {
    picture.pixels.withUnsafeBufferPointer { pixels in
      guard let pixels = pixels.baseAddress else { return }
      let source = Source(
        pixels: pixels, height: picture.height, width: picture.width, channels: picture.channels)
      if keeps(width: picture.width, height: picture.height) {
        for index in 0..<height * width * picture.channels { output[index] = Float(pixels[index]) }
        return
      }
      switch interpolation {
      case .nearest: nearest(source, output)
      case .bilinear: bilinear(source, output)
      case .bicubic: separable(source, output) { Taps.cubic(from: $0, to: $1) }
      case .area: separable(source, output, Taps.area)
      case .lanczos3: separable(source, output) { Taps.lanczos(radius: 3, from: $0, to: $1) }
      case .lanczos5: separable(source, output) { Taps.lanczos(radius: 5, from: $0, to: $1) }
      case .gaussian: separable(source, output) { Taps.gaussian(from: $0, to: $1) }
      case .mitchellcubic: separable(source, output) { Taps.mitchellCubic(from: $0, to: $1) }
      }
    }
  }

  /// The middle of a picture with the proportions of the new size, as Keras' `smart_resize` cuts it.
  private func cropped(_ picture: PixelImage) -> PixelImage {
    let fitHeight = Int(Float(picture.width * height) / Float(width))
    let fitWidth = Int(Float(picture.height * width) / Float(height))
    let rows = max(min(picture.height, fitHeight), 1)
    let columns = max(min(picture.width, fitWidth), 1)
    return picture.window(
      top: (picture.height - rows) / 2, left: (picture.width - columns) / 2, height: rows,
      width: columns)
  }

  /// The picture in its own proportions on black, as `tf.image.resize_with_pad` places it.
  private func pad(_ picture: PixelImage, to output: UnsafeMutablePointer<Float>) {
    let ratio = max(
      Float(picture.width) / Float(width), Float(picture.height) / Float(height))
    let (rows, columns) = (Float(picture.height) / ratio, Float(picture.width) / ratio)
    var inner = self
    inner.height = max(min(Int(rows.rounded(.down)), height), 1)
    inner.width = max(min(Int(columns.rounded(.down)), width), 1)
    let top = min(max(Int(((Float(height) - rows) / 2).rounded(.down)), 0), height - inner.height)
    let left = min(max(Int(((Float(width) - columns) / 2).rounded(.down)), 0), width - inner.width)
    let channels = picture.channels
    output.update(repeating: 0, count: height * width * channels)
    withUnsafeTemporaryAllocation(
      of: Float.self, capacity: inner.height * inner.width * channels
    ) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      inner.stretch(picture, to: scratch)
      for row in 0..<inner.height {
        let target = output + ((top + row) * width + left) * channels
        target.update(
          from: scratch + row * inner.width * channels, count: inner.width * channels)
      }
    }
  }

  private struct Source {
    let pixels: UnsafePointer<UInt8>
    let height: Int
    let width: Int
    let channels: Int
  }

  private func nearest(_ source: Source, _ output: UnsafeMutablePointer<Float>) {
    let channels = source.channels
    let columns = Taps.nearest(from: source.width, to: width).places
    var target = output
    for row in Taps.nearest(from: source.height, to: height).places {
      let line = source.pixels + Int(row) * source.width * channels
      for column in columns {
        let pixel = line + Int(column) * channels
        for channel in 0..<channels { target[channel] = Float(pixel[channel]) }
        target += channels
      }
    }
  }

  /// Two neighbours of a place and how far it lies from the first to the second.
  private struct Between {
    var lower: Int
    var upper: Int
    var share: Float

    static func all(_ size: Int, _ target: Int) -> [Between] {
      let taps = Taps.linear(from: size, to: target)
      return (0..<target).map { index in
        Between(
          lower: Int(taps.places[2 * index]), upper: Int(taps.places[2 * index + 1]),
          share: taps.weights[2 * index + 1])
      }
    }
  }

  private func bilinear(_ source: Source, _ output: UnsafeMutablePointer<Float>) {
    let channels = source.channels
    let rows = Between.all(source.height, height)
    let columns = Between.all(source.width, width)
    rows.withUnsafeBufferPointer { rows in
      columns.withUnsafeBufferPointer { columns in
        var target = output
        for row in rows {
          let above = source.pixels + row.lower * source.width * channels
          let below = source.pixels + row.upper * source.width * channels
          for column in columns {
            let left = column.lower * channels
            let right = column.upper * channels
            for channel in 0..<channels {
              let topLeft = Float(above[left + channel])
              let bottomLeft = Float(below[left + channel])
              let top = topLeft + (Float(above[right + channel]) - topLeft) * column.share
              let bottom = bottomLeft + (Float(below[right + channel]) - bottomLeft) * column.share
              target[channel] = top + (bottom - top) * row.share
            }
            target += channels
          }
        }
      }
    }
  }

  /// Weighted sums along the rows, then along the columns.
  private func separable(
    _ source: Source, _ output: UnsafeMutablePointer<Float>, _ taps: (Int, Int) -> Taps
  ) {
    let channels = source.channels
    let rows = taps(source.height, height)
    let columns = taps(source.width, width)
    let lineCount = width * channels
    var lines = [Float](repeating: 0, count: source.height * lineCount)
    lines.withUnsafeMutableBufferPointer { lines in
      for row in 0..<source.height {
        let line = source.pixels + row * source.width * channels
        for column in 0..<width {
          for channel in 0..<channels {
            var sum: Float = 0
            for tap in column * columns.width..<(column + 1) * columns.width {
              sum +=
                Float(line[Int(columns.places[tap]) * channels + channel]) * columns.weights[tap]
            }
            lines[row * lineCount + column * channels + channel] = sum
          }
        }
      }
      for row in 0..<height {
        let target = output + row * lineCount
        target.update(repeating: 0, count: lineCount)
        for tap in row * rows.width..<(row + 1) * rows.width {
          let start = Int(rows.places[tap]) * lineCount
          let weight = rows.weights[tap]
          for index in 0..<lineCount { target[index] += lines[start + index] * weight }
        }
      }
    }
  }
}
