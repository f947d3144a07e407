import CAllocationCounter
import Engine
import Schemas
import Tensors
import Testing

/// A warm training loop makes do with the memory it has.
@Suite(.serialized) struct AllocationTests {
  @Test(arguments: [1, 2]) func aStepAllocatesNothing(_ threadCount: Int) throws {
    var training = SmallTraining()
    training.layers = [
      "Rescaling(1/2)", "Conv2D(6, 3, padding=same)", "BatchNormalization()", "ReLU()",
      "MaxPooling2D()", "Dropout(0.2)", "Conv2D(4, 3)", "Activation(elu)", "AveragePooling2D()",
      "Flatten()", "Dense(8, activation=relu)", "Dense(3, activation=softmax)",
    ]
    training.threads = ThreadPool(threadCount: threadCount)
    #expect(try allocations(training) == 0)
  }

  @Test func mappingAndAugmentingAllocateNothing() throws {
    var training = SmallTraining()
    training.map = ["Rescaling(1/2)"]
    training.augment = ["RandomFlip(horizontal)", "RandomRotation(0.1)", "RandomContrast(0.2)"]
    #expect(try allocations(training) == 0)
  }

  @Test(arguments: OptimizerCatalog.catalog.names) func optimizersAllocateNothing(
    _ name: String
  ) throws {
    for settings in ["", "clipnorm=0.1, weight_decay=0.01", "global_clipnorm=0.1, use_ema=True"] {
      var training = SmallTraining()
      training.optimizer = "\(name)(\(settings))"
      training.threads = ThreadPool(threadCount: 2)
      #expect(try allocations(training) == 0, "\(name)(\(settings))")
    }
    var training = SmallTraining()
    training.optimizer = "\(name)(gradient_accumulation_steps=2)"
    #expect(try allocations(training) == 0)
  }

  @Test(arguments: LossCatalog.catalog.names) func lossesAllocateNothing(_ name: String) throws {
    var training = SmallTraining()
    training.loss = name
    #expect(try allocations(training) == 0)
  }

  @Test(arguments: MetricCatalog.catalog.names) func metricsAllocateNothing(_ name: String) throws {
    // Those that cannot do without an argument.
    let needed = [
      "PrecisionAtRecall": "0.5", "RecallAtPrecision": "0.5", "SensitivityAtSpecificity": "0.5",
      "SpecificityAtSensitivity": "0.5",
    ]
    var training = SmallTraining()
    training.metrics = ["\(name)(\(needed[name] ?? ""))"]
    #expect(try allocations(training) == 0)
  }

  @Test(arguments: LayerExamples.names) func layersAllocateNothing(_ name: String) throws {
    for example in LayerExamples.examples(of: name) {
      let bench = try LayerBench(example)
      bench.fillWithNoise()
      kk_allocations_watch_this_thread(1)
      _ = kk_allocations_take()
      bench.fillWithNoise()
      let count = kk_allocations_take()
      kk_allocations_watch_this_thread(0)
      #expect(count == 0, "\(example.text)")
    }
  }

  /// Counts over five steps.
  private func allocations(_ settings: SmallTraining) throws -> Int {
    var training = settings
    training.exampleCount = 160
    training.epochs = 1
    var count = 0
    _ = try training.run { step in
      // The first steps warm up; the end of the epoch is not a step.
      if step == 3 { watch(training.threads, true) }
      if step == 8 {
        count = kk_allocations_take()
        watch(training.threads, false)
      }
    }
    return count
  }

  /// Counts, or no longer counts, what all threads of a pool allocate.
  private func watch(_ threads: ThreadPool, _ watches: Bool) {
    threads.run(tiles: threads.threadCount, with: watches) { watches, _, _ in
      kk_allocations_watch_this_thread(watches ? 1 : 0)
    }
    _ = kk_allocations_take()
  }

  @Test func theCounterCounts() {
    kk_allocations_watch_this_thread(1)
    let array = [Int](unsafeUninitializedCapacity: 1000) { $1 = $0.count }
    let count = kk_allocations_take()
    kk_allocations_watch_this_thread(0)
    #expect(count >= 1 && array.count == 1000)
  }
}
