import Tensors

/// A step of a deep network on small pictures.
enum ResNet50Bench: Bench {
  static let name = "resnet50-32"

  static let hasPeers = true

  static let summary =
    "one training step of ResNet50 at 32×32×3, batch 32, everything trainable, 10 classes, Adam."

  private static let batchSize = 32

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    let training = try TrainingBench(
      layers: [
        "ResNet50(input_shape=(32, 32, 3), include_top=False, weights=None, pooling=avg)",
        "Dense(10, activation=softmax)",
      ], inputShape: [32, 32, 3], optimizer: "adam", batchSize: batchSize, settings)
    let pictures = RandomPictures(
      count: batchSize * settings.steps, shape: [32, 32, 3], classCount: 10)
    report(try training.stepMeasurement(pictures, steps: settings.steps))
  }
}
