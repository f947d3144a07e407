/// A step of a head on a network whose upper layers learn.
enum MobileNetFinetuneBench: Bench {
  static let name = "mobilenet-finetune"

  static let hasPeers = true

  static let summary =
    "one training step \(MobileNetBench.setting)the network trainable from layer 100 on, batch "
    + "normalization in inference mode."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    report(try MobileNetBench(trainable: "layers[100:]").measurement(settings))
  }
}
