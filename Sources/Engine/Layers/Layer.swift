public import Schemas
public import Tensors

/// A layer: a description without state, of what it computes and of the weights it needs.
///
/// Shapes are those of one example, without the axis of the batch.
public protocol Layer: Declared {
  /// The name that the layer was given; nil for Keras' automatic one.
  var name: String? { get }

  /// Whether the optimizer may change the weights; a frozen batch normalization uses its statistics.
  var trainable: Bool { get }

  /// Keras' word for an automatic name: `conv2d`.
  static var baseName: String { get }

  /// The automatic name, before it is told apart from others.
  var automaticName: String { get }

  /// How many inputs the layer takes.
  static var inputCount: ClosedRange<Int> { get }

  /// Returns the shape of the output.
  ///
  /// - Parameter inputs: The shapes of the inputs.
  /// - Returns: The shape.
  /// - Throws: `ShapeError` where the inputs do not fit the layer.
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape

  /// Returns the weights that the layer needs, in Keras' order.
  func parameters(for inputs: [Shape]) -> [ParameterSpec]

  /// Says what the layer computes, in primitive operations.
  ///
  /// - Parameters:
  ///   - lowering: Takes the operations.
  ///   - inputs: The values that come in.
  /// - Returns: The value that goes out.
  func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID
}

extension Layer {
  /// A layer learns unless it is told not to.
  public var trainable: Bool { true }

  /// Most layers have a name of their class.
  public var automaticName: String { Self.baseName }

  /// Most layers take one input.
  public static var inputCount: ClosedRange<Int> { 1...1 }

  /// Most layers have no weights.
  public func parameters(for inputs: [Shape]) -> [ParameterSpec] { [] }
}

/// Inputs do not fit a layer.
public struct ShapeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, with what came and what is needed.
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }
}

/// A weight that a layer needs.
public struct ParameterSpec: Sendable {
  /// Keras' name of the variable: `kernel`.
  public var name: String

  /// The shape.
  public var shape: Shape

  /// How it begins.
  public var initializer: any Initializer

  /// Whether it is learnt; moving statistics are not.
  public var isTrainable: Bool

  /// The penalty that it adds to the loss.
  public var regularizer: (any Regularizer)?

  /// What it must obey after every step.
  public var constraint: (any Constraint)?

  /// A weight.
  public init(
    _ name: String, shape: Shape, initializer: any Initializer, isTrainable: Bool = true
  ) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
  }

  /// A weight that is learnt, as the arguments of a layer describe it.
  init(
    _ name: String, shape: Shape, _ initializer: InitializerCall, _ regularizer: RegularizerCall?,
    _ constraint: ConstraintCall?
  ) {
    self.init(name, shape: shape, initializer: initializer.initializer)
    self.regularizer = regularizer?.regularizer
    self.constraint = constraint?.constraint
  }

  /// What keeps the weight from being as it is described; nil where nothing does.
  var problem: String? {
    initializer.problem(for: shape) ?? constraint?.problem(for: shape)
  }
}

extension ShapeError {
  /// Demands an image `[H, W, C]`.
  static func requireImage(_ shape: Shape) throws(ShapeError) {
    guard shape.rank == 3 else {
      throw ShapeError("needs an image of height × width × channels, got \(shape)")
    }
  }
}
