import CKernels
import Tensors

/// An image whose every cell is a cell of another image, or a number.
///
/// Padding, cropping and enlarging by whole cells are all of this kind.
struct CellMapOperation: Operation {
  /// What it is for: "zero padding".
  var name: String

  /// For every row and column of the output the one of the input, or -1 for none.
  var rows: [Int32]
  var columns: [Int32]

  /// The number where there is no cell.
  var fill: Float = 0

  /// Rows above and columns left of the image, where it puts zeros around a whole one and does nothing else.
  var zeroBorder: (top: Int, left: Int)? {
    func before(_ map: [Int32]) -> Int? {
      let cells = map.drop { $0 < 0 }.prefix { $0 >= 0 }
      guard map.count(where: { $0 >= 0 }) == cells.count,
        cells.elementsEqual(0..<Int32(cells.count))
      else { return nil }
      return cells.startIndex
    }
    guard name == Self.zeroPadding, fill == 0, let top = before(rows), let left = before(columns)
    else { return nil }
    return (top, left)
  }

  /// What zeros around an image are called.
  static let zeroPadding = "zero padding"

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: CellMapOperation
    let memory: OperationMemory
    let channels: Int
    let inputWidth: Int

    init(_ operation: CellMapOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      channels = memory.output.shape[-1]
      inputWidth = memory.inputs[0].shape[1]
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ image: Int) {
      kk_map_cells(
        memory.output.example(image), memory.inputs[0].example(image), operation.rows,
        operation.rows.count, operation.columns, operation.columns.count, inputWidth, channels,
        operation.fill)
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
      _ image: Int, _ gradient: UnsafeMutablePointer<Float>, into input: UnsafeMutablePointer<Float>
    ) {
      let size = memory.inputs[0].shape.count
      (input + image * size).update(repeating: 0, count: size)
      kk_map_cells_backward(
        input + image * size, gradient + image * memory.output.shape.count, operation.rows,
        operation.rows.count, operation.columns, operation.columns.count, inputWidth, channels)
    }
  }
}
