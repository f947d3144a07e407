/// A piece of memory of a plan: how much, what for, and from when to when.
package struct PlannedBuffer: Sendable, Equatable {
  /// What is kept in it.
  package enum Purpose: Sendable {
    /// A weight.
    case weight
    /// The gradient of a weight.
    case weightGradient
    /// What an operation makes, or the input.
    case value
    /// The gradient of a value, or a part that is added to it.
    case gradient
    /// What an operation keeps for itself, and what it adds to the gradient of a weight.
    case saved
    /// The weights as an operation reads them.
    case prepared
    /// What a worker computes with.
    case scratch
  }

  /// What is kept in it.
  package let purpose: Purpose

  /// Its numbers.
  package let count: Int

  /// From the moment that first writes it to the moment that last reads it; nil where none does.
  package internal(set) var lifetime: ClosedRange<Int>?

  /// Where it begins, in numbers.
  package internal(set) var offset = 0

  /// Numbers of a cache line; every buffer begins at one and has it to itself.
  private static let alignment = 16

  init(_ purpose: Purpose, count: Int) {
    self.purpose = purpose
    self.count = count
  }

  /// So many numbers and those behind them up to the next cache line.
  static func padded(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }

  /// The numbers that it takes away from others.
  var paddedCount: Int { Self.padded(count) }

  /// Whether the buffer and another one are needed at the same time.
  func meets(_ other: PlannedBuffer) -> Bool {
    guard let lifetime, let others = other.lifetime else { return false }
    return lifetime.overlaps(others)
  }

  /// Lets the buffer live at some moments too, and at all in between.
  mutating func extend(to moments: ClosedRange<Int>) {
    guard let lifetime else {
      self.lifetime = moments
      return
    }
    self.lifetime =
      min(lifetime.lowerBound, moments.lowerBound)...max(lifetime.upperBound, moments.upperBound)
  }
}
