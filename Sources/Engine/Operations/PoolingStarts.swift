import Schemas
import Tensors

/// Where the windows of a convolution under a pooling begin in the image that is convolved.
struct PoolingStarts {
  /// For every place of the pooling: where the first window under it begins.
  let bases: [Int32]

  /// How much further on the others begin, cell by cell of the pooling's window.
  let taps: [Int32]

  /// For every place of the pooling, and every cell of its window: where the convolution's window begins;
  /// −1 where the cell lies beside the convolution's output.
  let starts: [Int32]

  /// Lays a pooling over the output of a convolution.
  ///
  /// - Parameters:
  ///   - pooling: The pooling.
  ///   - rowStride: How far the windows of an output cell and of the one below are apart.
  ///   - columnStride: How far those of cells side by side are apart.
  init(_ pooling: Window, rowStride: Int, columnStride: Int) {
    /// The first cell of the convolution's output under a place, and the window's cells from there on.
    let cells = (0..<pooling.output.height).flatMap { y in
      (0..<pooling.output.width).map { x in
        (
          y: y * pooling.strides.height - pooling.padding.top,
          x: x * pooling.strides.width - pooling.padding.left
        )
      }
    }
    let offsets = (0..<pooling.kernel.height).flatMap { y in
      (0..<pooling.kernel.width).map { (y: y, x: $0) }
    }
    func start(_ y: Int, _ x: Int) -> Int32 { Int32(y * rowStride + x * columnStride) }
    bases = cells.map { start($0.y, $0.x) }
    taps = offsets.map { start($0.y, $0.x) }
    starts = cells.flatMap { cell in
      offsets.map { offset in
        let (y, x) = (cell.y + offset.y, cell.x + offset.x)
        let isOnOutput = (0..<pooling.image[0]) ~= y && (0..<pooling.image[1]) ~= x
        return isOnOutput ? start(y, x) : -1
      }
    }
  }
}
