import Engine
import Schemas
import Tensors

/// Graphs of layers out of a number: chains with branches that come together again.
enum RandomGraph {
  /// A training of such a graph.
  static func training(_ number: Int) -> SmallTraining {
    var drawing = Drawing(random: Random(seed: UInt64(number)))
    var training = SmallTraining()
    training.layers = drawing.layers()
    training.shape = [4 + drawing.draw(6), 4 + drawing.draw(6), 1 + drawing.draw(3)]
    training.optimizer = drawing.pick([
      "Adam(0.003)", "SGD(0.01, momentum=0.9)", "RMSprop(0.001)",
    ])
    training.loss = drawing.pick([
      "sparse_categorical_crossentropy", "sparse_categorical_crossentropy", "mean_squared_error",
    ])
    // The last batch of an epoch is a part of one.
    training.batchSize = 2 + drawing.draw(12)
    training.exampleCount = 3 * training.batchSize + 1
    training.validationCount = training.batchSize + 1
    return training
  }

  private struct Drawing {
    let random: Random
    var position = 0
    /// Values that can be read: all have the pictures' height and width, and so many channels.
    var values: [(name: String, channels: Int)] = []
    var lines: [String] = []
    /// The values that nothing reads yet.
    var unread: [String] = []

    init(random: Random) { self.random = random }

    mutating func draw(_ bound: Int) -> Int {
      position += 1
      return random.integer(below: bound, Random.Purpose("graph"), at: position)
    }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[draw(choices.count)] }

    mutating func add(_ call: String, _ inputs: [String]?, channels: Int) {
      let name = "v\(lines.count)"
      let reads =
        inputs.map { $0.count == 1 ? "(\($0[0]))" : "([\($0.joined(separator: ", "))])" } ?? ""
      lines.append("\(name) = \(call)\(reads)")
      values.append((name, channels))
      unread.removeAll { inputs?.contains($0) == true }
      unread.append(name)
    }

    mutating func layers() -> [String] {
      add("Conv2D(3, 3, padding=same)", nil, channels: 3)
      for _ in 0..<(3 + draw(9)) { step() }
      if unread.count > 1 { add("Concatenate()", unread, channels: 0) }
      lines.append(pick(["Flatten()", "GlobalAveragePooling2D()", "GlobalMaxPooling2D()"]))
      lines.append("Dense(6, activation=\(pick(["relu", "tanh", "gelu", "linear"])))")
      lines.append(pick(["Dense(3, activation=softmax)", "Dense(3, activation=sigmoid)"]))
      return lines
    }

    /// A layer of one value, or a meeting of some.
    private mutating func step() {
      // Mostly the newest, so that chains grow; what is passed over is read later.
      let from = draw(3) > 0 ? values[values.count - 1] : pick(values)
      guard draw(3) == 0 else {
        let channels = 1 + draw(5)
        let (call, made) = pick([
          ("Conv2D(\(channels), 3, padding=same)", channels),
          ("Conv2D(\(channels), 1, activation=relu)", channels),
          ("Conv2D(\(channels), (2, 3), padding=same, activation=elu)", channels),
          ("Conv2DTranspose(\(channels), 3, padding=same)", channels),
          ("DepthwiseConv2D(3, padding=same, activation=tanh)", from.channels),
          ("Dense(\(channels), activation=softsign)", channels),
          ("BatchNormalization()", from.channels), ("BatchNormalization()", from.channels),
          ("LayerNormalization()", from.channels), ("ReLU()", from.channels),
          ("Activation(silu)", from.channels), ("Activation(softmax)", from.channels),
          ("PReLU()", from.channels), ("Dropout(0.3)", from.channels),
          ("GaussianNoise(0.1)", from.channels), ("Rescaling(1/2, 0.1)", from.channels),
          ("MaxPooling2D(3, 1, same)", from.channels),
          ("AveragePooling2D(2, 1, same)", from.channels),
          ("Conv2D(\(channels), 1, activity_regularizer=L2(0.01))", channels),
        ])
        add(call, [from.name], channels: made)
        return
      }
      let others = values.filter { $0.channels == from.channels }
      if draw(3) == 0 {
        let other = pick(values)
        add("Concatenate()", [from.name, other.name], channels: from.channels + other.channels)
      } else {
        let call = pick([
          "Add()", "Add()", "Multiply()", "Maximum()", "Subtract()", "Average()", "Minimum()",
        ])
        add(call, [from.name, pick(others).name], channels: from.channels)
      }
    }
  }
}
