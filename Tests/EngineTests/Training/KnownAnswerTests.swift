import Engine
import Foundation
import Tensors
import Testing

/// Digests of models after 200 steps of training, the same for every processor, number of threads and
/// kind of build.
///
/// A change of bits is a decision: `KONSPEKT_RECORD=1` writes the digests anew.
@Suite struct KnownAnswerTests {
  private static let file: URL = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder = folder.deletingLastPathComponent() }
    return folder.appending(path: "Snapshots/Engine/known-answers.txt")
  }()

  @Test func trainedWeightsHaveTheKnownDigests() throws {
    var lines: [String] = []
    for (name, training) in Self.trainings {
      lines.append("\(try digest(training)) \(name)")
    }
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["KONSPEKT_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let known = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n")
    for (line, wanted) in zip(lines, known) { #expect(line == wanted) }
    #expect(lines.count == known.count)
  }

  /// Few steps on every instruction set and any number of threads; with `KONSPEKT_LONG=1` all steps of
  /// all trainings, which takes minutes.
  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable))
  func instructionSetsAndThreadsHaveTheSameDigest(_ instructions: InstructionSet) throws {
    let isLong = ProcessInfo.processInfo.environment["KONSPEKT_LONG"] == "1"
    for (name, training) in Self.trainings {
      var training = training
      if !isLong { training.epochs = 2 }
      let wanted = try digest(training)
      for threadCount in [1, 2, 3, 7] {
        var other = training
        other.numerics = .portable(instructions)
        other.threads = ThreadPool(threadCount: threadCount)
        #expect(
          try digest(other) == wanted, "\(name), \(instructions), \(threadCount) threads")
      }
    }
  }

  /// FNV-1a over the bits of weights, optimizer state, and history.
  private func digest(_ training: SmallTraining) throws -> String {
    let state = try training.train()
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bits: UInt64) { hash = (hash ^ bits) &* 0x100_0000_01b3 }
    for (_, tensor) in state.weights { tensor.elements.forEach { add(UInt64($0.bitPattern)) } }
    for (_, tensor) in state.optimizer { tensor.elements.forEach { add(UInt64($0.bitPattern)) } }
    for series in state.record.history { series.values.forEach { add($0.bitPattern) } }
    return String(hash, radix: 16)
  }

  /// The walkthrough's kind of network, a residual one, a depthwise one, one with everything random,
  /// then drawn ones.
  private static let trainings: [(name: String, training: SmallTraining)] = {
    var walkthrough = SmallTraining()
    walkthrough.layers = [
      "Conv2D(16, 3, activation=relu)", "MaxPooling2D()", "Conv2D(18, 3, padding=same)", "ReLU()",
      "MaxPooling2D()", "Flatten()", "Dense(20, activation=relu)", "Dense(3, activation=softmax)",
    ]
    walkthrough.shape = [12, 12, 1]
    var residual = SmallTraining()
    residual.layers = [
      "Conv2D(16, 3, padding=same, use_bias=False)", "BatchNormalization()", "x = ReLU()",
      "Conv2D(16, 3, padding=same, use_bias=False)", "y = BatchNormalization()", "Add()([x, y])",
      "ReLU()", "GlobalAveragePooling2D()", "Dense(3, activation=softmax)",
    ]
    residual.optimizer = "SGD(CosineDecay(0.1, 20), momentum=0.9, nesterov=True, weight_decay=1e-3)"
    var depthwise = SmallTraining()
    depthwise.layers = [
      "Conv2D(8, 3, strides=2, padding=same)", "BatchNormalization()", "ReLU(6)",
      "DepthwiseConv2D(3, padding=same)", "BatchNormalization()", "ReLU(6)", "Conv2D(12, 1)",
      "SeparableConv2D(6, 3, activation=silu)", "GlobalAveragePooling2D()",
      "Dense(3, activation=softmax)",
    ]
    depthwise.shape = [13, 11, 3]
    depthwise.optimizer = "RMSprop(0.003, momentum=0.9, centered=True)"
    var random = SmallTraining()
    random.layers = [
      "GaussianNoise(0.1)", "Conv2D(6, (3, 2), activation=gelu)", "SpatialDropout2D(0.2)",
      "LayerNormalization()", "Flatten()", "Dense(9, activation=tanh)", "Dropout(0.3)",
      "Dense(3)",
    ]
    random.loss = "SparseCategoricalCrossentropy(from_logits=True)"
    random.optimizer = "AdamW(0.003, clipnorm=1, use_ema=True)"
    random.augment = ["RandomFlip(horizontal)", "RandomRotation(0.1)", "RandomZoom(0.2)"]
    let trainings =
      [
        ("walkthrough", walkthrough), ("residual", residual), ("depthwise", depthwise),
        ("random layers", random),
      ] + (0..<20).map { ("drawn \($0)", RandomTraining.training($0)) }
    return trainings.map { name, training in
      var training = training
      // What the model predicts is in the history of the validation.
      training.validationCount = 20
      let steps = (training.exampleCount + training.batchSize - 1) / training.batchSize
      training.epochs = (200 + steps - 1) / steps
      return (name, training)
    }
  }()
}
