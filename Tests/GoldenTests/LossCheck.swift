import Engine
import Formats
import Schemas
import Tensors

/// Cases of losses: the scalar, the numbers of the rows, the gradient.
enum LossCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let loss = try read(golden.call, as: LossCall.self).loss
    var values = try golden.floats("y_pred")
    let width = try golden.array("y_pred").shape[-1]
    let count = values.count / width
    let truth = try golden.array("y_true")
    // Labels are classes, or rows of targets.
    var labels = truth.labels ?? []
    var targets = truth.floats
    if targets.count == count, width > 1 {
      targets = (0..<values.count).map { Int32($0 % width) == labels[$0 / width] ? 1 : 0 }
    } else {
      labels = Array(repeating: 0, count: count)
    }
    var weights = golden.arrays["sample_weight"].map(\.floats) ?? []
    // A weight for every example counts for all its rows.
    weights = weights.flatMap { Array(repeating: $0, count: count / max(weights.count, 1)) }
    var losses = [Float](repeating: 0, count: count)
    var gradient = [Float](repeating: 0, count: values.count)
    var total = 0.0
    values.withUnsafeMutableBufferPointer { values in
      targets.withUnsafeMutableBufferPointer { targets in
        losses.withUnsafeMutableBufferPointer { losses in
          gradient.withUnsafeMutableBufferPointer { gradient in
            weights.withUnsafeBufferPointer { weights in
              labels.withUnsafeBufferPointer { labels in
                guard let v = values.baseAddress, let t = targets.baseAddress,
                  let l = losses.baseAddress, let g = gradient.baseAddress,
                  let classes = labels.baseAddress
                else { return }
                let batch = LossBatch(
                  for: loss, count: count, width: width, values: v, labels: classes, targets: t,
                  weights: weights.isEmpty ? nil : weights.baseAddress, losses: l, gradient: g)
                loss.compute(batch, isFromLogits: false)
                total = batch.total
              }
            }
          }
        }
      }
    }
    return try GoldenComparison(
      golden,
      computed: [
        "loss": [total], "per_sample": losses.map(Double.init),
        "dy_pred": gradient.map(Double.init),
      ])
  }
}
