import Testing
import Workspaces

/// What random edits, and thinking about what they have to find, brought to light.
@Suite struct FoundByEditsTests {
  private let runs = ComparedRuns()

  @discardableResult
  private func run(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    try runs.run(text, sourceLocation: sourceLocation).ran
  }

  private func cells(
    optimizer: String = "SGD(0.05)", model: String = "", first: String, second: String,
    after: String = ""
  ) -> String {
    """
    ```dataset data
    source: npz('a.npz')
    show: []
    ```

    ```model
    layers: [Flatten(), 'Dense(3, activation=softmax)']
    ```

    ```compile
    optimizer: \(optimizer)
    loss: sparse_categorical_crossentropy
    ```

    ```fit first
    \(first)
    ```

    \(model)

    ```fit second
    \(second)
    ```

    \(after)
    """
  }

  private func writeData(_ file: RandomFile = RandomFile()) throws {
    try runs.workspace.write(file.bytes, to: "a.npz")
  }

  /// The curves of the second fit begin with the first one's, whose weights may be the same.
  @Test func curvesOfTheWholeHistoryFollowTheEarlierFit() throws {
    try writeData()
    try run(cells(first: "epochs: 2", second: "epochs: 1"))
    #expect(
      try run(cells(first: "epochs: 2\nvalidation_data: val", second: "epochs: 1")) == ["first"])
    let origin =
      "```model other\nfrom: model\n```\n\n```compile\noptimizer: SGD(0.01)\nloss: mse\n```"
    try run(cells(model: origin, first: "epochs: 2", second: "epochs: 1"))
    #expect(
      try run(cells(model: origin, first: "epochs: 2\nvalidation_data: test", second: "epochs: 1"))
        == ["first"])
  }

  /// A callback may leave another step size, or another count of steps, behind the same weights.
  @Test func anOptimizerThatGoesOnIsMoreThanItsSlots() throws {
    try writeData()
    try run(cells(first: "epochs: 1", second: "epochs: 2"))
    let slower =
      "epochs: 1\ncallbacks: ['ReduceLROnPlateau(monitor=loss, patience=0, min_delta=10)']"
    try run(cells(first: slower, second: "epochs: 2"))
    let best =
      "callbacks: ['EarlyStopping(monitor=loss, patience=9, baseline=0, restore_best_weights=True)']"
    for epochs in 1...3 {
      try run(
        cells(
          optimizer: "SGD(CosineDecay(0.5, 4))", first: "epochs: \(epochs)\n\(best)",
          second: "epochs: 2"))
    }
  }

  /// What is shown of data are the pictures as they were read; a model may see the same in others.
  @Test func picturesThatLookAlikeToAModelAreShownAsTheyAre() throws {
    let predict = "```predict\ndata: test[:2]\n```\n"
    func text(_ map: String) -> String {
      cells(first: "epochs: 1", second: "epochs: 1", after: predict)
        .replacing("show: []", with: "show: [Samples(2)]\nmap: [\(map)]")
    }
    try writeData(RandomFile(exponent: -6))
    try run(text("Rescaling(1)"))
    try writeData(RandomFile(exponent: -4))
    #expect(try run(text("Rescaling(1/4)")) == ["data", "data/Samples(2)", "predict"])
    // Bytes, as they are and as floats, are the same to a model.
    try writeData()
    #expect(try run(text("Rescaling(1/64)")) == ["data", "data/Samples(2)", "predict"])
  }

  /// Weights of classes and the matrix of an evaluation count classes without examples too.
  @Test func classesWithoutExamplesCount() throws {
    let text = cells(
      first: "epochs: 1\nclass_weight: balanced", second: "epochs: 1",
      after: "```evaluate\ndata: val\n```\n")
    var file = RandomFile()
    file.classCount = 2
    try writeData(file)
    try run(text)
    file.classesOfTest = 3
    try writeData(file)
    try run(text)
  }

  @Test func cellsThatDifferInNamesAloneKeepTheirOwn() throws {
    try writeData()
    let named = "```dataset named\nsource: npz('a.npz')\nclass_names: [one, two, three]\n```\n"
    let text = cells(first: "epochs: 1", second: "epochs: 1", after: named)
    try run(text)
    #expect(try run(text.replacing("three", with: "four")) == ["named"])
  }

  /// Examples are the same however a slice is written, and so are plots with their defaults.
  @Test func theSameWrittenOtherwiseRunsNothing() throws {
    try writeData()
    let text = cells(first: "epochs: 1", second: "epochs: 1\ndata: 'train[:4]'")
      .replacing("show: []", with: "show: [Samples(2)]")
    try run(text)
    #expect(
      try run(
        text.replacing("train[:4]", with: "train[0:4]").replacing(
          "Samples(2)", with: "Samples(n=2)"))
        == [])
    #expect(
      try run(
        text.replacing("train[:4]", with: "train[-12:-8]")
          .replacing("[Samples(2)]", with: "['Samples(2, train)']")) == [])
  }

  /// What two cells have in common is computed once, and the plan knows.
  @Test func aPlanKnowsWhatIsDoneOnce() throws {
    try writeData()
    let twin = "```dataset twin\nsource: npz('a.npz')\nshow: [Samples(2), Samples(3)]\n```\n"
    let text = cells(first: "epochs: 1", second: "epochs: 1", after: twin)
      .replacing("show: []", with: "show: [Samples(2)]")
    let planned = try runs.plan(text).map(\.name)
    #expect(planned == (try run(text)))
    #expect(planned.contains("twin/Samples(3)") && !planned.contains("twin/Samples(2)"))
  }
}
