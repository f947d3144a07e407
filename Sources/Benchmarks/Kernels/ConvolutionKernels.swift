import Tensors

/// Convolutions.
enum ConvolutionKernels: KernelFamily {
  static let name = "kernels-convolution"

  static let summary =
    "convolutions of batches of 32, forward and both gradients: GFLOP/s by the plain count of "
    + "multiplications and additions, and their share of the FMA peak that is measured before and "
    + "after each; medians of 25 rounds."

  static var cases: [KernelCase] {
    [
      // The second of the first lesson, by itself; then behind its pooling, where half of the
      // gradients and more are 0.
      KernelCase.products("Conv2D(64, 3, padding='same')", on: [14, 14, 32]),
      pooled,
      KernelCase.products("Conv2D(64, 3, padding='same')", on: [16, 16, 64]),
      KernelCase.products("Conv2D(256, 1)", on: [16, 16, 64]),
      KernelCase.products("Conv2D(64, 1)", on: [16, 16, 256]),
      KernelCase.products("Conv2D(128, 3, strides=2, padding='same')", on: [16, 16, 64]),
      // A gray picture in front of all that learns has no gradient of its own.
      KernelCase.products("Conv2D(16, 5, padding='same')", on: [96, 96, 1])
        .filter { $0.pass != "input gradient" },
      KernelCase.products("DepthwiseConv2D(3, padding='same')", on: [20, 20, 192]),
    ].flatMap { $0 }
  }

  /// The gradients go through what is not 0, and only that counts as work.
  private static var pooled: [KernelCase] {
    [("input gradient", "False"), ("weight gradient", "True")].map { pass, learns in
      let input: Shape = [14, 14, 32]
      let convolution = "Conv2D(64, 3, padding='same', activation='relu', trainable=\(learns))"
      return KernelCase(
        kernel: "Conv2D(64, 3, padding='same', activation='relu'), MaxPooling2D(2) on \(input)",
        pass: "\(pass), half of it 0"
      ) {
        let passes = try LayerPasses(
          [convolution, "MaxPooling2D(2)"], on: input, wantsInputGradients: learns == "False",
          gradientDensity: 0.5, $0)
        // The first pass leaves what is behind the ReLU.
        passes.backward()
        let patch = 3 * 3 * input[2]
        return PreparedKernel(
          work: .operations(2 * Double(passes.nonzeroGradientCount * patch)), run: passes.backward)
      }
    }
  }
}
