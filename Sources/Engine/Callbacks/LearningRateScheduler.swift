public import Schemas

/// Sets the step size at the beginning of every epoch.
///
/// Keras takes a function of the epoch. A notebook lists the rates, of which the last stays:
/// `LearningRateScheduler([0.01, 0.01, 0.001])`; or names a schedule, whose steps are epochs, counted
/// from 0: `LearningRateScheduler(ExponentialDecay(0.01, 1, 0.9))`.
///
/// - Source: Keras 3 `LearningRateScheduler`.
public struct LearningRateScheduler: Callback {
  var schedule = EpochRates([0.001])
  var verbose = 0

  public static let schema = Schema<Self>(
    "LearningRateScheduler", summary: "Sets the step size at the beginning of every epoch.",
    [
      Field(
        "schedule", \.schedule, .required,
        doc:
          "A rate for every epoch, of which the last stays, or a schedule whose steps are epochs."),
      Field("verbose", \.verbose, .presentation, doc: "Accepted and of no effect."),
    ])

  public init() {}

  public func learningRate(ofEpoch epoch: Int) -> Double? { schedule.rate(ofEpoch: epoch) }

  public var setsLearningRate: Bool { true }

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {}
}
