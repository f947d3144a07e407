import CKernels
import Tensors

/// Probabilities over the last axis, or their logarithms.
struct SoftmaxOperation: Operation {
  /// Whether the logarithms are wanted.
  var isLogarithmic = false

  var name: String { isLogarithmic ? "log softmax" : "softmax" }

  var backwardReads: BackwardReads { .output }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(isLogarithmic, memory) }

  private final class Bound: Kernel {
    let isLogarithmic: Bool
    let memory: OperationMemory
    let classes: Int
    let rowsPerExample: Int

    init(_ isLogarithmic: Bool, _ memory: OperationMemory) {
      self.isLogarithmic = isLogarithmic
      self.memory = memory
      classes = memory.output.shape[-1]
      rowsPerExample = memory.output.shape.count / classes
    }

    func forward(count: Int, phase: Phase) {
      let kernel = isLogarithmic ? kk_log_softmax_forward : kk_softmax_forward
      kernel(memory.output.start, memory.inputs[0].start, count * rowsPerExample, classes)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      let kernel = isLogarithmic ? kk_log_softmax_backward : kk_softmax_backward
      kernel(input, gradient, memory.output.start, count * rowsPerExample, classes)
    }
  }
}
