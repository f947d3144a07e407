/// Precision, recall and F1 of every class and their averages, out of a confusion matrix.
///
/// - Source: scikit-learn's `classification_report`, with which it agrees; 0 / 0 is 0.
public struct ClassificationReport: Sendable, Equatable {
  /// The numbers of a class, or an average of them.
  public struct Row: Sendable, Equatable {
    /// The share of the predictions of the class that are right.
    public var precision: Double
    /// The share of the class that is predicted as such.
    public var recall: Double
    /// The harmonic mean of both.
    public var f1: Double
    /// How many examples there are.
    public var support: Double
  }

  /// The rows of the classes.
  public let classes: [Row]

  /// The mean over the classes.
  public let macro: Row

  /// The mean over the classes by their numbers of examples.
  public let weighted: Row

  /// The share of all examples that are right.
  public let accuracy: Double

  /// All answers together: with one answer for every example each of the numbers is the accuracy.
  public var micro: Row {
    Row(precision: accuracy, recall: accuracy, f1: accuracy, support: macro.support)
  }

  /// The report of a confusion matrix.
  ///
  /// - Parameter confusion: Rows are true classes, columns predicted ones.
  public init(confusion: [[Double]]) {
    func ratio(_ part: Double, _ whole: Double) -> Double { whole == 0 ? 0 : part / whole }
    let count = confusion.count
    let supports = confusion.map { $0.reduce(0, +) }
    let predicted = (0..<count).map { column in confusion.reduce(0) { $0 + $1[column] } }
    let total = supports.reduce(0, +)
    let right = (0..<count).map { confusion[$0][$0] }
    let classes = (0..<count).map { index in
      Row(
        precision: ratio(right[index], predicted[index]),
        recall: ratio(right[index], supports[index]),
        f1: ratio(2 * right[index], supports[index] + predicted[index]),
        support: supports[index])
    }
    func mean(_ weights: [Double]) -> Row {
      let whole = weights.reduce(0, +)
      func average(_ value: (Row) -> Double) -> Double {
        ratio(zip(classes, weights).reduce(0) { $0 + value($1.0) * $1.1 }, whole)
      }
      return Row(
        precision: average(\.precision), recall: average(\.recall), f1: average(\.f1),
        support: total)
    }
    self.classes = classes
    macro = mean(Array(repeating: 1, count: count))
    weighted = mean(supports)
    accuracy = ratio(right.reduce(0, +), total)
  }
}
