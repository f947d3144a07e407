import Tensors
import Testing

/// The same training gives the same bits, whatever computes it.
@Suite struct DeterminismTests {
  /// Small models, drawn: each is a function of its number.
  @Test(arguments: 0..<12) func threadsChangeNoBit(_ number: Int) throws {
    var training = RandomTraining.training(number)
    let single = try training.run()
    #expect(single.weights.contains { $0.contains { $0 != 0 } })
    for threadCount in [2, 3, 7] {
      training.threads = ThreadPool(threadCount: threadCount)
      #expect(
        try training.run() == single, "\(training.layers) on \(threadCount) threads")
    }
  }

  /// Two runs in a row, with whatever the first left in memory.
  @Test(arguments: 0..<3) func repetitionChangesNoBit(_ number: Int) throws {
    let training = RandomTraining.training(number)
    #expect(try training.run() == training.run())
  }

  @Test func theSeedAndTheOrderCount() throws {
    let training = SmallTraining()
    var other = training
    other.seed = 43
    #expect(try training.run() != other.run())
    other = training
    other.shuffles = false
    #expect(try training.run() != other.run())
  }
}

/// Models and settings out of a number.
enum RandomTraining {
  static func training(_ number: Int) -> SmallTraining {
    let random = Random(seed: UInt64(number))
    var position = 0
    func draw(_ bound: Int) -> Int {
      position += 1
      return random.integer(below: bound, Random.Purpose("model"), at: position)
    }
    func pick(_ choices: [String]) -> String { choices[draw(choices.count)] }

    var layers: [String] = []
    for _ in 0...draw(2) {
      let filters = 1 + draw(19)
      let kernel = pick(["1", "2", "3", "(3, 2)", "5"])
      let padding = pick(["same", "same, strides=2", "same, dilation_rate=2"])
      layers.append("Conv2D(\(filters), \(kernel), padding=\(padding))")
      layers.append(
        pick(["ReLU()", "BatchNormalization()", "Activation(elu)", "Dropout(0.3)", "LeakyReLU()"]))
      if draw(2) == 0 {
        layers.append(pick(["MaxPooling2D(2, padding=same)", "AveragePooling2D(3, 2, same)"]))
      }
    }
    layers.append(pick(["Flatten()", "GlobalAveragePooling2D()"]))
    layers.append("Dense(\(3 + draw(30)), activation=\(pick(["relu", "tanh", "selu"])))")
    layers.append("Dense(3, activation=softmax)")

    var training = SmallTraining()
    training.layers = layers
    training.shape = [5 + draw(8), 5 + draw(8), 1 + draw(4)]
    training.optimizer = pick([
      "Adam(0.003)", "SGD(0.01, momentum=0.9)", "RMSprop(0.001)",
      "Nadam(CosineDecay(0.003, 9), global_clipnorm=0.5, use_ema=True)",
    ])
    training.batchSize = 1 + draw(24)
    training.exampleCount = 20 + draw(60)
    training.shuffles = draw(3) > 0
    return training
  }
}
