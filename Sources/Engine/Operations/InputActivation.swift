import CKernels
import Tensors

/// An activation of every number by itself, whose derivative needs what went in.
enum InputActivation: Sendable, Equatable {
  case gelu
  case geluTanh
  case silu
  case hardSilu
  case mish
  /// A ReLU with a greatest output, a slope below its threshold, and a threshold.
  case relu(most: Float, slope: Float, threshold: Float)

  /// The number of the activation in the kernels.
  var code: Int32 {
    let code =
      switch self {
      case .gelu: KK_GELU
      case .geluTanh: KK_GELU_TANH
      case .silu: KK_SILU
      case .hardSilu: KK_HARD_SILU
      case .mish: KK_MISH
      case .relu: KK_BOUNDED_RELU
      }
    return Int32(bitPattern: code.rawValue)
  }

  var bounds: kk_bounds {
    guard case .relu(let most, let slope, let threshold) = self else { return kk_bounds() }
    return kk_bounds(most: most, slope: slope, threshold: threshold)
  }
}

/// An activation that keeps its input for the way back.
struct InputActivationOperation: Operation {
  var activation: InputActivation

  var name: String { "activation + \(activation)" }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(activation, memory) }

  private final class Bound: Kernel {
    let activation: InputActivation
    let memory: OperationMemory

    init(_ activation: InputActivation, _ memory: OperationMemory) {
      self.activation = activation
      self.memory = memory
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(elements: count * memory.output.shape.count) { first, length in
        kk_input_activation_forward(
          memory.output.start + first, memory.inputs[0].start + first, length, activation.code,
          activation.bounds)
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(elements: count * memory.output.shape.count) { first, length in
        kk_input_activation_backward(
          input + first, gradient + first, memory.inputs[0].start + first, length,
          activation.code, activation.bounds)
      }
    }
  }
}
