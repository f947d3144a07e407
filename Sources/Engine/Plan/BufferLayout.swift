import Tensors

/// Which part of the arena every value, gradient and scratch of a plan has; decided once.
struct BufferLayout {
  /// A part of the arena: where it begins, in numbers.
  typealias Offset = Int

  let values: [Offset]
  let gradients: [Offset?]
  /// For every operation and input: where its gradient goes, and whether it is added from there.
  let inputGradients: [[(offset: Offset, isExtra: Bool)?]]
  let parameters: [Offset]
  /// For every operation and weight: where its gradient goes, and whether it is added from there.
  let weightGradients: [[(offset: Offset, isExtra: Bool)?]]
  let parameterGradients: [Offset?]
  let saved: [Offset]
  let prepared: [Offset]
  let scratch: [Offset]

  /// Numbers in the whole arena.
  let count: Int

  /// The buffers, with their lifetimes and places.
  let buffers: [PlannedBuffer]

  let moments: Moments

  /// Gives every buffer of a plan its place.
  init(_ plan: BufferPlan, sharing: MemorySharing = .shared) {
    moments = plan.moments
    var buffers = plan.buffers
    if sharing == .separate {
      for index in buffers.indices { buffers[index].extend(to: plan.moments.all) }
    }
    count = PlaceAssignment.assign(&buffers, always: plan.moments.all)
    func offset(_ id: BufferPlan.ID) -> Offset { buffers[id].offset }
    func offsets(_ targets: [[BufferPlan.Target?]]) -> [[(offset: Offset, isExtra: Bool)?]] {
      targets.map { $0.map { $0.map { (offset($0.buffer), $0.isExtra) } } }
    }
    values = plan.values.map { $0.map(offset) ?? 0 }
    gradients = plan.gradients.map { $0.map(offset) }
    inputGradients = offsets(plan.inputGradients)
    parameters = plan.parameters.map(offset)
    weightGradients = offsets(plan.weightGradients)
    parameterGradients = plan.parameterGradients.map { $0.map(offset) }
    saved = plan.saved.map { $0.map(offset) ?? 0 }
    prepared = plan.prepared.map(offset)
    scratch = plan.scratch.map(offset)
    self.buffers = buffers
  }
}
