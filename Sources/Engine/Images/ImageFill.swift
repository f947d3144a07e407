public import Schemas

/// How a place between or beyond the pixels of a picture gets its value.
public struct ImageFill: Sendable, Equatable {
  /// What lies beyond the edge.
  public var mode: FillMode

  /// What lies there in the mode `constant`.
  public var value: Float

  /// What lies between pixels.
  public var interpolation: AffineInterpolation

  /// A rule; by default that of Keras' random layers.
  public init(
    _ mode: FillMode = .reflect, value: Float = 0, interpolation: AffineInterpolation = .bilinear
  ) {
    self.mode = mode
    self.value = value
    self.interpolation = interpolation
  }
}

/// What lies beyond the edge of a picture.
public enum FillMode: String, WordValue {
  /// `d c b a | a b c d | d c b a`: the edge is repeated.
  case reflect
  /// `a b c d | a b c d | a b c d`; between the last and the first pixel nothing is interpolated.
  case wrap
  /// `k k k k | a b c d | k k k k`.
  case constant
  /// `a a a a | a b c d | d d d d`.
  case nearest
}

/// What lies between the pixels of a picture that is moved.
public enum AffineInterpolation: String, WordValue {
  /// The pixel that is nearest.
  case nearest
  /// The mean of the four around, weighted by nearness.
  case bilinear
}
