public import Diagnostics
public import Schemas
import Tensors

/// An activation by its word, as layers take it: `relu`, `softmax`, None.
public struct ActivationFunction: SchemaValue, Equatable {
  enum Kind: Equatable {
    case elementwise(ElementwiseActivation)
    case input(InputActivation)
    case softmax
    case logSoftmax
  }

  /// The word.
  public let name: String

  let kind: Kind

  private init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// No activation.
  public static let linear = ActivationFunction("linear", .elementwise(.linear))

  private static let all: [ActivationFunction] = [
    ActivationFunction("elu", .elementwise(.elu(alpha: 1))),
    ActivationFunction("exponential", .elementwise(.exponential)),
    ActivationFunction("gelu", .input(.gelu)),
    // Keras' gelu(x, approximate=True), which a word cannot say.
    ActivationFunction("gelu_tanh", .input(.geluTanh)),
    ActivationFunction("hard_sigmoid", .elementwise(.hardSigmoid)),
    ActivationFunction("hard_silu", .input(.hardSilu)),
    ActivationFunction("hard_swish", .input(.hardSilu)),
    ActivationFunction("leaky_relu", .elementwise(.leakyRelu(slope: 0.2))),
    linear,
    ActivationFunction("log_sigmoid", .elementwise(.logSigmoid)),
    ActivationFunction("log_softmax", .logSoftmax),
    ActivationFunction("mish", .input(.mish)),
    ActivationFunction("relu", .elementwise(.relu)),
    ActivationFunction("relu6", .elementwise(.relu6)),
    ActivationFunction("selu", .elementwise(.selu)),
    ActivationFunction("sigmoid", .elementwise(.sigmoid)),
    ActivationFunction("silu", .input(.silu)),
    ActivationFunction("softmax", .softmax),
    ActivationFunction("softplus", .elementwise(.softplus)),
    ActivationFunction("softsign", .elementwise(.softsign)),
    ActivationFunction("swish", .input(.silu)),
    ActivationFunction("tanh", .elementwise(.tanh)),
  ]

  private static let later: Set<String> = [
    "celu", "glu", "hard_shrink", "hard_tanh", "soft_shrink", "sparse_plus", "sparsemax",
    "squareplus", "tanh_shrink", "threshold",
  ]

  public static var expected: String { "an activation" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if case .none = raw.node { return .linear }
    guard let word = raw.plainText else {
      mismatch(raw, &diagnostics)
      return nil
    }
    if word == "None" { return .linear }
    if let found = all.first(where: { $0.name == word }) { return found }
    if later.contains(word) {
      diagnostics.append(
        Diagnostic(
          "not-yet", "the activation '\(word)' comes with a later version of Konspekt",
          at: raw.span))
      return nil
    }
    let suggestion = NearMiss.of(word, among: all.map(\.name))
    let known = suggestion == nil ? "; known are \(all.map(\.name).joined(separator: ", "))" : ""
    diagnostics.append(
      Diagnostic(
        "activation-unknown", "there is no activation '\(word)'\(known)", at: raw.span,
        suggestion: suggestion))
    return nil
  }

  public var canonical: Canonical { .string(name) }
}

extension Lowering {
  /// Applies an activation to a value.
  mutating func activate(_ value: ValueID, _ function: ActivationFunction) -> ValueID {
    switch function.kind {
    case .elementwise(.linear): value
    case .elementwise(let activation):
      emit(ActivationOperation(activation: activation), [value], shape: shape(of: value))
    case .input(let activation):
      emit(InputActivationOperation(activation: activation), [value], shape: shape(of: value))
    case .softmax: emit(SoftmaxOperation(), [value], shape: shape(of: value))
    case .logSoftmax: emit(SoftmaxOperation(isLogarithmic: true), [value], shape: shape(of: value))
    }
  }
}
