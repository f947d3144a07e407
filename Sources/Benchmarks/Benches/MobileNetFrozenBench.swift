/// A step of a head on a frozen network.
enum MobileNetFrozenBench: Bench {
  static let name = "mobilenet-frozen"

  static let hasPeers = true

  static let summary =
    "one training step \(MobileNetBench.setting)the network frozen, and run in every step."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    report(try MobileNetBench(trainable: "none").measurement(settings))
  }
}
