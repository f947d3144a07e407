import CKernels
import Tensors

/// Layer normalization over the last axis; weights gamma and beta, where used.
struct LayerNormalizationOperation: Operation {
  var epsilon: Float
  var usesCenter: Bool
  var usesScale: Bool

  var name: String { "layer normalization" }

  /// Columns of a tile of the weights' gradients.
  private static let columnTile = 16

  /// Mean and inverse deviation of every row.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    2 * batchCapacity * (output.count / output[-1])
  }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: LayerNormalizationOperation
    let memory: OperationMemory
    let width: Int
    let rowsPerExample: Int
    let gamma: UnsafeMutablePointer<Float>?
    let beta: UnsafeMutablePointer<Float>?
    let gammaGradient: UnsafeMutablePointer<Float>?
    let betaGradient: UnsafeMutablePointer<Float>?
    let mean: UnsafeMutablePointer<Float>
    let inverse: UnsafeMutablePointer<Float>

    init(_ operation: LayerNormalizationOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      width = memory.output.shape[-1]
      rowsPerExample = memory.output.shape.count / width
      gamma = operation.usesScale ? memory.parameters[0] : nil
      gammaGradient = operation.usesScale ? memory.parameterGradients[0] : nil
      let second = operation.usesScale ? 1 : 0
      beta = operation.usesCenter ? memory.parameters[second] : nil
      betaGradient = operation.usesCenter ? memory.parameterGradients[second] : nil
      mean = memory.saved
      inverse = memory.saved + memory.batchCapacity * rowsPerExample
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ example: Int) {
      let row = example * rowsPerExample
      kk_normalize_rows(
        memory.output.example(example), mean + row, inverse + row,
        memory.inputs[0].example(example), gamma, beta, operation.epsilon, rowsPerExample, width)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      if gammaGradient != nil || betaGradient != nil {
        memory.threads.run(
          elements: width, by: LayerNormalizationOperation.columnTile, with: (self, gradient, count)
        ) { $0.0.backward(columns: $1, $0.1, count: $0.2) }
      }
      guard let input = memory.inputGradients[0] else { return }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        $0.0.backward($1, $0.1, into: $0.2)
      }
    }

    private func backward(
      _ example: Int, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>
    ) {
      let row = example * rowsPerExample
      kk_normalize_rows_backward(
        input + row * width, gradient + row * width, memory.inputs[0].example(example),
        mean + row, inverse + row, gamma, rowsPerExample, width)
    }

    private func backward(columns: Range<Int>, _ gradient: UnsafeMutablePointer<Float>, count: Int)
    {
      kk_normalize_rows_weights(
        gammaGradient, betaGradient, gradient, memory.inputs[0].start, mean, inverse,
        count * rowsPerExample, width, columns.lowerBound, columns.upperBound)
    }
  }
}
