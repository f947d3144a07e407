import Foundation
import TestSupport
import Testing

/// What a change makes run, from one end of the program to the other.
@Suite struct IncrementalTests {
  /// A lesson that ran once, changed and run again.
  private func change(
    _ before: Lesson = Lesson(), to after: String, _ expected: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let program = try before.program()
    _ = try program.runLesson()
    try program.write(after, to: "lesson.md")
    // What the plan says before is what the run does, but for what an equal result makes needless.
    let plan = try program.run("plan", "lesson.md", "--json").output
      .matches(of: /"action": "(run|resume)"/).count
    let ran = try program.runLesson()
    #expect(ran == expected, sourceLocation: sourceLocation)
    #expect(plan >= ran.count, sourceLocation: sourceLocation)
    #expect((plan == 0) == ran.isEmpty, sourceLocation: sourceLocation)

    // Whatever was cached: a fresh run gives the same page and the same results.
    let reports = try program.reports()
    let fresh = try program.run("run", "lesson.md", "--cache", "fresh", "--out", "fresh")
    #expect(fresh.status == 0, sourceLocation: sourceLocation)
    #expect(try program.reports("fresh") == reports, sourceLocation: sourceLocation)
  }

  @Test func otherProseRunsNothing() throws {
    try change(to: Lesson(title: "Other", prose: "Other words, *other* [links](b.md).").text, [])
  }

  @Test func orderOfKeysCommentsAndSpaceRunNothing() throws {
    let text = Lesson().text
      .replacing(
        "batch_size: 32\nvalidation_data: test",
        with: "validation_data:   test # seen\n\nbatch_size: 32"
      )
      .replacing("optimizer: Adam(learning_rate=0.001)\n", with: "")
      .replacing(
        "metrics: [accuracy]",
        with: "metrics: [ accuracy ]\noptimizer: Adam( learning_rate = 1e-3 )"
      )
      .replacing("\n", with: "\r\n")
    try change(to: text, [])
  }

  @Test func otherNamesRunNothing() throws {
    let text = Lesson().text.replacing("training", with: "обучение").replacing("exam", with: "পরীক্ষা")
      .replacing("figures", with: "pictures").replacing("model net", with: "model")
    try change(to: text, [])
  }

  /// Files of a callback belong to the result: a cached fit has them as well.
  @Test func filesOfWeightsAreThereWithoutTraining() throws {
    let program = try Lesson(
      fit: "callbacks: [\"ModelCheckpoint('kept/{epoch:02d}.safetensors')\"]\nvalidation_data: test"
    ).program()
    _ = try program.runLesson()
    let files = ["kept/01.safetensors", "kept/02.safetensors"]
    #expect(program.files(in: "outputs/lesson") == files)
    let bytes = try program.bytes("outputs/lesson/kept/02.safetensors")
    #expect(try program.bytes("outputs/lesson/kept/01.safetensors") != bytes)
    try program.remove("outputs/lesson")
    #expect(try program.runLesson() == [])
    #expect(program.files(in: "outputs/lesson") == files)
    // A longer fit goes on, and has the files of the epochs before.
    try program.remove("outputs/lesson")
    #expect(try program.runLesson("-P", "epochs=3").first == "resuming fit")
    #expect(program.files(in: "outputs/lesson") == files + ["kept/03.safetensors"])
    #expect(try program.bytes("outputs/lesson/kept/02.safetensors") == bytes)
  }

  @Test func whatIsShownRunsNothing() throws {
    try change(
      to: Lesson(
        fit: "batch_size: 32\nvalidation_data: test\nshow: [LearningCurves()]",
        evaluate: "show: []\nexpect: {accuracy: '>= 0'}"
      ).text, [])
  }

