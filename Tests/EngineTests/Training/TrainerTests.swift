import Engine
import Schemas
import Tensors
import Testing

/// The training loop.
@Suite struct TrainerTests {
  /// Every optimizer of the catalog, and settings that remember something between steps.
  static let optimizers =
    OptimizerCatalog.catalog.names.map { "\($0)(learning_rate=0.003)" } + [
      "Adam(0.003, amsgrad=True, weight_decay=0.01, clipnorm=0.5)",
      "SGD(0.01, momentum=0.9, nesterov=True, global_clipnorm=1.0)",
      "RMSprop(0.001, momentum=0.5, centered=True)",
      "Adam(0.003, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=3)",
      "AdamW(CosineDecay(0.01, decay_steps=12, warmup_target=0.02, warmup_steps=3))",
      "Nadam(0.003, gradient_accumulation_steps=3, use_ema=True)",
      "SGD(ExponentialDecay(0.1, 3, 0.5), gradient_accumulation_steps=3)",
    ]

  /// Every callback, with settings under which it does something within four epochs.
  static let callbacks: [[String]] = [
    ["EarlyStopping(monitor=val_loss, patience=1, min_delta=10, restore_best_weights=True)"],
    ["EarlyStopping(monitor=accuracy, min_delta=1, patience=3, start_from_epoch=1)"],
    ["ReduceLROnPlateau(monitor=val_accuracy, factor=0.5, patience=1, min_delta=1, cooldown=1)"],
    ["LearningRateScheduler([0.01, 0.02, 0.001])", "WeightNorms()"],
    ["LearningRateScheduler(ExponentialDecay(0.01, 1, 0.5))", "TerminateOnNaN()"],
    [
      "ModelCheckpoint('{epoch}.safetensors')",
      "ModelCheckpoint('best.safetensors', monitor=val_accuracy, save_best_only=True)",
    ],
    [
      "ReduceLROnPlateau(monitor=loss, patience=1, min_delta=10)", "WeightNorms()",
      "EarlyStopping(monitor=val_accuracy, min_delta=1, patience=2, restore_best_weights=True)",
    ],
  ]

  private func expectResumable(_ training: SmallTraining) throws {
    let (states, end) = try training.states()
    #expect(!states.isEmpty)
    for state in states {
      let resumed = try training.train(from: state)
      #expect(SmallTraining.Outcome(resumed) == SmallTraining.Outcome(end))
      #expect(resumed.record == end.record)
      #expect(Self.bits(resumed.optimizer) == Self.bits(end.optimizer))
      #expect(resumed.files.map(Self.bits) == end.files.map(Self.bits))
      #expect(resumed.best.map(Self.bits) == end.best.map(Self.bits))
    }
  }

