package import Tensors

extension CompiledModel {
  /// Compiles a model that shares memory otherwise than models do: for tests of that sharing.
  ///
  /// - Parameters:
  ///   - model: The layers.
  ///   - weights: The values of all weights, by path.
  ///   - batchCapacity: The most examples of one pass.
  ///   - mode: What it will do.
  ///   - seed: The seed of random layers.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  ///   - sharing: Which buffers share memory.
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  package convenience init(
    _ model: Graph, weights: [(name: String, tensor: Tensor)], batchCapacity: Int, mode: Mode,
    seed: UInt64, threads: ThreadPool, numerics: Numerics = .standard, sharing: MemorySharing
  ) throws(WeightError) {
    try self.init(
      lowered: LoweredGraph(model), weights: weights, batchCapacity: batchCapacity, mode: mode,
      seed: seed, threads: threads, numerics: numerics, sharing: sharing)
  }

  /// The buffers of the plan, with their lifetimes and places.
  package var buffers: [PlannedBuffer] { layout.buffers }

  /// For every moment the memory that nobody needs after it, until somebody writes it.
  static func poisons(
    _ layout: BufferLayout, _ arena: UnsafeMutablePointer<Float>
  ) -> [[UnsafeMutableBufferPointer<Float>]] {
    let moments = layout.moments
    var poisons = Array(
      repeating: [UnsafeMutableBufferPointer<Float>](), count: moments.last + 1)
    for buffer in layout.buffers {
      guard let lifetime = buffer.lifetime, lifetime != moments.all else { continue }
      let memory = UnsafeMutableBufferPointer(start: arena + buffer.offset, count: buffer.count)
      if lifetime.lowerBound > moments.first { poisons[moments.first].append(memory) }
      poisons[lifetime.upperBound].append(memory)
    }
    return poisons
  }

  /// Overwrites what nobody needs after a moment, where a test asks for it.
  func poison(after moment: Int) {
    guard !poisons.isEmpty else { return }
    for memory in poisons[moment] { memory.update(repeating: .nan) }
  }
}
