public import Schemas

/// A learning rate that changes from step to step: a pure function of the number of the step.
public protocol Schedule: Declared {
  /// Says what is wrong with the settings together; nil where all is well.
  var problem: String? { get }

  /// Returns the rate of a step, counted from 0.
  func rate(at step: Int) -> Double
}

extension Schedule {
  /// Most settings fit each other.
  public var problem: String? { nil }
}
