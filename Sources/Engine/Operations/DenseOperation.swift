import CKernels
import Tensors

/// A matrix product of `[…, K]` with a kernel `[K, N]`, plus bias, then an activation.
///
/// Every axis but the last counts as rows. Tiles are fixed: so many rows of the batch forward, so
/// many rows of the kernel backward.
struct DenseOperation: Operation {
  var inputs: Int
  var units: Int
  var usesBias: Bool
  var activation = ElementwiseActivation.linear

  var name: String { "matrix product" + activation.suffix }

  var reasons: [String] { activation.reasons }

  /// Rows of a forward tile.
  private static let rowTile = 16

  /// Rows of the kernel in a backward tile.
  private static let innerTile = 512

  var backwardReads: BackwardReads { activation == .linear ? .inputs : [.inputs, .output] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(operation: self, memory: memory) }

  private final class Bound: Kernel {
    let operation: DenseOperation
    let memory: OperationMemory
    /// Rows of an example: 1 for vectors.
    let rowsPerExample: Int

    init(operation: DenseOperation, memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      rowsPerExample = memory.inputs[0].shape.count / operation.inputs
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(elements: count * rowsPerExample, by: DenseOperation.rowTile, with: self) {
        $0.forward(rows: $1)
      }
    }

    private func forward(rows: Range<Int>) {
      let (inner, units) = (operation.inputs, operation.units)
      let bias = operation.usesBias ? memory.parameters[1] : nil
      let (first, count) = (rows.lowerBound, rows.count)
      let out = memory.output.start + first * units
      MatrixProduct.multiply(
        by: memory.numerics, into: out, rowStride: units,
        .init(memory.inputs[0].start + first * inner, rowStride: inner),
        .init(memory.parameters[0], rowStride: units), rows: count, columns: units,
        inner: inner)
      kk_bias_activation(
        out, bias, count, units, operation.activation.code, operation.activation.alpha)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      let rows = count * rowsPerExample
      let units = operation.units
      if operation.activation != .linear {
        kk_activation_backward(
          gradient, gradient, memory.output.start, rows * units, operation.activation.code,
          operation.activation.alpha)
      }
      if operation.usesBias, let bias = memory.parameterGradients[1] {
        kk_sum_rows(bias, gradient, rows, units)
      }
      memory.threads.run(
        elements: operation.inputs, by: DenseOperation.innerTile, with: (self, gradient, rows)
      ) { $0.0.backward(inner: $1, $0.1, rows: $0.2) }
    }

    /// Writes the gradients of some rows of the kernel, and of as many numbers of every input row.
    private func backward(
      inner range: Range<Int>, _ gradient: UnsafeMutablePointer<Float>, rows: Int
    ) {
      let (inner, units) = (operation.inputs, operation.units)
      let (first, count) = (range.lowerBound, range.count)
      if let kernel = memory.parameterGradients[0] {
        MatrixProduct.multiply(
          by: memory.numerics, into: kernel + first * units, rowStride: units,
          .init(memory.inputs[0].start + first, rowStride: inner, isTransposed: true),
          .init(gradient, rowStride: units), rows: count, columns: units, inner: rows)
      }
      if let inputGradient = memory.inputGradients[0] {
        MatrixProduct.multiply(
          by: memory.numerics, into: inputGradient + first, rowStride: inner,
          .init(gradient, rowStride: units),
          .init(memory.parameters[0] + first * units, rowStride: units, isTransposed: true),
          rows: rows, columns: count, inner: units)
      }
    }
  }
}
