/// How gradients of weights are gathered over a batch; see "Shards" of the order contract.
enum WeightShardReference {
  /// Whether a kernel is so large for the cells of an output that a batch has one shard.
  static func isLarge(kernelCount: Int, cells: Int) -> Bool { kernelCount > 4096 * cells }

  /// Sums over the examples of a batch.
  ///
  /// - Parameters:
  ///   - capacity: The most examples of a batch.
  ///   - count: The examples that there are.
  ///   - size: Numbers of a sum.
  ///   - isLarge: Whether it is the gradient of a large kernel, or of the bias beside one.
  ///   - add: Adds an example to a shard's sum.
  /// - Returns: The sum.
  static func sum(
    capacity: Int, count: Int, size: Int, isLarge: Bool = false,
    _ add: (_ example: Int, _ sum: inout [Float]) -> Void
  ) -> [Float] {
    let shards = isLarge ? 1 : [8, 4, 2, 1].first { $0 <= capacity } ?? 1
    var sums: [[Float]] = []
    for shard in 0..<shards {
      var sum = [Float](repeating: 0, count: size)
      let examples = shard * capacity / shards..<(shard + 1) * capacity / shards
      for example in examples where example < count { add(example, &sum) }
      sums.append(sum)
    }
    while sums.count > 1 {
      sums = stride(from: 0, to: sums.count, by: 2).map { zip(sums[$0], sums[$0 + 1]).map(+) }
    }
    return sums[0]
  }
}
