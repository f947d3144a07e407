import Tensors

/// Batch normalization over the last axis, plus another value, then an activation; weights gamma, beta
/// (where used), moving mean and variance.
struct BatchNormalizationOperation: Operation {
  var momentum: Float
  var epsilon: Float
  var usesCenter: Bool
  var usesScale: Bool
  /// A frozen one uses its moving statistics in training too.
  var isFrozen: Bool

  /// Applied to what is normalized.
  var activation = ElementwiseActivation.linear

  /// Whether a second input is added before the activation.
  var addsInput = false

  /// Whether the operation in front takes the moments; where the normalization is left to its reader, it carries
  /// the gradient back through it, too.
  var isMeasuredInFront = false

  /// Whether the only reader normalizes what it reads, and gathers the gradient: the output is the input.
  var isLeftToReader = false

  var name: String {
    "batch normalization" + (isFrozen ? " (frozen)" : "") + (addsInput ? " + add" : "")
      + activation.suffix
  }

  var reasons: [String] {
    var reasons = isLeftToReader || activation == .linear ? [] : activation.reasons
    if isMeasuredInFront {
      reasons.append("measured in front: moments are taken of sums that are still in the cache")
    }
    if isLeftToReader {
      reasons.append("left to its reader: what is normalized is never written to memory")
    }
    return reasons
  }

  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    BatchStatistics.count(channels: output[-1], batchCapacity: batchCapacity)
  }

  var backwardReads: BackwardReads {
    if isLeftToReader { return isMeasuredInFront ? [] : .inputs }
    return activation == .linear ? .inputs : [.inputs, .output]
  }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard let statistics = memory.normalizations.own else {
      preconditionFailure("a plan makes the statistics of its normalizations first")
    }
    return Bound(self, memory, statistics)
  }

  private final class Bound: Kernel {
    let operation: BatchNormalizationOperation
    let memory: OperationMemory
    let statistics: BatchStatistics

    init(
      _ operation: BatchNormalizationOperation, _ memory: OperationMemory,
      _ statistics: BatchStatistics
    ) {
      self.operation = operation
      self.memory = memory
      self.statistics = statistics
    }

    /// The rows of an example.
    private func rows(of example: Int) -> Range<Int> {
      example * statistics.rowsPerExample..<(example + 1) * statistics.rowsPerExample
    }

    func forward(count: Int, phase: Phase) {
      if statistics.takesMoments(in: phase), !operation.isMeasuredInFront {
        memory.threads.run(tiles: count, with: self) { $0.takeMoments($1) }
      }
      statistics.prepare(count: count, phase: phase)
      guard !operation.isLeftToReader else { return }
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func takeMoments(_ example: Int) {
      statistics.clearSums(of: example..<example + 1)
      statistics.addMoments(of: rows(of: example), memory.inputs[0].example(example))
    }

    private func forward(_ example: Int) {
      statistics.normalize(
        rows: statistics.rowsPerExample, memory.inputs[0].example(example),
        adding: operation.addsInput ? memory.inputs[1].example(example) : nil,
        into: memory.output.example(example))
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      if !operation.isLeftToReader {
        memory.threads.run(tiles: count, with: (self, gradient)) { $0.0.gather($1, $0.1) }
      }
      statistics.total(gradientsOf: count)
      guard !(operation.isLeftToReader && operation.isMeasuredInFront),
        let input = memory.inputGradients[0]
      else { return }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        $0.0.carryBack($1, $0.1, into: $0.2)
      }
    }

    private func gather(_ example: Int, _ gradient: UnsafeMutablePointer<Float>) {
      let first = example * memory.output.shape.count
      statistics.clearSums(of: example..<example + 1)
      statistics.gather(
        rows(of: example), gradient + first, memory.inputs[0].example(example),
        memory.output.example(example),
        addend: operation.addsInput ? memory.inputGradients[1].map { $0 + first } : nil)
    }

    private func carryBack(
      _ example: Int, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>
    ) {
      let first = example * memory.output.shape.count
      statistics.carryBack(
        rows: statistics.rowsPerExample, gradient + first, memory.inputs[0].example(example),
        into: input + first)
    }
  }
}
