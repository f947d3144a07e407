import Datasets
import Engine
import Execution
import Tensors
import Workspaces

extension FrozenFeatures {
  /// A block could not be written.
  private struct NotKept: Error {
    var cause: any Error
  }

  /// Computes features and keeps them.
  ///
  /// - Parameters:
  ///   - parts: What the key is made of.
  ///   - split: The examples.
  ///   - weights: The weights of the model.
  ///   - context: The step.
  ///   - making: Others wait as long as it goes on.
  /// - Returns: False where they cannot be kept, or are no numbers.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop.
  func compute(
    _ parts: [KeyPart], _ split: Datasets.Split, weights: [(name: String, tensor: Tensor)],
    _ context: RunContext, _ making: SharedBlocks.Making
  ) throws -> Bool {
    var kept: [Digest] = []
    var block = FeatureBlock(of: prefix.rest.inputShape)
    block.begin(min(blockSize, split.count))
    var done = 0
    func keepBlock() throws(NotKept) {
      do {
        kept.append(try context.blocks.add(block.bytes))
      } catch {
        throw NotKept(cause: error)
      }
    }
    do {
      let isFinite = try prefix.run(
        over: split, weights: weights, threads: environment.threads(ofLane: context.lane),
        numerics: environment.numerics, isCancelled: context.isCancelled
      ) { batch in
        var rest = UnsafeRawBufferPointer(batch)
        while !rest.isEmpty {
          rest = block.take(rest)
          guard block.isFull else { continue }
          try keepBlock()
          block.begin(min(blockSize, split.count - kept.count * blockSize))
        }
        done += batch.count / prefix.rest.inputShape.count
        making.goesOn()
        context.report(Progress(stage: "frozen layers", completed: done, total: split.count))
      }
      guard isFinite else { return false }
      try context.blocks.keep(kept, under: parts, Self.kind)
      return true
    } catch let error as NotKept {
      context.blocks.reportNotKept(error.cause)
    } catch let error as StoreError {
      context.blocks.reportNotKept(error)
    } catch let error as WorkspaceError {
      context.blocks.reportNotKept(error)
    }
    return false
  }
}
