/// How far stated probabilities agree with what came true, in bins.
public struct CalibrationChart: Sendable, Equatable {
  /// The probabilities between two bounds.
  public struct Bin: Sendable, Equatable {
    /// The bounds.
    public var bounds: ClosedRange<Double>

    /// How many there are.
    public var count: Int

    /// The mean of the probabilities.
    public var meanProbability: Double

    /// The share that came true.
    public var shareTrue: Double

    /// The probabilities between two bounds.
    public init(
      bounds: ClosedRange<Double>, count: Int, meanProbability: Double, shareTrue: Double
    ) {
      self.bounds = bounds
      self.count = count
      self.meanProbability = meanProbability
      self.shareTrue = shareTrue
    }
  }

  /// The bins from 0 to 1.
  public var bins: [Bin]

  /// The mean distance of the probabilities from what came true.
  public var expectedError: Double

  /// The class whose probability it is; nil for that of the predicted class.
  public var positiveClass: String?

  /// A chart.
  public init(bins: [Bin], expectedError: Double, positiveClass: String?) {
    self.bins = bins
    self.expectedError = expectedError
    self.positiveClass = positiveClass
  }
}
