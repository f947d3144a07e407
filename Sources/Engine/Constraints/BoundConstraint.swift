import CKernels
import Tensors

/// A constraint on a weight in its memory; the room for norms is made once.
package final class BoundConstraint {
  private let rule: ConstraintRule
  private let value: UnsafeMutableBufferPointer<Float>
  private let broadcast: Broadcast
  private let norms: UnsafeMutableBufferPointer<Double>

  /// Binds a constraint to a weight.
  package init(_ constraint: any Constraint, on parameter: NetworkParameter) {
    rule = constraint.rule
    value = parameter.value
    var normShape = parameter.shape
    if case .norm(let axes, _, _, _) = rule {
      for axis in axes { normShape.sizes[axis < 0 ? normShape.rank + axis : axis] = 1 }
    }
    broadcast = Broadcast(normShape, to: parameter.shape)
    norms = .allocate(capacity: normShape.count)
    norms.initialize(repeating: 0)
  }

  deinit { norms.deallocate() }

  /// Makes the weight obey.
  package func apply() {
    guard let start = value.baseAddress, let norms = norms.baseAddress else { return }
    switch rule {
    case .nonNegative: kk_non_negative(start, value.count)
    case .norm(_, let least, let most, let rate):
      self.norms.update(repeating: 0)
      let width = broadcast.width
      for row in 0..<broadcast.rowCount {
        kk_norm_squares(
          norms + broadcast.start(ofRow: row), start + row * width, width, broadcast.step)
      }
      kk_norm_factors(norms, self.norms.count, Float(least), Float(most), Float(rate))
      for row in 0..<broadcast.rowCount {
        kk_norm_scale(
          start + row * width, norms + broadcast.start(ofRow: row), width, broadcast.step)
      }
    }
  }
}
