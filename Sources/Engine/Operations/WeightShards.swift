import CKernels
import Tensors

/// How the gradients of weights are gathered over a batch: image by image within each of a fixed
/// number of shards, and the shards by a tree.
///
/// The order depends on the capacity of the batch alone, so no number of threads changes a bit.
struct WeightShards {
  /// Shards of a batch, at most; a power of two.
  private static let most = 8

  /// The shards.
  let count: Int

  /// Numbers of a shard.
  let size: Int

  private let batchCapacity: Int

  /// Shards of gradients of so many numbers.
  init(size: Int, batchCapacity: Int) {
    self.size = size
    self.batchCapacity = batchCapacity
    var count = Self.most
    while count > batchCapacity { count /= 2 }
    self.count = max(count, 1)
  }

  /// The numbers of all shards together.
  var totalSize: Int { count * size }

  /// The images of a shard, of a batch that may be smaller than its capacity.
  func images(of shard: Int, count batch: Int) -> Range<Int> {
    let first = shard * batchCapacity / count
    return first..<max(first, min((shard + 1) * batchCapacity / count, batch))
  }

  /// Writes the sum over the shards of a part of their numbers.
  func sum(
    _ shards: UnsafePointer<Float>, part: Range<Int>, into result: UnsafeMutablePointer<Float>,
    _ threads: ThreadPool
  ) {
    threads.run(elements: part.count, with: (self, shards + part.lowerBound, result)) {
      kk_sum_shards($0.2 + $1.lowerBound, $0.1 + $1.lowerBound, $0.0.count, $0.0.size, $1.count)
    }
  }

  /// Sums shards of a kernel with a bias behind it into the gradients of both.
  func sumWeights(_ memory: OperationMemory, kernelCount: Int, usesBias: Bool) {
    if let kernel = memory.parameterGradients[0] {
      sum(memory.saved, part: 0..<kernelCount, into: kernel, memory.threads)
    }
    if usesBias, let bias = memory.parameterGradients[1] {
      sum(memory.saved, part: kernelCount..<size, into: bias, memory.threads)
    }
  }
}
