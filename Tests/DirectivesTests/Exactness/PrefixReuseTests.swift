import Diagnostics
import Directives
import Execution
import Testing
import Workspaces

/// What of an earlier training is used again, and that the result is that of a fresh one.
@Suite struct PrefixReuseTests {
  private let runs = ComparedRuns()

  private func text(
    _ epochs: Int, _ fit: String = "", optimizer: String = "SGD(0.3)"
  ) throws -> String {
    try runs.workspace.write(RandomFile().bytes, to: "a.npz")
    return """
      ---
      title: Prefix
      params: {epochs: \(epochs)}
      ---

      ```dataset data
      source: npz('a.npz')
      map: [Rescaling(1/64)]
      show: []
      ```

      ```model
      layers: [Flatten(), 'Dense(3, activation=softmax)']
      ```

      ```compile
      optimizer: \(optimizer)
      loss: sparse_categorical_crossentropy
      ```

      ```fit
      epochs: ${params.epochs}
      validation_data: val
      batch_size: 4
      \(fit)
      ```

      ```evaluate
      ```
      """
  }

  @Test func aLongerFitTrainsTheRestAndAShorterOneNothing() throws {
    #expect(try runs.run(text(5)).epochs == ["fit": 5])
    let longer = try text(8)
    #expect(try runs.plan(longer).map(\.action) == [.resume, .run])
    #expect(try runs.run(longer).epochs == ["fit": 3])
    // Never run before: taken out of what the longer one went through.
    #expect(try runs.run(text(4)).epochs == [:])
    let again = try runs.run(text(5))
    #expect(again.epochs == [:] && again.ran == [])
    #expect(try runs.run(text(9)).epochs == ["fit": 1])
  }

  private func stopping(_ patience: Int, _ more: String = "") -> String {
    "callbacks: ['EarlyStopping(monitor=val_loss, patience=\(patience)\(more))']"
  }

  @Test(arguments: ["", ", restore_best_weights=True", ", min_delta=0.05", ", start_from_epoch=3"])
  func anotherPatienceIsReplayed(_ more: String) throws {
    // How far a training comes that goes on as long as it may.
    #expect(try runs.run(text(20)).epochs == ["fit": 20])
    for patience in [3, 0, 6, 1] {
      let changed = try text(20, stopping(patience, more))
      #expect(try runs.plan(changed).first?.action == .resume)
      let done = try runs.run(changed)
      #expect(done.epochs == [:], "patience \(patience)")
      #expect(done.ran.first == "fit")
    }
    // What steers the training is no matter of patience.
    let steered = try text(20, "callbacks: ['ReduceLROnPlateau(monitor=val_loss, patience=0)']")
    #expect(try runs.plan(steered).first?.action == .run)
    #expect(try runs.run(steered).epochs == ["fit": 20])
  }

  @Test func aLongerPatienceGoesOnWhereTheShorterStopped() throws {
    let stopped = try #require(runs.run(text(40, stopping(0, ", min_delta=0.2"))).epochs["fit"])
    try #require(stopped < 20)
    let patient = try runs.run(text(40, stopping(4, ", min_delta=0.2")))
    let more = try #require(patient.epochs["fit"])
    #expect(more > 0 && stopped + more < 40)
    // With callbacks that steer beside the one that watches, whatever their order.
    let plateau = "'ReduceLROnPlateau(monitor=val_loss, factor=0.5, patience=1)'"
    let watch = "'EarlyStopping(monitor=val_loss, patience=9, restore_best_weights=True)'"
    #expect(try runs.run(text(10, "callbacks: [\(plateau)]")).epochs == ["fit": 10])
    #expect(try runs.run(text(12, "callbacks: [\(watch), \(plateau)]")).epochs["fit"] ?? 0 <= 2)
    #expect(try runs.run(text(12, "callbacks: [\(plateau), \(watch)]")).epochs == [:])
  }

  /// Every seed is a training of its own, and the first one's is that of a fit without others.
  @Test func moreSeedsTrainOnlyThose() throws {
    #expect(try runs.run(text(3, "seeds: 5")).epochs == ["fit": 15])
    let seven = try text(3, "seeds: 7")
    #expect(try runs.plan(seven).first?.reasons == ["seeds: 5 → 7"])
    #expect(try runs.run(seven).epochs == ["fit": 6])
    #expect(try runs.run(text(3, "seeds: 2")).epochs == [:])
    #expect(try runs.run(text(3)).epochs == [:])
    #expect(try runs.run(text(5, "seeds: 2")).epochs == ["fit": 4])
    // The second of two seeds is what a notebook with the next seed trains.
    let json = try runs.report(text(3, "seeds: 2")).json.text
    let next = try runs.report(text(3).replacing("params:", with: "seed: 43\nparams:")).json
    let history = try #require(next["cells"]?.value(at: ["3", "result", "history"])?.compactText)
    #expect(json.replacing(/\s+/, with: "").contains(history.replacing(/\s+/, with: "")))
  }

  @Test func aScheduleThatDependsOnAllEpochsIsNotReusable() throws {
    let schedule = "SGD(CosineDecay(0.3, decay_steps=${params.epochs}))"
    #expect(try runs.run(text(3, optimizer: schedule)).epochs == ["fit": 3])
    let longer = try text(5, optimizer: schedule)
    let plan = try runs.plan(longer)
    #expect(plan.first { $0.name == "fit" }?.action == .run)
    #expect(
      plan.first { $0.name == "fit" }?.reasons.contains { $0.hasPrefix("optimizer.learning_rate") }
        == true, "\(plan)")
    #expect(try runs.run(longer).epochs == ["fit": 5])
    // One of a fixed length is.
    let fixed = "SGD(CosineDecay(0.3, decay_steps=9))"
    #expect(try runs.run(text(3, optimizer: fixed)).epochs == ["fit": 3])
    #expect(try runs.run(text(5, optimizer: fixed)).epochs == ["fit": 2])
  }
}
