/// How far stated probabilities agree with what comes true, in bins of equal width.
///
/// A bin takes the probabilities above its lower bound up to its upper one; the first takes 0 as well.
///
/// - Source: scikit-learn's `calibration_curve` with `strategy='uniform'`; the expected calibration error
///   of Guo et al., “On Calibration of Modern Neural Networks”, 2017.
public struct Reliability: Sendable, Equatable {
  /// The probabilities between two bounds.
  public struct Bin: Sendable, Equatable {
    /// The bounds.
    public var bounds: ClosedRange<Double>
    /// How many there are.
    public var count: Int
    /// The mean of the probabilities; 0 of none.
    public var meanProbability: Double
    /// The share that came true; 0 of none.
    public var shareTrue: Double
  }

  /// The bins from 0 to 1, empty ones among them.
  public let bins: [Bin]

  /// The mean distance of the probabilities of a bin from what came true, by how many there are.
  public let expectedError: Double

  /// The greatest of those distances.
  public let greatestError: Double

  /// The reliability of probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: A probability for every example.
  ///   - truth: Whether it came true.
  ///   - binCount: How many bins there are.
  public init(probabilities: [Double], truth: [Bool], binCount: Int) {
    precondition(
      probabilities.count == truth.count && binCount > 0,
      "\(probabilities.count) probabilities, \(truth.count) answers, \(binCount) bins")
    var sums = Array(repeating: (count: 0, probability: 0.0, came: 0), count: binCount)
    func bound(_ index: Int) -> Double { Double(index) / Double(binCount) }
    for (probability, isTrue) in zip(probabilities, truth) {
      // A division may land on the wrong side of a bound; the bounds themselves decide.
      var place = min(max(Int(probability * Double(binCount)), 0), binCount - 1)
      if place > 0, probability <= bound(place) { place -= 1 }
      if place + 1 < binCount, probability > bound(place + 1) { place += 1 }
      sums[place].count += 1
      sums[place].probability += probability
      if isTrue { sums[place].came += 1 }
    }
    bins = sums.enumerated().map { index, sum in
      let count = Double(max(sum.count, 1))
      return Bin(
        bounds: bound(index)...bound(index + 1), count: sum.count,
        meanProbability: sum.probability / count, shareTrue: Double(sum.came) / count)
    }
    let errors = bins.map { abs($0.shareTrue - $0.meanProbability) }
    let weighted = zip(bins, errors).reduce(0) { $0 + Double($1.0.count) * $1.1 }
    expectedError = AnswerCounts.ratio(weighted, Double(truth.count))
    greatestError = errors.max() ?? 0
  }
}
