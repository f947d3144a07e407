import CKernels
import Tensors

/// How the gradients of weights are gathered over a batch: image by image within each of a fixed
/// number of shards, and the shards by a tree.
///
/// The order depends on shapes and the capacity of the batch alone, so no number of threads changes a bit.
struct WeightShards {
  /// Shards of a batch, at most; a power of two.
  private static let most = 8

  /// The numbers of a kernel for each cell of an example from which on shards would cost more than they
  /// bring: so few cells go through each that reading and writing it would take most of the time.
  private static let largeKernel = 4096

  /// The shards.
  let count: Int

  /// Numbers of a shard.
  let size: Int

  private let batchCapacity: Int

  /// Shards of gradients of so many numbers.
  init(size: Int, batchCapacity: Int) {
    self.init(count: Self.most, size: size, batchCapacity: batchCapacity)
  }

  /// Shards of the gradients of a kernel and of the bias behind it.
  ///
  /// - Parameters:
  ///   - kernelCount: Numbers of the kernel.
  ///   - biasCount: Numbers of the bias.
  ///   - cells: Rows of products that an example has: the cells of an output.
  ///   - batchCapacity: The most examples of a batch.
  init(kernelCount: Int, biasCount: Int, cells: Int, batchCapacity: Int) {
    self.init(
      count: Self.isLarge(kernelCount: kernelCount, cells: cells) ? 1 : Self.most,
      size: kernelCount + biasCount, batchCapacity: batchCapacity)
  }

  private init(count: Int, size: Int, batchCapacity: Int) {
    self.size = size
    self.batchCapacity = batchCapacity
    var count = count
    while count > batchCapacity { count /= 2 }
    self.count = max(count, 1)
  }

  /// Whether a kernel is so large for its cells that all examples are gathered in one chain.
  static func isLarge(kernelCount: Int, cells: Int) -> Bool {
    kernelCount > largeKernel * cells
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
