import Engine
import Formats
import Schemas

/// Cases of schedules: the rate at given steps.
enum ScheduleCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let rate = try read(golden.call, as: LearningRate.self)
    let steps = try golden.array("step").labels ?? []
    return try GoldenComparison(golden, computed: ["y": steps.map { rate.rate(at: Int($0)) }])
  }
}
