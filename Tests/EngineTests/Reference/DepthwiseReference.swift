import Schemas
import Tensors

/// Depthwise convolutions of one image in plain loops, without the border; see "Convolutions" of the order contract.
struct DepthwiseReference {
  var window: WindowReference
  var multiplier: Int

  var filters: Int { window.channels * multiplier }

  var kernelCount: Int { window.kernelCells.count * filters }

  private func weight(_ tap: WindowReference.Cell, _ filter: Int) -> Int {
    (tap.y * window.kernel.width + tap.x) * filters + filter
  }

  func output(_ image: ArraySlice<Float>, _ kernel: [Float]) -> [Float] {
    let image = Array(image)
    return window.outputCells.flatMap { at in
      (0..<filters).map { filter in
        var sum: Float = 0
        for tap in window.kernelCells {
          guard let pixel = window.pixel(at, tap) else { continue }
          sum.addProduct(
            image[pixel * window.channels + filter / multiplier], kernel[weight(tap, filter)])
        }
        return sum
      }
    }
  }

  func inputGradient(_ gradient: ArraySlice<Float>, _ kernel: [Float]) -> [Float] {
    let gradient = Array(gradient)
    var image = [Float](repeating: 0, count: window.image.count)
    for (cell, at) in window.outputCells.enumerated() {
      for tap in window.kernelCells {
        guard let pixel = window.pixel(at, tap) else { continue }
        for filter in 0..<filters {
          image[pixel * window.channels + filter / multiplier].addProduct(
            gradient[cell * filters + filter], kernel[weight(tap, filter)])
        }
      }
    }
    return image
  }

  func addKernelGradient(
    _ image: ArraySlice<Float>, _ gradient: ArraySlice<Float>, to sum: inout [Float]
  ) {
    let (image, gradient) = (Array(image), Array(gradient))
    for (cell, at) in window.outputCells.enumerated() {
      for tap in window.kernelCells {
        guard let pixel = window.pixel(at, tap) else { continue }
        for filter in 0..<filters {
          sum[weight(tap, filter)].addProduct(
            image[pixel * window.channels + filter / multiplier],
            gradient[cell * filters + filter])
        }
      }
    }
  }
}
