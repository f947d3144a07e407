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

    /// A ReLU, of the kind that a kernel can apply on its way where that is enough.
    static func relu(most: Double?, slope: Double, threshold: Double) -> Kind {
      switch (most, slope, threshold) {
      case (nil, 0, 0): .elementwise(.relu)
      case (nil, _, 0): .elementwise(.leakyRelu(slope: Float(slope)))
      case (6, 0, 0): .elementwise(.relu6)
      default:
        .input(
          .relu(
            most: most.map { Float($0) } ?? .infinity, slope: Float(slope),
            threshold: Float(threshold)))
      }
    }
  }

  /// The word.
  public let name: String

  let kind: Kind

  public let canonical: Canonical

  private init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
    canonical = .string(name)
  }

  /// A function with arguments; without any it is the same as its word.
  private init(_ call: any ActivationCall) {
    name = type(of: call).schemaName
    kind = call.kind
    canonical = call.isDefault ? .string(name) : call.canonical
  }

  /// No activation.
  public static let linear = ActivationFunction("linear", .elementwise(.linear))

  /// Negative numbers become 0.
  static let relu = ActivationFunction(ReLUFunction())

  static let sigmoid = ActivationFunction("sigmoid", .elementwise(.sigmoid))

  static let silu = ActivationFunction("silu", .input(.silu))

  static let softmax = ActivationFunction("softmax", .softmax)

  /// The functions without arguments; those with some are in their catalog.
  private static let all: [ActivationFunction] = [
    ActivationFunction("exponential", .elementwise(.exponential)),
    ActivationFunction("hard_sigmoid", .elementwise(.hardSigmoid)),
    ActivationFunction("hard_silu", .input(.hardSilu)),
    ActivationFunction("hard_swish", .input(.hardSilu)),
    ActivationFunction("hard_tanh", .input(.hardTanh)),
    linear,
    ActivationFunction("log_sigmoid", .elementwise(.logSigmoid)),
    ActivationFunction("log_softmax", .logSoftmax),
    ActivationFunction("mish", .input(.mish)),
    ActivationFunction("relu6", .elementwise(.relu6)),
    ActivationFunction("selu", .elementwise(.selu)),
    sigmoid,
    silu,
    softmax,
    ActivationFunction("softplus", .elementwise(.softplus)),
    ActivationFunction("softsign", .elementwise(.softsign)),
    ActivationFunction("swish", .input(.silu)),
    ActivationFunction("tanh", .elementwise(.tanh)),
    ActivationFunction("tanh_shrink", .input(.tanhShrink)),
  ]

  private static let later: Set<String> = ["glu", "sparse_plus", "sparse_sigmoid", "sparsemax"]

  public static var expected: String { "an activation" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if case .none = raw.node { return .linear }
    guard let word = raw.plainText else {
      if case .call = raw.node { return readCall(raw, &diagnostics) }
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
    if ActivationCatalog.catalog.type(named: word) != nil || word.contains("(") {
      return readCall(raw, &diagnostics)
    }
    let names = (all.map(\.name) + ActivationCatalog.catalog.names).sorted()
    let suggestion = NearMiss.of(word, among: names)
    let known = suggestion == nil ? "; known are \(names.joined(separator: ", "))" : ""
    diagnostics.append(
      Diagnostic(
        "activation-unknown", "there is no activation '\(word)'\(known)", at: raw.span,
        suggestion: suggestion))
    return nil
  }

  private static func readCall(
    _ raw: RawValue, _ diagnostics: inout [Diagnostic]
  ) -> ActivationFunction? {
    ActivationCatalog.catalog.read(raw, &diagnostics)
      .flatMap { $0.value as? any ActivationCall }.map { ActivationFunction($0) }
  }
}

extension Lowering {
  /// Applies an activation to a value.
  mutating func activate(_ value: ValueID, _ function: ActivationFunction) -> ValueID {
    activate(value, function.kind)
  }

  /// Applies an activation of a kind to a value.
  mutating func activate(_ value: ValueID, _ kind: ActivationFunction.Kind) -> ValueID {
    switch kind {
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
