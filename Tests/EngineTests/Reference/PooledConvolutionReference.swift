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

  /// What is left of an image's sums: the greatest of every place, with bias and ReLU.
  func output(_ sums: [Float], _ bias: [Float]) -> [Float] {
    pooling.greatest(sums[...]).adding(bias: bias).map { $0 > 0 ? $0 : 0 }
  }

  /// The nonzeros of every filter, in the order of the pooling's places.
  ///
  /// - Parameters:
  ///   - sums: The convolution's, without the bias.
  ///   - bias: The bias.
  ///   - gradient: That of the pooling's output.
  /// - Returns: The nonzeros.
  private func nonzeros(_ sums: [Float], _ bias: [Float], _ gradient: [Float]) -> [[Nonzero]] {
    var nonzeros = [[Nonzero]](repeating: [], count: filters)
    for (place, at) in pooling.window.outputCells.enumerated() {
      for filter in 0..<filters {
        let winner = pooling.winner(at, filter, sums)
        let number = gradient[place * filters + filter]
        guard sums[winner * filters + filter] + bias[filter] > 0, number != 0 else { continue }
        nonzeros[filter].append(Nonzero(gradient: number, cell: window.outputCells[winner]))
      }
    }
    return nonzeros
  }

  private func weight(_ tap: WindowReference.Cell, _ channel: Int, _ filter: Int) -> Int {
    ((tap.y * window.kernel.width + tap.x) * window.channels + channel) * filters + filter
  }

  private var isShallow: Bool { window.kernel.width * window.channels < 16 }

  /// Goes on with a shard's chains over the nonzeros of an example, or over all cells under the pooling
  /// where a row of a window is short.
  func addKernelGradient(
    _ image: [Float], _ sums: [Float], _ bias: [Float], _ gradient: [Float],
    to result: inout [Float]
  ) {
    func add(_ gradient: Float, at cell: WindowReference.Cell, _ filter: Int) {
      for tap in window.kernelCells {
        let pixel = window.pixel(cell, tap)
        for channel in 0..<window.channels {
          result[weight(tap, channel, filter)].addProduct(
            gradient, pixel.map { image[$0 * window.channels + channel] } ?? 0)
        }
      }
    }
    guard isShallow else {
      for (filter, list) in nonzeros(sums, bias, gradient).enumerated() {
        for nonzero in list { add(nonzero.gradient, at: nonzero.cell, filter) }
      }
      return
    }
    for (place, at) in pooling.window.outputCells.enumerated() {
      for tap in pooling.window.kernelCells {
        guard let cell = pooling.window.pixel(at, tap) else { continue }
        for filter in 0..<filters {
          let wins =
            pooling.winner(at, filter, sums) == cell
            && sums[cell * filters + filter] + bias[filter] > 0
          add(wins ? gradient[place * filters + filter] : 0, at: window.outputCells[cell], filter)
        }
      }
    }
  }

  /// Goes on with a shard's sums of the bias.
  func addBiasGradient(
    _ sums: [Float], _ bias: [Float], _ gradient: [Float], to result: inout [Float]
  ) {
    for (filter, list) in nonzeros(sums, bias, gradient).enumerated() {
      for nonzero in list { result[filter] += nonzero.gradient }
    }
  }

  /// The gradient of the image, filter by filter.
  func inputGradient(
    _ sums: [Float], _ bias: [Float], _ gradient: [Float], _ kernel: [Float]
  ) -> [Float] {
    var image = [Float](repeating: 0, count: window.image.count)
    for (filter, list) in nonzeros(sums, bias, gradient).enumerated() {
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
}
