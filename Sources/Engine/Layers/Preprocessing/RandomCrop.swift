public import Schemas
public import Tensors

/// Cuts a window of a given size out of every picture, in training at a random place.
///
/// Every picture has a place of its own; Keras takes one for a whole batch. Outside training it is the
/// greatest window in the middle that has the proportions of the output, resized: what Keras'
/// documentation promises (its layer leaves the picture whole there, in a size that no model takes).
///
/// - Input: `[N, H, W, C]`, numbers of any range.
/// - Output: `[N, height, width, C]`.
/// - Source: Keras 3 `RandomCrop`, also for what training makes of pictures that are not larger than
///   the window.
public struct RandomCrop: RandomImageLayer {
  var height = 1
  var width = 1
  public var seed: Int?
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomCrop",
    summary: "Cuts a window out of every picture, in training at a random place.",
    [
      Field("height", \.height, .required, .atLeast(1), doc: "The height of the output."),
      Field("width", \.width, .required, .atLeast(1), doc: "The width of the output."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_crop"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return [height, width, inputs[0][2]]
  }

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    if size.height > height, size.width > width {
      return .window(
        top: Int(numbers.uniform(0) * Float(size.height - height + 1)),
        left: Int(numbers.uniform(1) * Float(size.width - width + 1)), height: height, width: width)
    }
    // Keras cuts a window of the output's size where the greatest one of its proportions begins,
    // and resizes as much of it as the picture has.
    let greatest = greatestWindow(of: size)
    let top = (size.height - greatest.height) / 2
    let left = (size.width - greatest.width) / 2
    return .window(
      top: top, left: left, height: min(height, size.height - top),
      width: min(width, size.width - left))
  }

  public func inferenceTransform(of size: ImageSize) -> ImageTransform {
    let greatest = greatestWindow(of: size)
    return .window(
      top: (size.height - greatest.height) / 2, left: (size.width - greatest.width) / 2,
      height: greatest.height, width: greatest.width)
  }

  /// The size of the greatest window of a picture that has the output's proportions.
  private func greatestWindow(of size: ImageSize) -> (height: Int, width: Int) {
    (
      height: max(min(size.height, size.width * height / width), 1),
      width: max(min(size.width, size.height * width / height), 1)
    )
  }
}
