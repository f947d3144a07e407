import Schemas
import Tensors

/// A convolution 3×3 by Winograd's algorithm in plain loops; see "Convolutions" of the order contract.
struct WinogradReference {
  /// Numbers of a cell of the image and of the output.
  var channels: Int
  var filters: Int

  /// The output's cells.
  var output: Size2D

  /// A number of the image, at a place counted from the first window's corner; 0 on the border.
  var pixel: (_ y: Int, _ x: Int, _ channel: Int) -> Float

  /// A weight of the kernel.
  var weight: (_ y: Int, _ x: Int, _ channel: Int, _ filter: Int) -> Float

  /// Whether a convolution goes by this algorithm.
  static func fits(_ window: WindowReference, output: Size2D, channels: Int, filters: Int) -> Bool {
    let tiles = (output.height + 1) / 2 * ((output.width + 1) / 2)
    return window.kernel == 3 && window.strides == 1 && window.dilation == 1 && channels >= 16
      && filters >= 16 && tiles >= 4 && tiles * 8192 >= channels * filters
  }

  /// Applies a transform to every column of a square, and then to every row of what that gives.
  private static func transformed(
    _ square: [[Float]], _ transform: ([Float]) -> [Float]
  ) -> [[Float]] {
    transposed(transposed(square).map(transform)).map(transform)
  }

  private static func transposed(_ rows: [[Float]]) -> [[Float]] {
    rows[0].indices.map { column in rows.map { $0[column] } }
  }

  private func kernelPoints(_ channel: Int, _ filter: Int) -> [[Float]] {
    let square = (0..<3).map { y in (0..<3).map { weight(y, $0, channel, filter) } }
    return Self.transformed(square) { line in
      let (a, b, c) = (line[0], line[1], line[2])
      return [a, 0.5 * ((a + c) + b), 0.5 * ((a + c) - b), c]
    }
  }

  private func imagePoints(_ row: Int, _ column: Int, _ channel: Int) -> [[Float]] {
    let square = (0..<4).map { y in
      (0..<4).map { pixel(2 * row + y, 2 * column + $0, channel) }
    }
    return Self.transformed(square) { line in
      [line[0] - line[2], line[1] + line[2], line[2] - line[1], line[1] - line[3]]
    }
  }

  /// The sums `[H, W, F]`.
  func sums() -> [Float] {
    var result = [Float](repeating: 0, count: output.height * output.width * filters)
    let kernel = (0..<channels).map { channel in
      (0..<filters).map { kernelPoints(channel, $0) }
    }
    for row in 0..<(output.height + 1) / 2 {
      for column in 0..<(output.width + 1) / 2 {
        let image = (0..<channels).map { imagePoints(row, column, $0) }
        for filter in 0..<filters {
          var products = [[Float]](repeating: [0, 0, 0, 0], count: 4)
          for y in 0..<4 {
            for x in 0..<4 {
              for channel in 0..<channels {
                products[y][x].addProduct(image[channel][y][x], kernel[channel][filter][y][x])
              }
            }
          }
          let cells = Self.transformed(products) { line in
            [line[0] + line[1] + line[2], line[1] - line[2] - line[3]]
          }
          for y in 0..<min(2, output.height - 2 * row) {
            for x in 0..<min(2, output.width - 2 * column) {
              let cell = (2 * row + y) * output.width + 2 * column + x
              result[cell * filters + filter] = cells[y][x]
            }
          }
        }
      }
    }
    return result
  }
}
