import Tensors

/// Dense layers.
enum DenseKernels: KernelFamily {
  static let name = "kernels-dense"

  static let summary =
    "products of batches of 32 with matrices, forward and both gradients: GFLOP/s and their share of "
    + "the FMA peak."

  static var cases: [KernelCase] {
    KernelCase.products("Dense(128)", on: [3136]) + KernelCase.products("Dense(1000)", on: [1280])
  }
}
