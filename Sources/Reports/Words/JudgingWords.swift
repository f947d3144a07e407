/// What a report says of how good a classifier is, in one language; every language fills in all of it.
public struct JudgingWords: Sendable {
  /// Says which class is the one to find.
  public var positiveClass: @Sendable (_ name: String) -> String

  /// Says the mean of a number over the classes.
  public var meanOfClasses: @Sendable (_ value: String) -> String

  /// Says that not all classes are drawn, but those with the smallest numbers.
  public var lowestDrawn: @Sendable (_ shown: Int, _ all: Int) -> String

  /// “Classification report”.
  public var classificationReport: String

  /// “All answers together”.
  public var allTogether: String

  /// “Calibration”.
  var calibration: String

  /// “Probability of a class”.
  var probabilityOf: @Sendable (_ name: String) -> String

  /// “Share of a class”.
  var shareOf: @Sendable (_ name: String) -> String

  /// “Confidence”: the probability of what is answered.
  public var confidence: String

  /// “Share of right answers”.
  var shareRight: String

  /// “Mean probability”.
  var meanProbability: String

  /// What the diagonal of a calibration chart is.
  var wellCalibrated: String

  /// Says the expected calibration error, of so many bins.
  public var calibrationError: @Sendable (_ error: String, _ bins: Int) -> String

  /// Says that a model is surer than right.
  var tooSure: String

  /// Says that a model is less sure than right.
  var notSureEnough: String

  /// The title of a table of thresholds for the probability of a class.
  public var thresholdsFor: @Sendable (_ name: String) -> String

  /// “Specificity”.
  public var specificity: String

  /// “Youden’s J”.
  public var youden: String

  /// “Best”: what is highest at a threshold.
  public var best: String

  /// Says at which threshold a number is highest.
  public var highestAt: @Sendable (_ number: String, _ value: String, _ threshold: String) -> String

  /// Says what a threshold does.
  public var thresholdRule: String

  /// “The most confident errors”.
  public var topErrors: String

  /// Says how many of the errors are shown.
  public var errorsShown: @Sendable (_ shown: Int, _ all: Int) -> String

  /// Says what a wrong answer was and how sure.
  public var errorPicture:
    @Sendable (_ trueClass: String, _ predicted: String, _ confidence: String) -> String

  /// “Probability of the true class”.
  public var probabilityOfTruth: String

  /// “Example”: the number of one in its split.
  public var example: String

  /// Says how often a class is taken for another, of so many examples of the class.
  public var takenFor:
    @Sendable (_ trueClass: String, _ predicted: String, _ count: Int, _ all: Int) -> String

  /// Says how many of the mistakes the pairs make up that are listed.
  public var pairsOfMistakes: @Sendable (_ part: Int, _ all: Int) -> String
}