  private static func bits(_ tensors: [(name: String, tensor: Tensor)]) -> [String: [UInt32]] {
    Dictionary(
      uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor.elements.map(\.bitPattern)) })
  }

  /// While a batch is learned from, the next one can be brought from a disk.
  @Test func theNextBatchIsAnnounced() throws {
    var training = SmallTraining()
    let notes = ReadingNotes()
    training.notes = notes
    training.epochs = 1
    let outcome = try training.run()
    #expect(notes.announced.map(\.count) == [16, 16, 2, 0])
    #expect(notes.announced.flatMap { $0 } == Array(notes.filled.dropFirst(16)))
    training.notes = nil
    #expect(try training.run() == outcome)
  }

  @Test(arguments: Self.optimizers)
  func aStoppedTrainingGoesOnWithTheSameBits(_ optimizer: String) throws {
    var training = SmallTraining()
    training.optimizer = optimizer
    training.epochs = 3
    training.layers.insert("Dropout(0.2)", at: 3)
    try expectResumable(training)
  }

  @Test(arguments: Self.callbacks)
  func callbacksGoOnWithWhatTheyRemember(_ callbacks: [String]) throws {
    var training = SmallTraining()
    training.callbacks = callbacks
    training.epochs = 4
    training.validationCount = 20
    try expectResumable(training)
  }

  @Test func aTrainingStoppedWithinAnEpochGoesOnFromTheLastWholeOne() throws {
    var training = SmallTraining()
    training.epochs = 3
    var kept: FitState?
    var steps = 0
    #expect(throws: TrainingError.interrupted) {
      try training.train(
        onEpoch: { kept = $0 },
        isCancelled: {
          steps += 1
          return steps == 6  // Four steps are an epoch.
        })
    }
    #expect(kept?.record.epoch == 1)
    #expect(try SmallTraining.Outcome(training.train(from: kept)) == training.run())
  }

  @Test func aLongerTrainingContinuesAShorterOne() throws {
    var training = SmallTraining()
    training.optimizer = "Adam(CosineDecay(0.01, 16), use_ema=True)"
    let shorter = try training.states()
    training.epochs = 4
    let resumed = try training.train(from: shorter.epochs.last)
    #expect(try SmallTraining.Outcome(resumed) == training.run())
    #expect(resumed.record.history.map(\.values.count) == [4, 4, 4])
  }

  /// A second fit counts its epochs anew and keeps the optimizer's steps.
  @Test func anotherTrainingKeepsTheScheduleItsPlace() throws {
    var training = SmallTraining()
    training.optimizer = "SGD(PiecewiseConstantDecay([7], [0.01, 0.5]))"
    let first = try training.train()
    #expect(first.record.iterations == 8)
    training.epochsBefore = 2
    let second = try training.train(after: first)
    #expect(second.record.iterations == 16)
    #expect(second.record.history.last?.values == [0.5, 0.5])
    #expect(first.record.history.last?.values == [0.01, 0.5])
  }

  @Test(arguments: [1, 7, 16, 49, 50, 64]) func everyExampleCountsOnce(_ batchSize: Int) throws {
    var training = SmallTraining()
    training.batchSize = batchSize
    training.epochs = 1
    training.optimizer = "SGD(1e-30)"
    training.shuffles = false
    var steps = 0
    let outcome = try training.run(onStep: { steps = max(steps, $0) })
    #expect(steps == (50 + batchSize - 1) / batchSize)
    // The weights stay, so the loss is the mean over all, however they are put together.
    training.batchSize = 10
    let other = try training.run()
    #expect(abs(outcome.history[0].values[0] - other.history[0].values[0]) < 1e-6)
    #expect(outcome.history[1].values == other.history[1].values)
  }

  @Test func anOrderIsAFunctionOfSeedAndEpoch() throws {
    var training = SmallTraining()
    training.optimizer = "SGD(1e-30)"
    training.exampleCount = 40
    training.batchSize = 8
    /// The losses of batches tell the orders apart: the weights stay.
    func losses(_ training: SmallTraining) throws -> [[Double]] {
      var running: [[Double]] = []
      _ = try training.train(onEpoch: {
        running.append($0.record.history.map { $0.values.last ?? 0 })
      })
      return running
    }
    let order = Random(seed: 42).permutation(40, .shuffle(epoch: 0))
    #expect(order.sorted() == Array(0..<40))
    #expect(order != Random(seed: 42).permutation(40, .shuffle(epoch: 1)))
    #expect(order != Random(seed: 43).permutation(40, .shuffle(epoch: 0)))
    // Two epochs with epochs behind them are the later ones of a longer training.
    training.optimizer = "SGD(0.1)"
    training.epochs = 1
    let first = try training.train()
    var second = training
    second.epochsBefore = 1
    var both = training
    both.epochs = 2
    let whole = try both.run()
    #expect(try SmallTraining.Outcome(second.train(after: first)).weights == whole.weights)
    second.epochsBefore = 0
    #expect(try SmallTraining.Outcome(second.train(after: first)).weights != whole.weights)
    #expect(try losses(training) == losses(training))
  }

  @Test func validationLooksAndLearnsNothing() throws {
    var training = SmallTraining()
    let alone = try training.run()
    training.validationCount = 21
    let watched = try training.run()
    #expect(watched.weights == alone.weights)
    #expect(watched.history.prefix(2) == alone.history.prefix(2))
    #expect(watched.history.map(\.name) == ["loss", "accuracy", "val_loss", "val_accuracy"])
    #expect(watched.history.map(\.values.count) == [2, 2, 2, 2])
  }

  /// A class of weight 0 is as good as not there; weights of 2 double the loss and its gradient.
  @Test func classesCountByTheirWeights() throws {
    var training = SmallTraining()
    training.optimizer = "SGD(0.05)"
    training.epochs = 1
    training.exampleCount = 48
    let plain = try training.run()
    training.classWeights = [1, 1, 1]
    #expect(try training.run() == plain)
    training.classWeights = [2, 2, 2]
    training.optimizer = "SGD(0.025)"
    let doubled = try training.run()
    #expect(doubled.weights == plain.weights)
    #expect(doubled.history[0].values[0] == 2 * plain.history[0].values[0])
    #expect(doubled.history[1] == plain.history[1])
    training.classWeights = [1, 0, 1]
    #expect(try training.run().weights != plain.weights)
  }

  @Test func aLossThatIsNoNumberSaysWhereItBegan() throws {
    var training = SmallTraining()
    training.optimizer = "SGD(1e38)"
    var failure: TrainingError?
    do { _ = try training.run() } catch let error as TrainingError { failure = error }
    guard case .notFinite(_, let epoch, let step, let origin) = failure else {
      Issue.record("the training ended with \(String(describing: failure))")
      return
    }
    #expect(epoch == 0 && step > 0)
    #expect(origin?.contains("'") == true, "\(origin ?? "nowhere")")
  }

  /// The rate of the third epoch throws the weights out of the numbers.
  @Test func theEndOfTheNumbersCanEndATraining() throws {
    var training = SmallTraining()
    training.epochs = 5
    training.optimizer = "SGD(0.01, momentum=0.9, use_ema=True, ema_momentum=0.5)"
    training.callbacks = ["LearningRateScheduler([0.01, 0.01, 1e38])", "TerminateOnNaN()"]
    let (states, end) = try training.states()
    #expect(states.count == 2)
    #expect(end.record.stoppedEpoch == 2 && end.record.epoch == 2)
    #expect(end.record.history.map(\.values.count) == [2, 2, 2])
    #expect(end.weights.allSatisfy { $0.tensor.elements.allSatisfy(\.isFinite) })
    #expect(Self.bits(end.optimizer) == Self.bits(states[1].optimizer))
    // What two epochs alone leave.
    training.epochs = 2
    #expect(try SmallTraining.Outcome(end) == training.run())

    training.epochs = 5
    training.callbacks[1] = "TerminateOnNaN(raise_error=True)"
    #expect(throws: TrainingError.self) { try training.run() }
    training.callbacks = ["TerminateOnNaN()"]
    training.optimizer = "SGD(1e38)"
    #expect(throws: TrainingError.self) { try training.run() }
  }
}
