import Execution
import Testing
import Workspaces

/// What frozen layers make of data is computed once, and nobody can tell by the results.
///
/// Every run is compared with one that runs the whole model in every step.
@Suite struct FrozenFeaturesTests {
  private let runs = ComparedRuns()

  private func text(
    seed: Int = 42, dataset: String = "", trainable: String = "'layers[6:]'",
    _ fits: [String] = ["epochs: 2\nvalidation_data: test"], rate: String = "0.01"
  ) -> String {
    """
    ---
    title: Frozen
    seed: \(seed)
    ---

    ```dataset data
    source: shapes
    splits: {train: 'train[:70]', test: 'test[:40]'}
    map: [Rescaling(1/255)]
    batch_size: 16
    \(dataset)
    show: []
    ```

    ```model net
    layers:
      - Conv2D(16, 3, strides=2, padding=same)
      - BatchNormalization()
      - ReLU()
      - Conv2D(24, 3, strides=2, padding=same)
      - BatchNormalization()
      - GlobalAveragePooling2D()
      - Dropout(0.2)
      - Dense(5, activation=softmax)
    trainable: \(trainable)
    ```

    ```compile
    optimizer: Adam(\(rate))
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```
    \(fits.map { "\n```fit\n\($0)\n```\n" }.joined())
    ```evaluate
    data: test
    ```

    """
  }

  /// Two fits and an evaluation of one model: the training data and the test data once each.
  @Test func allThatReadTheSameShareThem() throws {
    let fit = "epochs: 2\nvalidation_data: test"
    let done = try runs.run(text([fit, fit]))
    #expect(done.frozen == ["fit", "fit"])
    #expect(done.epochs == ["fit": 2, "fit-2": 2])
    #expect(try runs.kept("features").count == 2)
    // Another way to learn, and more of it, reads what is there.
    let other = try runs.run(text([fit, "epochs: 3\nvalidation_data: test"], rate: "0.002"))
    #expect(other.frozen == [] && other.epochs == ["fit": 2, "fit-2": 3])
  }

  /// A part of the training data is held back: both sides are parts of the same features.
  @Test func heldBackExamplesAreAmongThem() throws {
    let done = try runs.run(text(["epochs: 2\nvalidation_split: 0.3", "epochs: 1"]))
    #expect(done.frozen == ["fit", "evaluate"])
  }

  /// Every seed draws frozen weights of its own; those that do not are shared.
  @Test func seedsWhoseFrozenWeightsAreTheirOwnShareNothing() throws {
    let done = try runs.run(text(["epochs: 1", "epochs: 1\nseeds: 3"]))
    #expect(done.frozen == ["fit", "evaluate"])
    let alone = try runs.run(text(seed: 7, ["epochs: 1\nseeds: 3"]))
    #expect(alone.frozen == ["fit", "fit", "fit", "evaluate"])
  }

  @Test func otherWeightsAndOtherDataAreOtherFeatures() throws {
    #expect(try runs.run(text()).frozen == ["fit", "fit"])
    #expect(try runs.run(text(seed: 43)).frozen == ["fit", "fit"])
    #expect(try runs.run(text(dataset: "color_mode: rgb")).frozen == ["fit", "fit"])
    // One convolution of gray pictures is computed faster than read.
    #expect(try runs.run(text(trainable: "'layers[3:]'")).frozen == [])
    #expect(try runs.kept("features").count == 6)
    #expect(try runs.run(text()).frozen == [])
  }

  /// What is augmented is another picture in every epoch, and what learns another layer.
  @Test func augmentedDataAndLayersThatLearnHaveNone() throws {
    let flip = "augment: [RandomFlip('horizontal')]"
    let augmented = try runs.run(text(dataset: flip, ["epochs: 2"]))
    // Tests are not augmented.
    #expect(augmented.frozen == ["evaluate"])
    #expect(try runs.run(text(dataset: flip, trainable: "all")).frozen == [])
  }

  /// What is watched is never augmented.
  @Test func augmentedTrainingsReadThoseOfWhatTheyWatch() throws {
    let flip = "augment: [RandomFlip('horizontal')]"
    #expect(try runs.run(text(dataset: flip)).frozen == ["fit"])
    #expect(try runs.kept("features").map(\.byteCount).count == 1)
    let heldBack = try runs.run(text(dataset: flip, ["epochs: 2\nvalidation_split: 0.3"]))
    #expect(heldBack.frozen == ["fit"])
    // Weights are taken over after every epoch, the statistics of normalizations among them.
    let longer = text(
      dataset: flip, trainable: "'layers[3:]'", ["epochs: 3\nvalidation_data: test"])
    #expect(try runs.run(longer).epochs == ["fit": 3])
  }

