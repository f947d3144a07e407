import CKernels
public import Schemas

/// A penalty for large numbers, added to the loss.
///
/// Keras' `L1`, `L2` and `L1L2` are all `l1 · Σ|x| + l2 · Σx²`.
public protocol Regularizer: Declared {
  /// The factor of the sum of absolute values.
  var absoluteFactor: Double { get }

  /// The factor of the sum of squares.
  var squareFactor: Double { get }
}

extension Regularizer {
  /// The penalty of some numbers, summed in Float64.
  package func penalty(of numbers: UnsafePointer<Float>, count: Int) -> Double {
    var absolute = 0.0
    var squares = 0.0
    kk_penalty_sums(&absolute, &squares, numbers, count)
    return absoluteFactor * absolute + squareFactor * squares
  }

  /// Adds the derivative of the penalty, or a share of it: `l1 · sign(x) + 2 · l2 · x`.
  package func addGradient(
    to gradient: UnsafeMutablePointer<Float>, of numbers: UnsafePointer<Float>, count: Int,
    share: Double = 1
  ) {
    kk_penalty_gradient(
      gradient, numbers, count, Float(absoluteFactor * share), Float(squareFactor * share))
  }
}
