/// A picture as rows of bytes, from the top left, channels of a pixel side by side.
public struct PixelImage: Sendable, Equatable {
  /// Columns.
  public let width: Int

  /// Rows.
  public let height: Int

  /// Bytes per pixel: 1 gray, 3 red-green-blue, 4 with opacity.
  public let channels: Int

  /// `[height, width, channels]`, each in 0…255.
  public var pixels: [UInt8]

  /// Wraps pixels.
  ///
  /// - Parameters:
  ///   - width: Columns, at least one.
  ///   - height: Rows, at least one.
  ///   - channels: 1, 3 or 4.
  ///   - pixels: `width · height · channels` bytes.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height) pixels")
    precondition([1, 3, 4].contains(channels), "a picture of \(channels) channels")
    precondition(
      pixels.count == width * height * channels,
      "\(pixels.count) bytes for \(width)×\(height)×\(channels)")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// A picture of one colour.
  ///
  /// - Parameters:
  ///   - width: Columns, at least one.
  ///   - height: Rows, at least one.
  ///   - color: One byte per channel.
  public init(width: Int, height: Int, filledWith color: [UInt8]) {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * color.count)
    for _ in 0..<width * height { pixels += color }
    self.init(width: width, height: height, channels: color.count, pixels: pixels)
  }

  /// Converts numbers to a picture.
  ///
  /// - Parameters:
  ///   - width: Columns, at least one.
  ///   - height: Rows, at least one.
  ///   - channels: 1, 3 or 4.
  ///   - values: `[height, width, channels]`.
  ///   - range: The value that becomes 0 and the one that becomes 255; what lies outside is cut
  ///     off, and what is not a number becomes 0.
  public init(
    width: Int, height: Int, channels: Int, values: some Collection<Float>,
    range: ClosedRange<Float>
  ) {
    let scale =
      range.upperBound > range.lowerBound ? 255 / (range.upperBound - range.lowerBound) : 0
    let pixels = values.map { value in
      let scaled = (value - range.lowerBound) * scale
      return scaled > 0 ? UInt8(min(scaled.rounded(), 255)) : 0
    }
    self.init(width: width, height: height, channels: channels, pixels: pixels)
  }
}

extension PixelImage {
  /// Puts pictures of one size into a grid, row by row.
  ///
  /// - Parameters:
  ///   - images: At least one picture; all of the same size and channels.
  ///   - columns: Pictures in a row.
  ///   - gap: Pixels between two pictures.
  ///   - background: One byte per channel for gaps and for places that stay empty.
  /// - Returns: One picture.
  public static func grid(
    of images: [PixelImage], columns: Int, gap: Int = 1, background: [UInt8]
  ) -> PixelImage {
    precondition(!images.isEmpty && columns > 0, "\(images.count) pictures in \(columns) columns")
    let cell = images[0]
    precondition(background.count == cell.channels, "a background of \(background.count) channels")
    let columns = min(columns, images.count)
    let rows = (images.count + columns - 1) / columns
    var result = PixelImage(
      width: columns * (cell.width + gap) - gap, height: rows * (cell.height + gap) - gap,
      filledWith: background)
    for (index, image) in images.enumerated() {
      precondition(
        image.width == cell.width && image.height == cell.height && image.channels == cell.channels,
        "picture \(index) differs in size from the first")
      result.draw(
        image, left: index % columns * (cell.width + gap),
        top: index / columns * (cell.height + gap)
      )
    }
    return result
  }

  private mutating func draw(_ image: PixelImage, left: Int, top: Int) {
    let rowBytes = image.width * channels
    for row in 0..<image.height {
      let target = ((top + row) * width + left) * channels
      let source = row * rowBytes
      pixels.replaceSubrange(
        target..<target + rowBytes, with: image.pixels[source..<source + rowBytes])
    }
  }
}
