public import Schemas

/// How gradients change weights.
///
/// An optimizer is a description; what it remembers are slots, numbers beside every weight, kept by
/// the loop and named `slot/layer/variable`.
public protocol Optimizer: Declared {
  /// The step size that the optimizer begins with.
  var learningRate: LearningRate { get }

  /// What is remembered for every weight.
  var slots: [String] { get }

  /// Limits and decays that come before the update.
  var adjustment: GradientAdjustment { get set }

  /// The name.
  var name: String { get set }

  /// Says what is wrong with the settings together; nil where all is well.
  var problem: String? { get }

  /// What the numbers of a slot begin with.
  func initialValue(ofSlot name: String) -> Float

  /// Returns a number that builds up over the steps: a pure function of it before, and of the step.
  ///
  /// - Parameters:
  ///   - previous: The number after the step before; 1 in the beginning.
  ///   - step: The number of the step, from 1.
  /// - Returns: The number after the step.
  func accumulated(_ previous: Double, step: Int) -> Double

  /// Changes some numbers of a weight.
  ///
  /// - Parameter update: The numbers, their gradients and slots, and the step.
  func apply(_ update: WeightUpdate)
}

extension Optimizer {
  /// Most optimizers have no more to say than what is common to all.
  public var problem: String? { adjustment.problem }

  /// Slots begin with 0.
  public func initialValue(ofSlot name: String) -> Float { 0 }

  /// Most optimizers gather nothing.
  public func accumulated(_ previous: Double, step: Int) -> Double { previous }
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
  private(set) var first: Int

  /// The number of the update, from 1.
  public var step: Int

  /// The learning rate of this step.
  public var learningRate: Double

  /// What `Optimizer.accumulated` has come to at this step.
  public var accumulated: Double

  /// The numbers of a slot, in the order of `Optimizer.slots`.
  public func slot(_ index: Int) -> UnsafeMutablePointer<Float> {
    slotStart + index * slotCount + first
  }

  /// Some of these numbers.
  ///
  /// - Parameter elements: Which, counted from the first of these.
  /// - Returns: The same update of them alone.
  func part(_ elements: Range<Int>) -> WeightUpdate {
    var part = self
    part.count = elements.count
    part.value += elements.lowerBound
    part.gradient += elements.lowerBound
    part.first += elements.lowerBound
    return part
  }
}
