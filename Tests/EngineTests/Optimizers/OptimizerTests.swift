import Diagnostics
import Engine
import Schemas
import Tensors
import Testing

/// Optimizers on three weights with given gradients.
///
/// The cases of Keras in `Tests/Golden` hold most of them to its numbers; the expected numbers here
/// that are not worked out were computed by Keras 3.15 in the same way.
@Suite struct OptimizerTests {
  /// The gradients of six steps.
  private static let gradients: [[Float]] = [
    [0.5, -0.25, 2], [-1, 0.125, 0.75], [0.25, 3, -0.5], [0, -0.5, 1.5], [1.25, 0.5, -0.125],
    [-0.75, 1, 0.25],
  ]

  private func run(_ text: String, steps: Int = 6, finishes: Bool = false) throws -> [Float] {
    let network = GivenGradients([("dense/kernel", [1, -2, 0.5])])
    let state = OptimizerState(
      try read(text, as: OptimizerCall.self).optimizer, for: network,
      threads: ThreadPool(threadCount: 1))
    for gradient in Self.gradients.prefix(steps) {
      network.setGradient(gradient)
      state.step()
    }
    if finishes { state.finish() }
    return network.values()
  }

  private func expect(
    _ values: [Float], _ expected: [Float], within tolerance: Float = 1e-6,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(values.count == expected.count, sourceLocation: sourceLocation)
    for (value, wanted) in zip(values, expected) {
      #expect(abs(value - wanted) < tolerance, sourceLocation: sourceLocation)
    }
  }

  /// Keras corrects by powers of Float32's 0.999, which is 1.3e-5 off.
  private let correctionTolerance: Float = 1e-5

  @Test func optimizersWithoutCasesOfTheirOwnAgreeWithKeras() throws {
    expect(try run("Adadelta(0.5)"), [0.9995823, -2.0013304, 0.498491])
    expect(try run("Adadelta(0.5, 0.8, 1e-3)"), [0.9811653, -2.0672481, 0.42119306])
    expect(try run("Adamax(0.05)"), [0.9602612, -1.9887527, 0.3464158])
    expect(try run("Lion(0.05)"), [1, -2.1, 0.3])
    expect(try run("Lion(0.05, 0.5, 0.8)"), [1, -2.2, 0.3])
    expect(
      try run("AdamW(0.1, amsgrad=True)"), [0.9198134, -2.0640946, 0.08280084],
      within: correctionTolerance)
  }

  /// 1 − 0.1 · (0.5 − 1) / 2 after two steps, and so on.
  @Test func gatheredGradientsChangeWeightsByTheirMean() throws {
    expect(try run("SGD(0.1, gradient_accumulation_steps=2)", steps: 1), [1, -2, 0.5])
    expect(try run("SGD(0.1, gradient_accumulation_steps=2)", steps: 2), [1.025, -1.99375, 0.3625])
    expect(try run("SGD(0.1, gradient_accumulation_steps=2)"), [0.9875, -2.19375, 0.30625])
    expect(
      try run("Adam(0.1, gradient_accumulation_steps=2)"), [1.0993619, -2.0508852, 0.24058543],
      within: correctionTolerance)
    expect(
      try run("Nadam(0.1, gradient_accumulation_steps=3, clipnorm=0.5, weight_decay=0.1)"),
      [0.98854125, -2.1268888, 0.2986306], within: correctionTolerance)
  }

  /// The rates of steps 1, 3 and 5: 0.1 / 2, 0.1 / 8, 0.1 / 32.
  @Test func aScheduleCountsEveryStep() throws {
    expect(
      try run("SGD(ExponentialDecay(0.1, 1, 0.5), gradient_accumulation_steps=2)"),
      [1.0101563, -2.0148437, 0.4248047])
  }

  @Test func theAverageOfTheWeightsTakesTheirPlace() throws {
    let average = "SGD(0.1, use_ema=True, ema_momentum=0.75"
    expect(try run("\(average))"), [0.975, -2.3875, 0.1125])
    expect(try run("\(average))", finishes: true), [0.97324216, -2.2075806, 0.18947753])
    expect(
      try run("\(average), ema_overwrite_frequency=2)"), [0.928125, -2.1437502, 0.26484376])
    expect(
      try run("\(average), ema_overwrite_frequency=2, gradient_accumulation_steps=2)"),
      [0.9968749, -2.1, 0.34375003])
  }

