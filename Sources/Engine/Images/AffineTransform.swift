import CKernels

/// A map from places of the output to places of the input, as Keras and TensorFlow write it.
///
/// Output pixel `(x, y)` shows the input at `((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k)`,
/// `k = c0·x + c1·y + 1`; centres of pixels are whole numbers.
public struct AffineTransform: Sendable, Equatable {
  /// `a0, a1, a2, b0, b1, b2, c0, c1`.
  public var coefficients: SIMD8<Float>

  /// A map of given coefficients.
  public init(_ coefficients: SIMD8<Float>) { self.coefficients = coefficients }

  /// A turn about the middle of a picture; a positive angle turns it counter-clockwise.
  public static func rotation(angleInDegrees: Float, of size: ImageSize) -> Self {
    var sine: Float = 0
    var cosine: Float = 0
    kk_sine_cosine(&sine, &cosine, angleInDegrees * Float(Double.pi / 180))
    let centerX = 0.5 * Float(size.width - 1)
    let centerY = 0.5 * Float(size.height - 1)
    return Self([
      cosine, -sine, centerX - centerX * cosine - centerY * -sine,
      sine, cosine, centerY - centerX * sine - centerY * cosine,
      0, 0,
    ])
  }

  /// A zoom about the middle of a picture; below 1 it grows.
  public static func zoom(height: Float, width: Float, of size: ImageSize) -> Self {
    Self([
      width, 0, Float(size.width - 1) / 2 * (1 - width),
      0, height, Float(size.height - 1) / 2 * (1 - height),
      0, 0,
    ])
  }

  /// A shift; positive ones move the picture to the right and down.
  public static func translation(xInPixels x: Float, yInPixels y: Float) -> Self {
    Self([1, 0, -x, 0, 1, -y, 0, 0])
  }

  /// What resizing to a size is, with half-pixel centres.
  static func resizing(_ from: ImageSize, to size: ImageSize) -> Self {
    let x = Float(from.width) / Float(size.width)
    let y = Float(from.height) / Float(size.height)
    return Self([x, 0, 0.5 * x - 0.5, 0, y, 0.5 * y - 0.5, 0, 0])
  }
}
