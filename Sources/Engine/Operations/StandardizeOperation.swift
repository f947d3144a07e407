import CKernels
import Tensors

/// Numbers less a given mean, divided by the root of a given variance; or the other way round.
struct StandardizeOperation: Operation {
  /// The shape of mean and variance: that of an example, 1 for an axis along which they are the same.
  var statisticsShape: Shape

  /// Mean and variance; nil where they are weights.
  var statistics: (mean: [Float], variance: [Float])?

  /// Whether it is the other way round.
  var inverts: Bool

  var name: String { inverts ? "standardize (inverted)" : "standardize" }

  /// The least divisor, as in Keras.
  static let leastDeviation: Float = 1e-7

  /// Mean and deviation.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    2 * statisticsShape.count
  }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: StandardizeOperation
    let memory: OperationMemory
    let broadcast: Broadcast
    let count: Int
    let size: Int

    init(_ operation: StandardizeOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      broadcast = Broadcast(operation.statisticsShape, to: memory.output.shape)
      count = operation.statisticsShape.count
      size = memory.output.shape.count
    }

    private var mean: UnsafeMutablePointer<Float> { memory.saved }
    private var deviation: UnsafeMutablePointer<Float> { memory.saved + count }

    /// Takes mean and variance, which may have got new values.
    private func prepare() {
      for index in 0..<count {
        mean[index] = operation.statistics?.mean[index] ?? memory.parameters[0][index]
        let variance = operation.statistics?.variance[index] ?? memory.parameters[1][index]
        let root = variance.squareRoot()
        deviation[index] = root > leastDeviation ? root : leastDeviation
      }
    }

    private var leastDeviation: Float { StandardizeOperation.leastDeviation }

    func forward(count: Int, phase: Phase) {
      prepare()
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ example: Int) {
      let (to, from) = (memory.output.example(example), memory.inputs[0].example(example))
      for row in 0..<broadcast.rowCount {
        let (first, start) = (row * broadcast.width, broadcast.start(ofRow: row))
        kk_standardize(
          to + first, from + first, mean + start, deviation + start, broadcast.width,
          broadcast.step, operation.inverts ? 1 : 0)
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        $0.0.backward($1, $0.1, into: $0.2)
      }
    }

    private func backward(
      _ example: Int, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>
    ) {
      for row in 0..<broadcast.rowCount {
        let first = example * size + row * broadcast.width
        kk_standardize_backward(
          input + first, gradient + first, deviation + broadcast.start(ofRow: row),
          broadcast.width, broadcast.step, operation.inverts ? 1 : 0)
      }
    }
  }
}
