import Schemas
import Tensors

/// The geometry of a window that slides over an image, from its definition.
struct WindowReference {
  var image: Shape
  var kernel: Size2D
  var strides: Size2D = 1
  var dilation: Size2D = 1
  var isSame: Bool

  var channels: Int { image[2] }

  /// Places of the window.
  var output: Size2D { Size2D(places(0, \.height), places(1, \.width)) }

  /// Cells of the border before the image.
  var padding: Size2D { Size2D(before(0, \.height), before(1, \.width)) }

  private func span(_ side: KeyPath<Size2D, Int>) -> Int {
    (kernel[keyPath: side] - 1) * dilation[keyPath: side] + 1
  }

  private func places(_ axis: Int, _ side: KeyPath<Size2D, Int>) -> Int {
    let stride = strides[keyPath: side]
    return isSame
      ? (image[axis] + stride - 1) / stride : (image[axis] - span(side)) / stride + 1
  }

  private func before(_ axis: Int, _ side: KeyPath<Size2D, Int>) -> Int {
    guard isSame else { return 0 }
    let reach = (places(axis, side) - 1) * strides[keyPath: side] + span(side)
    return max(reach - image[axis], 0) / 2
  }

  /// An output cell, or a cell of the window.
  typealias Cell = (y: Int, x: Int)

  private static func cells(_ size: Size2D) -> [Cell] {
    (0..<size.height).flatMap { y in (0..<size.width).map { (y, $0) } }
  }

  /// The output's cells in order.
  var outputCells: [Cell] { Self.cells(output) }

  /// The window's cells in order.
  var kernelCells: [Cell] { Self.cells(kernel) }

  /// The image's cells in order.
  var imageCells: [Cell] { Self.cells(Size2D(image[0], image[1])) }

  /// The number of the pixel under a cell of the window at an output cell; nil on the border.
  func pixel(_ at: Cell, _ tap: Cell) -> Int? {
    let y = at.y * strides.height + tap.y * dilation.height - padding.height
    let x = at.x * strides.width + tap.x * dilation.width - padding.width
    return (0..<image[0]).contains(y) && (0..<image[1]).contains(x) ? y * image[1] + x : nil
  }

  /// The number of the output cell whose window has a pixel under a cell of it; nil where there is
  /// none.
  ///
  /// For steps and distances of 1.
  func outputCell(whoseTap tap: Cell, isOver pixel: Cell) -> Int? {
    let y = pixel.y + padding.height - tap.y
    let x = pixel.x + padding.width - tap.x
    return (0..<output.height).contains(y) && (0..<output.width).contains(x)
      ? y * output.width + x : nil
  }
}
