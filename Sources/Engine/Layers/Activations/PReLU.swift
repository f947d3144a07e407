public import Schemas
public import Tensors

/// Lets negative numbers through with a learned slope.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Weights: `alpha` of the shape of an example, 1 for every axis of `shared_axes`.
/// - Throws: `ShapeError` where a shared axis is not there.
/// - Source: Keras 3 `PReLU`; K. He et al., "Delving Deep into Rectifiers", ICCV 2015. The derivative
///   at 0 is 0.
public struct PReLU: Layer {
  var alphaInitializer = InitializerCall(Zeros())
  var alphaRegularizer: RegularizerCall?
  var alphaConstraint: ConstraintCall?
  var sharedAxes: AxisList?
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "PReLU", summary: "Lets negative numbers through with a learned slope.",
    [
      Field("alpha_initializer", \.alphaInitializer, doc: "How the slopes begin."),
      Field("alpha_regularizer", \.alphaRegularizer, doc: "A penalty for large slopes."),
      Field("alpha_constraint", \.alphaConstraint, doc: "What the slopes must obey."),
      Field(
        "shared_axes", \.sharedAxes,
        doc: "Axes along which all places share a slope, the batch counted as 0."),
      Field("trainable", \.trainable, doc: "Whether the slopes are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "p_re_lu"

  public init() {}

  private func slopeShape(_ shape: Shape) throws(ShapeError) -> Shape {
    guard let sharedAxes else { return shape }
    guard let resolved = sharedAxes.resolved(rank: shape.rank + 1) else {
      throw ShapeError("has no axis \(sharedAxes.canonical.text) in \(shape); axis 0 is the batch")
    }
    return Shape(shape.sizes.indices.map { resolved.contains($0 + 1) ? 1 : shape[$0] })
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    _ = try slopeShape(inputs[0])
    return inputs[0]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    guard let shape = try? slopeShape(inputs[0]) else { return [] }
    return [
      ParameterSpec("alpha", shape: shape, alphaInitializer, alphaRegularizer, alphaConstraint)
    ]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    guard let slopeShape = try? slopeShape(shape) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    return lowering.emit(
      PReLUOperation(slopeShape: slopeShape), inputs, parameters: [lowering.parameter("alpha")],
      shape: shape)
  }
}
