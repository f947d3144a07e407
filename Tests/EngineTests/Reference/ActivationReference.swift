/// Activations of one number; see "Bias and activations" of the order contract.
struct ActivationReference: Sendable {
  /// As a notebook writes it.
  var word: String
  var output: @Sendable (Float) -> Float
  /// The gradient of the input by that of the output, the output and the input.
  var backward: @Sendable (_ gradient: Float, _ y: Float, _ x: Float) -> Float

  private typealias Function = FunctionReference

  /// Those whose slope follows from the output.
  static let all: [Self] = [
    Self(word: "linear", output: { $0 }, backward: { g, _, _ in g }),
    Self(word: "relu", output: { $0 > 0 ? $0 : 0 }, backward: { g, y, _ in y > 0 ? g : 0 }),
    Self(
      word: "relu6", output: { $0 > 0 ? ($0 < 6 ? $0 : 6) : 0 },
      backward: { g, y, _ in y > 0 && y < 6 ? g : 0 }),
    Self(
      word: "sigmoid", output: { Function.sigmoid($0) }, backward: { g, y, _ in g * y * (1 - y) }),
    Self(word: "tanh", output: { Function.tanh($0) }, backward: { g, y, _ in g * (1 - y * y) }),
    Self(
      word: "elu", output: { $0 > 0 ? $0 : 1 * (Function.exp($0) - 1) },
      backward: { g, y, _ in y > 0 ? g : g * (y + 1) }),
    Self(
      word: "selu",
      output: { seluScale * ($0 > 0 ? $0 : seluAlpha * (Function.exp($0) - 1)) },
      backward: { g, y, _ in y < 0 ? g * (y + seluScale * seluAlpha) : g * seluScale }),
    Self(
      word: "leaky_relu", output: { $0 > 0 ? $0 : 0.2 * $0 },
      backward: { g, y, _ in y > 0 ? g : g * 0.2 }),
    Self(
      word: "softplus", output: { Function.softplus($0) },
      backward: { g, y, _ in g * (1 - Function.exp(-y)) }),
    Self(
      word: "exponential", output: { Function.exp($0) }, backward: { g, y, _ in g * y }),
    Self(
      word: "hard_sigmoid", output: { hardSigmoid($0) },
      backward: { g, y, _ in y > 0 && y < 1 ? g / 6 : 0 }),
    Self(
      word: "log_sigmoid", output: { -Function.softplus(-$0) },
      backward: { g, y, _ in g * (1 - Function.exp(y)) }),
    Self(
      word: "softsign", output: { $0 / (1 + abs($0)) },
      backward: { g, y, _ in g * (1 - abs(y)) * (1 - abs(y)) }),
    Self(
      word: "silu", output: { $0 * Function.sigmoid($0) },
      backward: { g, _, x in
        g * (Function.sigmoid(x) * (1 + x * (1 - Function.sigmoid(x))))
      }),
    Self(
      word: "gelu", output: { 0.5 * $0 * (1 + Function.erf($0 * rootOfHalf)) },
      backward: { g, _, x in
        let slope: Float =
          0.5 * (1 + Function.erf(x * rootOfHalf))
          + x * 0.39894228040143267794 * Function.exp(-0.5 * x * x)
        return g * slope
      }),
    Self(
      word: "mish", output: { $0 * Function.tanh(Function.softplus($0)) },
      backward: { g, _, x in
        let t = Function.tanh(Function.softplus(x))
        return g * (t + x * (1 - t * t) * Function.sigmoid(x))
      }),
    Self(
      word: "hard_silu", output: { $0 * hardSigmoid($0) },
      backward: { g, _, x in g * (x > -3 ? (x < 3 ? (2 * x + 3) / 6 : 1) : 0) }),
    Self(
      word: "tanh_shrink", output: { $0 - Function.tanh($0) },
      backward: { g, _, x in g * (Function.tanh(x) * Function.tanh(x)) }),
    Self(
      word: "celu", output: { $0 > 0 ? $0 : Function.exp($0) - 1 },
      backward: { g, _, x in g * (x > 0 ? 1 : x < 0 ? Function.exp(x) : 2) }),
    Self(
      word: "hard_tanh", output: { $0 > -1 ? ($0 < 1 ? $0 : 1) : -1 },
      backward: { g, _, x in g * (x >= -1 && x <= 1 ? 1 : 0) }),
    Self(
      word: "hard_shrink", output: { $0 > 0.5 || $0 < -0.5 ? $0 : 0 },
      backward: { g, _, x in g * (x > 0.5 || x < -0.5 ? 1 : 0) }),
    Self(
      word: "soft_shrink", output: { $0 > 0.5 ? $0 - 0.5 : $0 < -0.5 ? $0 + 0.5 : 0 },
      backward: { g, _, x in g * (x > 0.5 || x < -0.5 ? 1 : 0) }),
    Self(
      word: "squareplus", output: { ($0 + ($0 * $0 + 4).squareRoot()) * 0.5 },
      backward: { g, _, x in g * ((1 + x / (x * x + 4).squareRoot()) * 0.5) }),
  ]

  private static let seluScale: Float = 1.05070098735548049342
  private static let seluAlpha: Float = 1.67326324235437728482
  private static let rootOfHalf: Float = 0.70710678118654752440

  private static func hardSigmoid(_ x: Float) -> Float {
    x > -3 ? (x < 3 ? (x + 3) / 6 : 1) : 0
  }
}
