import Engine
import Tensors
import Testing

/// What stands between examples and a model.
@Suite struct InputPreparationTests {
  private static let augment = [
    "RandomFlip()", "ZeroPadding2D(1)", "RandomCrop(8, 8)", "RandomRotation(0.1)",
  ]

  /// The inputs of a model for some examples, in one batch.
  private func inputs(
    _ source: SmallPictures, _ indices: [Int32], epoch: Int?, seed: UInt64 = 42,
    threadCount: Int = 1
  ) -> [[Float]] {
    let feed = BatchFeed(
      source, batchCapacity: indices.count, seed: seed,
      threads: ThreadPool(threadCount: threadCount))
    let size = source.inputShape.count
    var numbers = [Float](repeating: 0, count: indices.count * size)
    var labels = [Int32](repeating: -1, count: indices.count)
    numbers.withUnsafeMutableBufferPointer { numbers in
      labels.withUnsafeMutableBufferPointer { labels in
        indices.withUnsafeBufferPointer { indices in
          feed.fill(indices, inputs: numbers, labels: labels, epoch: epoch)
        }
      }
    }
    #expect(labels == indices.map { $0 % 3 })
    return indices.indices.map { Array(numbers[($0 * size)..<(($0 + 1) * size)]) }
  }

  @Test func nothingIsDoneWithoutLayers() {
    let source = SmallPictures(count: 9, shape: [8, 8, 1])
    #expect(source.inputShape == [8, 8, 1])
    #expect(inputs(source, [3, 1], epoch: 0) == inputs(source, [3, 1], epoch: nil))
  }

  @Test func aMapIsDoneInEveryPhase() {
    let plain = SmallPictures(count: 9, shape: [2, 2, 1])
    let source = SmallPictures(
      count: 9, shape: [2, 2, 1],
      map: ["Rescaling(2, offset=1)", "ZeroPadding2D(((0, 0), (1, 0)))"])
    #expect(source.inputShape == [2, 3, 1])
    let x = inputs(plain, [5], epoch: nil)[0].map { $0 * 2 + 1 }
    let expected = [0, x[0], x[1], 0, x[2], x[3]]
    #expect(inputs(source, [5], epoch: nil) == [expected])
    #expect(inputs(source, [5], epoch: 3) == [expected])
  }

  @Test func onlyTrainingBatchesAreAugmented() {
    let plain = SmallPictures(count: 9, shape: [8, 8, 1])
    let source = SmallPictures(count: 9, shape: [8, 8, 1], augment: Self.augment)
    let all: [Int32] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    #expect(inputs(source, all, epoch: nil) == inputs(plain, all, epoch: nil))
    #expect(inputs(source, all, epoch: 0) != inputs(plain, all, epoch: 0))
  }

  @Test func anExampleOfAnEpochIsTheSameInEveryBatch() {
    let source = SmallPictures(
      count: 9, shape: [6, 8, 1], map: ["ZeroPadding2D((1, 0))"], augment: Self.augment)
    let whole = inputs(source, [0, 1, 2, 3, 4, 5, 6, 7, 8], epoch: 2)
    for threadCount in [1, 2, 3] {
      let part = inputs(source, [7, 2, 5], epoch: 2, threadCount: threadCount)
      #expect(part == [whole[7], whole[2], whole[5]])
    }
    #expect(inputs(source, [7, 2, 5], epoch: 3) != [whole[7], whole[2], whole[5]])
    #expect(inputs(source, [7, 2, 5], epoch: 2, seed: 1) != [whole[7], whole[2], whole[5]])
    let variants = InputPreparation.variants(
      of: source, example: 5, epochs: 1..<4, seed: 42, threads: ThreadPool(threadCount: 1))
    #expect(variants.map(\.shape) == [[8, 8, 1], [8, 8, 1], [8, 8, 1]])
    #expect(variants[1].elements == whole[5])
    #expect(variants[0] != variants[1])
  }

  /// A layer of a dataset and one of a model have no number in common, whatever their names.
  @Test func augmentingSharesNoNumberWithTheModel() throws {
    let source = SmallPictures(count: 64, shape: [8, 8, 1], augment: ["RandomFlip(horizontal)"])
    let plain = SmallPictures(count: 64, shape: [8, 8, 1])
    let indices = (0..<64).map(Int32.init)
    let pictures = inputs(plain, indices, epoch: nil)
    let model = try CompiledModel(
      try #require(SmallTraining.chain(["RandomFlip(horizontal)"], on: [8, 8, 1])), weights: [],
      batchCapacity: 64, mode: .inference, seed: 42, threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: pictures.flatMap { $0 })
    model.forward(count: 64, phase: .training(step: 0))
    #expect(Array(model.output) != inputs(source, indices, epoch: 0).flatMap { $0 })
  }

  @Test func threadsAndBatchesChangeNoBitOfAnAugmentedTraining() throws {
    var training = SmallTraining(
      map: ["Rescaling(2, offset=-1)"],
      augment: Self.augment + ["RandomContrast((0.2, 0.3), value_range=(-1, 1))"])
    let single = try training.run()
    for threadCount in [2, 3] {
      training.threads = ThreadPool(threadCount: threadCount)
      #expect(try training.run() == single)
    }
    training.augment = []
    #expect(try training.run() != single)
  }
}
