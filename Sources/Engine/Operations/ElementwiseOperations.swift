import CKernels
import Tensors

/// `scale · x + offset`, by one pair of numbers or by a pair for every place along the last axis.
struct ScaleOperation: Operation {
  var scale: [Float]
  var offset: [Float]

  var name: String { "scale" }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let scale: [Float]
    let offset: [Float]
    /// What a gradient is shifted by.
    let zeros: [Float]
    let memory: OperationMemory

    init(_ operation: ScaleOperation, _ memory: OperationMemory) {
      self.memory = memory
      let isSingle = operation.scale.count == 1 && operation.offset.count == 1
      let width = isSingle ? 1 : memory.output.shape[-1]
      func spread(_ numbers: [Float]) -> [Float] {
        numbers.count == width ? numbers : Array(repeating: numbers[0], count: width)
      }
      scale = spread(operation.scale)
      offset = spread(operation.offset)
      zeros = Array(repeating: 0, count: width)
    }

    func forward(count: Int, phase: Phase) {
      apply(memory.output.start, memory.inputs[0].start, offset, count)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      apply(input, gradient, zeros, count)
    }

    private func apply(
      _ to: UnsafeMutablePointer<Float>, _ from: UnsafeMutablePointer<Float>, _ offset: [Float],
      _ count: Int
    ) {
      let size = memory.output.shape.count
      guard scale.count > 1 else {
        kk_scale(to, from, count * size, scale[0], offset[0])
        return
      }
      kk_scale_columns(to, from, scale, offset, count * size / scale.count, scale.count)
    }
  }
}

/// Values one after another along an axis of an example.
struct ConcatenateOperation: Operation {
  /// The axis, counted without the batch.
  var axis: Int

  var name: String { "concatenate" }

  var backwardReads: BackwardReads { [] }

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

  var backwardReads: BackwardReads { [] }

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
