extension PixelImage {
  /// A part of the picture.
  func window(top: Int, left: Int, height: Int, width: Int) -> PixelImage {
    precondition(
      top >= 0 && left >= 0 && top + height <= self.height && left + width <= self.width,
      "a window of \(height)×\(width) at \(top), \(left) in \(self.height)×\(self.width)")
    var window: [UInt8] = []
    window.reserveCapacity(width * height * channels)
    for row in top..<top + height {
      let start = (row * self.width + left) * channels
      window += pixels[start..<start + width * channels]
    }
    return PixelImage(width: width, height: height, channels: channels, pixels: window)
  }
}
