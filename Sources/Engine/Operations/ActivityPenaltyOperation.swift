import Tensors

/// A value as it is, whose size is added to the loss: Keras' `activity_regularizer`.
///
/// The penalty is the mean over the examples of the batch, as in Keras 3.
struct ActivityPenaltyOperation: Operation {
  var regularizer: any Regularizer

  var name: String { "activity penalty" }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(regularizer, memory) }

  private final class Bound: Kernel {
    let regularizer: any Regularizer
    let memory: OperationMemory
    var penalty = 0.0

    init(_ regularizer: any Regularizer, _ memory: OperationMemory) {
      self.regularizer = regularizer
      self.memory = memory
    }

    func forward(count: Int, phase: Phase) {
      let length = count * memory.output.shape.count
      memory.output.start.update(from: memory.inputs[0].start, count: length)
      penalty = regularizer.penalty(of: memory.output.start, count: length) / Double(max(count, 1))
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(
        elements: count * memory.output.shape.count, with: (self, gradient, input, count)
      ) { $0.0.backward($1, $0.1, into: $0.2, count: $0.3) }
    }

    private func backward(
      _ elements: Range<Int>, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>, count: Int
    ) {
      let (first, length) = (elements.lowerBound, elements.count)
      (input + first).update(from: gradient + first, count: length)
      regularizer.addGradient(
        to: input + first, of: memory.inputs[0].start + first, count: length,
        share: 1 / Double(count))
    }
  }
}

extension Lowering {
  /// Adds the penalty of a value to the loss.
  mutating func penalize(_ value: ValueID, _ call: RegularizerCall?) -> ValueID {
    guard let call else { return value }
    return emit(
      ActivityPenaltyOperation(regularizer: call.regularizer), [value], shape: shape(of: value))
  }
}
