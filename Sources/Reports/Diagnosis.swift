/// What learning curves show, by a rule that anybody can check.
///
/// The rule, over the whole history of a model with n epochs:
/// - fewer than two epochs: nothing can be read;
/// - the training loss fell by less than 2 % in all: not learning;
/// - the last validation loss is more than 5 % above the lowest one, and the training loss has fallen
///   since then: overfitting, from the epoch after the lowest one on;
/// - the last quarter of the epochs, at least two, lowered the best loss (validation where there is
///   one) by less than 1 %: plateau, from the epoch of the best loss before that on;
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
  /// The validation loss was lowest after the first epoch named, and grows from the second on.
  case overfitting(best: Int, from: Int)

  /// Reads learning curves.
  ///
  /// - Parameters:
  ///   - loss: The training loss after every epoch.
  ///   - validationLoss: The validation loss after every epoch; nil where there is none.
  public init(loss: [Double], validationLoss: [Double]?) {
    let count = loss.count
    guard count >= 2, let first = loss.first, let last = loss.last else {
      self = .tooShort
      return
    }
    guard last < first * 0.98 else {
      self = .notLearning
      return
    }
    if let validationLoss, validationLoss.count == count, let end = validationLoss.last,
      let best = validationLoss.indices.min(by: { validationLoss[$0] < validationLoss[$1] }),
      end > validationLoss[best] * 1.05, last < loss[best]
    {
      self = .overfitting(best: best + 1, from: best + 2)
      return
    }
    let watched = validationLoss.flatMap { $0.count == count ? $0 : nil } ?? loss
    let tail = max(2, count / 4)
    guard count > tail, let before = watched.dropLast(tail).min(),
      let within = watched.suffix(tail).min(),
      let bestBefore = watched.firstIndex(of: before), within > before * 0.99
    else {
      self = .learning(epochs: count)
      return
    }
    self = .plateau(epoch: bestBefore + 1)
  }

  /// The diagnosis in the words of a language.
  public func sentence(_ words: Words) -> String {
    switch self {
    case .tooShort: words.tooShort
    case .notLearning: words.notLearning
    case .learning(let epochs): words.stillLearning(epochs)
    case .plateau(let epoch): words.plateau(epoch)
    case .overfitting(let best, let from): words.overfitting(best, from)
    }
  }
}
