/// A step of a whole network.
enum MobileNetFullBench: Bench {
  static let name = "mobilenet-full"

  static let hasPeers = true

  static let summary =
    "one training step \(MobileNetBench.setting)the whole network trainable, batch normalization in "
    + "training mode."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    report(try MobileNetBench(application: "", trainable: "all").measurement(settings))
  }
}
