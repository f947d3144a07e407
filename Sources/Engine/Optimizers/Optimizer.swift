public import Schemas

/// How gradients change weights.
///
/// An optimizer is a description; what it remembers are slots, numbers beside every weight, kept by
/// the loop and named `slot/layer/variable`.
public protocol Optimizer: Declared {
  /// The step size that the optimizer begins with.
  var learningRate: Double { get }

  /// What is remembered for every weight.
  var slots: [String] { get }

  /// Limits and decays that come before the update.
  var adjustment: GradientAdjustment { get }

  /// Changes some numbers of a weight.
  ///
  /// - Parameter update: The numbers, their gradients and slots, and the step.
  func apply(_ update: WeightUpdate)
}

/// What Keras does to gradients and weights before the update of any optimizer.
public struct GradientAdjustment: Sendable, Equatable {
  /// Decoupled decay: `p −= p · weight_decay · learning_rate`.
  public var weightDecay: Double?

  /// Gradients of each weight are scaled down to this norm.
  public var clipnorm: Double?

  /// Gradients are limited to ± this.
  public var clipvalue: Double?

  /// Gradients of all weights together are scaled down to this norm.
  public var globalClipnorm: Double?

  /// Nothing.
  public init() {}
}

/// Some numbers of a weight in one step of the optimizer.
public struct WeightUpdate {
  /// How many.
  public var count: Int

  /// The weight.
  public var value: UnsafeMutablePointer<Float>

  /// Its gradient.
  public var gradient: UnsafePointer<Float>

  /// The slots of the whole weight, one after the other, each of `slotCount` numbers.
  let slotStart: UnsafeMutablePointer<Float>
  let slotCount: Int

  /// The first number's place in the weight.
  let first: Int

  /// The number of the step, from 1.
  public var step: Int

  /// The learning rate of this step.
  public var learningRate: Double

  /// The numbers of a slot, in the order of `Optimizer.slots`.
  public func slot(_ index: Int) -> UnsafeMutablePointer<Float> {
    slotStart + index * slotCount + first
  }
}
