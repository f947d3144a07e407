import Schemas
public import Tensors

/// A whole network as a layer: layers of its own, wired and named as Keras Applications have them.
///
/// To a model it is one layer. Its layers are nested in it: they are counted, frozen and given weights
/// one by one, and a plan sees nothing but their operations.
public protocol Application: Layer {
  /// What every network is told.
  var settings: ApplicationSettings { get set }

  /// What the authors of its published weights did to pictures of 0 to 255.
  static var preprocessing: PreprocessingMode { get }

  /// Writes the layers down, from the input to the output.
  func build(_ network: inout NetworkBuilder) throws(ShapeError)
}

extension Application {
  /// Returns the network's layers for an input of a shape.
  ///
  /// - Parameter shape: The shape of one example.
  /// - Returns: The layers, in Keras' order.
  /// - Throws: `ShapeError` where the network does not take such an input.
  public func network(on shape: Shape) throws(ShapeError) -> Graph {
    try settings.check(shape)
    var network = NetworkBuilder(shape, isSizeKnown: settings.requiredSizes != nil)
    try build(&network)
    return network.graph
  }

  /// Returns the numbers of all weights at Keras' size of pictures.
  ///
  /// - Parameter includesTop: Whether the classifier is there.
  /// - Returns: How many there are.
  public static func parameterCount(includesTop: Bool) -> Int {
    var application = Self()
    application.settings.includesTop = includesTop
    let side = ApplicationSettings.defaultSize
    guard let network = try? application.network(on: [side, side, 3]) else {
      preconditionFailure("\(schemaName) does not take pictures of \(side)×\(side)")
    }
    return network.parameterCount
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try network(on: inputs[0]).outputShape
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    (try? network(on: inputs[0]))?.nestedParameters ?? []
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let network = try? network(on: lowering.shape(of: inputs[0])) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    return lowering.lower(network, inputs[0])
  }
}

extension Field where Root: Application {
  static var includeTop: Self {
    Field("include_top", \.settings.includesTop, doc: "Whether the classifier is there.")
  }

  static var weights: Self {
    Field(
      "weights", \.settings.weights, doc: "imagenet, a file of weights, or None for random ones.")
  }

  static var inputTensor: Self {
    Field(
      "input_tensor", \.settings.inputTensor,
      .must("None: what goes in stands in the second parentheses") { $0 == nil },
      doc: "Always None; what goes in stands in the second parentheses.")
  }

  static var inputShape: Self {
    Field("input_shape", \.settings.inputShape, doc: "The shape that the network is built for.")
  }

  static var pooling: Self {
    Field("pooling", \.settings.pooling, doc: "What follows the last image without the classifier.")
  }

  static var classes: Self {
    Field("classes", \.settings.classes, .atLeast(1), doc: "The classes of the classifier.")
  }

  static var classifierActivation: Self {
    Field(
      "classifier_activation", \.settings.classifierActivation, doc: "What ends the classifier.")
  }
}
