import Tensors

/// A loss that looks at one row after the other, in Float64.
protocol RowLoss: Loss {
  /// Changes the targets of a batch where the loss means something else by them.
  func prepare(_ targets: UnsafeMutableBufferPointer<Float>)

  /// Computes the loss of a row.
  ///
  /// - Parameters:
  ///   - values: The outputs.
  ///   - targets: The targets.
  ///   - gradient: Takes the gradient by the outputs.
  /// - Returns: The loss.
  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double
}

extension RowLoss {
  func prepare(_ targets: UnsafeMutableBufferPointer<Float>) {}

  public func compute(_ batch: LossBatch, isFromLogits: Bool) { computeRows(batch) }

  /// Computes every row of a batch.
  func computeRows(_ batch: LossBatch) {
    let width = batch.width
    prepare(UnsafeMutableBufferPointer(start: batch.targets, count: batch.count * width))
    for row in 0..<batch.count {
      let gradient = UnsafeMutableBufferPointer(start: batch.gradient + row * width, count: width)
      let loss = compute(
        UnsafeBufferPointer(start: batch.values + row * width, count: width),
        UnsafeBufferPointer(start: batch.targets + row * width, count: width), gradient: gradient)
      batch.losses[row] = Float(loss)
      let factor = (batch.weights?[row] ?? 1) * batch.scale
      for column in 0..<width { gradient[column] *= factor }
    }
  }

  public func problem(
    outputShape: Shape, classCount: Int, finalActivation: FinalActivation?
  ) -> String? {
    Self.problemWithClasses(
      outputShape, classCount, needs: outputShape == [1] ? 1 : classCount)
  }
}

/// A loss that is the mean of a function of every output and its target.
protocol ElementwiseLoss: RowLoss {
  /// Returns the function and its derivative by the output.
  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double)
}

extension ElementwiseLoss {
  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let share = 1 / Double(values.count)
    var sum = 0.0
    for index in values.indices {
      let (loss, slope) = term(Double(values[index]), Double(targets[index]))
      sum += loss
      gradient[index] = Float(slope * share)
    }
    return sum * share
  }
}

/// Keras' bounds of a probability that is taken the logarithm of, rounded to Float32 as Keras does:
/// the greatest is 0.99999988.
enum ProbabilityClip {
  static let least = Double(Float(1e-7))
  static let greatest = Double(Float(1) - Float(1e-7))

  /// Returns a number within the bounds, and whether it was so before.
  static func clip(_ value: Double, to greatest: Double = greatest) -> (value: Double, moves: Bool)
  {
    if value < least { return (least, false) }
    return value > greatest ? (greatest, false) : (value, true)
  }
}
