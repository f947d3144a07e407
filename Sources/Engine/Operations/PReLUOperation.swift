import CKernels
import Tensors

/// A ReLU with a learned slope of negative numbers.
///
/// The gradient of the slopes is summed in Float64, example by example and row by row.
struct PReLUOperation: Operation {
  /// The shape of the slopes: that of an example, 1 for an axis along which they are the same.
  var slopeShape: Shape

  var name: String { "prelu" }

  /// Columns of a tile.
  private static let columnTile = 64

  /// Sums in Float64.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    2 * slopeShape.count
  }

  var savedUse: SavedUse { .backwardPass }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(slopeShape, memory) }

  private final class Bound: Kernel {
    let memory: OperationMemory
    let broadcast: Broadcast
    let slopeCount: Int
    let size: Int
    let sums: UnsafeMutablePointer<Double>

    init(_ slopeShape: Shape, _ memory: OperationMemory) {
      self.memory = memory
      broadcast = Broadcast(slopeShape, to: memory.output.shape)
      slopeCount = slopeShape.count
      size = memory.output.shape.count
      sums = UnsafeMutableRawPointer(memory.saved).bindMemory(to: Double.self, capacity: slopeCount)
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ example: Int) {
      let alpha = memory.parameters[0]
      let (to, from) = (memory.output.example(example), memory.inputs[0].example(example))
      for row in 0..<broadcast.rowCount {
        let first = row * broadcast.width
        kk_prelu_forward(
          to + first, from + first, alpha + broadcast.start(ofRow: row), broadcast.width,
          broadcast.step)
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      sums.update(repeating: 0, count: slopeCount)
      // Where a row has one slope, its sum is one chain: a single tile.
      let width = broadcast.width
      let tile = broadcast.step == 0 ? width : PReLUOperation.columnTile
      memory.threads.run(elements: width, by: tile, with: (self, gradient, count)) {
        $0.0.backward(columns: $1, $0.1, count: $0.2)
      }
      guard let alphaGradient = memory.parameterGradients[0] else { return }
      for index in 0..<slopeCount { alphaGradient[index] = Float(sums[index]) }
    }

    private func backward(columns: Range<Int>, _ gradient: UnsafeMutablePointer<Float>, count: Int)
    {
      let alpha = memory.parameters[0]
      let alphaGradient = memory.parameterGradients[0]
      let width = broadcast.width
      let (column, length) = (columns.lowerBound, columns.count)
      for example in 0..<count {
        for row in 0..<broadcast.rowCount {
          let first = example * size + row * width + column
          let slope = broadcast.start(ofRow: row) + column * broadcast.step
          kk_prelu_backward(
            memory.inputGradients[0].map { $0 + first },
            alphaGradient == nil ? nil : sums + slope, gradient + first,
            memory.inputs[0].start + first, alpha + slope, length, broadcast.step)
        }
      }
    }
  }
}
