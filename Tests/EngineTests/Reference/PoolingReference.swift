import Schemas
import Tensors

/// Pooling of one image in plain loops; see "Pooling" of the order contract.
struct PoolingReference {
  var window: WindowReference

  private var channels: Int { window.channels }

  /// The pixels under the window at an output cell that lie on the image, in order.
  private func pixels(_ at: WindowReference.Cell) -> [Int] {
    window.kernelCells.compactMap { window.pixel(at, $0) }
  }

  /// The pixel that wins: the first of equals.
  func winner(_ at: WindowReference.Cell, _ channel: Int, _ image: [Float]) -> Int {
    let pixels = pixels(at)
    var best = pixels[0]
    for pixel in pixels
    where image[pixel * channels + channel] > image[best * channels + channel] { best = pixel }
    return best
  }

  func greatest(_ image: ArraySlice<Float>) -> [Float] {
    let image = Array(image)
    return window.outputCells.flatMap { at in
      (0..<channels).map { image[winner(at, $0, image) * channels + $0] }
    }
  }

  /// Whether every pixel lies under exactly one window.
  private var tiles: Bool {
    window.strides == window.kernel
      && window.image[0] == window.output.height * window.strides.height
      && window.image[1] == window.output.width * window.strides.width
  }

  func greatestBackward(_ image: ArraySlice<Float>, _ gradient: ArraySlice<Float>) -> [Float] {
    let (image, gradient) = (Array(image), Array(gradient))
    var result = [Float](repeating: 0, count: window.image.count)
    for (cell, at) in window.outputCells.enumerated() {
      for channel in 0..<channels {
        let pixel = winner(at, channel, image)
        let place = pixel * channels + channel
        let share = gradient[cell * channels + channel]
        result[place] = tiles ? share : result[place] + share
      }
    }
    return result
  }

  func mean(_ image: ArraySlice<Float>) -> [Float] {
    let image = Array(image)
    return window.outputCells.flatMap { at in
      (0..<channels).map { channel in
        var sum: Float = 0
        for pixel in pixels(at) { sum += image[pixel * channels + channel] }
        return sum / Float(pixels(at).count)
      }
    }
  }

  func meanBackward(_ gradient: ArraySlice<Float>) -> [Float] {
    let gradient = Array(gradient)
    var result = [Float](repeating: 0, count: window.image.count)
    for (cell, at) in window.outputCells.enumerated() {
      for pixel in pixels(at) {
        for channel in 0..<channels {
          result[pixel * channels + channel] +=
            gradient[cell * channels + channel] / Float(pixels(at).count)
        }
      }
    }
    return result
  }
}
