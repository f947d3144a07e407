import Schemas
import Tensors

/// Convolutions of one image in plain loops; see "Convolutions" of the order contract.
struct ConvolutionReference {
  var window: WindowReference
  var filters: Int
  var groups = 1

  private var groupChannels: Int { window.channels / groups }
  private var groupFilters: Int { filters / groups }

  /// Numbers of the kernel.
  var kernelCount: Int { window.kernelCells.count * groupChannels * filters }

  /// Whether its gradients are one chain over the batch.
  var isLarge: Bool {
    groups == 1
      && WeightShardReference.isLarge(
        kernelCount: kernelCount, cells: window.outputCells.count)
  }

  /// Numbers of an output.
  var outputCount: Int { window.outputCells.count * filters }

  /// Where a kernel has the weight of a channel, counted within its group, for a filter.
  func weight(_ tap: WindowReference.Cell, _ channel: Int, _ filter: Int) -> Int {
    ((tap.y * window.kernel.width + tap.x) * groupChannels + channel) * filters + filter
  }

  private func fitsWinograd(_ output: Size2D) -> Bool {
    groups == 1
      && WinogradReference.fits(
        window, output: output, channels: window.channels, filters: filters)
  }

  /// One chain over (ky, kx, channel), the border's zeros being terms; or Winograd's sums.
  func output(_ image: ArraySlice<Float>, _ kernel: [Float]) -> [Float] {
    let image = Array(image)
    if fitsWinograd(window.output) {
      return WinogradReference(
        channels: window.channels, filters: filters, output: window.output,
        pixel: { y, x, channel in
          let (y, x) = (y - window.padding.height, x - window.padding.width)
          guard (0..<window.image[0]) ~= y, (0..<window.image[1]) ~= x else { return 0 }
          return image[(y * window.image[1] + x) * window.channels + channel]
        }, weight: { kernel[weight(($0, $1), $2, $3)] }
      ).sums()
    }
    return window.outputCells.flatMap { at in
      (0..<filters).map { filter in
        var sum: Float = 0
        for tap in window.kernelCells {
          for channel in 0..<groupChannels {
            let pixel = window.pixel(at, tap).map {
              image[$0 * window.channels + filter / groupFilters * groupChannels + channel]
            }
            sum.addProduct(pixel ?? 0, kernel[weight(tap, channel, filter)])
          }
        }
        return sum
      }
    }
  }

  /// The gradient of an image, in the way that the geometry asks for.
  func inputGradient(_ gradient: ArraySlice<Float>, _ kernel: [Float]) -> [Float] {
    if groups > 1 { return inputGradientByTaps(Array(gradient), kernel) }
    let size = Size2D(window.image[0], window.image[1])
    if fitsWinograd(size) { return inputGradientByWinograd(size, Array(gradient), kernel) }
    let isPointwise = window.kernel == 1 && window.strides == 1
    if isPointwise || window.strides == 1 && window.dilation == 1 {
      return inputGradientByReversedKernel(Array(gradient), kernel)
    }
    return inputGradientByOutputCells(Array(gradient), kernel)
  }

  /// Winograd's sums of the output's gradient and the reversed kernel.
  private func inputGradientByWinograd(
    _ size: Size2D, _ gradient: [Float], _ kernel: [Float]
  ) -> [Float] {
    WinogradReference(
      channels: filters, filters: window.channels, output: size,
      pixel: { y, x, filter in
        let (y, x) = (y - 2 + window.padding.height, x - 2 + window.padding.width)
        guard (0..<window.output.height) ~= y, (0..<window.output.width) ~= x else { return 0 }
        return gradient[(y * window.output.width + x) * filters + filter]
      }, weight: { y, x, filter, channel in kernel[weight((2 - y, 2 - x), channel, filter)] }
    ).sums()
  }

  /// One chain over the reversed window and the filters.
  private func inputGradientByReversedKernel(_ gradient: [Float], _ kernel: [Float]) -> [Float] {
    window.imageCells.flatMap { pixel in
      (0..<window.channels).map { channel in
        var sum: Float = 0
        for tap in window.kernelCells.reversed() {
          let cell = window.outputCell(whoseTap: tap, isOver: pixel)
          for filter in 0..<filters {
            sum.addProduct(
              cell.map { gradient[$0 * filters + filter] } ?? 0,
              kernel[weight(tap, channel, filter)])
          }
        }
        return sum
      }
    }
  }

  /// What an output cell means for the pixel under a cell of its window: a chain over the filters.
  private func share(
    _ cell: Int, _ tap: WindowReference.Cell, _ channel: Int, _ gradient: [Float],
    _ kernel: [Float]
  ) -> Float {
    var sum: Float = 0
    let group = channel / groupChannels
    for filter in group * groupFilters..<(group + 1) * groupFilters {
      sum.addProduct(
        gradient[cell * filters + filter], kernel[weight(tap, channel % groupChannels, filter)])
    }
    return sum
  }

  /// The shares, output cell by output cell.
  func inputGradientByOutputCells(_ gradient: [Float], _ kernel: [Float]) -> [Float] {
    var image = [Float](repeating: 0, count: window.image.count)
    for (cell, at) in window.outputCells.enumerated() {
      for tap in window.kernelCells {
        guard let pixel = window.pixel(at, tap) else { continue }
        for channel in 0..<window.channels {
          image[pixel * window.channels + channel] += share(cell, tap, channel, gradient, kernel)
        }
      }
    }
    return image
  }

  /// The shares, cell by cell of the window.
  private func inputGradientByTaps(_ gradient: [Float], _ kernel: [Float]) -> [Float] {
    var image = [Float](repeating: 0, count: window.image.count)
    for tap in window.kernelCells {
      for (cell, at) in window.outputCells.enumerated() {
        guard let pixel = window.pixel(at, tap) else { continue }
        for channel in 0..<window.channels {
          image[pixel * window.channels + channel] += share(cell, tap, channel, gradient, kernel)
        }
      }
    }
    return image
  }

  /// Goes on with a shard's chains: over the output's cells, zeros of the border among them.
  func addKernelGradient(
    _ image: ArraySlice<Float>, _ gradient: ArraySlice<Float>, to sum: inout [Float]
  ) {
    let (image, gradient) = (Array(image), Array(gradient))
    for (cell, at) in window.outputCells.enumerated() {
      for tap in window.kernelCells {
        let pixel = window.pixel(at, tap)
        for filter in 0..<filters {
          for channel in 0..<groupChannels {
            let number = pixel.map {
              image[$0 * window.channels + filter / groupFilters * groupChannels + channel]
            }
            sum[weight(tap, channel, filter)].addProduct(
              number ?? 0, gradient[cell * filters + filter])
          }
        }
      }
    }
  }
}

/// Adds the gradient of a bias over cells, in order.
func addBiasGradient(_ gradient: ArraySlice<Float>, to sum: inout [Float]) {
  for (place, number) in gradient.enumerated() { sum[place % sum.count] += number }
}

extension Array<Float> {
  /// The numbers of one of the examples that lie one after the other.
  func example(_ index: Int, of count: Int) -> ArraySlice<Float> {
    self[index * count..<(index + 1) * count]
  }

  /// Numbers with a bias for every place of a row.
  func adding(bias: [Float]?) -> [Float] {
    guard let bias else { return self }
    return enumerated().map { $1 + bias[$0 % bias.count] }
  }
}
