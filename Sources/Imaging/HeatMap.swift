/// Numbers over the rows and columns of a picture, few or as many as it has pixels.
public struct HeatMap: Sendable, Equatable {
  /// Rows.
  public let height: Int

  /// Columns.
  public let width: Int

  /// The numbers, row by row.
  public let values: [Double]

  /// Wraps numbers.
  public init(height: Int, width: Int, values: [Double]) {
    precondition(values.count == height * width, "\(values.count) numbers for \(height)×\(width)")
    self.height = height
    self.width = width
    self.values = values
  }

  /// The same with 1 as its greatest number; a map of nothing stays as it is.
  public var normalized: HeatMap {
    guard let most = values.max(), most > 0 else { return self }
    return HeatMap(height: height, width: width, values: values.map { $0 / most })
  }

  /// The map with other rows and columns, bilinear between the centres of the old ones:
  /// `x = (x' + 0.5) · W / W' - 0.5`, and beyond them as at the edge.
  public func resized(height newHeight: Int, width newWidth: Int) -> HeatMap {
    func taps(_ old: Int, _ new: Int) -> [(low: Int, high: Int, share: Double)] {
      (0..<new).map { index in
        let place = (Double(index) + 0.5) * Double(old) / Double(new) - 0.5
        let inside = min(max(place, 0), Double(old - 1))
        let low = Int(inside)
        return (low, min(low + 1, old - 1), inside - Double(low))
      }
    }
    let columns = taps(width, newWidth)
    let rows = taps(height, newHeight)
    let resized = rows.flatMap { row in
      columns.map { column -> Double in
        func along(_ line: Int) -> Double {
          let left = values[line * width + column.low]
          return left + column.share * (values[line * width + column.high] - left)
        }
        let upper = along(row.low)
        return upper + row.share * (along(row.high) - upper)
      }
    }
    return HeatMap(height: newHeight, width: newWidth, values: resized)
  }

  /// The place of the greatest number, as shares of the height and the width; nil for a map of nothing.
  public var peak: (down: Double, across: Double)? {
    guard let most = values.max(), most > 0, let index = values.firstIndex(of: most) else {
      return nil
    }
    return (
      (Double(index / width) + 0.5) / Double(height), (Double(index % width) + 0.5) / Double(width)
    )
  }

  /// Lays the map over a picture in colours; the picture is seen through it in shades of gray.
  ///
  /// - Parameters:
  ///   - picture: The picture, gray or red-green-blue.
  ///   - colors: What the numbers, 0 to 1, are drawn in.
  ///   - opacity: How much of the colours is seen, 0 to 1.
  /// - Returns: A picture of the same size in red, green and blue.
  public func overlaid(
    on picture: PixelImage, colors: ColorMap = .heat, opacity: Double = 0.6
  ) -> PixelImage {
    let heat = resized(height: picture.height, width: picture.width)
    let pixels = heat.values.enumerated().flatMap { index, value -> [UInt8] in
      let gray = picture.lightness(ofPixel: index)
      let color = colors.color(value)
      return [color.red, color.green, color.blue].map {
        UInt8((gray * (1 - opacity) + $0 * opacity).rounded())
      }
    }
    return PixelImage(width: picture.width, height: picture.height, channels: 3, pixels: pixels)
  }
}

extension PixelImage {
  /// How light a pixel is, 0 to 255, by the weights of ITU-R BT.601.
  fileprivate func lightness(ofPixel index: Int) -> Double {
    let first = index * channels
    guard channels > 1 else { return Double(pixels[first]) }
    return 0.299 * Double(pixels[first]) + 0.587 * Double(pixels[first + 1])
      + 0.114 * Double(pixels[first + 2])
  }
}
