public import Schemas
public import Tensors

/// Multiplies by a number and adds another.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Throws: `ShapeError` where a list is not as long as the last axis.
/// - Source: Keras 3 `Rescaling`; a list has a number for every place along the last axis.
public struct Rescaling: PreparingLayer {
  public private(set) var scale: Numbers = 1.0
  public private(set) var offset: Numbers = 0.0
  public var name: String?

  public static let schema = Schema<Self>(
    "Rescaling", summary: "Multiplies by a number and adds another.",
    [
      Field("scale", \.scale, .required, doc: "Multiplied by; a list has one for every channel."),
      Field("offset", \.offset, doc: "Added; a list has one for every channel."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "rescaling"

  public init() {}

  init(scale: Numbers, offset: Numbers = 0.0) {
    self.scale = scale
    self.offset = offset
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    for (name, numbers) in [("scale", scale), ("offset", offset)] {
      let width = inputs[0].sizes.last ?? 1
      guard numbers.fits(width) else {
        throw ShapeError("\(name) has \(numbers.values.count) numbers for \(width) channels")
      }
    }
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      ScaleOperation(scale: scale.floats, offset: offset.floats), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
