public import Diagnostics
public import Schemas
import Tensors

/// What every network of Keras Applications is told.
public struct ApplicationSettings: Sendable {
  /// Whether the classifier is there.
  public var includesTop = true

  /// Where the first weights come from: `imagenet`, the path of a file, or nil for the initializers.
  public var weights: Located<String>? = Located(Self.imagenet)

  /// Never set.
  var inputTensor: String?

  /// The shape that the network is built for; nil for any size.
  public var inputShape: ImageShape?

  /// What follows the last image where there is no classifier; nil for nothing.
  var pooling: GlobalPooling?

  /// The classes of the classifier.
  public var classes = 1000

  /// What ends the classifier.
  public var classifierActivation = ActivationFunction.softmax

  /// The word for the published weights.
  public static let imagenet = "imagenet"

  /// The settings that Keras has by default.
  public init() {}

  /// Whether the weights are the published ones.
  public var isPretrained: Bool { weights?.value == Self.imagenet }

  /// Keras' size where a classifier is asked for and no size is given.
  static let defaultSize = 224

  /// Keras' least height and width.
  static let leastSize = 32

  /// The input that the network was built for, nil standing for any size; nil where none is given.
  var requiredSizes: [Int?]? {
    if let inputShape { return inputShape.sizes.contains(nil) ? nil : inputShape.sizes }
    return includesTop ? [Self.defaultSize, Self.defaultSize, 3] : nil
  }

  /// Demands an input that the network takes.
  func check(_ shape: Shape) throws(ShapeError) {
    try ShapeError.requireImage(shape)
    let sizes = inputShape?.sizes ?? requiredSizes ?? [nil, nil, 3]
    for (size, needed) in zip(shape.sizes, sizes) where needed != nil && needed != size {
      let text = sizes.map { $0.map(String.init) ?? "None" }.joined(separator: "×")
      throw ShapeError("is built for \(text), got \(shape)")
    }
  }

  /// What is wrong with the settings by themselves; nil for nothing.
  public var problem: String? {
    if let sizes = inputShape?.sizes {
      if sizes.dropLast().contains(where: { ($0 ?? Self.leastSize) < Self.leastSize }) {
        return "input_shape needs at least \(Self.leastSize)×\(Self.leastSize)"
      }
      if includesTop, sizes.contains(nil) { return "include_top=True needs sizes in input_shape" }
      if isPretrained, sizes.last != 3 {
        return "the weights 'imagenet' are for 3 channels, input_shape has "
          + "\(sizes.last.flatMap { $0 }.map(String.init) ?? "None")"
      }
    }
    guard weights != nil, includesTop else { return nil }
    if isPretrained, classes != 1000 {
      return "the weights 'imagenet' are for 1000 classes, not \(classes); include_top=False "
        + "leaves the classifier out"
    }
    if ![ActivationFunction.softmax, .linear].contains(classifierActivation) {
      return "with weights classifier_activation is softmax or None"
    }
    return nil
  }
}

/// What follows a network's last image: the mean or the greatest number of every channel.
public enum GlobalPooling: String, WordValue {
  /// The mean.
  case average = "avg"
  /// The greatest number.
  case maximum = "max"
}

/// Height, width and channels of an image; None for a size that may be any.
public struct ImageShape: SchemaValue, Equatable {
  /// Height, width, channels.
  public var sizes: [Int?]

  public static var expected: String { "a height, a width and channels" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    guard case .list(let items) = value.node, items.count == 3 else {
      mismatch(value, &diagnostics)
      return nil
    }
    guard let sizes = [Int?].read(value, &diagnostics) else { return nil }
    guard sizes.allSatisfy({ ($0 ?? 1) >= 1 }), sizes.last != .some(nil) else {
      mismatch(value, &diagnostics)
      return nil
    }
    return Self(sizes: sizes)
  }

  public var canonical: Canonical { sizes.canonical }
}
