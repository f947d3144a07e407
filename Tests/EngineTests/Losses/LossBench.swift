import Engine
import Schemas

/// A loss over rows of numbers.
struct LossBench {
  let loss: any Loss
  let width: Int
  var values: [Float]
  var labels: [Int32]
  var targets: [Float]
  var weights: [Float]?

  /// The loss of rows with a class each.
  init(_ call: String, _ rows: [[Float]], labels: [Int32], weights: [Float]? = nil) throws {
    try self.init(
      call, rows,
      targets: zip(rows, labels).map { row, label in
        row.count == 1 ? [Float(label)] : row.indices.map { Int32($0) == label ? 1 : 0 }
      }, labels: labels, weights: weights)
  }

  /// The loss of rows with targets.
  init(
    _ call: String, _ rows: [[Float]], targets: [[Float]], labels: [Int32]? = nil,
    weights: [Float]? = nil
  ) throws {
    loss = try read(call, as: LossCall.self).loss
    width = rows[0].count
    values = rows.flatMap { $0 }
    self.labels = labels ?? Array(repeating: 0, count: rows.count)
    self.targets = targets.flatMap { $0 }
    self.weights = weights
  }

  /// What a loss gives for a batch.
  struct Result {
    var total = 0.0
    var rows: [Float] = []
    var gradient: [Float] = []
  }

  /// Computes the loss.
  func run(isFromLogits: Bool = false) -> Result {
    var result = Result()
    result.rows = Array(repeating: .nan, count: labels.count)
    result.gradient = Array(repeating: .nan, count: values.count)
    // A loss may change the targets.
    var targets = targets
    values.withUnsafeBufferPointer { values in
      labels.withUnsafeBufferPointer { labels in
        targets.withUnsafeMutableBufferPointer { targets in
          (weights ?? []).withUnsafeBufferPointer { weights in
            result.rows.withUnsafeMutableBufferPointer { rows in
              result.gradient.withUnsafeMutableBufferPointer { gradient in
                guard let values = values.baseAddress, let first = labels.baseAddress,
                  let targets = targets.baseAddress, let rows = rows.baseAddress,
                  let gradient = gradient.baseAddress
                else { return }
                let batch = LossBatch(
                  for: loss, count: labels.count, width: width, values: values, labels: first,
                  targets: targets, weights: self.weights == nil ? nil : weights.baseAddress,
                  losses: rows, gradient: gradient)
                loss.compute(batch, isFromLogits: isFromLogits)
                result.total = batch.total
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The elements whose gradient is not that of central differences of the whole loss.
  func gradientFailures(isFromLogits: Bool) -> [String] {
    let gradient = run(isFromLogits: isFromLogits).gradient
    // Rows are Float32: 2⁻²⁴ of a loss of a few, by a difference of 2⁻⁷.
    let tolerance = 2e-4
    return values.indices.compactMap { index in
      // Of two steps, so that the third derivative does not count.
      let (wide, narrow) = (
        slope(at: index, step: 0x1p-7, isFromLogits), slope(at: index, step: 0x1p-8, isFromLogits)
      )
      let slope = (4 * narrow - wide) / 3
      guard abs(slope - Double(gradient[index])) > tolerance * max(1, abs(slope)) else {
        return nil
      }
      return "the gradient of \(index) is \(gradient[index]), differences give \(slope)"
    }
  }

  private func slope(at index: Int, step: Float, _ isFromLogits: Bool) -> Double {
    var (above, below) = (self, self)
    above.values[index] += step
    below.values[index] -= step
    return
      (above.run(isFromLogits: isFromLogits).total
      - below.run(isFromLogits: isFromLogits).total) / Double(2 * step)
  }
}
