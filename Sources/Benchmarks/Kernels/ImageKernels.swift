import Tensors

/// What is done to pictures before a network sees them.
enum ImageKernels: KernelFamily {
  static let name = "kernels-images"

  static let summary =
    "augmentation and resizing of 32 colour pictures: GB/s, every array once."

  static var cases: [KernelCase] {
    [
      .forward("RandomFlip('horizontal')", on: [96, 96, 3]),
      .forward("RandomRotation(0.1)", on: [96, 96, 3]),
      .forward("RandomZoom(0.2)", on: [96, 96, 3]),
      .forward("RandomContrast(0.2)", on: [96, 96, 3]),
      .forward("Resizing(160, 160)", on: [96, 96, 3]),
      .forward("UpSampling2D(2, interpolation='bilinear')", on: [96, 96, 3]),
    ]
  }
}
