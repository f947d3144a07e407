import CKernels

/// What a random layer does to one picture, once its random numbers are drawn.
public enum ImageTransform: Sendable, Equatable {
  /// Nothing.
  case identity
  /// Columns or rows in reverse.
  case flip(horizontal: Bool, vertical: Bool)
  /// Every pixel shows another place.
  case affine(AffineTransform, ImageFill)
  /// Numbers move away from the mean of their channel, or towards it, within a range.
  case contrast(factor: Float, low: Float, high: Float)
  /// Numbers grow by one and the same, within a range.
  case brightness(delta: Float, low: Float, high: Float)
  /// A part of the picture, resized where the output has another size.
  case window(top: Int, left: Int, height: Int, width: Int)

  /// Transforms a picture.
  ///
  /// - Parameters:
  ///   - output: Takes the numbers of the output.
  ///   - input: The numbers of the picture.
  ///   - size: The size of the picture.
  ///   - outputSize: The size of the output; only a window may change it.
  func apply(
    to output: UnsafeMutablePointer<Float>, from input: UnsafePointer<Float>, size: ImageSize,
    outputSize: ImageSize
  ) {
    switch self {
    case .identity:
      output.update(from: input, count: size.count)
    case .flip(let horizontal, let vertical):
      kk_flip(
        output, input, size.height, size.width, size.channels, horizontal ? 1 : 0, vertical ? 1 : 0)
    case .affine(let transform, let fill):
      var affine = kk_affine(transform, fill, size, row: size.width, to: outputSize)
      kk_affine_forward(output, input, &affine)
    case .contrast(let factor, let low, let high):
      kk_contrast_forward(
        output, input, size.height * size.width, size.channels, factor, low, high)
    case .brightness(let delta, let low, let high):
      kk_brightness_forward(output, input, size.count, delta, low, high)
    case .window(let top, let left, let height, let width):
      let start = input + (top * size.width + left) * size.channels
      guard height != outputSize.height || width != outputSize.width else {
        kk_copy_rows(
          output, start, height, width * size.channels, width * size.channels,
          size.width * size.channels)
        return
      }
      var affine = Self.resizing(
        ImageSize(height: height, width: width, channels: size.channels), row: size.width,
        to: outputSize)
      kk_affine_forward(output, start, &affine)
    }
  }

  /// Computes the gradient of the picture from that of the output.
  ///
  /// The gradient of a moved picture is that of its bilinear weights; TensorFlow moves the gradient
  /// back by the inverse map instead, which comes near it.
  ///
  /// - Parameters:
  ///   - inputGradient: Takes the gradient.
  ///   - gradient: The gradient of the output.
  ///   - input: The picture.
  ///   - size: The size of the picture.
  ///   - outputSize: The size of the output.
  func differentiate(
    to inputGradient: UnsafeMutablePointer<Float>, from gradient: UnsafePointer<Float>,
    input: UnsafePointer<Float>, size: ImageSize, outputSize: ImageSize
  ) {
    switch self {
    case .identity:
      inputGradient.update(from: gradient, count: size.count)
    case .flip(let horizontal, let vertical):
      kk_flip(
        inputGradient, gradient, size.height, size.width, size.channels, horizontal ? 1 : 0,
        vertical ? 1 : 0)
    case .affine(let transform, let fill):
      inputGradient.update(repeating: 0, count: size.count)
      var affine = kk_affine(transform, fill, size, row: size.width, to: outputSize)
      kk_affine_backward(inputGradient, gradient, &affine)
    case .contrast(let factor, let low, let high):
      kk_contrast_backward(
        inputGradient, gradient, input, size.height * size.width, size.channels, factor, low, high)
    case .brightness(let delta, let low, let high):
      kk_brightness_backward(inputGradient, gradient, input, size.count, delta, low, high)
    case .window(let top, let left, let height, let width):
      inputGradient.update(repeating: 0, count: size.count)
      let start = inputGradient + (top * size.width + left) * size.channels
      guard height != outputSize.height || width != outputSize.width else {
        kk_copy_rows(
          start, gradient, height, width * size.channels, size.width * size.channels,
          width * size.channels)
        return
      }
      var affine = Self.resizing(
        ImageSize(height: height, width: width, channels: size.channels), row: size.width,
        to: outputSize)
      kk_affine_backward(start, gradient, &affine)
    }
  }

  /// Transforms a picture into a new one, for looking at transforms one by one.
  package func applied(to input: [Float], size: ImageSize, outputSize: ImageSize) -> [Float] {
    Array(unsafeUninitializedCapacity: outputSize.count) { output, count in
      input.withUnsafeBufferPointer { input in
        guard let start = output.baseAddress, let input = input.baseAddress else { return }
        apply(to: start, from: input, size: size, outputSize: outputSize)
      }
      count = outputSize.count
    }
  }

  /// Resizing a window whose rows lie as far apart as those of a picture of so many columns.
  private static func resizing(_ window: ImageSize, row: Int, to size: ImageSize) -> kk_affine {
    kk_affine(
      AffineTransform.resizing(window, to: size), ImageFill(.nearest), window, row: row, to: size)
  }
}

extension kk_affine {
  fileprivate init(
    _ transform: AffineTransform, _ fill: ImageFill, _ size: ImageSize, row: Int,
    to output: ImageSize
  ) {
    let t = transform.coefficients
    self.init(
      t0: t[0], t1: t[1], t2: t[2], t3: t[3], t4: t[4], t5: t[5], t6: t[6], t7: t[7],
      fill_mode: fill.mode.code, interpolation: fill.interpolation.code, fill_value: fill.value,
      in_h: size.height, in_w: size.width, in_row: row * size.channels, out_h: output.height,
      out_w: output.width, c: size.channels)
  }
}

extension FillMode {
  fileprivate var code: Int32 {
    let code =
      switch self {
      case .constant: KK_FILL_CONSTANT
      case .reflect: KK_FILL_REFLECT
      case .wrap: KK_FILL_WRAP
      case .nearest: KK_FILL_NEAREST
      }
    return Int32(bitPattern: code.rawValue)
  }
}

extension AffineInterpolation {
  fileprivate var code: Int32 {
    Int32(bitPattern: (self == .nearest ? KK_NEAREST : KK_BILINEAR).rawValue)
  }
}
