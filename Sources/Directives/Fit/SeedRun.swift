import Diagnostics
import Engine

/// What a fit came to with one of several seeds.
struct SeedRun: Codable, Equatable {
  var seed: UInt64
  var epochs: Int
  var history: [FitState.Series]
  var stoppedEpoch: Int?

  /// The training as it stands in the results.
  var members: [JSON.Member] {
    [
      JSON.Member(name: "epochs", value: .integer(epochs)),
      JSON.Member(
        name: "history",
        value: .object(
          history.map { series in
            JSON.Member(name: series.name, value: .array(series.values.map(JSON.double)))
          })),
      JSON.Member(name: "stopped_epoch", value: stoppedEpoch.map(JSON.integer) ?? .null),
    ]
  }
}
