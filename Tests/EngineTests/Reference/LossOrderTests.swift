import Testing

/// The losses that have kernels against plain loops, to the bit.
@Suite struct LossOrderTests {
  /// Rows of numbers with labels and weights.
  private struct Case {
    var rows: [[Float]]
    var labels: [Int32]
    var weights: [Float]?
    /// What the weighted sum is divided by, in Float32.
    var share: Float

    init(_ name: String, _ number: Int, areProbabilities: Bool) {
      var draw = DrawnNumbers(name, number)
      let (count, width) = (draw.integer(1...20), draw.integer(2...40))
      let numbers = draw.floats(count * width, "values").map {
        areProbabilities ? abs($0) : $0 * 20
      }
      rows = (0..<count).map { Array(numbers.example($0, of: width)) }
      // The ends of probabilities; a row of nothing has no shares.
      if areProbabilities {
        rows[0][0] = 1
        for row in rows.indices where rows[row].allSatisfy({ $0 == 0 }) { rows[row][1] = 0.5 }
      }
      labels = (0..<count).map { _ in Int32(draw.integer(0...width - 1)) }
      weights = draw.integer(0...1) == 0 ? nil : draw.floats(count, "weights").map { abs($0) + 0.1 }
      share = Float(1 / Double(count))
    }

    func targets(_ row: Int, smoothedBy smoothing: Double = 0, over classes: Int? = nil) -> [Float]
    {
      rows[row].indices.map { column in
        let target: Float = column == Int(labels[row]) ? 1 : 0
        guard smoothing > 0 else { return target }
        return target * Float(1 - smoothing)
          + Float(classes.map { smoothing / Double($0) } ?? smoothing * 0.5)
      }
    }
  }

  private func check(
    _ call: String, _ batch: Case, isFromLogits: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ reference: (_ row: Int, _ weight: Float) -> LossReference.Row
  ) throws {
    let bench = try LossBench(call, batch.rows, labels: batch.labels, weights: batch.weights)
    let result = bench.run(isFromLogits: isFromLogits)
    let rows = batch.rows.indices.map { reference($0, batch.weights?[$0] ?? 1) }
    expectSameBits(
      result.rows, rows.map(\.loss), "the loss of \(call)", sourceLocation: sourceLocation)
    expectSameBits(
      result.gradient, rows.flatMap(\.gradient), "the gradient of \(call)",
      sourceLocation: sourceLocation)
    var total = 0.0
    for (row, loss) in rows.map(\.loss).enumerated() {
      total += Double(loss) * Double(batch.weights?[row] ?? 1)
    }
    #expect(result.total == total / Double(rows.count), sourceLocation: sourceLocation)
  }

  @Test(arguments: 0..<12) func lossesOfLogits(_ number: Int) throws {
    let batch = Case("logits", number, areProbabilities: false)
    let (rows, share) = (batch.rows, batch.share)
    try check("SparseCategoricalCrossentropy()", batch, isFromLogits: true) {
      LossReference.sparseFromLogits(rows[$0], Int(batch.labels[$0]), $1 * share)
    }
    try check("CategoricalCrossentropy(label_smoothing=0.1)", batch, isFromLogits: true) {
      LossReference.fromLogits(
        rows[$0], batch.targets($0, smoothedBy: 0.1, over: rows[$0].count), $1 * share)
    }
    try check("BinaryCrossentropy(label_smoothing=0.1)", batch, isFromLogits: true) {
      LossReference.binaryFromLogits(
        rows[$0], batch.targets($0, smoothedBy: 0.1), weight: $1, share: share)
    }
    try check("MeanSquaredError()", batch) {
      LossReference.squared(rows[$0], batch.targets($0), weight: $1, share: share)
    }
  }

  @Test(arguments: 0..<12) func lossesOfProbabilities(_ number: Int) throws {
    let batch = Case("probabilities", number, areProbabilities: true)
    let (rows, share) = (batch.rows, batch.share)
    try check("SparseCategoricalCrossentropy()", batch) {
      LossReference.sparseFromProbabilities(rows[$0], Int(batch.labels[$0]), $1 * share)
    }
    try check("CategoricalCrossentropy()", batch) {
      LossReference.fromProbabilities(rows[$0], batch.targets($0), $1 * share)
    }
    try check("BinaryCrossentropy()", batch) {
      LossReference.binaryFromProbabilities(
        rows[$0], batch.targets($0), weight: $1, share: share)
    }
  }
}
