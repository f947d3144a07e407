import CKernels
import Tensors

/// Probabilities over the last axis.
struct SoftmaxOperation: Operation {
  var name: String { "softmax" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(memory) }

  private final class Bound: Kernel {
    let memory: OperationMemory
    let classes: Int
    let rowsPerExample: Int

    init(_ memory: OperationMemory) {
      self.memory = memory
      classes = memory.output.shape[-1]
      rowsPerExample = memory.output.shape.count / classes
    }

    func forward(count: Int, phase: Phase) {
      kk_softmax_forward(
        memory.output.start, memory.inputs[0].start, count * rowsPerExample, classes)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      kk_softmax_backward(input, gradient, memory.output.start, count * rowsPerExample, classes)
    }
  }
}

/// Logarithms of probabilities over the last axis.
struct LogSoftmaxOperation: Operation {
  var name: String { "log softmax" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(memory) }

  private final class Bound: Kernel {
    let memory: OperationMemory
    let classes: Int
    let rowsPerExample: Int

    init(_ memory: OperationMemory) {
      self.memory = memory
      classes = memory.output.shape[-1]
      rowsPerExample = memory.output.shape.count / classes
    }

    func forward(count: Int, phase: Phase) {
      kk_log_softmax_forward(
        memory.output.start, memory.inputs[0].start, count * rowsPerExample, classes)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      kk_log_softmax_backward(
        input, gradient, memory.output.start, count * rowsPerExample, classes)
    }
  }
}
