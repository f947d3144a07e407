import Schemas
import Tensors

/// The gradients of a convolution that a max pooling alone reads, in plain loops; see "Convolutions" of
/// the order contract.
struct PooledConvolutionReference {
  var convolution: ConvolutionReference
  var pooling: PoolingReference

  private var window: WindowReference { convolution.window }
  private var filters: Int { convolution.filters }

  /// A gradient that is not 0, and the convolution's output cell that it belongs to.
  private struct Nonzero {
    var gradient: Float
    var cell: WindowReference.Cell
  }

  /// The nonzeros of every filter, in the order of the pooling's places.
  ///
  /// - Parameters:
  ///   - convolved: The convolution's output, after a ReLU.
  ///   - gradient: That of the pooling's output.
  /// - Returns: The nonzeros.
  private func nonzeros(_ convolved: [Float], _ gradient: [Float]) -> [[Nonzero]] {
    var nonzeros = [[Nonzero]](repeating: [], count: filters)
    for (place, at) in pooling.window.outputCells.enumerated() {
      for filter in 0..<filters {
        let winner = pooling.winner(at, filter, convolved)
        let number = gradient[place * filters + filter]
        guard convolved[winner * filters + filter] > 0, number != 0 else { continue }
        nonzeros[filter].append(Nonzero(gradient: number, cell: window.outputCells[winner]))
      }
    }
    return nonzeros
  }

  private func weight(_ tap: WindowReference.Cell, _ channel: Int, _ filter: Int) -> Int {
    ((tap.y * window.kernel.width + tap.x) * window.channels + channel) * filters + filter
  }

  /// Goes on with a shard's chains over the nonzeros of an example.
  func addKernelGradient(
    _ image: [Float], _ convolved: [Float], _ gradient: [Float], to sum: inout [Float]
  ) {
    for (filter, list) in nonzeros(convolved, gradient).enumerated() {
      for nonzero in list {
        for tap in window.kernelCells {
          let pixel = window.pixel(nonzero.cell, tap)
          for channel in 0..<window.channels {
            sum[weight(tap, channel, filter)].addProduct(
              nonzero.gradient, pixel.map { image[$0 * window.channels + channel] } ?? 0)
          }
        }
      }
    }
  }

  /// Goes on with a shard's sums of the bias.
  func addBiasGradient(_ convolved: [Float], _ gradient: [Float], to sum: inout [Float]) {
    for (filter, list) in nonzeros(convolved, gradient).enumerated() {
      for nonzero in list { sum[filter] += nonzero.gradient }
    }
  }

  /// The gradient of the image: in the image, or window by window where a row of one is short.
  func inputGradient(_ convolved: [Float], _ gradient: [Float], _ kernel: [Float]) -> [Float] {
    let nonzeros = nonzeros(convolved, gradient)
    let isShort = window.kernel.width * window.channels < 16
    return isShort
      ? inputGradientByWindows(nonzeros, kernel) : inputGradientInPlace(nonzeros, kernel)
  }

  private func inputGradientInPlace(_ nonzeros: [[Nonzero]], _ kernel: [Float]) -> [Float] {
    var image = [Float](repeating: 0, count: window.image.count)
    for (filter, list) in nonzeros.enumerated() {
      for nonzero in list {
        for tap in window.kernelCells {
          guard let pixel = window.pixel(nonzero.cell, tap) else { continue }
          for channel in 0..<window.channels {
            image[pixel * window.channels + channel].addProduct(
              nonzero.gradient, kernel[weight(tap, channel, filter)])
          }
        }
      }
    }
    return image
  }

  private func inputGradientByWindows(_ nonzeros: [[Nonzero]], _ kernel: [Float]) -> [Float] {
    let cells = window.outputCells
    var windows = [[Float]](
      repeating: [Float](repeating: 0, count: kernel.count / filters), count: cells.count)
    for (filter, list) in nonzeros.enumerated() {
      for nonzero in list {
        let cell = nonzero.cell.y * window.output.width + nonzero.cell.x
        for place in windows[cell].indices {
          windows[cell][place].addProduct(nonzero.gradient, kernel[place * filters + filter])
        }
      }
    }
    var image = [Float](repeating: 0, count: window.image.count)
    for (cell, at) in cells.enumerated() {
      for (index, tap) in window.kernelCells.enumerated() {
        guard let pixel = window.pixel(at, tap) else { continue }
        for channel in 0..<window.channels {
          image[pixel * window.channels + channel] +=
            windows[cell][
              index * window.channels + channel]
        }
      }
    }
    return image
  }
}
