import Engine
import Tensors

/// A step of a plain network on larger gray pictures.
enum GrayCNNBench: Bench {
  static let name = "cnn-gray-96"

  static let hasPeers = true

  static let summary =
    "one training step of a plain CNN at 96×96×1, batch 64: Conv2D 16 to 256 with 5×5 then 3×3 "
    + "kernels, ELU, MaxPooling2D, Dropout, Dense 128/64/2, RMSprop; the better of two epochs."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    let blocks = [(16, 5), (32, 5), (64, 3), (128, 3), (256, 3)]
    let training = try TrainingBench(
      layers: blocks.flatMap { filters, kernel in
        [
          "Conv2D(\(filters), \(kernel), padding='same', activation='elu')", "MaxPooling2D(2)",
          "Dropout(0.25)",
        ]
      } + [
        "Flatten()", "Dense(128, activation='relu')", "Dense(64, activation='relu')",
        "Dense(2, activation='softmax')",
      ], inputShape: [96, 96, 1], optimizer: "rmsprop", batchSize: 64, settings)
    let pictures = RandomPictures(count: 64 * settings.steps, shape: [96, 96, 1], classCount: 2)
    report(try training.stepMeasurement(pictures, steps: settings.steps))
  }
}

/// Pictures of noise, the same at every run.
struct RandomPictures: BatchSource {
  let count: Int
  let shape: Shape
  private let pixels: [Float]
  private let labels: [Int32]

  init(count: Int, shape: Shape, classCount: Int, brightest: Float = 1) {
    self.count = count
    self.shape = shape
    let random = Random(seed: 42)
    let noise = Random.Purpose("bench/pixels")
    pixels = (0..<count * shape.count).map {
      random.uniform(noise, at: $0) * brightest
    }
    let classes = Random.Purpose("bench/labels")
    labels = (0..<count).map { Int32(random.uniform(classes, at: $0) * Float(classCount)) }
  }

  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = shape.count
    for (position, index) in indices.enumerated() {
      let first = Int(index) * size
      _ = UnsafeMutableBufferPointer(rebasing: inputs[(position * size)...])
        .update(from: pixels[first..<first + size])
      labels[position] = self.labels[Int(index)]
    }
  }
}