  @Test func aPlotThatNeedsComputingIsACellOfItsOwn() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    try program.write(Lesson(data: "show: [Samples(4), Samples(9)]").text, to: "lesson.md")
    let plan = try program.run("plan", "lesson.md").output
    #expect(plan.contains("run       figures/Samples(4)  has not run before\n"), "\(plan)")
    #expect(plan.contains("cached    figures/Samples(9)\n"))
    #expect(plan.contains("cached  dataset figures\n"))
    #expect(try program.runLesson() == [])
    #expect(try program.run("plan", "lesson.md").output.contains("cached    figures/Samples(4)\n"))
  }

  @Test func anotherBatchSizeRunsTheFitAndWhatFollows() throws {
    try change(
      to: Lesson(fit: "batch_size: 64\nvalidation_data: test").text,
      ["running fit", "running evaluate", "running predict"])
  }

  @Test func anotherLayerLeavesTheData() throws {
    try change(
      to: Lesson(layers: ["Flatten()"]).text,
      ["running model", "running fit", "running evaluate", "running predict"])
  }

  @Test func otherExamplesRunWhatReadsThem() throws {
    // The split 'test' is the same: no examination of a model that did not change.
    let lesson = Lesson().text.replacing("data: test[:4]", with: "data: test[4:8]")
    try change(to: lesson, ["running predict"])
  }

  @Test func anEqualResultStopsTheWave() throws {
    // Another way to say the same data: the dataset cell runs, and nothing after it.
    try change(
      to: Lesson().text.replacing("'test[:40]'", with: "'test[:-560]'"), ["running dataset"])
  }

  @Test func aWholeLongerFitIsAShorterOneAndTheRest() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let two = try program.reports()
    try program.write(Lesson(epochs: "3").text, to: "lesson.md")
    let ended = try program.run("run", "lesson.md")
    #expect(ended.errors.ran == ["resuming fit", "running evaluate", "running predict"])
    #expect(ended.errors.contains("resuming fit 'training' (epochs: 2 → 3)"))
    // One epoch was trained, and no other.
    #expect(ended.errors.matches(of: /epoch \d\/\d/).map(\.output) == ["epoch 3/3"])
    let three = try program.reports()
    #expect(three != two)
    let fresh = try program.run("run", "lesson.md", "--cache", "fresh", "--out", "fresh")
    #expect(fresh.status == 0)
    #expect(try program.reports("fresh") == three)

    // Back to two epochs: everything is there.
    try program.write(Lesson().text, to: "lesson.md")
    #expect(try program.runLesson() == [])
    #expect(try program.reports() == two)
  }

  @Test func aShorterFitThatNeverRanTrainsNothing() throws {
    let program = try Lesson(epochs: "3").program()
    _ = try program.runLesson()
    // The second epoch of three is the whole of two, so it is only taken out of its checkpoint.
    let ended = try program.run("run", "lesson.md", "-P", "epochs=2")
    #expect(ended.errors.ran == ["resuming fit", "running evaluate", "running predict"])
    #expect(!ended.errors.contains("epoch "))
    let shorter = try program.reports()
    _ = try program.run("run", "lesson.md", "-P", "epochs=2", "--cache", "fresh")
    #expect(try program.reports() == shorter)
  }

  @Test func dataFilesCountByTheirContent() throws {
    let pixels = (0..<640).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let labels = (0..<10).map { UInt8($0 % 2) }
    let program = try KonspektProgram([
      "lesson.md": """
      ```dataset
      source: idx(images='images', labels='labels')
      show: [Info()]
      ```
      """
    ])
    try program.write(MadeUpData.idx([10, 8, 8], pixels), to: "images")
    try program.write(MadeUpData.idx([10], labels), to: "labels")
    #expect(try program.runLesson() == ["running dataset"])
    // Written again with the same content, then with another.
    try program.write(MadeUpData.idx([10, 8, 8], pixels), to: "images")
    #expect(try program.runLesson() == [])
    try program.write(MadeUpData.idx([10, 8, 8], pixels.reversed()), to: "images")
    let ended = try program.run("run", "lesson.md")
    #expect(ended.errors.contains("running dataset 'dataset' (file train images changed)"))
  }
}
