/// The bytes that a model takes for batches of a size, kind by kind.
public struct MemoryNeeds: Sendable, Equatable {
  /// The weights.
  public let weights: Int

  /// The gradients of the weights that learn.
  public let weightGradients: Int

  /// The names of what the optimizer remembers for every weight that learns.
  public let slots: [String]

  /// What the optimizer remembers.
  public let optimizer: Int

  /// What the layers make of a batch, the batch among it.
  public let activations: Int

  /// The gradients of what they make.
  public let activationGradients: Int

  /// What operations keep for the way back, and parts of weights' gradients on the way.
  public let saved: Int

  /// Weights as operations read them, made anew for every batch.
  public let prepared: Int

  /// Everything of a batch, were nothing the same memory.
  public var batchWithoutSharing: Int { activations + activationGradients + saved + prepared }

  /// Everything of a batch, as it is: what is not needed at the same time is the same memory.
  public let batch: Int

  /// What a thread takes for itself while it computes.
  public let scratchOfThread: Int

  /// Everything that is there at the same time, for one thread.
  public var peak: Int { weights + weightGradients + optimizer + batch + scratchOfThread }

  init(_ plan: BufferPlan, slots: [String]) {
    let layout = BufferLayout(plan)
    func bytes(_ purpose: PlannedBuffer.Purpose) -> Int {
      let used = layout.buffers.filter { $0.purpose == purpose && $0.lifetime != nil }
      return used.reduce(0) { $0 + $1.paddedCount } * MemoryLayout<Float>.stride
    }
    weights = bytes(.weight)
    weightGradients = bytes(.weightGradient)
    activations = bytes(.value)
    activationGradients = bytes(.gradient)
    saved = bytes(.saved)
    prepared = bytes(.prepared)
    scratchOfThread = bytes(.scratch)
    self.slots = slots
    let learned = plan.parameterGradients.compactMap { $0.map { layout.buffers[$0].count } }
    optimizer = slots.count * learned.reduce(0, +) * MemoryLayout<Float>.stride
    batch = layout.count * MemoryLayout<Float>.stride - weights - weightGradients - scratchOfThread
  }
}
