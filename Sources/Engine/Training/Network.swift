public import Tensors

/// A model with buffers, ready to run: what the training loop knows of a compiled plan.
///
/// Not thread safe and not meant to be shared: one network belongs to one loop. Pointers stay valid
/// as long as the network lives.
public protocol Network: AnyObject {
  /// The most examples that one pass takes.
  var batchCapacity: Int { get }

  /// The shape of one input example.
  var inputShape: Shape { get }

  /// The shape of one output.
  var outputShape: Shape { get }

  /// Takes `batchCapacity · inputShape.count` numbers before a pass.
  var input: UnsafeMutableBufferPointer<Float> { get }

  /// Holds `batchCapacity · outputShape.count` numbers after a pass.
  var output: UnsafeBufferPointer<Float> { get }

  /// What went into a final softmax or sigmoid, in the shape of the output; nil when the model ends
  /// otherwise. Keras computes cross-entropies from it.
  var logits: UnsafeBufferPointer<Float>? { get }

  /// The activation that turns `logits` into `output`.
  var finalActivation: FinalActivation? { get }

  /// Takes the gradient of the loss by the output (or by the logits) before `backward`.
  var outputGradient: UnsafeMutableBufferPointer<Float> { get }

  /// The weights, in the order of the layers; whoever writes values of what is not trainable says
  /// `weightsHaveChanged`.
  var parameters: [NetworkParameter] { get }

  /// Forgets what was made of weights that no pass changes.
  func weightsHaveChanged()

  /// Computes the output of the first `count` examples of `input`.
  func forward(count: Int, phase: Phase)

  /// What regularizers add to the loss of the last pass.
  var penalty: Double { get }

  /// Computes the gradients of all trainable weights for the last training pass, those of the penalty
  /// among them.
  ///
  /// - Parameters:
  ///   - count: The examples of the last pass.
  ///   - fromLogits: Whether `outputGradient` is the gradient by `logits` rather than by `output`.
  ///   - reader: Told of every gradient as soon as it is whole, while it is still in the cache; it may
  ///     change the weight, which the pass does not read again.
  func backward(count: Int, fromLogits: Bool, for reader: (any GradientReader)?)

  /// Returns the first thing, in the order of computation, that holds a NaN or an infinity: "output
  /// of 'conv2d_1'", "gradient of 'dense/kernel'".
  func firstNonFinite(count: Int) -> String?
}

extension Network {
  /// A network may have made nothing of them.
  public func weightsHaveChanged() {}

  /// Without regularizers there is no penalty.
  public var penalty: Double { 0 }

  /// Takes the weights of a network with the same layers that learn; it may lack frozen ones, or have
  /// more of them.
  func takeWeights(of other: any Network) {
    let given = Dictionary(
      other.parameters.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    for own in parameters {
      guard let value = given[own.path] else {
        precondition(!own.isTrainable, "'\(own.path)' learns, and there is nothing to take")
        continue
      }
      _ = own.value.update(from: value)
    }
    weightsHaveChanged()
  }

  /// Computes the gradients for whoever reads them afterwards.
  public func backward(count: Int, fromLogits: Bool) {
    backward(count: count, fromLogits: fromLogits, for: nil)
  }
}

/// Whoever uses gradients while a backward pass goes on.
public protocol GradientReader: AnyObject {
  /// The gradient of one of the network's parameters is whole, and nothing will read the weight any more.
  func gradientIsWhole(ofParameter index: Int)
}

/// The activation that ends a classifier.
public enum FinalActivation: Sendable {
  /// Probabilities of classes that exclude each other.
  case softmax
  /// A probability for every output.
  case sigmoid
}

/// A weight of a network with its memory.
public struct NetworkParameter {
  /// `layer/variable`, as in `conv2d/kernel`.
  public var path: String

  /// The shape.
  public var shape: Shape

  /// Whether the optimizer may change it; moving statistics are updated by the network itself.
  public var isTrainable: Bool

  /// The value.
  public var value: UnsafeMutableBufferPointer<Float>

  /// The gradient after `backward`; nil for what is not trainable.
  public var gradient: UnsafeMutableBufferPointer<Float>?

  /// The penalty that the weight adds to the loss.
  public var regularizer: (any Regularizer)?

  /// What the weight must obey after every step.
  public var constraint: (any Constraint)?

  /// A weight and its memory.
  public init(
    path: String, shape: Shape, isTrainable: Bool, value: UnsafeMutableBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>?
  ) {
    self.path = path
    self.shape = shape
    self.isTrainable = isTrainable
    self.value = value
    self.gradient = gradient
  }
}
