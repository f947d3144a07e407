import CKernels
import Schemas
import Tensors

/// An activation of every number by itself, whose derivative follows from its output.
enum ElementwiseActivation: Sendable, Equatable {
  case linear
  case relu
  case relu6
  case sigmoid
  case tanh
  case elu(alpha: Float)
  case selu
  case leakyRelu(slope: Float)
  case softplus
  case exponential
  case hardSigmoid
  case logSigmoid
  case softsign

  /// The number of the activation in the kernels.
  var code: Int32 {
    let code =
      switch self {
      case .linear: KK_LINEAR
      case .relu: KK_RELU
      case .relu6: KK_RELU6
      case .sigmoid: KK_SIGMOID
      case .tanh: KK_TANH
      case .elu: KK_ELU
      case .selu: KK_SELU
      case .leakyRelu: KK_LEAKY_RELU
      case .softplus: KK_SOFTPLUS
      case .exponential: KK_EXPONENTIAL
      case .hardSigmoid: KK_HARD_SIGMOID
      case .logSigmoid: KK_LOG_SIGMOID
      case .softsign: KK_SOFTSIGN
      }
    return Int32(bitPattern: code.rawValue)
  }

  /// The scale or the slope of those that have one.
  var alpha: Float {
    switch self {
    case .elu(let alpha): alpha
    case .leakyRelu(let slope): slope
    default: 0
    }
  }

  /// What the kernels make of sums: `activation((sum + bias) + addend)`.
  func epilogue(
    bias: UnsafeMutablePointer<Float>?, addend: UnsafePointer<Float>? = nil
  ) -> kk_epilogue {
    kk_epilogue(bias: bias, activation: code, alpha: alpha, addend: addend)
  }

  /// Whether a greater number never has the smaller value, so that the greatest of several numbers has
  /// the greatest value.
  var isMonotonic: Bool {
    switch self {
    case .elu(let factor), .leakyRelu(let factor): factor >= 0
    default: true
    }
  }

  /// What an operation says of it that applies it on its way.
  var reasons: [String] {
    self == .linear ? [] : ["fused: the activation is applied to sums that are still in the cache"]
  }

  /// What the name of an operation gains by it.
  var suffix: String {
    switch self {
    case .linear: ""
    case .elu: " + elu"
    case .leakyRelu: " + leaky_relu"
    default: " + \(self)"
    }
  }
}

/// An activation of every number by itself.
struct ActivationOperation: Operation {
  var activation: ElementwiseActivation

  var name: String { "activation\(activation.suffix)" }

  var backwardReads: BackwardReads { .output }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(operation: self, memory: memory) }

  private final class Bound: Kernel {
    let activation: ElementwiseActivation
    let memory: OperationMemory

    init(operation: ActivationOperation, memory: OperationMemory) {
      activation = operation.activation
      self.memory = memory
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(
        elements: count * memory.output.shape.count, with: self
      ) { $0.forward($1) }
    }

    private func forward(_ elements: Range<Int>) {
      let (first, length) = (elements.lowerBound, elements.count)
      kk_activation_forward(
        memory.output.start + first, memory.inputs[0].start + first, length, activation.code,
        activation.alpha)
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
      kk_activation_backward(
        input + first, gradient + first, memory.output.start + first, length, activation.code,
        activation.alpha)
    }
  }
}
