import Engine
import Schemas
import Testing

/// Every case that Keras computed, against our engine.
@Suite struct GoldenTests {
  @Test(arguments: GoldenFolder.current.paths)
  func agreesWithKeras(_ path: String) throws {
    let golden = try GoldenCase(path, in: .current)
    let comparison = try golden.comparison()
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
}

extension GoldenCase {
  /// What our engine computes, beside what Keras did.
  func comparison() throws -> GoldenComparison {
    switch kind {
    case "callback": try CallbackCheck.compare(self)
    case "init": try InitCheck.compare(self)
    case "layer": try LayerCheck.compare(self)
    case "loss": try LossCheck.compare(self)
    case "metric": try MetricCheck.compare(self)
    case "model":
      if name.hasPrefix("weights/") {
        try WeightsCheck.compare(self)
      } else if ApplicationCatalog.catalog.names.contains(operation) {
        try arrays["y"] == nil ? NetworkGradientCheck.compare(self) : NetworkCheck.compare(self)
      } else {
        try TrainingCheck.compare(self)
      }
    case "optimizer": try OptimizerCheck.compare(self)
    case "preprocessing": try PreprocessingCheck.compare(self)
    case "regularizer": try RegularizerCheck.compare(self)
    case "schedule": try ScheduleCheck.compare(self)
    default: throw GoldenError("nothing here knows the kind '\(kind)' of \(name)")
    }
  }
}
