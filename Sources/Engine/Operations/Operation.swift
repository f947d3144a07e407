public import Tensors

/// A primitive computation of a plan, without memory of its own.
///
/// This is the seam between layers and kernels: a layer lowers to operations, the planner may replace
/// several of them by one that does the same faster, and binds each to its buffers once.
public protocol Operation: Sendable {
  /// What the dump of a plan calls it.
  var name: String { get }

  /// Why it is computed as it is, for the dump of a plan; empty where there is but one way.
  var reasons: [String] { get }

  /// Numbers that a worker needs for itself while it computes, for a batch of so many examples.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int

  /// Numbers kept from the forward pass for the backward pass, and shards of gradients.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int

  /// Numbers that are made before a batch goes forward, of the weights or of the whole batch, for all
  /// workers.
  func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int

  /// Whether all that is prepared is made of the weights, by `prepareWeights`: it stays where they do.
  var preparesWeightsAlone: Bool { get }

  /// When what is saved is needed.
  var savedUse: SavedUse { get }

  /// What the backward pass reads of the forward pass; less lets a plan use memory again earlier.
  var backwardReads: BackwardReads { get }

  /// Returns the computation on given buffers.
  func bind(_ memory: OperationMemory) -> any Kernel
}

extension Operation {
  /// Most operations are computed in the only way there is.
  public var reasons: [String] { [] }

  /// Most operations need nothing.
  public func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int { 0 }

  /// Most operations keep nothing.
  public func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int { 0 }

  /// Most operations read weights as they are.
  public func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int { 0 }

  /// Most operations that prepare something lay out their weights.
  public var preparesWeightsAlone: Bool { true }

  /// Whoever says nothing has it from the forward pass to the end of the backward pass.
  public var savedUse: SavedUse { .bothPasses }

  /// Whoever says nothing may read everything.
  public var backwardReads: BackwardReads { [.inputs, .output] }
}

/// A computation bound to its buffers; allocates nothing.
public protocol Kernel: AnyObject {
  /// Makes what the forward pass reads of the weights as they are now; before every pass, or once for
  /// all where no pass changes them.
  func prepareWeights()

  /// Computes the output of the first `count` examples.
  func forward(count: Int, phase: Phase)

  /// Computes the gradients of inputs and weights from the gradient of the output, which it may
  /// overwrite. Every input gradient that has a buffer is written whole.
  func backward(count: Int)

  /// What the operation adds to the loss of the last pass.
  var penalty: Double { get }
}

extension Kernel {
  /// Most operations read weights as they are.
  public func prepareWeights() {}

  /// Most operations add nothing.
  public var penalty: Double { 0 }
}

/// The buffers of an operation.
public struct OperationMemory {
  /// A buffer of a batch of values.
  public struct Buffer {
    /// The first number.
    public var start: UnsafeMutablePointer<Float>
    /// The shape of one example.
    public var shape: Shape

    /// The numbers of an example.
    func example(_ index: Int) -> UnsafeMutablePointer<Float> { start + index * shape.count }
  }

  /// The inputs.
  public var inputs: [Buffer]

  /// Where the gradients of the inputs go; nil for an input whose gradient nobody needs.
  public var inputGradients: [UnsafeMutablePointer<Float>?]

  /// The output.
  public var output: Buffer

  /// The gradient of the output; nil in a plan that only infers.
  public var outputGradient: UnsafeMutablePointer<Float>?

  /// The weights.
  public var parameters: [UnsafeMutablePointer<Float>]

  /// Where the gradients of the weights go; nil for frozen ones.
  public var parameterGradients: [UnsafeMutablePointer<Float>?]

  /// What is kept between passes.
  public var saved: UnsafeMutablePointer<Float>

  /// What is made before a batch goes forward; there while it does.
  public var prepared: UnsafeMutablePointer<Float>

  /// Every worker's own scratch.
  public var scratch: [UnsafeMutablePointer<Float>]

  /// The most examples of a batch.
  public var batchCapacity: Int

  /// The threads.
  public var threads: ThreadPool

  /// The arithmetic of products.
  public var numerics: Numerics

  /// The random numbers.
  public var random: Random

  /// The layer, which names its random numbers.
  public var layer: String

  /// The number of every example of the batch, for layers that draw for each one by itself.
  public var exampleNumbers: UnsafeMutablePointer<Int32>

  /// The batch normalization of a plan that the operation does, or a part of which.
  var normalizations = Normalizations()

  /// Batch normalizations whose work is shared with the operations around them.
  struct Normalizations {
    /// The operation itself.
    var own: BatchStatistics?
    /// What the operation does to its first input as it reads it.
    var ofInput: BatchStatistics?
    /// Whose moments are taken of the output; where it is left to its reader, the gradient of the output
    /// is carried back through it too.
    var ofOutput: BatchStatistics?
  }
}
