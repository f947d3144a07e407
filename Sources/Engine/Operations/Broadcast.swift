import Tensors

/// How the rows of a value of one shape fall on those of another, as NumPy and Keras broadcast them:
/// an axis of 1 stands for all places of the other's, and the last axes belong together.
struct Broadcast: Sendable {
  /// Numbers of a row: the last axis.
  let width: Int

  /// Rows of the larger value.
  let rowCount: Int

  /// 1, or 0 where one number stands for a whole row.
  let step: Int

  /// For every axis but the last: places of the larger value, and numbers of the smaller one from a
  /// place to the next.
  private let axes: [(size: Int, stride: Int)]

  init(_ smaller: Shape, to larger: Shape) {
    let shape = Self.padded(smaller, to: larger.rank)
    width = larger.rank == 0 ? 1 : larger[-1]
    rowCount = larger.count / max(width, 1)
    step = shape.rank > 0 && shape[-1] == width ? 1 : 0
    var axes: [(size: Int, stride: Int)] = []
    var stride = shape.rank == 0 ? 1 : shape[-1]
    for axis in shape.sizes.indices.dropLast().reversed() {
      axes.insert((larger[axis], shape[axis] == 1 ? 0 : stride), at: 0)
      stride *= shape[axis]
    }
    self.axes = axes
  }

  /// Where the row of the smaller value begins that falls on a row of the larger one.
  func start(ofRow row: Int) -> Int {
    var rest = row
    var start = 0
    for axis in axes.reversed() {
      start += rest % axis.size * axis.stride
      rest /= axis.size
    }
    return start
  }

  /// The shape that shapes have together.
  ///
  /// - Throws: `ShapeError` where they do not fit each other.
  static func shape(of shapes: [Shape]) throws(ShapeError) -> Shape {
    let rank = shapes.map(\.rank).max() ?? 0
    var result = padded(shapes[0], to: rank)
    for shape in shapes.dropFirst() {
      let other = padded(shape, to: rank)
      for axis in 0..<other.rank where other[axis] != result[axis] {
        guard other[axis] == 1 || result[axis] == 1 else { throw mismatch(shapes[0], shape) }
        result.sizes[axis] = max(other[axis], result[axis])
      }
    }
    return result
  }

  /// The shape with axes of 1 before its own.
  private static func padded(_ shape: Shape, to rank: Int) -> Shape {
    Shape(Array(repeating: 1, count: max(rank - shape.rank, 0)) + shape.sizes)
  }

  private static func mismatch(_ first: Shape, _ other: Shape) -> ShapeError {
    ShapeError("needs inputs of one shape, or with axes of 1, got \(first) and \(other)")
  }
}
