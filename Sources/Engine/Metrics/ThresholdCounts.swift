/// Counts of right and wrong answers at several thresholds, as Precision and Recall need them.
///
/// The state is, for every threshold, true positives, false positives and false negatives.
struct ThresholdCounts {
  var thresholds: [Double]

  /// Only the k greatest outputs of an example are answers at all; nil for all.
  var topK: Int?

  /// Only this output counts; nil for all.
  var classID: Int?

  static let countsPerThreshold = 3

  var stateSize: Int { thresholds.count * Self.countsPerThreshold }

  func update(_ batch: MetricBatch, _ state: inout [Double]) {
    for example in 0..<batch.count {
      let (output, target) = (batch.output(example), batch.target(example))
      let weight = batch.weight(example)
      for index in output.indices where classID.map({ $0 == index }) ?? true {
        let isAnswer = topK.map { output.rank(of: index) < $0 } ?? true
        for (place, threshold) in thresholds.enumerated() {
          let isYes = isAnswer && output[index] > Float(threshold)
          let at = place * Self.countsPerThreshold
          switch (isYes, target[index] > 0) {
          case (true, true): state[at] += weight
          case (true, false): state[at + 1] += weight
          case (false, true): state[at + 2] += weight
          case (false, false): break
          }
        }
      }
    }
  }

  /// Divides the true positives of every threshold by them and another count together.
  func ratios(_ state: [Double], by count: Int) -> [Double] {
    thresholds.indices.map { place in
      let at = place * Self.countsPerThreshold
      let whole = state[at] + state[at + count]
      return whole == 0 ? 0 : state[at] / whole
    }
  }
}

extension UnsafeBufferPointer<Float> {
  /// How many numbers come before one in falling order, equals in their own.
  fileprivate func rank(of index: Int) -> Int {
    indices.count { self[$0] > self[index] || ($0 < index && self[$0] == self[index]) }
  }
}
