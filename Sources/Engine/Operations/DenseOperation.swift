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

  /// Rows of a forward tile.
  private static let rowTile = 16

  /// Rows of the kernel in a backward tile.
  private static let innerTile = 512

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
      let rows = count * rowsPerExample
      let (inner, units) = (operation.inputs, operation.units)
      let bias = operation.usesBias ? memory.parameters[1] : nil
      let tile = DenseOperation.rowTile
      memory.threads.run(tiles: (rows + tile - 1) / tile) { index, _ in
        let first = index * tile
        let tileRows = min(tile, rows - first)
        let out = memory.output.start + first * units
        MatrixProduct.multiply(
          by: memory.numerics, into: out, rowStride: units,
          .init(memory.inputs[0].start + first * inner, rowStride: inner),
          .init(memory.parameters[0], rowStride: units), rows: tileRows, columns: units,
          inner: inner)
        kk_bias_activation(
          out, bias, tileRows, units, operation.activation.code, operation.activation.alpha)
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      let rows = count * rowsPerExample
      let (inner, units) = (operation.inputs, operation.units)
      if operation.activation != .linear {
        kk_activation_backward(
          gradient, gradient, memory.output.start, rows * units, operation.activation.code,
          operation.activation.alpha)
      }
      if operation.usesBias, let bias = memory.parameterGradients[1] {
        kk_sum_rows(bias, gradient, rows, units)
      }
      let tile = DenseOperation.innerTile
      memory.threads.run(tiles: (inner + tile - 1) / tile) { index, _ in
        let first = index * tile
        let tileInner = min(tile, inner - first)
        if let kernel = memory.parameterGradients[0] {
          MatrixProduct.multiply(
            by: memory.numerics, into: kernel + first * units, rowStride: units,
            .init(memory.inputs[0].start + first, rowStride: inner, isTransposed: true),
            .init(gradient, rowStride: units), rows: tileInner, columns: units, inner: rows)
        }
        if let inputGradient = memory.inputGradients[0] {
          MatrixProduct.multiply(
            by: memory.numerics, into: inputGradient + first, rowStride: inner,
            .init(gradient, rowStride: units),
            .init(memory.parameters[0] + first * units, rowStride: units, isTransposed: true),
            rows: rows, columns: tileInner, inner: units)
        }
      }
    }
  }
}
