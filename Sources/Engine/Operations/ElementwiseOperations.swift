import CKernels
import Tensors

/// `scale · x + offset`.
struct ScaleOperation: Operation {
  var scale: Float
  var offset: Float

  var name: String { "scale" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(scale, offset, memory) }

  private final class Bound: Kernel {
    let scale: Float
    let offset: Float
    let memory: OperationMemory

    init(_ scale: Float, _ offset: Float, _ memory: OperationMemory) {
      self.scale = scale
      self.offset = offset
      self.memory = memory
    }

    func forward(count: Int, phase: Phase) {
      kk_scale(
        memory.output.start, memory.inputs[0].start, count * memory.output.shape.count, scale,
        offset)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      kk_scale(input, gradient, count * memory.output.shape.count, scale, 0)
    }
  }
}

/// Values one after another along an axis of an example.
struct ConcatenateOperation: Operation {
  /// The axis, counted without the batch.
  var axis: Int

  var name: String { "concatenate" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(axis, memory) }

  private final class Bound: Kernel {
    let memory: OperationMemory
    /// Numbers of each input that stand together.
    let widths: [Int]
    let rowsPerExample: Int

    init(_ axis: Int, _ memory: OperationMemory) {
      self.memory = memory
      widths = memory.inputs.map { $0.shape.sizes[axis...].reduce(1, *) }
      rowsPerExample = memory.output.shape.sizes[..<axis].reduce(1, *)
    }

    private var width: Int { widths.reduce(0, +) }

    func forward(count: Int, phase: Phase) {
      var first = 0
      for (input, own) in zip(memory.inputs, widths) {
        kk_copy_rows(
          memory.output.start + first, input.start, count * rowsPerExample, own, width, own)
        first += own
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      var first = 0
      for (target, own) in zip(memory.inputGradients, widths) {
        if let target {
          kk_copy_rows(target, gradient + first, count * rowsPerExample, own, own, width)
        }
        first += own
      }
    }
  }
}

/// The same numbers in another shape; the planner lets both share a buffer where it can.
struct ReshapeOperation: Operation {
  var name: String { "reshape" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(memory) }

  private final class Bound: Kernel {
    let memory: OperationMemory

    init(_ memory: OperationMemory) { self.memory = memory }

    func forward(count: Int, phase: Phase) {
      guard memory.output.start != memory.inputs[0].start else { return }
      memory.output.start.update(
        from: memory.inputs[0].start, count: count * memory.output.shape.count)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0],
        gradient != input
      else { return }
      input.update(from: gradient, count: count * memory.output.shape.count)
    }
  }
}

/// Inverted dropout: in training some numbers become 0 and the others grow so that the mean stays.
///
/// Which ones is a pure function of seed, layer, step and element, so the backward pass draws the
/// same numbers again instead of keeping a mask.
struct DropoutOperation: Operation {
  var rate: Float

  var name: String { "dropout" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(rate, memory) }

  private final class Bound: Kernel {
    let rate: Float
    let memory: OperationMemory
    let noise: Random.Purpose
    var stream: UInt64?

    init(_ rate: Float, _ memory: OperationMemory) {
      self.rate = rate
      self.memory = memory
      noise = .noise(layer: memory.layer)
    }

    func forward(count: Int, phase: Phase) {
      if case .training(let step) = phase, rate > 0 {
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
      memory.threads.run(elements: count * memory.output.shape.count) { first, length in
        guard let stream else {
          (to + first).update(from: from + first, count: length)
          return
        }
        kk_dropout(
          to + first, from + first, length, UInt64(first), rate, memory.random.seed, stream)
      }
    }
  }
}