  @Test func aLimitIsOfOneKind() {
    let found = problems(of: "Adam(clipnorm=1, clipvalue=0.5)", as: OptimizerCall.self)
    #expect(found.map(\.id) == ["optimizer-settings"])
    #expect(
      found.first?.message
        == "Adam can limit gradients in one way only, not by clipnorm and by clipvalue")
    #expect(
      problems(of: "AdamW(weight_decay=None)", as: OptimizerCall.self).map(\.id)
        == ["optimizer-settings"])
    #expect(problems(of: "SGD(0.1, 0.9, True, None, 1.0)", as: OptimizerCall.self).isEmpty)
    #expect(
      problems(of: "SGD(gradient_accumulation_steps=1)", as: OptimizerCall.self).map(\.id)
        == ["field-range"])
  }

  /// 3 and 4 have the norm 5; with 12 in another weight it is 13.
  @Test func normsAreLimitedAsKerasDoes() throws {
    func limited(_ limit: String) throws -> [[Float]] {
      let network = GivenGradients([("a/kernel", [0, 0]), ("b/kernel", [0])])
      network.setGradient([3, 4])
      network.setGradient([12], of: 1)
      OptimizerState(
        try read("SGD(1, \(limit))", as: OptimizerCall.self).optimizer, for: network,
        threads: ThreadPool(threadCount: 1)
      ).step()
      return [network.values(of: 0).map { -$0 }, network.values(of: 1).map { -$0 }]
    }
    let each = try limited("clipnorm=2.5")
    expect(each[0], [1.5, 2])
    expect(each[1], [2.5])
    let all = try limited("global_clipnorm=6.5")
    expect(all[0], [1.5, 2])
    expect(all[1], [6])
    let values = try limited("clipvalue=3.5")
    expect(values[0], [3, 3.5])
    expect(values[1], [3.5])
    #expect(try limited("global_clipnorm=13") == [[3, 4], [12]])
  }

  /// 40,000 numbers are several tiles.
  @Test func threadsDoNotChangeANorm() throws {
    func stepped(_ threadCount: Int) throws -> [Float] {
      let numbers = (0..<40_000).map { Random(seed: 1).uniform(Random.Purpose("clip"), at: $0) }
      let network = GivenGradients([("a/kernel", numbers), ("b/bias", [1, 2, 3])])
      let state = OptimizerState(
        try read(
          "Adam(global_clipnorm=0.7, use_ema=True, gradient_accumulation_steps=2)",
          as: OptimizerCall.self
        ).optimizer, for: network, threads: ThreadPool(threadCount: threadCount))
      for _ in 0..<4 {
        network.setGradient(numbers.reversed())
        network.setGradient([0.1, -0.2, 0.3], of: 1)
        state.step()
      }
      return network.values() + state.tensors.flatMap(\.tensor.elements)
    }
    let single = try stepped(1)
    for threadCount in [2, 3, 7] { #expect(try stepped(threadCount) == single) }
  }

  /// What decays is 1 − 0.1 · 0.5, by the names of variables and not of layers, as in Keras.
  @Test func variablesCanBeExcludedFromDecay() throws {
    let network = GivenGradients([
      ("bias_layer/kernel", [1]), ("dense/bias", [1]), ("norm/gamma", [1]),
    ])
    OptimizerState(
      try read(
        "SGD(0.1, weight_decay=0.5, exclude_from_weight_decay=[bias, gam])", as: OptimizerCall.self
      ).optimizer, for: network, threads: ThreadPool(threadCount: 1)
    ).step()
    #expect(network.values(of: 0) == [0.95])
    #expect(network.values(of: 1) == [1])
    #expect(network.values(of: 2) == [1])
  }

  /// Moments of dead weights fade; a denormal costs a hundred times what another number does.
  @Test(arguments: OptimizerCatalog.catalog.names) func noSlotBecomesDenormal(_ name: String) throws
  {
    let settings = ["RMSprop": "centered=True, momentum=0.9, ", "SGD": "momentum=0.9, "]
    let network = GivenGradients([("dense/kernel", [0])])
    let state = OptimizerState(
      try read(
        "\(name)(learning_rate=1e-3, \(settings[name] ?? "")use_ema=True, ema_momentum=0.9)",
        as: OptimizerCall.self
      ).optimizer, for: network, threads: ThreadPool(threadCount: 1))
    network.setGradient([1e-18])
    state.step()
    network.setGradient([0])
    for _ in 0..<9_000 {
      state.step()
      for (slot, tensor) in state.tensors {
        guard !tensor.elements[0].isSubnormal else {
          Issue.record("\(slot) becomes \(tensor.elements[0])")
          return
        }
      }
    }
  }

  @Test func nothingThatIsNoNumberHides() throws {
    for name in OptimizerCatalog.catalog.names {
      let network = GivenGradients([("dense/kernel", [1])])
      let state = OptimizerState(
        try read("\(name)()", as: OptimizerCall.self).optimizer, for: network,
        threads: ThreadPool(threadCount: 1))
      network.setGradient([.nan])
      state.step()
      #expect(network.values()[0].isNaN, "\(name)")
    }
  }
}
