import CKernels
import Schemas
import Tensors

/// An image with the border of zeros that the windows of a convolution reach into.
///
/// In it a row of a window is one run of memory, `kw · C` numbers.
struct BorderedImage: Sendable {
  /// The geometry of the convolution.
  let window: Window

  /// Cells from top to bottom and from left to right, at least those of the image.
  let height: Int
  let width: Int

  /// Lays out the image of a convolution whose window's cells are side by side.
  ///
  /// - Parameters:
  ///   - window: The geometry.
  ///   - evenOutput: Whether to have room for an even number of the window's places along both axes.
  init(_ window: Window, evenOutput: Bool = false) {
    self.window = window
    func places(_ count: Int) -> Int { evenOutput ? (count + 1) / 2 * 2 : count }
    height = max(
      (places(window.output.height) - 1) * window.strides.height
        + (window.kernel.height - 1) * window.dilation.height + 1, window.image[0])
    width = max(
      (places(window.output.width) - 1) * window.strides.width + window.kernel.width,
      window.image[1])
  }

  /// Numbers of a cell.
  var channels: Int { window.image[2] }

  /// Numbers of a row.
  var row: Int { width * channels }

  /// Numbers of all.
  var count: Int { height * row }

  /// Whether it differs from the image.
  var hasBorder: Bool { height > window.image[0] || width > window.image[1] }

  /// Where the image begins in it.
  var imageOffset: Int { window.padding.top * row + window.padding.left * channels }

  /// Returns an image with its border; the image itself where it needs none.
  func read(
    _ pixels: UnsafePointer<Float>, in scratch: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    guard hasBorder else { return pixels }
    kk_border(
      scratch, pixels, window.image[0], window.image[1], channels, window.padding.top,
      window.padding.left, height, width)
    return UnsafePointer(scratch)
  }

  /// Takes the image out of its border.
  func crop(_ bordered: UnsafePointer<Float>, into image: UnsafeMutablePointer<Float>) {
    let length = window.image[1] * channels
    kk_copy_rows(image, bordered + imageOffset, window.image[0], length, length, row)
  }
}