  /// The whole training data is there; its end, or any part of it, is read out of that.
  @Test func partsOfASplitAreReadOutOfTheWhole() throws {
    #expect(try runs.run(text(["epochs: 1"])).frozen == ["fit", "evaluate"])
    let flip = "augment: [RandomFlip('horizontal')]"
    let parts = [
      "epochs: 1\nvalidation_split: 0.3",
      "data: train[10:60]\nepochs: 1\nvalidation_data: test[5:9]",
    ]
    #expect(try runs.run(text(dataset: flip, [parts[0]])).frozen == [])
    #expect(try runs.run(text(parts)).frozen == [])
    let isThere = "the output of its 6 frozen layers is in the cache"
    #expect(try runs.remarks(text([parts[1]], rate: "0.03")) == [[], [], [], [isThere], []])
  }

  @Test func predictionsReadThemToo() throws {
    let predict = "\n```predict\ndata: test[:9]\n```\n"
    // The evaluation of all has come before.
    #expect(try runs.run(text(["epochs: 1"]) + predict).frozen == ["fit", "evaluate"])
    let alone = text(seed: 43, ["epochs: 1"])
      .replacing("```evaluate\ndata: test\n```", with: predict)
    #expect(try runs.run(alone).frozen == ["fit", "predict"])
    #expect(try runs.run(alone.replacing("0.01", with: "0.02")).frozen == [])
  }

  /// A longer fit that was interrupted goes on from its checkpoint all the same.
  @Test func epochsThatAreKeptAreKeptWithAndWithout() throws {
    try runs.run(text())
    let longer = try runs.run(text(["epochs: 5\nvalidation_data: test"]))
    #expect(longer.epochs == ["fit": 3] && longer.frozen == [])
    // Nothing is left to train, and nothing to read.
    let shorter = try runs.run(text(["epochs: 3\nvalidation_data: test"]))
    #expect(shorter.epochs == [:] && shorter.frozen == [])
  }

  @Test func nothingIsLeftHalfDone() throws {
    try runs.interruptInFrozenLayers(text())
    #expect(try runs.kept("features").isEmpty)
    let store = try ArtifactStore(folder: "cache", workspace: runs.workspace)
    #expect(store.findDamage().found == [])
    #expect(try runs.run(text()).frozen == ["fit", "fit"])
    #expect(store.findDamage().found == [])
  }

  @Test func damagedOnesAreComputedAgain() throws {
    try runs.run(text())
    let store = try ArtifactStore(folder: "cache", workspace: runs.workspace)
    let features = try #require(
      try runs.kept("features").max { $0.byteCount < $1.byteCount }?.entry)
    let block = try #require(features.attachments.values.first).description
    let path = "cache/objects/\(block.prefix(2))/\(block)"
    var bytes = try runs.workspace.read(path)
    bytes[bytes.count - 3] ^= 1
    try runs.workspace.write(bytes, to: path)
    let key = features.key.description
    #expect(store.findDamage().found == [path, "cache/entries/\(key.prefix(2))/\(key)"])
    #expect(try runs.run(text(rate: "0.02")).frozen == ["fit"])
    #expect(store.findDamage().found == [])
  }

  /// A collection of garbage keeps them; one that makes room takes them.
  @Test func theyAreLookedAfterLikeResults() throws {
    try runs.run(text())
    let store = try ArtifactStore(folder: "cache", workspace: runs.workspace)
    _ = try store.collectGarbage()
    #expect(try runs.kept("features").count == 2)
    _ = try store.collectGarbage(limit: 0)
    #expect(try runs.kept("features").isEmpty)
    #expect(store.findDamage().found == [])
    #expect(try runs.run(text(rate: "0.02")).frozen == ["fit", "fit"])
  }

  @Test func whatIsForcedBeginsWithNothing() throws {
    try runs.run(text())
    #expect(try runs.run(text(), force: .everything).frozen == ["fit", "fit"])
  }

  /// 70 examples of 24 numbers of four bytes.
  @Test func moreThanTheMemoryHoldsIsNotKept() throws {
    let done = try runs.run(text(), limit: 70 * 24 * 4 - 1)
    // Those of the test data are not as many.
    #expect(try done.frozen == ["fit"] && runs.kept("features").count == 1)
    #expect(done.remarks.count == 1 && done.remarks[0].contains("more than --memory"))
    #expect(try runs.run(text(rate: "0.02"), limit: 70 * 24 * 4).frozen == ["fit"])
  }

  @Test func plansSayWhetherTheyAreThere() throws {
    let unless = "the output of its 6 frozen layers is computed once and kept, unless it is there"
    #expect(try runs.remarks(text()) == [[], [], [], [unless], []])
    try runs.run(text())
    #expect(try runs.remarks(text()).allSatisfy(\.isEmpty))
    let isThere = "the output of its 6 frozen layers is in the cache"
    #expect(try runs.remarks(text(rate: "0.02")) == [[], [], [], [isThere], []])
    let store = try ArtifactStore(folder: "cache", workspace: runs.workspace)
    for features in try runs.kept("features") { store.remove(features.entry.key) }
    let once = "the output of its 6 frozen layers is computed once and kept"
    #expect(try runs.remarks(text(rate: "0.02")) == [[], [], [], [once], []])
  }
}
