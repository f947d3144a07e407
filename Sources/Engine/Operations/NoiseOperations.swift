import CKernels
import Tensors

/// Inverted dropout: in training some numbers become 0 and the others grow so that the mean stays.
///
/// Which ones is a pure function of seed, layer, step and element, so the backward pass draws the
/// same numbers again instead of keeping a mask.
struct DropoutOperation: Operation {
  var rate: Float

  /// The shape of what is drawn for an example: 1 for an axis along which all share a draw.
  var noiseShape: Shape

  /// Whether all examples of a batch share their draws.
  var isSharedByExamples = false

  /// A seed of its own.
  var seed: Int?

  var name: String { "dropout" }

  var reasons: [String] { ["what drops is drawn again on the way back instead of kept"] }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: DropoutOperation
    let memory: OperationMemory
    let noise: Random.Purpose
    let seed: UInt64
    let broadcast: Broadcast
    /// Whether every number is drawn for by itself.
    let isPlain: Bool
    let size: Int
    var stream: UInt64?

    init(_ operation: DropoutOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      noise = .noise(layer: memory.layer)
      seed = memory.random.seeded(operation.seed).seed
      broadcast = Broadcast(operation.noiseShape, to: memory.output.shape)
      isPlain = operation.noiseShape == memory.output.shape && !operation.isSharedByExamples
      size = memory.output.shape.count
    }

    func forward(count: Int, phase: Phase) {
      if case .training(let step) = phase, operation.rate > 0 {
        stream = noise.at(step).stream
      } else {
        stream = nil
      }
      apply(memory.inputs[0].start, memory.output.start, count)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      apply(gradient, input, count)
    }

    private func apply(
      _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ count: Int
    ) {
      if let stream, !isPlain {
        memory.threads.run(tiles: count, with: (self, from, to, stream)) {
          $0.0.applyRows($0.1 + $1 * $0.0.size, $0.2 + $1 * $0.0.size, $1, $0.3)
        }
        return
      }
      memory.threads.run(
        elements: count * size, with: (self, from, to)
      ) {
        $0.0.apply($0.1, $0.2, elements: $1)
      }
    }

    private func apply(
      _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>, elements: Range<Int>
    ) {
      let (first, length) = (elements.lowerBound, elements.count)
      guard let stream else {
        (to + first).update(from: from + first, count: length)
        return
      }
      kk_dropout(to + first, from + first, length, UInt64(first), operation.rate, seed, stream)
    }

    /// Drops of one example, row by row.
    private func applyRows(
      _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ example: Int,
      _ stream: UInt64
    ) {
      let width = broadcast.width
      let base = operation.isSharedByExamples ? 0 : example * operation.noiseShape.count
      for row in 0..<broadcast.rowCount {
        let position = UInt64(base + broadcast.start(ofRow: row))
        let (source, target) = (from + row * width, to + row * width)
        if broadcast.step == 1 {
          kk_dropout(target, source, width, position, operation.rate, seed, stream)
        } else {
          let factor = kk_dropout_factor(position, operation.rate, seed, stream)
          kk_scale(target, source, width, factor, 0)
        }
      }
    }
  }
}

/// Normal noise, added in training.
struct GaussianNoiseOperation: Operation {
  var deviation: Float

  /// A seed of its own.
  var seed: Int?

  var name: String { "gaussian noise" }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let deviation: Float
    let memory: OperationMemory
    let noise: Random.Purpose
    let seed: UInt64

    init(_ operation: GaussianNoiseOperation, _ memory: OperationMemory) {
      deviation = operation.deviation
      self.memory = memory
      noise = .noise(layer: memory.layer)
      seed = memory.random.seeded(operation.seed).seed
    }

    func forward(count: Int, phase: Phase) {
      let stream: UInt64? =
        if case .training(let step) = phase, deviation > 0 { noise.at(step).stream } else { nil }
      memory.threads.run(
        elements: count * memory.output.shape.count, with: (self, stream)
      ) {
        $0.0.forward($1, $0.1)
      }
    }

    private func forward(_ elements: Range<Int>, _ stream: UInt64?) {
      let (first, length) = (elements.lowerBound, elements.count)
      let (from, to) = (memory.inputs[0].start + first, memory.output.start + first)
      guard let stream else {
        to.update(from: from, count: length)
        return
      }
      kk_add_normal(to, from, length, UInt64(first), deviation, seed, stream)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      input.update(from: gradient, count: count * memory.output.shape.count)
    }
  }
}
