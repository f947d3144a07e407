public import Schemas
public import Tensors

/// How a weight begins: a pure function of the seed and of the weight's path.
public protocol Initializer: Declared {
  /// Returns the first value of a weight.
  ///
  /// - Parameters:
  ///   - shape: The shape of the weight.
  ///   - path: The weight, `conv2d/kernel`.
  ///   - random: The random numbers of the seed.
  /// - Returns: The value.
  func value(shape: Shape, path: String, random: Random) -> Tensor

  /// Returns what a shape lacks for the initializer; nil where it fits.
  func problem(for shape: Shape) -> String?
}

extension Initializer {
  /// Most initializers take any shape.
  public func problem(for shape: Shape) -> String? { nil }
}

/// Keras' fans of a weight: products of its axes, the last two being inputs and outputs.
struct Fans {
  let fanIn: Double
  let fanOut: Double

  init(_ shape: Shape) {
    switch shape.rank {
    case 0: (fanIn, fanOut) = (1, 1)
    case 1: (fanIn, fanOut) = (Double(shape[0]), Double(shape[0]))
    default:
      let field = Double(shape.sizes.dropLast(2).reduce(1, *))
      (fanIn, fanOut) = (field * Double(shape[-2]), field * Double(shape[-1]))
    }
  }
}

extension Initializer {
  /// Uniform numbers in [-limit, limit).
  func uniform(_ limit: Double, shape: Shape, path: String, random: Random) -> Tensor {
    let purpose = Random.Purpose.weights(path)
    return Tensor(shape: shape) { elements in
      for index in elements.indices {
        let unit = Double(random.uniform(purpose, at: index))
        elements[index] = Float((unit * 2 - 1) * limit)
      }
    }
  }

  /// The same number everywhere.
  func constant(_ value: Double, shape: Shape) -> Tensor {
    Tensor(shape: shape) { $0.update(repeating: Float(value)) }
  }
}

/// Uniform within ±√(6 / (fan_in + fan_out)).
///
/// - Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural
///   networks", AISTATS 2010.
public struct GlorotUniform: Initializer {
  public static let schema = Schema<Self>(
    "GlorotUniform", summary: "Uniform within ±√(6 / (fan_in + fan_out)).", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    let limit = (6 / (fans.fanIn + fans.fanOut)).squareRoot()
    return uniform(limit, shape: shape, path: path, random: random)
  }
}

/// Uniform within ±√(6 / fan_in).
///
/// - Source: K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
public struct HeUniform: Initializer {
  public static let schema = Schema<Self>(
    "HeUniform", summary: "Uniform within ±√(6 / fan_in).", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let limit = (6 / Fans(shape).fanIn).squareRoot()
    return uniform(limit, shape: shape, path: path, random: random)
  }
}

/// Uniform within ±√(3 / fan_in).
///
/// - Source: Y. LeCun et al., "Efficient BackProp", 1998.
public struct LecunUniform: Initializer {
  public static let schema = Schema<Self>(
    "LecunUniform", summary: "Uniform within ±√(3 / fan_in).", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let limit = (3 / Fans(shape).fanIn).squareRoot()
    return uniform(limit, shape: shape, path: path, random: random)
  }
}

/// Uniform between two numbers.
public struct RandomUniform: Initializer {
  var minval = -0.05
  var maxval = 0.05

  public static let schema = Schema<Self>(
    "RandomUniform", summary: "Uniform between two numbers.",
    [
      Field("minval", \.minval, doc: "The least value."),
      Field("maxval", \.maxval, doc: "The bound above all values."),
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let half = (maxval - minval) / 2
    var value = uniform(half, shape: shape, path: path, random: random)
    value.withMutableElements { elements in
      for index in elements.indices { elements[index] += Float(minval + half) }
    }
    return value
  }
}

/// The same number everywhere.
public struct Constant: Initializer {
  var value = 0.0

  public static let schema = Schema<Self>(
    "Constant", summary: "The same number everywhere.",
    [Field("value", \.value, doc: "The number.")])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    constant(value, shape: shape)
  }
}

/// Zeros.
public struct Zeros: Initializer {
  public static let schema = Schema<Self>("Zeros", summary: "Zeros.", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    Tensor(zeros: shape)
  }
}

/// Ones.
public struct Ones: Initializer {
  public static let schema = Schema<Self>("Ones", summary: "Ones.", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    constant(1, shape: shape)
  }
}
