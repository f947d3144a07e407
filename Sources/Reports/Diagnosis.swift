/// What learning curves show, by a rule that anybody can check.
///
/// The rule, over the whole history of a model; its end is the last quarter of the epochs, at least
/// two, because a single epoch says little where the curves tremble:
/// - fewer than two epochs: nothing can be read;
/// - the training loss fell by less than 2 % in all: not learning;
/// - the mean validation loss of the end is more than 5 % above the lowest mean of as many epochs in
///   a row, and the mean training loss of the end is below the one after the epoch of the lowest
///   validation loss: overfitting, from the epoch after that one on;
/// - the end lowered the best loss (validation where there is one) by less than 1 %: plateau, from the
///   epoch of the best loss before that on;
/// - a plateau on which the training loss is still more than half of what guessing gives, and the
///   validation loss no more than 10 % above it: underfitting;
/// - otherwise: still learning.
public enum Diagnosis: Sendable, Equatable {
  /// There is too little to read.
  case tooShort
  /// The training loss does not fall.
  case notLearning
  /// The loss keeps falling.
  case learning(epochs: Int)
  /// The loss has stopped falling about this epoch, from 1.
  case plateau(epoch: Int)
  /// The loss has stopped falling about this epoch, from 1, far from where it could be.
  case underfitting(epoch: Int)
  /// The validation loss was lowest after the first epoch named, and grows from the second on.
  case overfitting(best: Int, from: Int)

  /// Reads learning curves.
  ///
  /// - Parameters:
  ///   - loss: The training loss after every epoch.
  ///   - validationLoss: The validation loss after every epoch; nil where there is none.
  ///   - guessing: The loss of a network that finds all classes equally likely; nil where that is not
  ///     known, and underfitting cannot be told from a plateau.
  public init(loss: [Double], validationLoss: [Double]?, guessing: Double? = nil) {
    guard loss.count >= 2, let first = loss.first, let last = loss.last else {
      self = .tooShort
      return
    }
    guard last < first * 0.98 else {
      self = .notLearning
      return
    }
    let validationLoss = validationLoss.flatMap { $0.count == loss.count ? $0 : nil }
    let tail = max(2, loss.count / 4)
    let end = Self.means(of: loss, over: tail).last ?? last
    if let validationLoss, let best = Self.overfitting(loss: end, of: loss, validationLoss, tail) {
      self = .overfitting(best: best + 1, from: best + 2)
      return
    }
    let watched = validationLoss ?? loss
    guard let before = watched.dropLast(tail).min(),
      let within = watched.suffix(tail).min(),
      let bestBefore = watched.firstIndex(of: before), within > before * 0.99
    else {
      self = .learning(epochs: loss.count)
      return
    }
    let validationEnd = validationLoss.flatMap { Self.means(of: $0, over: tail).last } ?? end
    if let guessing, end > guessing * 0.5, validationEnd <= end * 1.1 {
      self = .underfitting(epoch: bestBefore + 1)
      return
    }
    self = .plateau(epoch: bestBefore + 1)
  }

  /// The epoch of the lowest validation loss, from 0, where the validation loss has grown since and
  /// the training loss has fallen.
  private static func overfitting(
    loss end: Double, of loss: [Double], _ validationLoss: [Double], _ tail: Int
  ) -> Int? {
    let means = means(of: validationLoss, over: tail)
    guard let last = means.last, let lowest = means.min(), last > lowest * 1.05,
      let best = validationLoss.indices.min(by: { validationLoss[$0] < validationLoss[$1] }),
      end < loss[best]
    else { return nil }
    return best
  }

  /// The means of so many values in a row.
  private static func means(of values: [Double], over count: Int) -> [Double] {
    guard values.count >= count else { return [] }
    return (count...values.count).map { end in
      values[(end - count)..<end].reduce(0, +) / Double(count)
    }
  }

  /// The diagnosis in the words of a language.
  public func sentence(_ words: Words) -> String {
    switch self {
    case .tooShort: words.tooShort
    case .notLearning: words.notLearning
    case .learning(let epochs): words.stillLearning(epochs)
    case .plateau(let epoch): words.plateau(epoch)
    case .underfitting(let epoch): words.underfitting(epoch)
    case .overfitting(let best, let from): words.overfitting(best, from)
    }
  }
}
