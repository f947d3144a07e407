public import Schemas

/// Flips pictures in training, half of them.
///
/// - Input: `[N, H, W, C]`, numbers of any range.
/// - Output: the same shape.
/// - Source: Keras 3 `RandomFlip`; `horizontal_and_vertical` draws one coin for both flips.
public struct RandomFlip: RandomImageLayer {
  var mode = Mode.horizontalAndVertical
  public var seed: Int?
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomFlip", summary: "Flips pictures in training, half of them.",
    [
      Field("mode", \.mode, doc: "The axes that are reversed."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_flip"

  public init() {}

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    transform(flips: numbers.uniform(0) <= 0.5)
  }

  /// What a coin decides.
  package func transform(flips: Bool) -> ImageTransform {
    .flip(horizontal: flips && mode != .vertical, vertical: flips && mode != .horizontal)
  }
}

extension RandomFlip {
  /// The axes that are reversed.
  public enum Mode: String, WordValue {
    /// Left and right change places.
    case horizontal
    /// Top and bottom change places.
    case vertical
    /// Both at once.
    case horizontalAndVertical = "horizontal_and_vertical"
  }
}
