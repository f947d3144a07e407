import Diagnostics
import Directives
import Execution
import Formats
import Testing

@Suite("A search for hyperparameters")
struct TuneTests {
  private let bench = SearchBench()

  @Test(
    "More trials keep those that ran",
    arguments: [
      "RandomSearch(objective=val_accuracy, max_trials=N)",
      "GridSearch(objective=val_accuracy, max_trials=N)",
      "BayesianOptimization(objective=val_accuracy, max_trials=N, num_initial_points=2)",
      "BayesianOptimization(val_accuracy, N, 2, acquisition=ei)",
    ])
  func moreTrials(_ tuner: String) throws {
    var lesson = SearchBench.Lesson()
    lesson.tuner = tuner.replacing("N", with: "3")
    let first = try bench.run(lesson)
    #expect(
      first.computed == [
        "figures", "net", "compile", "search/trial-1", "search/trial-2", "search/trial-3",
        "search",
      ])
    lesson.tuner = tuner.replacing("N", with: "5")
    let second = try bench.run(lesson)
    #expect(second.computed == ["search/trial-4", "search/trial-5", "search"])
    #expect(try bench.run(lesson).computed.isEmpty)
    // The same as if all had been run at once.
    let fresh = try bench.run(lesson, cache: "fresh")
    #expect(fresh.report.html == second.report.html)
    #expect(fresh.report.json.text == second.report.json.text)
    for title in [
      "Trials", "The best configuration, ready to paste", "val_accuracy over the trials",
      "What val_accuracy depends on", "Trials and their hyperparameters",
    ] {
      #expect(second.report.html.contains(title))
    }
    // No configuration is tried twice.
    guard case .array(let trials)? = try second.result("search")["trials"] else {
      Issue.record("there are no trials")
      return
    }
    let tried = trials.compactMap { $0["hyperparameters"]?.text }
    #expect(tried.count == 5)
    #expect(Set(tried).count == 5)
  }

  @Test("Fewer trials run none, and the best of those is taken")
  func fewerTrials() throws {
    var lesson = SearchBench.Lesson()
    _ = try bench.run(lesson)
    lesson.tuner = "RandomSearch(objective=val_accuracy, max_trials=2)"
    #expect(try bench.run(lesson).computed == ["search"])
  }

  @Test("A stopped search goes on from its last whole epoch, with the same bits")
  func interruption() throws {
    var lesson = SearchBench.Lesson()
    lesson.tuner =
      "BayesianOptimization(objective=val_loss, max_trials=4, num_initial_points=2)"
    lesson.fit = "{epochs: 3, validation_data: test, batch_size: 16}"
    let stopped = try bench.run(lesson, stopsAfter: 8)
    #expect(!stopped.computed.contains("search"))
    let resumed = try bench.run(lesson)
    #expect(resumed.computed == ["resume search/trial-3", "search/trial-4", "search"])
    let whole = try bench.run(lesson, cache: "whole")
    #expect(resumed.report.html == whole.report.html)
    #expect(resumed.report.json.text == whole.report.json.text)
  }

  @Test("Neither side by side nor with more threads does a bit change")
  func sideBySide() throws {
    var lesson = SearchBench.Lesson()
    lesson.tuner =
      "BayesianOptimization(objective=val_loss, max_trials=5, num_initial_points=4)"
    let one = try bench.run(lesson)
    let two = try bench.run(lesson, cache: "two", jobs: 2, threads: 3)
    #expect(one.report.html == two.report.html)
    #expect(one.report.json.text == two.report.json.text)
  }

  @Test("What a trial does not depend on runs nothing")
  func nothingChanged() throws {
    var lesson = SearchBench.Lesson()
    lesson.tuner =
      "BayesianOptimization(objective=val_loss, max_trials=4, num_initial_points=2)"
    _ = try bench.run(lesson)
    // Space, order of keys and arguments, a default that is written down.
    lesson.layers[0] =
      "Conv2D( hp.Int( 'filters', max_value=6, min_value=2, step=2 ), 3, "
      + "activation=hp.Choice('act', ['relu', elu]), padding=valid)"
    lesson.fit = "{ batch_size: 16,  validation_data: test, epochs: 2, shuffle: true }"
    lesson.tuner = "BayesianOptimization(val_loss, num_initial_points=2, max_trials=4, alpha=1e-4)"
    #expect(try bench.run(lesson).computed.isEmpty)
    // Another range changes what is proposed, not what was drawn in the part that stays.
    lesson.optimizer = "Adam(hp.Float('lr', 1e-3, 2e-2, sampling=log))"
    let other = try bench.run(lesson).computed
    #expect(other.contains("search/trial-3"))
  }

  @Test("More epochs go on from those that are there, where nothing else follows from them")
  func moreEpochs() throws {
    var lesson = SearchBench.Lesson()
    _ = try bench.run(lesson)
    lesson.fit = "{epochs: 3, validation_data: test, batch_size: 16}"
    let longer = try bench.run(lesson)
    #expect(
      longer.computed == [
        "resume search/trial-1", "resume search/trial-2", "resume search/trial-3", "search",
      ])
    #expect(longer.report.html == (try bench.run(lesson, cache: "whole")).report.html)
  }

  @Test("The best model is the one of the best epoch, whatever its layers turn out to be")
  func bestModel() throws {
    var lesson = SearchBench.Lesson()
    lesson.tuner = "RandomSearch(objective=val_loss, max_trials=4)"
    lesson.fit = "{epochs: 3, validation_data: test, batch_size: 16}"
    lesson.more = """
      ```evaluate direct
      model: search
      data: test
      ```

      ```predict
      data: test[:2]
      ```

      ```model best
      from: search
      trainable: 'layers[2:]'
      ```

      ```compile
      optimizer: Adam(1e-4)
      loss: sparse_categorical_crossentropy
      metrics: [accuracy]
      ```

      ```evaluate again
      data: test
      ```

      ```fit on
      epochs: 1
      batch_size: 16
      ```

      ```save
      path: best.onnx
      ```

      ```show
      plot: [LearningCurves(), Summary()]
      ```
      """
    let run = try bench.run(lesson)
    #expect(run.report.failures.isEmpty, "\(run.report.failures.map(\.message))")
    let score = try run.result("search")["best"]?["score"]
    #expect(try run.result("direct")["metrics"]?["loss"]?.plain == score?.plain)
    #expect(try run.result("again")["metrics"]?["loss"]?.plain == score?.plain)
    let filters = try run.result("search")["best"]?["hyperparameters"]?["filters"]
    guard case .array(let layers)? = try run.result("best")["layers"],
      case .array(let shape)? = layers[0]["output_shape"]
    else {
      Issue.record("the best model has no layers")
      return
    }
    #expect(shape[2] == filters)
    // The history of the trial comes first.
    #expect(run.report.html.contains("Epoch 4: fine-tuning starts."))
  }

  @Test("A fit after the search goes on with the best model")
  func goingOn() throws {
    var lesson = SearchBench.Lesson()
    lesson.more = """
      ```fit on
      epochs: 1
      batch_size: 16
      ```

      ```evaluate
      data: test
      ```
      """
    let run = try bench.run(lesson)
    #expect(run.report.failures.isEmpty, "\(run.report.failures.map(\.message))")
    // Another best learning rate is another fit, even if the weights were the same.
    #expect(
      run.program.steps.first { $0.name == "on" }?.inputs.contains {
        $0.facet == "hyperparameters"
      } == true)
  }

  @Test(
    "What Hyperband promotes goes on from the epochs that it has, with the bits of one training")
  func hyperband() throws {
    var lesson = SearchBench.Lesson()
    lesson.tuner = "Hyperband(objective=val_loss, max_epochs=4, factor=2)"
    lesson.fit = "{validation_data: test, batch_size: 16}"
    let run = try bench.run(lesson)
    guard case .array(let trials)? = try run.result("search")["trials"] else {
      Issue.record("there are no trials")
      return
    }
    // Brackets of 4 → 2 → 1, 3 → 2 and 3 trials.
    let epochs = trials.compactMap { $0["epochs"] }
    #expect(
      epochs
        == ([1, 1, 1, 1, 2, 2, 4] + [2, 2, 2, 4, 4] + [4, 4, 4]).map { JSON.integer($0) })
    // The one that came furthest, trained in one go.
    var fixed = lesson
    let values = try #require(trials[6]["hyperparameters"])
    func text(_ name: String) -> String { values[name]?.text.replacing("\"", with: "") ?? "" }
    fixed.layers[0] = "Conv2D(\(text("filters")), 3, activation=\(text("act")))"
    fixed.optimizer = "Adam(\(text("lr")))"
    fixed.tuner = "GridSearch(objective=val_loss)"
    fixed.fit =
      "{epochs: \"hp.Choice('epochs', [4])\", validation_data: test, batch_size: 16}"
    let whole = try bench.run(fixed, cache: "whole")
    let promoted = try run.artifact("search/trial-7").attachments
    let trained = try whole.artifact("search/trial-1").attachments
    #expect(promoted.mapValues(\.digest) == trained.mapValues(\.digest))
    #expect(promoted["weights"] != nil)
  }

  @Test("Values that do not fit together cost a trial and not the search")
  func mismatch() throws {
    var lesson = SearchBench.Lesson()
    // Each by itself fits into 28 pixels, both together do not.
    lesson.layers = [
      "Conv2D(2, hp.Choice('first', [3, 17]), activation=relu)",
      "Conv2D(2, hp.Choice('second', [3, 17]), activation=relu)", "Flatten()",
      "Dense(5, activation=softmax)",
    ]
    lesson.optimizer = "adam"
    lesson.tuner =
      "BayesianOptimization(objective=val_loss, max_trials=4, num_initial_points=1)"
    let (_, program) = try bench.program(lesson)
    #expect(program.steps.count { $0.isStage } == 4)
    let run = try bench.run(lesson)
    guard case .array(let trials)? = try run.result("search")["trials"] else {
      Issue.record("there are no trials")
      return
    }
    #expect(trials.count { $0["error"] != nil } == 1)
    #expect(trials.count { $0["score"] != .null } == 3)
  }
}

extension JSON {
  /// The number to six digits.
  fileprivate var plain: String? {
    switch self {
    case .double(let number): "\(Float(number))"
    case .float(let number): "\(number)"
    default: nil
    }
  }
}
