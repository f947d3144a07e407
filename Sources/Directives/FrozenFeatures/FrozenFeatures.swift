import Datasets
import Engine
import Execution
import Schemas
import Synchronization
import Tensors
import Workspaces

/// What the frozen layers of a model make of data: computed once, kept in the cache, and read by all that
/// train or look at examples with a model with such layers.
///
/// Results do not depend on it, nor do keys: it only takes less time.
struct FrozenFeatures {
  /// The model in two parts.
  let prefix: FrozenPrefix

  let environment: Environment

  static let kind = SharedBlocks.Kind("features", formatVersion: 1)

  /// The bytes of a block.
  private static let blockByteCount = 16 << 20

  /// Finds the frozen layers of a model; nil where there are none whose output is worth keeping.
  init?(of model: Graph, in environment: Environment) {
    guard environment.keepsFrozenFeatures,
      let prefix = FrozenPrefix(of: model, numerics: environment.numerics)
    else { return nil }
    self.prefix = prefix
    self.environment = environment
  }

  /// The bytes of the features of so many examples.
  func byteCount(of exampleCount: Int) -> Int {
    exampleCount * prefix.rest.inputShape.count * MemoryLayout<Float>.stride
  }

  /// About how many bytes it takes to compute features, and then to use them.
  ///
  /// - Parameters:
  ///   - count: The examples.
  ///   - user: What the work with them takes.
  ///   - threadCount: The threads.
  /// - Returns: The bytes.
  func byteCount(toUseFor count: Int, besides user: Int, _ threadCount: Int) -> Int {
    let computing = environment.byteCount(
      of: prefix.layers, batchSize: FrozenPrefix.batchSize, threadCount: threadCount)
    let block = min(byteCount(of: count), Self.blockByteCount)
    return byteCount(of: count) + max(computing + block, user)
  }

  /// Examples of a block.
  var blockSize: Int { max(1, Self.blockByteCount / byteCount(of: 1)) }

  /// Returns the features of some data, after computing them where nobody has.
  ///
  /// - Parameters:
  ///   - data: What the data are.
  ///   - label: What they are to the step.
  ///   - split: The examples.
  ///   - weights: The weights of the model.
  ///   - context: The step.
  /// - Returns: The examples as the other layers take them; nil where the whole model has to be run.
  /// - Throws: `TrainingError.interrupted` or `RunInterrupted` where it was asked to stop.
  func source(
    of data: ResolvedData, _ label: String, _ split: Datasets.Split,
    weights: [(name: String, tensor: Tensor)], _ context: RunContext
  ) throws -> FeatureSource? {
    let byteCount = byteCount(of: split.count)
    guard byteCount <= context.memoryLimit else {
      context.remark(
        "what its frozen layers make of '\(split.name)' would take \(byteCount / 1_000_000) MB, more "
          + "than --memory: it is computed in every step instead")
      return nil
    }
    let digest = digest(ofWeights: weights)
    let parts = parts(of: data, label, weights: digest, context)
    func found() throws -> FeatureSource? {
      try read(0..<split.count, of: split.count, split.labels, parts, context)
        ?? readPart(of: data, label, split, weights: digest, context)
    }
    if let source = try found() { return source }
    return try kept(parts, context).turn.withLock { _ in
      if let source = try found() { return source }
      let making = try context.blocks.beginMaking(parts, isCancelled: context.isCancelled) {
        context.remark(
          "waits for another process, which computes what its frozen layers make of '\(split.name)'"
        )
      }
      defer { making.end() }
      if let source = try found() { return source }
      guard try compute(parts, split, weights: weights, context, making) else { return nil }
      return read(0..<split.count, of: split.count, split.labels, parts, context, isOwn: true)
    }
  }

  // MARK: - Keys

  /// What the features are a function of.
  func parts(
    of data: ResolvedData, _ label: String, weights: Digest, _ context: RunContext
  ) -> [KeyPart] {
    [
      KeyPart("numerics", environment.numerics.name),
      KeyPart("layers", prefix.layers.canonical.text),
      KeyPart("weights", weights.description),
      KeyPart("data", context.digest(ofInput: label).description),
      KeyPart("slice", data.sliceText),
      KeyPart("examples of a block", "\(blockSize)"),
    ]
  }

  /// The digest of the weights of the frozen layers, out of those of a model.
  func digest(ofWeights weights: [(name: String, tensor: Tensor)]) -> Digest {
    var hash = SHA256()
    for weight in prefix.weights(of: weights) {
      weight.tensor.withElements { hash.update(UnsafeRawBufferPointer($0)) }
    }
    return hash.digest()
  }

  // MARK: - What is there

  /// What this process has of some features.
  private func kept(_ parts: [KeyPart], _ context: RunContext) -> KeptFeatures {
    // Whoever is forced to begin with nothing shares only what was computed so in this run.
    environment.features(
      context.blocks.mayRead ? parts.key : (parts + [KeyPart("forced", "")]).key)
  }

  /// Reads some of the features under a key; nil where they are not there.
  ///
  /// - Parameters:
  ///   - range: The examples.
  ///   - total: All examples under the key.
  ///   - labels: The labels of the examples.
  ///   - parts: What the key is made of.
  ///   - context: The step.
  ///   - isOwn: Whether they were computed by this step.
  /// - Returns: The examples.
  private func read(
    _ range: Range<Int>, of total: Int, _ labels: [Int32], _ parts: [KeyPart],
    _ context: RunContext, isOwn: Bool = false
  ) -> FeatureSource? {
    let needed = range.lowerBound / blockSize..<(range.upperBound + blockSize - 1) / blockSize
    let found = kept(parts, context).blocks.withLock { blocks -> [MappedFile]? in
      if needed.contains(where: { blocks[$0] == nil }) {
        let read =
          isOwn
          ? context.blocks.kept(needed, of: parts, Self.kind)
          : context.blocks.blocks(needed, of: parts, Self.kind)
        guard let read else { return nil }
        for (index, block) in zip(needed, read) { blocks[index] = block }
      }
      return needed.compactMap { blocks[$0] }
    }
    let before = needed.lowerBound * blockSize
    return found.map {
      FeatureSource(
        shape: prefix.rest.inputShape, labels: labels, blocks: $0, blockSize: blockSize,
        total: total - before, first: range.lowerBound - before)
    }
  }

  /// Reads the features of a part of a split out of those of all of it, where those are there.
  private func readPart(
    of data: ResolvedData, _ label: String, _ split: Datasets.Split, weights: Digest,
    _ context: RunContext
  ) throws -> FeatureSource? {
    guard let whole = data.whole else { return nil }
    let total = try whole.load(context).count
    let range = try data.expression.range(in: total)
    return read(
      range, of: total, split.labels, parts(of: whole, label, weights: weights, context), context)
  }
}
