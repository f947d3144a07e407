import CKernels
import Schemas
import Tensors

/// The sums of a convolution of one image that has its border of zeros.
///
/// The windows of an output row are rows of a matrix, read where they lie. Where it pays, windows of
/// 3×3 go by Winograd's algorithm F(2×2, 3×3), which makes four cells of the output of 16 products
/// instead of 36 (Lavin and Gray, arXiv:1509.09308).
struct ImageConvolution: Sendable {
  /// The image as it is read.
  let image: BorderedImage

  /// The numbers of an output cell.
  let filters: Int

  /// Whether the sums are Winograd's; they are others in the last bits.
  let isWinograd: Bool

  /// Matrices that Winograd's algorithm makes of an image and of a kernel: a tile of 4×4.
  private static let points = 16

  /// Numbers of a strip of tiles that stay in the cache while they are computed, at least.
  private static let stripCount = 98_304

  /// Convolves images of a window with so many filters.
  init(_ window: Window, filters: Int) {
    self.filters = filters
    isWinograd = Self.isWinograd(window, filters: filters)
    image = BorderedImage(window, evenOutput: isWinograd)
  }

  /// Whether Winograd's algorithm fits, and is faster: cells need enough numbers, and a kernel that is
  /// large enough tiles that read it.
  private static func isWinograd(_ window: Window, filters: Int) -> Bool {
    guard window.kernel == 3, window.strides == 1, window.dilation == 1 else { return false }
    let tiles = ((window.output.height + 1) / 2) * ((window.output.width + 1) / 2)
    return window.image[2] >= 16 && filters >= 16 && tiles >= 4
      && window.image[2] * filters <= 8192 * tiles
  }

  /// Why it is computed as it is.
  var reasons: [String] {
    isWinograd
      ? ["Winograd: tiles of 2×2 cells by 16 products instead of 36"]
      : ["direct: rows of windows are read where they lie, in an image with a border of zeros"]
  }

  private var window: Window { image.window }

  private var tileColumns: Int { (window.output.width + 1) / 2 }

  /// Rows of tiles that are computed at a time.
  private var tileRowsAtATime: Int {
    let row = Self.points * tileColumns * (image.channels + filters)
    let room = max(Self.stripCount, preparedCount / 2)
    return min(max(room / row, 1), (window.output.height + 1) / 2)
  }

  /// The kernel of direct sums, as products read it.
  private var packed: PackedMatrix { PackedMatrix(depth: window.patchCount, columns: filters) }

  /// Numbers of the kernel as it is prepared.
  var preparedCount: Int {
    isWinograd ? Self.points * image.channels * filters : packed.count
  }

  /// Numbers that a worker needs.
  var scratchCount: Int {
    guard isWinograd else { return 0 }
    return Self.points * tileRowsAtATime * tileColumns * (image.channels + filters)
  }

  /// Lays out a kernel `[kh, kw, C, F]` as the images will read it.
  ///
  /// - Parameters:
  ///   - kernel: The kernel.
  ///   - prepared: Takes `preparedCount` numbers.
  ///   - instructions: The instruction set of the sums.
  ///   - threads: The threads.
  /// - Returns: Where it is now.
  @discardableResult func prepare(
    _ kernel: UnsafePointer<Float>, in prepared: UnsafeMutablePointer<Float>,
    _ instructions: InstructionSet, _ threads: ThreadPool
  ) -> UnsafePointer<Float> {
    if isWinograd {
      let count = image.channels * filters
      threads.run(elements: count, with: (prepared, kernel, count)) {
        kk_winograd_kernel($0.0 + $1.lowerBound, $0.1 + $1.lowerBound, $0.2, $1.count)
      }
    } else {
      packed.pack(.init(kernel, rowStride: filters), into: prepared, instructions, threads)
    }
    return UnsafePointer(prepared)
  }

  /// Computes some rows of the output of an image.
  ///
  /// - Parameters:
  ///   - rows: The rows; of an even first one.
  ///   - pixels: The bordered image.
  ///   - kernel: The prepared kernel.
  ///   - output: Takes the first of the rows, and the others behind it.
  ///   - epilogue: What becomes of the sums; an addend begins with the first of the rows.
  ///   - instructions: The instruction set.
  ///   - scratch: `scratchCount` numbers.
  func convolve(
    rows: Range<Int>, of pixels: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: kk_epilogue,
    _ instructions: InstructionSet, _ scratch: UnsafeMutablePointer<Float>
  ) {
    if isWinograd {
      convolveTiles(rows, of: pixels, kernel, into: output, epilogue, instructions, scratch)
    } else {
      convolveRows(rows, of: pixels, kernel, into: output, epilogue, instructions)
    }
  }

  private func convolveRows(
    _ rows: Range<Int>, of pixels: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: kk_epilogue,
    _ instructions: InstructionSet
  ) {
    var product = kk_product()
    product.rows = window.output.width
    product.columns = filters
    product.segments = window.kernel.height
    product.inner = window.kernel.width * image.channels
    product.a_row_stride = window.strides.width * image.channels
    product.a_segment_stride = window.dilation.height * image.row
    product.a_stride = 1
    product.b = kernel
    product.b_layout = KK_IN_PANELS
    product.c_stride = filters
    product.epilogue = epilogue
    for row in rows {
      let done = (row - rows.lowerBound) * window.output.width * filters
      product.a = pixels + row * window.strides.height * image.row
      product.c = output + done
      product.epilogue.addend = epilogue.addend.map { $0 + done }
      kk_multiply(instructions.c, &product)
    }
  }

  private func convolveTiles(
    _ rows: Range<Int>, of pixels: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: kk_epilogue,
    _ instructions: InstructionSet,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    let channels = image.channels
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: 2 * tileRowsAtATime) {
      let height = min(2 * tileRowsAtATime, rows.upperBound - first)
      let tileRows = (height + 1) / 2
      let tiles = tileRows * tileColumns
      let products = scratch + Self.points * tiles * channels
      kk_winograd_input(
        scratch, pixels + first * image.row, image.row, tileRows, tileColumns, channels)
      for point in 0..<Self.points {
        MatrixProduct.multiply(
          by: .portable(instructions), into: products + point * tiles * filters, rowStride: filters,
          .init(scratch + point * tiles * channels, rowStride: channels),
          .init(kernel + point * channels * filters, rowStride: filters),
          rows: tiles, columns: filters, inner: channels)
      }
      let done = (first - rows.lowerBound) * window.output.width * filters
      kk_winograd_output(output + done, products, height, window.output.width, filters)
      var part = epilogue
      part.addend = epilogue.addend.map { $0 + done }
      kk_apply_epilogue(output + done, filters, height * window.output.width, filters, &part)
    }
  }
}
