import Schemas

/// A function of `keras.activations` that takes arguments: `gelu(approximate=True)`.
protocol ActivationCall: Declared {
  /// What is computed.
  var kind: ActivationFunction.Kind { get }
}

extension ActivationCall {
  /// Whether every argument has its default.
  var isDefault: Bool { canonical == Self().canonical }
}
