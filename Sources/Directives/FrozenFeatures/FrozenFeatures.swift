import Datasets
import Engine
import Execution
import Formats
import Schemas
import Synchronization
import Tensors
import Workspaces

/// What the frozen layers of a model make of data: computed once, kept in the cache, and read by all that
/// train or evaluate a model with such layers.
///
/// Results do not depend on it, nor do keys: it only takes less time.
struct FrozenFeatures {
  /// The model in two parts.
  let prefix: FrozenPrefix

  private let environment: Environment

  private static let kind = SharedBlocks.Kind("features", formatVersion: 1)

  /// The bytes that are in memory at a time while they are computed.
  private static let blockByteCount = 16 << 20

  /// Finds the frozen layers of a model; nil where there are none whose output is worth keeping.
  init?(of model: Graph, in environment: Environment) {
    guard environment.keepsFrozenFeatures,
      let prefix = FrozenPrefix(of: model, numerics: environment.numerics)
    else { return nil }
    self.prefix = prefix
    self.environment = environment
  }

  private var exampleByteCount: Int { prefix.rest.inputShape.count * MemoryLayout<Float>.stride }

  private var blockSize: Int { max(1, Self.blockByteCount / exampleByteCount) }

  /// Returns the features of some data, after computing them where nobody has.
  ///
  /// - Parameters:
  ///   - data: What the data are.
  ///   - label: What they are to the step.
  ///   - split: The examples.
  ///   - weights: The weights of the model.
  ///   - context: The step.
  /// - Returns: The examples as the other layers take them; nil where the whole model has to be run.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop.
  func source(
    of data: ResolvedData, _ label: String, _ split: Datasets.Split,
    weights: [(name: String, tensor: Tensor)], _ context: RunContext
  ) throws -> FeatureSource? {
    let byteCount = split.count * exampleByteCount
    guard byteCount <= context.memoryLimit else {
      context.remark(
        "what its frozen layers make of '\(split.name)' would take \(byteCount / 1_000_000) MB, more "
          + "than --memory: it is computed in every step instead")
      return nil
    }
    let parts = parts(of: data, label, weights: prefix.weights(of: weights), context)
    // Whoever is forced to begin with nothing shares only what was computed so in this run.
    let key = context.blocks.mayRead ? parts.key : (parts + [KeyPart("forced", "")]).key
    let blocks = try environment.features(key).blocks.withLock { blocks in
      if blocks == nil {
        blocks =
          try context.blocks.blocks(parts, Self.kind)
          ?? compute(parts, split, weights: weights, context)
      }
      return blocks
    }
    return blocks.map {
      FeatureSource(
        shape: prefix.rest.inputShape, labels: split.labels, blocks: $0, blockSize: blockSize,
        total: split.count)
    }
  }

  /// Says whether the features of some data are there already.
  ///
  /// - Parameters:
  ///   - data: The data, each with what they are to the step.
  ///   - isTrained: Whether the weights are those of a fit.
  ///   - context: The step; nil where an input has no result yet.
  /// - Returns: The remark.
  func remark(
    on data: [(data: ResolvedData, label: String)], isTrained: Bool, _ context: RunContext?
  ) -> String {
    let count = prefix.layers.layers.count
    let whose =
      count == 1 ? "the output of its frozen layer" : "the output of its \(count) frozen layers"
    guard let context, let weights = try? context.weights(isTrained: isTrained) else {
      return "\(whose) is computed once and kept, unless it is there"
    }
    let own = prefix.weights(of: weights)
    let isThere = data.allSatisfy {
      context.blocks.has(parts(of: $0.data, $0.label, weights: own, context), Self.kind)
    }
    return isThere ? "\(whose) is in the cache" : "\(whose) is computed once and kept"
  }

  /// What the features are a function of.
  private func parts(
    of data: ResolvedData, _ label: String, weights: [(name: String, tensor: Tensor)],
    _ context: RunContext
  ) -> [KeyPart] {
    var hash = SHA256()
    for weight in weights { weight.tensor.withElements { hash.update(UnsafeRawBufferPointer($0)) } }
    return [
      KeyPart("numerics", environment.numerics.name),
      KeyPart("layers", prefix.layers.canonical.text),
      KeyPart("weights", hash.digest().description),
      KeyPart("data", context.digest(ofInput: label).description),
      KeyPart("slice", data.sliceText),
      KeyPart("examples of a block", "\(blockSize)"),
    ]
  }

  /// Computes features and keeps them; nil where they cannot be kept, or are no numbers.
  private func compute(
    _ parts: [KeyPart], _ split: Datasets.Split, weights: [(name: String, tensor: Tensor)],
    _ context: RunContext
  ) throws -> [MappedFile]? {
    var blocks: [Digest] = []
    var numbers: [Float] = []
    let blockCount = blockSize * prefix.rest.inputShape.count
    numbers.reserveCapacity(min(blockCount, split.count * prefix.rest.inputShape.count))
    var done = 0
    func keep(_ count: Int) throws {
      let shape = prefix.rest.inputShape.batched(count / prefix.rest.inputShape.count)
      let tensor = Tensor(Array(numbers[..<count]), shape: shape)
      numbers.removeFirst(count)
      do {
        blocks.append(
          try context.blocks.add(Safetensors.encode([(name: "features", tensor: tensor)])))
      } catch {
        throw NotKept(cause: error)
      }
    }
    do {
      let isFinite = try prefix.run(
        over: split, weights: weights, threads: environment.threads(ofLane: context.lane),
        numerics: environment.numerics, isCancelled: context.isCancelled
      ) { batch in
        numbers += batch
        if numbers.count >= blockCount { try keep(blockCount) }
        done += batch.count / prefix.rest.inputShape.count
        context.report(Progress(stage: "frozen layers", completed: done, total: split.count))
      }
      guard isFinite else { return nil }
      if !numbers.isEmpty { try keep(numbers.count) }
      try context.blocks.keep(blocks, under: parts, Self.kind)
    } catch let error as NotKept {
      context.blocks.reportNotKept(error.cause)
      return nil
    } catch let error as StoreError {
      context.blocks.reportNotKept(error)
      return nil
    } catch let error as WorkspaceError {
      context.blocks.reportNotKept(error)
      return nil
    }
    return context.blocks.kept(parts, Self.kind)
  }

  /// A block could not be written.
  private struct NotKept: Error {
    var cause: any Error
  }
}
