import Tensors

/// Normalizations and activations.
enum NormalizationKernels: KernelFamily {
  static let name = "kernels-normalization"

  static let summary =
    "batch normalization and activations of batches of 32, forward and backward: GB/s, every array "
    + "once."

  static var cases: [KernelCase] {
    [
      .forward("BatchNormalization()", on: [16, 16, 64]),
      .backward("BatchNormalization()", on: [16, 16, 64], inputs: 2, outputs: 1),
      .forward("ReLU()", on: [16, 16, 64]),
      .backward("ReLU()", on: [16, 16, 64], inputs: 1, outputs: 2),
      .forward("ELU()", on: [16, 16, 64]),
      .forward("Softmax()", on: [1000]),
    ]
  }
}
