import CKernels
import Tensors

/// An activation of every number by itself, whose derivative needs what went in.
enum InputActivation: Sendable, Equatable {
  case gelu
  case geluTanh
  case silu
  case hardSilu
  case mish
  case celu(alpha: Float)
  case hardTanh
  case hardShrink(threshold: Float)
  case softShrink(threshold: Float)
  case squareplus(b: Float)
  case tanhShrink
  /// Numbers above the threshold, and another number in place of the rest.
  case threshold(Float, otherwise: Float)
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
      case .celu: KK_CELU
      case .hardTanh: KK_HARD_TANH
      case .hardShrink: KK_HARD_SHRINK
      case .softShrink: KK_SOFT_SHRINK
      case .squareplus: KK_SQUAREPLUS
      case .tanhShrink: KK_TANH_SHRINK
      case .threshold: KK_THRESHOLD
      case .relu: KK_BOUNDED_RELU
      }
    return Int32(bitPattern: code.rawValue)
  }

  /// The numbers of those that have some.
  var bounds: kk_bounds {
    switch self {
    case .relu(let most, let slope, let threshold):
      kk_bounds(most: most, slope: slope, threshold: threshold)
    case .celu(let alpha): kk_bounds(most: 0, slope: alpha, threshold: 0)
    case .hardShrink(let threshold), .softShrink(let threshold), .squareplus(let threshold):
      kk_bounds(most: 0, slope: 0, threshold: threshold)
    case .threshold(let threshold, let otherwise):
      kk_bounds(most: otherwise, slope: 0, threshold: threshold)
    default: kk_bounds()
    }
  }
}

/// An activation that keeps its input for the way back.
struct InputActivationOperation: Operation {
  var activation: InputActivation

  var name: String { "activation + \(activation)" }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(activation, memory) }

  private final class Bound: Kernel {
    let activation: InputActivation
    let memory: OperationMemory

    init(_ activation: InputActivation, _ memory: OperationMemory) {
      self.activation = activation
      self.memory = memory
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(
        elements: count * memory.output.shape.count, with: self
      ) { $0.forward($1) }
    }

    private func forward(_ elements: Range<Int>) {
      let (first, length) = (elements.lowerBound, elements.count)
      kk_input_activation_forward(
        memory.output.start + first, memory.inputs[0].start + first, length, activation.code,
        activation.bounds)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(
        elements: count * memory.output.shape.count, with: (self, gradient, input)
      ) { $0.0.backward($1, $0.1, into: $0.2) }
    }

    private func backward(
      _ elements: Range<Int>, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>
    ) {
      let (first, length) = (elements.lowerBound, elements.count)
      kk_input_activation_backward(
        input + first, gradient + first, memory.inputs[0].start + first, length,
        activation.code, activation.bounds)
    }
  }
}
