/// The benches; a new one adds its line here.
enum BenchCatalog {
  /// The benches, sorted by name.
  static let benches: [any Bench.Type] = [
    BusyProcessBench.self,
    CachedRunBench.self,
    CheckBench.self,
    EditOneBench.self,
    FrozenPrefixBench.self,
    GrayCNNBench.self,
    ConvolutionKernels.self,
    DenseKernels.self,
    ImageKernels.self,
    NormalizationKernels.self,
    PoolingKernels.self,
    UpdateKernels.self,
    JPEGFolderBench.self,
    LessonBench.self,
    MobileNetFinetuneBench.self,
    MobileNetFrozenBench.self,
    MobileNetFullBench.self,
    Noop1000Bench.self,
    Noop30Bench.self,
    Publish100Bench.self,
    ResNet50Bench.self,
    ThreadScalingBench.self,
    WalkthroughBench.self,
  ]

  /// The benches that the peers know.
  static var peerBenches: [any Bench.Type] { benches.filter { $0.hasPeers } }

  /// The bench of a name, or all whose names begin with it and a hyphen: `kernels`.
  static func benches(named name: String) -> [any Bench.Type] {
    benches.filter { $0.name == name || $0.name.hasPrefix(name + "-") }
  }
}
