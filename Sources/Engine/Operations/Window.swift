import CKernels
public import Schemas
import Tensors

/// A window that slides over an image `[H, W, C]`.
struct Window: Sendable, Equatable {
  /// The image.
  let image: Shape

  /// The window's cells.
  let kernel: Size2D

  /// Steps between places.
  let strides: Size2D

  /// Distances between the window's cells.
  let dilation: Size2D

  /// Cells of padding before the first row and column.
  let padding: (top: Int, left: Int)

  /// Places along both axes.
  let output: Size2D

  static func == (left: Window, right: Window) -> Bool {
    left.image == right.image && left.kernel == right.kernel && left.strides == right.strides
      && left.dilation == right.dilation && left.padding == right.padding
  }

  /// Lays a window over an image.
  ///
  /// - Parameters:
  ///   - image: `[H, W, C]`.
  ///   - kernel: The window's cells.
  ///   - strides: Steps between places.
  ///   - dilation: Distances between the window's cells.
  ///   - padding: `.same` pads to `⌈size / stride⌉` places, the odd cell at the bottom and the right.
  ///   - argument: What the layer calls the window, for errors.
  /// - Throws: `ShapeError` where the window does not fit on the image.
  init(
    on image: Shape, kernel: Size2D, strides: Size2D, dilation: Size2D = 1, padding: Padding,
    argument: String
  ) throws(ShapeError) {
    try ShapeError.requireImage(image)
    self.image = image
    self.kernel = kernel
    self.strides = strides
    self.dilation = dilation
    let span = Size2D(
      (kernel.height - 1) * dilation.height + 1, (kernel.width - 1) * dilation.width + 1)
    switch padding {
    case .valid:
      guard span.height <= image[0], span.width <= image[1] else {
        throw ShapeError(
          "\(argument) \(span.words) is larger than the \(image[0])×\(image[1]) input; "
            + "did you mean padding='same'?")
      }
      self.padding = (0, 0)
      output = Size2D(
        (image[0] - span.height) / strides.height + 1, (image[1] - span.width) / strides.width + 1)
    case .same:
      output = Size2D(
        (image[0] + strides.height - 1) / strides.height,
        (image[1] + strides.width - 1) / strides.width)
      let rows = max((output.height - 1) * strides.height + span.height - image[0], 0)
      let columns = max((output.width - 1) * strides.width + span.width - image[1], 0)
      self.padding = (rows / 2, columns / 2)
    }
  }

  /// The window at the same places, where the outermost cells of its image are zeros that it makes itself.
  ///
  /// - Parameters:
  ///   - border: The rows above and the columns left of the image that are zeros.
  ///   - image: The image without them.
  /// - Returns: The window over that image.
  func padded(by border: (top: Int, left: Int), image: Shape) -> Window {
    Window(padding: self, border, image)
  }

  private init(padding window: Window, _ border: (top: Int, left: Int), _ image: Shape) {
    self.image = image
    kernel = window.kernel
    strides = window.strides
    dilation = window.dilation
    padding = (window.padding.top + border.top, window.padding.left + border.left)
    output = window.output
  }

  /// The window of the convolution that carries gradients back, where this one takes steps of one
  /// cell: it goes over the gradient of an output of so many filters.
  func reversed(filters: Int) -> Window { Window(reversing: self, filters: filters) }

  private init(reversing window: Window, filters: Int) {
    image = [window.output.height, window.output.width, filters]
    kernel = window.kernel
    strides = 1
    dilation = 1
    padding = (
      window.kernel.height - 1 - window.padding.top, window.kernel.width - 1 - window.padding.left
    )
    output = Size2D(window.image[0], window.image[1])
  }

  /// Writes a kernel as the reversed window reads it: its cells from the last to the first, filters in the
  /// place of channels.
  ///
  /// - Parameters:
  ///   - kernel: `[kh, kw, C, F]`.
  ///   - filters: The filters.
  ///   - reversed: Takes `[kh, kw, F, C]`.
  ///   - threads: The threads.
  func reverseKernel(
    _ kernel: UnsafePointer<Float>, filters: Int, into reversed: UnsafeMutablePointer<Float>,
    _ threads: ThreadPool
  ) {
    let taps = self.kernel.height * self.kernel.width
    threads.run(
      elements: taps, by: max(ThreadPool.elementTile / (image[2] * filters), 1),
      with: (reversed, kernel, taps, image[2], filters)
    ) {
      kk_flip_kernel($0.0, $0.1, $0.2, $0.3, $0.4, $1.lowerBound, $1.upperBound)
    }
  }

  /// Places of the window.
  var outputCells: Int { output.height * output.width }

  /// Numbers under the window.
  var patchCount: Int { kernel.height * kernel.width * image[2] }

  /// Whether the window is one cell that goes everywhere.
  var isPointwise: Bool { kernel == 1 && strides == 1 }

  /// Rows of the image under some rows of the output.
  func rows(under output: Range<Int>) -> Range<Int> {
    let first = output.lowerBound * strides.height - padding.top
    let end = (output.upperBound - 1) * strides.height - padding.top + kernel.height
    let low = min(max(first, 0), image[0])
    return low..<max(min(end, image[0]), low)
  }

  /// Rows of the output whose windows touch some rows of the image.
  func rows(over rows: Range<Int>) -> Range<Int> {
    let above = rows.lowerBound + padding.top
    let touching = above < kernel.height ? 0 : (above - kernel.height) / strides.height + 1
    // Not below the first row: a part of the window has no cells above its image.
    let first = min(touching, above / strides.height)
    let end = min((rows.upperBound - 1 + padding.top) / strides.height + 1, output.height)
    return min(first, end)..<end
  }

  /// The window on some rows of the image, for some rows of the output.
  func part(image rows: Range<Int>, output places: Range<Int>) -> kk_window {
    var part = c
    part.h = rows.count
    part.out_h = places.count
    part.pad_top = padding.top + rows.lowerBound - places.lowerBound * strides.height
    return part
  }

  /// The window as the kernels take it.
  var c: kk_window {
    kk_window(
      h: image[0], w: image[1], c: image[2], kernel_h: kernel.height, kernel_w: kernel.width,
      stride_h: strides.height, stride_w: strides.width, dilation_h: dilation.height,
      dilation_w: dilation.width, pad_top: padding.top, pad_left: padding.left,
      out_h: output.height, out_w: output.width)
  }
}

extension Size2D {
  /// As messages write it: one number where both are the same.
  var words: String { height == width ? "\(height)" : "(\(height), \(width))" }
}

extension ShapeError {
  /// Demands that a window takes steps, or has its cells apart, but not both; as Keras does.
  static func requireStepsOrDistances(_ strides: Size2D, _ dilation: Size2D) throws(ShapeError) {
    guard strides == 1 || dilation == 1 else {
      throw ShapeError(
        "strides \(strides.words) and dilation_rate \(dilation.words) exclude each other")
    }
  }
}

/// What happens at the border of an image.
public enum Padding: String, WordValue {
  /// The window stays on the image.
  case valid
  /// Zeros around the image keep its size (divided by the stride).
  case same
}
