import Diagnostics
import Engine
import Schemas
import Tensors
import Testing

/// Callbacks in trainings; what they make of given values is compared with Keras by `Tests/Golden`.
@Suite struct CallbackTests {
  private func mode(_ callback: String, _ metrics: String...) throws -> MonitorMode? {
    try read(callback, as: CallbackCall.self).callback.mode(
      among: metrics.map { try read($0, as: MetricCall.self).metric })
  }

  @Test func aMetricKnowsWhetherItShouldGrow() throws {
    #expect(try mode("EarlyStopping()") == .min)
    #expect(try mode("EarlyStopping(monitor=loss)") == .min)
    #expect(try mode("EarlyStopping(monitor=val_accuracy)", "accuracy") == .max)
    #expect(try mode("EarlyStopping(monitor=val_p)", "Recall(name=r)", "Precision(name=p)") == .max)
    #expect(
      try mode("ReduceLROnPlateau(monitor=accuracy)", "MeanSquaredError(name=accuracy)") == .min)
    #expect(try mode("EarlyStopping(monitor=rmse, mode=max)", "RootMeanSquaredError()") == .max)
    #expect(try mode("EarlyStopping(monitor=learning_rate)", "accuracy") == nil)
    #expect(try mode("EarlyStopping(monitor=learning_rate, mode=min)", "accuracy") == .min)
    let falling = [
      "BinaryCrossentropy", "CategoricalCrossentropy", "CategoricalHinge", "FalseNegatives",
      "FalsePositives", "Hinge", "KLDivergence", "LogCoshError", "MeanAbsoluteError",
      "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "Poisson",
      "RootMeanSquaredError", "SparseCategoricalCrossentropy", "SquaredHinge",
    ]
    for name in MetricCatalog.catalog.names {
      let metric = try read(MetricBench.leastCall(name), as: MetricCall.self).metric
      #expect(metric.mode == (falling.contains(name) ? .min : .max), "\(name)")
    }
  }

  /// Where two callbacks watch, only the one that restores says which weights are the best.
  @Test func onlyWhoRestoresSaysWhatIsBest() throws {
    var training = SmallTraining()
    training.epochs = 4
    training.validationCount = 12
    // The first epoch is the best by the margin; later ones are better by the other's.
    let restoring =
      "EarlyStopping(monitor=val_loss, min_delta=10, patience=9, restore_best_weights=True)"
    training.callbacks = [restoring]
    let alone = try training.states()
    #expect(
      SmallTraining.Outcome(alone.end).weights == SmallTraining.Outcome(alone.epochs[0]).weights)
    training.callbacks = [restoring, "EarlyStopping(monitor=loss, patience=9)"]
    #expect(try training.run() == SmallTraining.Outcome(alone.end))
  }

  @Test func epochsHaveTheRatesOfTheList() throws {
    var training = SmallTraining()
    training.epochs = 4
    training.callbacks = ["LearningRateScheduler([0.01, 0.002])"]
    let listed = try training.train()
    #expect(listed.record.history.last?.name == "learning_rate")
    #expect(listed.record.history.last?.values == [0.01, 0.002, 0.002, 0.002])
    training.callbacks = ["LearningRateScheduler(PiecewiseConstantDecay([0], [0.01, 0.002]))"]
    #expect(try training.run() == SmallTraining.Outcome(listed))
    for (text, id) in [
      ("LearningRateScheduler([])", "field-range"), ("LearningRateScheduler([-1])", "field-range"),
      ("LearningRateScheduler(fast)", "field-type"),
      ("LearningRateScheduler(CosineDecays(1, 2))", "schedule-unknown"),
    ] {
      #expect(problems(of: text, as: CallbackCall.self).map(\.id) == [id], "\(text)")
    }
  }

  @Test func aPlateauMakesStepsSmaller() throws {
    var training = SmallTraining()
    training.epochs = 4
    training.optimizer = "SGD(0.5)"
    training.callbacks = ["ReduceLROnPlateau(monitor=loss, factor=0.1, patience=1, min_delta=100)"]
    let end = try training.train()
    #expect(end.record.history.last?.values.count == 4)
    for (rate, wanted) in zip(end.record.history.last?.values ?? [], [0.5, 0.5, 0.05, 0.005]) {
      #expect(abs(rate - wanted) < 1e-12)
    }
  }

  @Test func normsAreThoseOfTheWeights() throws {
    var training = SmallTraining()
    training.callbacks = ["WeightNorms()"]
    let end = try training.train()
    #expect(
      end.record.norms.map(\.name) == [
        "conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias", "dense_1/kernel",
        "dense_1/bias",
      ])
    for (name, tensor) in end.weights {
      let squares = tensor.elements.reduce(0) { $0 + Double($1) * Double($1) }
      let series = end.record.norms.first { $0.name == name }
      #expect(series?.values.count == 2)
      #expect(series?.values.last == squares.squareRoot())
    }
  }

  /// Frozen weights are noted with the others, epoch after epoch the same, unless they are not wanted.
  @Test func normsOfFrozenWeights() throws {
    var training = SmallTraining()
    training.layers[0] = "Conv2D(6, 3, padding=same, activation=relu, trainable=False)"
    training.callbacks = ["WeightNorms()"]
    let norms = try training.train().record.norms
    let frozen = try #require(norms.first { $0.name == "conv2d/kernel" })
    #expect(frozen.values.count == 2)
    #expect(frozen.values[0] == frozen.values[1])
    training.callbacks = ["WeightNorms(frozen=False)"]
    let learned = try training.train().record.norms
    #expect(learned == norms.filter { !$0.name.hasPrefix("conv2d") })
  }

  @Test func weightsOfEpochsAreWritten() throws {
    var training = SmallTraining()
    training.epochs = 3
    training.callbacks = ["ModelCheckpoint('all/{epoch:02d}-{accuracy:.0f}.safetensors')"]
    let plain = try SmallTraining().states()
    let (states, end) = try training.states()
    #expect(end.record.files?.count == 3)
    #expect(end.record.files?[0].wholeMatch(of: /all\/01-[01]\.safetensors/) != nil)
    #expect(end.files.map(bits) == states.map { bits($0.weights) })
    #expect(bits(end.files[1]) == bits(plain.end.weights))

    // Nothing beats a loss of 0: the first epoch alone is within a margin that none improves on.
    training.callbacks = [
      "ModelCheckpoint('best.safetensors', monitor=loss, save_best_only=True)",
      "ModelCheckpoint('none.safetensors', 'loss', 0, True, initial_value_threshold=0.0)",
      "ModelCheckpoint('worst.safetensors', monitor=loss, save_best_only=True, mode=max)",
    ]
    let best = try training.train()
    #expect(best.record.files == ["best.safetensors", "worst.safetensors"])
    let losses = best.record.history[0].values
    #expect(losses == losses.sorted(by: >), "the loss falls in every epoch")
    #expect(bits(best.files[0]) == bits(best.weights))
    #expect(bits(best.files[1]) == bits(states[0].weights))
  }

  private func bits(_ weights: [(name: String, tensor: Tensor)]) -> [[UInt32]] {
    weights.map { $0.tensor.elements.map(\.bitPattern) }
  }

  @Test func whatIsNotNeededSaysWhy() {
    let found = problems(of: "TensorBoard(log_dir=logs)", as: CallbackCall.self)
    #expect(found.map(\.id) == ["not-needed"])
    #expect(found.first?.message.contains("LearningCurves()") == true)
  }
}
