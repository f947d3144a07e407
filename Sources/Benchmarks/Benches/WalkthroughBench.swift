import Datasets
import Engine
import Tensors
import Workspaces

/// An epoch of the first lesson's network.
enum WalkthroughBench: Bench {
  static let name = "walkthrough"

  static let hasPeers = true

  static let summary =
    "one epoch over Fashion-MNIST's 60,000 training images, batch 32, Adam, the network of the first "
    + "lesson; shuffling and scaling from bytes included; the second epoch counts."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    let seconds = try training(settings).epochSeconds(fashion(), epochs: 2)
    report(Measurement(seconds: seconds[1], unit: "epoch"))
  }

  /// The first lesson's network.
  static func training(_ settings: BenchSettings) throws -> TrainingBench {
    try TrainingBench(
      layers: [
        "Conv2D(32, 3, padding='same', activation='relu')", "MaxPooling2D(2, 2)",
        "Conv2D(64, 3, padding='same', activation='relu')", "MaxPooling2D(2, 2)", "Flatten()",
        "Dense(128, activation='relu')", "Dense(10, activation='softmax')",
      ], inputShape: [28, 28, 1], optimizer: "adam", batchSize: 32, settings)
  }

  /// The training images, scaled to 0…1.
  static func fashion() throws -> Split {
    let surroundings = SourceSurroundings(
      places: DataPlaces(folders: ["/usr/share/datasets"]), folder: "", workspace: DiskWorkspace())
    let source = FashionMNIST()
    var preparation = Preparation()
    preparation.map = PixelMap([PixelMap.Step(scale: 1 / 255, offset: 0)])
    let dataset = try preparation.apply(
      to: source.load(surroundings), classNames: (0..<10).map { "\($0)" })
    guard let train = dataset.split(named: "train") else { throw BenchError("no training images") }
    return train
  }
}
