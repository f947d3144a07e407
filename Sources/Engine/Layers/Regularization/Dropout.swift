import Diagnostics
public import Schemas
public import Tensors

/// Sets some numbers to 0 in training, at random, and scales the others up.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Throws: `ShapeError` where `noise_shape` is not the input's with some axes of 1.
/// - Source: Keras 3 `Dropout`; N. Srivastava et al., JMLR 2014.
public struct Dropout: Layer {
  var rate = 0.0
  var noiseShape: NoiseShape?
  var seed: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "Dropout", summary: "Sets some numbers to 0 in training, at random, and scales the others up.",
    [
      Field("rate", \.rate, .required, .within(0..<1), doc: "The share that is dropped."),
      Field(
        "noise_shape", \.noiseShape,
        doc: "The input's shape, batch first, with 1 for axes that drop together."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "dropout"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard let noiseShape else { return inputs[0] }
    guard noiseShape.resolved(for: inputs[0]) != nil else {
      throw ShapeError(
        "noise_shape \(noiseShape.canonical.text) is not the batch and the axes of \(inputs[0]), "
          + "each None, its size or 1; the batch is None or 1")
    }
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    return lowering.emit(
      DropoutOperation(
        rate: Float(rate), noiseShape: noiseShape?.resolved(for: shape) ?? shape,
        isSharedByExamples: noiseShape?.sizes.first == 1, seed: seed), inputs, shape: shape)
  }
}

/// Sizes of a noise, batch first: None for the input's own, 1 for an axis that has one draw.
struct NoiseShape: SchemaValue, Equatable {
  var sizes: [Int?]

  static var expected: String { "a list of sizes or None" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    guard case .list = value.node else {
      mismatch(value, &diagnostics)
      return nil
    }
    return [Int?].read(value, &diagnostics).map { Self(sizes: $0) }
  }

  var canonical: Canonical { sizes.canonical }

  /// The shape for an example; nil where the sizes do not fit it.
  func resolved(for shape: Shape) -> Shape? {
    guard sizes.count == shape.rank + 1, sizes[0] == nil || sizes[0] == 1 else { return nil }
    let own = zip(sizes.dropFirst(), shape.sizes).map { $0 ?? $1 }
    guard zip(own, shape.sizes).allSatisfy({ $0 == $1 || $0 == 1 }) else { return nil }
    return Shape(own)
  }
}
