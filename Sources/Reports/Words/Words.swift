public import Notebooks

/// The report's own words in one language; every language fills in all of them.
public struct Words: Sendable {
  /// How numbers are written.
  public var numbers: NumberStyle

  // The page.
  var contents: String
  var skipToText: String
  var source: String
  var includedFrom: @Sendable (_ file: String) -> String
  var asTable: String
  var backToText: String
  var footnotes: String
  var madeBy: String
  public var seed: String
  public var engine: String
  var alerts: @Sendable (Block.AlertKind) -> String
  var remoteImage: String
  var missingImage: String

  // Errors.
  public var cellFailed: String
  public var notRun: @Sendable (_ cell: String) -> String
  public var notRunYet: String
  public var interrupted: String

  // Data.
  public var dataSource: String
  public var split: String
  public var examples: String
  public var classes: String
  public var className: String
  public var pictureShape: String
  public var total: String
  public var samples: String
  public var samplesOf: @Sendable (_ split: String) -> String
  public var classCounts: String
  public var classCountsEqual: @Sendable (_ split: String, _ count: String) -> String
  public var classCountsRange:
    @Sendable (
      _ split: String, _ least: String, _ leastClass: String, _ most: String, _ mostClass: String
    ) -> String

  // Models.
  public var layer: String
  public var outputShape: String
  public var parameters: String
  public var trainableParameters: String
  public var frozen: String
  public var modelSummary: String
  public var optimizer: String
  public var loss: String
  public var metrics: String

  // Training.
  public var epoch: String
  public var epochs: String
  public var training: String
  public var validation: String
  public var metricOverEpochs: @Sendable (_ metric: String) -> String
  public var seriesFromTo:
    @Sendable (_ series: String, _ first: String, _ last: String, _ epoch: Int) -> String
  public var lowest: @Sendable (_ value: String, _ epoch: Int) -> String
  public var highest: @Sendable (_ value: String, _ epoch: Int) -> String
  public var continuesHere: String
  public var stoppedEarly: @Sendable (_ epoch: Int) -> String
  public var tooShort: String
  public var notLearning: String
  public var stillLearning: @Sendable (_ epochs: Int) -> String
  public var plateau: @Sendable (_ epoch: Int) -> String
  public var overfitting: @Sendable (_ bestEpoch: Int, _ from: Int) -> String
  public var trainingOnly: String
  public var diagnosisRule: String

  // Evaluation and prediction.
  public var metric: String
  public var value: String
  public var confusionMatrix: String
  public var trueClass: String
  public var predictedClass: String
  public var confusionRight: @Sendable (_ right: String, _ all: String) -> String
  public var confusionWorst:
    @Sendable (_ trueClass: String, _ predicted: String, _ count: String) -> String
  public var confusionNoMistake: String
  public var shareOfRow: String
  public var expectation: String
  public var holds: String
  public var doesNotHold: String
  public var predictions: String
  public var right: String
  public var wrong: String
  public var probability: String
  public var picture: String
  public var andMore: @Sendable (_ count: String) -> String

  /// The words of a language.
  public static func of(_ language: Language) -> Words {
    switch language {
    case .english: english
    case .bengali: bengali
    case .russian: russian
    case .ukrainian: ukrainian
    }
  }
}
