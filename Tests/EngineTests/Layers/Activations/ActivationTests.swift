import Engine
import Schemas
import Tensors
import Testing

@Suite struct ActivationTests {
  /// Numbers and derivatives at −4, −1, 0, 1 and 4.
  private func look(_ text: String) throws -> (values: [Float], slopes: [Float]) {
    let probe = try LayerProbe("Activation(\(text))", [5])
    let values = probe.output([-4, -1, 0, 1, 4])
    return (values, probe.gradients([1, 1, 1, 1, 1])[0])
  }

  private func expect(
    _ text: String, _ values: [Float], _ slopes: [Float],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try look(text)
    #expect(isNear(found.values, values), "\(found.values)", sourceLocation: sourceLocation)
    #expect(isNear(found.slopes, slopes), "\(found.slopes)", sourceLocation: sourceLocation)
  }

  @Test func thoseMadeOfStraightLines() throws {
    try expect("relu", [0, 0, 0, 1, 4], [0, 0, 0, 1, 1])
    try expect("relu6", [0, 0, 0, 1, 4], [0, 0, 0, 1, 1])
    try expect("leaky_relu", [-0.8, -0.2, 0, 1, 4], [0.2, 0.2, 0.2, 1, 1])
    try expect("hard_sigmoid", [0, 1 / 3, 0.5, 2 / 3, 1], [0, 1 / 6, 1 / 6, 1 / 6, 0])
    try expect("hard_tanh", [-1, -1, 0, 1, 1], [0, 1, 1, 1, 0])
    try expect("linear", [-4, -1, 0, 1, 4], [1, 1, 1, 1, 1])
    try expect("None", [-4, -1, 0, 1, 4], [1, 1, 1, 1, 1])
  }

  /// x · relu6(x + 3) / 6: at 1 the value is 4 / 6, the slope (2 + 3) / 6.
  @Test func hardSilu() throws {
    for word in ["hard_silu", "hard_swish"] {
      try expect(word, [0, -1 / 3, 0, 2 / 3, 4], [0, 1 / 6, 0.5, 5 / 6, 1])
    }
  }

  @Test func thoseMadeOfExponentials() throws {
    let e: Float = 2.7182818
    let low: Float = 0.018315639  // exp(-4)
    try expect("elu", [low - 1, 1 / e - 1, 0, 1, 4], [low, 1 / e, 1, 1, 1])
    try expect("exponential", [low, 1 / e, 1, e, 54.59815], [low, 1 / e, 1, e, 54.59815])
    let one = 1 / (1 + 1 / e)
    try expect(
      "sigmoid", [0.01798621, 1 - one, 0.5, one, 0.98201379],
      [0.017662706, one * (1 - one), 0.25, one * (1 - one), 0.017662706])
    try expect(
      "silu", [-0.07194484, one - 1, 0, one, 3.9280552],
      [-0.052664615, 0.07232949, 0.5, 0.9276705, 1.0526646])
    try expect(
      "softsign", [-0.8, -0.5, 0, 0.5, 0.8], [0.04, 0.25, 1, 0.25, 0.04])
  }

  /// Half of the number times 1 + erf(x / √2): Φ(1) is 0.8413447.
  @Test func geluIsExactUnlessItIsToldOtherwise() throws {
    let exact = try look("gelu").values
    #expect(isNear(exact, [-0.00012668, -0.15865526, 0, 0.8413447, 3.9998732]))
    let approximate = try look("gelu(approximate=True)").values
    #expect(isNear(approximate, [-7.0e-5, -0.15880801, 0, 0.841192, 3.99993], within: 1e-5))
  }

  @Test func thoseThatLeaveOutTheMiddle() throws {
    try expect("hard_shrink(threshold=1)", [-4, 0, 0, 0, 4], [1, 0, 0, 0, 1])
    try expect("soft_shrink(2)", [-2, 0, 0, 0, 2], [1, 0, 0, 0, 1])
    try expect("threshold(0.5, default_value=7)", [7, 7, 7, 1, 4], [0, 0, 0, 1, 1])
  }

  /// √(1 + 3) is 2: (−1 + 2) / 2 and (1 + 2) / 2, with the slopes (1 ∓ 1/2) / 2.
  @Test func squareplus() throws {
    let found = try look("squareplus(b=3)")
    #expect(isNear(Array(found.values[1...3]), [0.5, 0.8660254, 1.5]))
    #expect(isNear(Array(found.slopes[1...3]), [0.25, 0.5, 0.75]))
  }

  /// Keras' celu has a slope of 2 at 0, where both of its sides count.
  @Test func celu() throws {
    try expect(
      "celu(alpha=2)", [-1.7293294, -0.78693868, 0, 1, 4], [0.13533528, 0.60653066, 2, 1, 1])
  }

  @Test func whatIsWrittenWithoutNeedIsTheSame() throws {
    func text(_ layer: String) throws -> String { try readLayer(layer).canonical.text }
    #expect(try text("Activation(gelu())") == text("Activation('gelu')"))
    #expect(try text("Activation(gelu(approximate=False))") == text("Activation(gelu)"))
    #expect(try text("Activation(gelu(approximate=True))") != text("Activation(gelu)"))
    #expect(try text("Dense(1, activation=elu(1))") == text("Dense(1, activation=elu)"))
  }

  @Test(arguments: [
    "Activation('rellu')", "Activation(relu(slope=1))", "Activation(threshold)",
    "Activation(sparsemax)", "Activation(gelu(approximate=2))",
  ])
  func mistakesAreFound(_ text: String) {
    #expect(throws: LayerReadingError.self) { try readLayer(text) }
  }
}
