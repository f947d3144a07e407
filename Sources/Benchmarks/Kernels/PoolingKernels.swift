import Tensors

/// Poolings.
enum PoolingKernels: KernelFamily {
  static let name = "kernels-pooling"

  static let summary = "poolings of batches of 32, forward and backward: GB/s, every array once."

  static var cases: [KernelCase] {
    [
      .forward("MaxPooling2D(2)", on: [28, 28, 32]),
      // The winners are an array of the output's size.
      .backward("MaxPooling2D(2)", on: [28, 28, 32], inputs: 1, outputs: 2),
      .forward("AveragePooling2D(2)", on: [28, 28, 32]),
      .backward("AveragePooling2D(2)", on: [28, 28, 32], inputs: 1, outputs: 1),
      .forward("GlobalAveragePooling2D()", on: [10, 10, 640]),
      .backward("GlobalAveragePooling2D()", on: [10, 10, 640], inputs: 1, outputs: 1),
    ]
  }
}
