import Engine
import Tensors

/// A training step of a small head on MobileNetV2, at 160×160, batch 32.
struct MobileNetBench {
  /// How the base is called: `(training=False)`, or nothing.
  var application = "(training=False)"

  /// Which of its layers learn.
  var trainable: String

  private static let batchSize = 32
  private static let inputShape: Shape = [160, 160, 3]

  static let setting =
    "at 160×160×3, batch 32: pooling, Dropout(0.2) and Dense(1) on MobileNetV2, "
    + "binary cross-entropy from logits, Adam; "

  func measurement(_ settings: BenchSettings) throws -> Measurement {
    let graph = try NetworkText.graph(
      [
        "Rescaling(1/127.5, offset=-1)",
        "MobileNetV2(input_shape=(160, 160, 3), include_top=False, weights=None)\(application)",
        "GlobalAveragePooling2D()", "Dropout(0.2)", "Dense(1)",
      ], inputShape: Self.inputShape)
    let base = graph.nodes[1].name
    let training = try TrainingBench(
      graph.freezing(layer: base, by: NetworkText.rule(trainable)),
      (NetworkText.loss("BinaryCrossentropy(from_logits=True)"), BinaryAccuracy()),
      optimizer: "Adam(1e-4)", batchSize: Self.batchSize, settings)
    let pictures = RandomPictures(
      count: Self.batchSize * settings.steps, shape: Self.inputShape, classCount: 2,
      brightest: 255)
    return try training.stepMeasurement(pictures, steps: settings.steps)
  }
}
