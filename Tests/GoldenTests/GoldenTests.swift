import Testing

/// Every case that Keras computed, against our engine.
@Suite struct GoldenTests {
  @Test(arguments: GoldenFolder.current.paths)
  func agreesWithKeras(_ path: String) throws {
    let golden = try GoldenCase(path, in: .current)
    let comparison = try compare(golden)
    for failure in comparison.failures { Issue.record("\(golden.call): \(failure)") }
  }

  @Test func theListOfWaitingCasesNamesNothingThatIsGone() throws {
    for path in GoldenFolder.current.waitingPaths {
      #expect(try GoldenCase(path, in: .current).metadata.isEmpty == false)
    }
    // Another folder may hold nothing that waits.
    if GoldenFolder.isTheProjectsOwn {
      #expect(GoldenFolder.current.waitingPaths.isEmpty == false)
    }
  }

  private func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    switch golden.kind {
    case "callback": try CallbackCheck.compare(golden)
    case "init": try InitCheck.compare(golden)
    case "layer": try LayerCheck.compare(golden)
    case "loss": try LossCheck.compare(golden)
    case "metric": try MetricCheck.compare(golden)
    case "model": try TrainingCheck.compare(golden)
    case "optimizer": try OptimizerCheck.compare(golden)
    case "preprocessing": try PreprocessingCheck.compare(golden)
    case "regularizer": try RegularizerCheck.compare(golden)
    case "schedule": try ScheduleCheck.compare(golden)
    default: throw GoldenError("nothing here knows the kind '\(golden.kind)' of \(golden.name)")
    }
  }
}
