import Schemas
import Tensors

/// The layers that networks are made of, with the arguments that differ.
extension NetworkBuilder {
  mutating func convolve(
    _ input: Value, _ filters: Int, _ size: Int, strides: Int = 1, padding: Padding = .same,
    usesBias: Bool = false, activation: ActivationFunction = .linear, name: String
  ) throws(ShapeError) -> Value {
    var layer = Conv2D()
    layer.filters = filters
    layer.kernelSize = Size2D(size, size)
    layer.strides = Size2D(strides, strides)
    layer.padding = padding
    layer.usesBias = usesBias
    layer.activation = activation
    layer.kernelInitializer = kernelInitializer
    return try add(layer, input, name: name)
  }

  mutating func convolveDepthwise(
    _ input: Value, _ size: Int, strides: Int = 1, padding: Padding = .same, name: String
  ) throws(ShapeError) -> Value {
    var layer = DepthwiseConv2D()
    layer.kernelSize = Size2D(size, size)
    layer.strides = Size2D(strides, strides)
    layer.padding = padding
    layer.usesBias = false
    layer.depthwiseInitializer = kernelInitializer
    return try add(layer, input, name: name)
  }

  mutating func normalize(_ input: Value, name: String) throws(ShapeError) -> Value {
    try add(normalization, input, name: name)
  }

  mutating func activate(
    _ input: Value, _ function: ActivationFunction, name: String
  ) throws(ShapeError) -> Value {
    var layer = Activation()
    layer.activation = function
    return try add(layer, input, name: name)
  }

  mutating func relu6(_ input: Value, name: String) throws(ShapeError) -> Value {
    var layer = ReLU()
    layer.maxValue = 6
    return try add(layer, input, name: name)
  }

  mutating func pad(_ input: Value, _ border: Border2D, name: String) throws(ShapeError) -> Value {
    var layer = ZeroPadding2D()
    layer.padding = border
    return try add(layer, input, name: name)
  }

  /// Keras' `correct_pad`: the zeros that a window of some size needs to step by two without `same`.
  ///
  /// The odd row stands at the bottom where the height is even, or not known; so with columns.
  mutating func padForSteps(
    _ input: Value, window size: Int, name: String
  ) throws(ShapeError) -> Value {
    var border = Border2D(size / 2)
    if !isSizeKnown || input.shape[0].isMultiple(of: 2) { border.top -= 1 }
    if !isSizeKnown || input.shape[1].isMultiple(of: 2) { border.left -= 1 }
    return try pad(input, border, name: name)
  }

  mutating func maxPool(
    _ input: Value, _ size: Int, strides: Int, name: String
  ) throws(ShapeError) -> Value {
    var layer = MaxPooling2D()
    layer.poolSize = Size2D(size, size)
    layer.strides = Size2D(strides, strides)
    return try add(layer, input, name: name)
  }

  mutating func drop(_ input: Value, _ rate: Double, name: String) throws(ShapeError) -> Value {
    var layer = Dropout()
    layer.rate = rate
    return try add(layer, input, name: name)
  }

  mutating func rescale(_ input: Value, _ scale: [Double]) throws(ShapeError) -> Value {
    try add(Rescaling(scale: Numbers(scale)), input)
  }

  mutating func dense(
    _ input: Value, _ units: Int, _ activation: ActivationFunction,
    initializer: InitializerCall = InitializerCall(GlorotUniform()), name: String
  ) throws(ShapeError) -> Value {
    var layer = Dense()
    layer.units = units
    layer.activation = activation
    layer.kernelInitializer = initializer
    return try add(layer, input, name: name)
  }

  /// What follows the last image of a network without a classifier.
  ///
  /// - Parameters:
  ///   - input: The image.
  ///   - pooling: What was asked for.
  ///   - hasNames: Whether the layers are called `avg_pool` and `max_pool`; Keras' older networks leave
  ///     them their automatic names.
  /// - Returns: The image, or what was made of it.
  /// - Throws: `ShapeError` where the input is no image.
  @discardableResult
  mutating func pool(
    _ input: Value, _ pooling: GlobalPooling?, hasNames: Bool = true
  ) throws(ShapeError) -> Value {
    switch pooling {
    case nil: input
    case .average: try add(GlobalAveragePooling2D(), input, name: hasNames ? "avg_pool" : nil)
    case .maximum: try add(GlobalMaxPooling2D(), input, name: hasNames ? "max_pool" : nil)
    }
  }
}
