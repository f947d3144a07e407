public import Schemas
import Tensors

/// What a weight must obey after every step of the optimizer.
public protocol Constraint: Declared {
  /// What is done to the weight.
  var rule: ConstraintRule { get }
}

/// What a constraint does.
public enum ConstraintRule: Sendable, Equatable {
  /// Negative numbers become 0.
  case nonNegative
  /// Numbers that differ only in their place along `axes` share a norm, which is brought within
  /// `least` and `most`: wholly, or by a share of `rate`.
  case norm(axes: [Int], least: Double, most: Double, rate: Double)
}

extension Constraint {
  /// What a weight of some shape lacks; nil where the constraint fits.
  func problem(for shape: Shape) -> String? {
    guard case .norm(let axes, _, _, _) = rule else { return nil }
    let unknown = axes.first { !(-shape.rank..<shape.rank).contains($0) }
    return unknown.map { "\(Self.schema.name) has no axis \($0) in \(shape)" }
  }
}
