import Tensors

/// The pixels of pictures as a network wants them; a picture is a tile.
struct PreprocessOperation: Operation {
  var mode: PreprocessingMode

  var name: String { "preprocess input (\(mode))" }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(mode, memory) }

  private final class Bound: Kernel {
    let mode: PreprocessingMode
    let memory: OperationMemory
    let size: Int

    init(_ mode: PreprocessingMode, _ memory: OperationMemory) {
      self.mode = mode
      self.memory = memory
      size = memory.output.shape.count
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { bound, example in
        let to = bound.memory.output.example(example)
        to.update(from: bound.memory.inputs[0].example(example), count: bound.size)
        bound.mode(UnsafeMutableBufferPointer(start: to, count: bound.size))
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        let (bound, gradient, input) = $0
        let first = $1 * bound.size
        (input + first).update(from: gradient + first, count: bound.size)
        bound.mode.differentiate(
          UnsafeMutableBufferPointer(start: input + first, count: bound.size))
      }
    }
  }
}
