public import Notebooks

/// The report's own words in one language; every language fills in all of them.
public struct Words: Sendable {
  /// How numbers are written.
  public var numbers: NumberStyle

  /// What is said of the points of a sweep.
  public var sweep: SweepWords

  // The page.
  /// The language in its own words: “English”.
  var languageName: String

  /// “Figure 3.”, before a caption.
  var figureNumber: @Sendable (_ number: String) -> String

  /// “Table 2.”, before a caption.
  var tableNumber: @Sendable (_ number: String) -> String

  /// “Table”, for one that has no caption.
  var table: String

  /// A day: “22 November 2026”.
  var date: @Sendable (_ year: Int, _ month: Int, _ day: Int) -> String

  /// “How to check this page”.
  var howToCheck: String

  /// Says what the command below it does with the digests below that.
  var verifying: String

  /// “Contents”.
  var contents: String

  /// “Skip to the text”.
  var skipToText: String

  /// Says which file a cell is from.
  var includedFrom: @Sendable (_ file: String) -> String

  /// What a sentence ends with.
  var fullStop: String

  /// What charts say.
  public var charts: ChartWords

  /// “The numbers as a table”.
  var asTable: String

  /// “Back to the text”.
  var backToText: String

  /// “Footnotes”.
  var footnotes: String

  /// “Made by Konspekt”.
  package var madeBy: String

  /// “Seed”.
  public var seed: String

  /// “Arithmetic”.
  public var engine: String

  /// The title of an alert.
  var alerts: @Sendable (Block.AlertKind) -> String

  /// “picture on the web”.
  var remoteImage: String

  /// “picture not found”.
  var missingImage: String

  // Errors.
  /// “This cell failed”.
  public var cellFailed: String

  /// Says that a cell was not run, because another has no result.
  public var notRun: @Sendable (_ cell: String) -> String

  /// “This cell has not been run yet”.
  public var notRunYet: String

  /// “The run stopped before this cell was done”.
  public var interrupted: String

  // Data.
  /// “Source”.
  public var dataSource: String

  /// "Unreadable, left out": pictures of a dataset that are damaged.
  public var skippedPictures: String

  /// “File”: what a cell has written.
  public var file: String

  /// “Size”: how long a file is.
  public var size: String

  /// “1,234 bytes”.
  public var bytes: @Sendable (Int) -> String

  /// “Examples”.
  public var examples: String

  /// “Classes”.
  public var classes: String

  /// “Class”.
  public var className: String

  /// “Height × width × channels”.
  public var pictureShape: String

  /// “Total”.
  public var total: String

  /// The title of pictures of a split.
  public var samplesOf: @Sendable (_ split: String) -> String

  /// The title of what augmentation makes of one picture.
  public var augmentationsOf: @Sendable (_ className: String) -> String

  /// “Examples of every class”.
  public var classCounts: String

  /// Says that all classes of a split have the same number of examples.
  public var classCountsEqual: @Sendable (_ split: String, _ count: Int) -> String

  /// Says how many examples the classes of a split have, at least and at most.
  public var classCountsRange:
    @Sendable (
      _ split: String, _ least: Int, _ leastClass: String, _ most: Int, _ mostClass: String
    ) -> String

  // Models.
  /// “Layer”.
  public var layer: String

  /// “Output”.
  public var outputShape: String

  /// “Parameters”.
  public var parameters: String

  /// “Trainable parameters”.
  public var trainableParameters: String

  /// “frozen”.
  public var frozen: String

  /// “Memory for a batch of 32”.
  public var batchMemory: @Sendable (_ batchSize: Int) -> String

  /// “3.1 MB to predict, 12.0 MB to train with Adam”.
  public var batchMemoryOf: @Sendable (_ predicting: String, _ training: String) -> String

  /// “Layers of the model”.
  public var modelSummary: String

  // Training.
  /// “Epoch”.
  public var epoch: String

  /// “Training”.
  public var training: String

  /// “Validation”.
  public var validation: String

  /// The loss as a title names it.
  var lossName: String

  /// The accuracy as a title names it.
  var accuracyName: String

  /// The title of a chart of a metric.
  public var metricOverEpochs: @Sendable (_ metric: String) -> String

  /// Says where a line begins and ends; without a full stop.
  public var seriesFromTo:
    @Sendable (_ series: String, _ first: String, _ last: String, _ epoch: Int) -> String

  /// Says where a line is lowest.
  public var lowest: @Sendable (_ value: String, _ epoch: Int) -> String

  /// Says where a line is highest.
  public var highest: @Sendable (_ value: String, _ epoch: Int) -> String

  /// “training goes on here”.
  public var continuesHere: String

  /// “fine-tuning starts”; short, for it stands in a chart.
  public var fineTuningStarts: String

  /// Says that a callback ended the training.
  public var stoppedEarly: @Sendable (_ epoch: Int) -> String

  /// “mean of 5 seeds ± standard deviation”.
  public var meanOfSeeds: @Sendable (_ count: Int) -> String

  /// A diagnosis: there is too little to read.
  public var tooShort: String

  /// A diagnosis: the training loss does not fall.
  public var notLearning: String

  /// A diagnosis: the loss keeps falling.
  public var stillLearning: @Sendable (_ epochs: Int) -> String

  /// A diagnosis: the loss has stopped falling.
  public var plateau: @Sendable (_ epoch: Int) -> String

  /// A diagnosis: the loss has stopped falling while it is still high.
  public var underfitting: @Sendable (_ epoch: Int) -> String

  /// A diagnosis: the validation loss grows.
  public var overfitting: @Sendable (_ bestEpoch: Int, _ from: Int) -> String

  /// Says that the curves show no validation.
  public var trainingOnly: String

  /// “The rule behind this”.
  var ruleTitle: String

  /// The rule behind the diagnosis.
  public var diagnosisRule: String

  // Searches.
  /// “Trial”.
  public var trial: String

  /// “Trials”.
  public var trials: String

  /// Stands for the score of a trial that has none.
  public var trialFailed: String

  /// “Epochs”: how many.
  public var epochs: String

  /// “The best configuration, ready to paste”.
  public var bestConfiguration: String

  /// Says which trial is the best, of how many, by what number.
  public var bestOfTrials:
    @Sendable (_ trial: Int, _ count: Int, _ metric: String, _ score: String) -> String

  /// “best so far”.
  public var bestSoFar: String

  /// Says that a score is drawn over the trials.
  public var scoreOverTrials: @Sendable (_ metric: String) -> String

  /// “Hyperparameter”.
  public var hyperparameter: String

  /// “What a score depends on”.
  public var importance: @Sendable (_ metric: String) -> String

  /// Says which hyperparameter explains most, and how much of it.
  public var mostImportant: @Sendable (_ name: String, _ share: String) -> String

  /// Says that nothing is known of what a score depends on.
  public var importanceUnknown: String

  /// The rule behind the shares.
  public var importanceRule: String

  /// “Trials and their hyperparameters”.
  public var parallelCoordinates: String

  /// Says how to read lines from axis to axis, and which one is the best.
  public var parallelReading: @Sendable (_ trial: Int, _ values: String) -> String

  // Evaluation and prediction.
  /// “Confusion matrix”.
  public var confusionMatrix: String

  /// “True class”.
  public var trueClass: String

  /// “Predicted class”.
  public var predictedClass: String

  /// Says how many examples are recognized.
  public var confusionRight: @Sendable (_ right: Int, _ all: Int) -> String

  /// Says which mistake is the most frequent.
  public var confusionWorst:
    @Sendable (_ trueClass: String, _ predicted: String, _ count: Int) -> String

  /// “There is no mistake.”.
  public var confusionNoMistake: String

  /// “Colours and numbers: share of the true class, in percent.”.
  public var shareOfRow: String

  /// “Precision”.
  public var precision: String

  /// “Recall”.
  public var recall: String

  /// “Mean of the classes”.
  public var classMean: String

  /// “Mean by examples”.
  public var exampleMean: String

  /// “ROC curve”.
  public var rocCurve: String

  /// “False positive rate”.
  public var falsePositiveRate: String

  /// “True positive rate”.
  public var truePositiveRate: String

  /// “Area under the curve”.
  public var areaUnderCurve: String

  /// “Precision and recall”, of a curve.
  public var precisionRecallCurve: String

  /// “Average precision”.
  public var averagePrecision: String

  /// “Threshold”.
  public var threshold: String

  /// “Expected”.
  public var expectation: String

  /// “holds”.
  public var holds: String

  /// “does not hold”.
  public var doesNotHold: String

  /// “Predictions”.
  public var predictions: String

  /// “Picture”.
  public var picture: String

  /// Says how many are not shown.
  public var andMore: @Sendable (_ count: Int) -> String

  /// How good a classifier is.
  public var judging: JudgingWords

  /// What is inside a model.
  public var looking: LookingWords

  /// “Learning rate”.
  var learningRateName: String

  /// A metric as a title names it: a word where the language has one, else the name in Keras.
  public func title(ofMetric name: String) -> String {
    switch name {
    case "loss": lossName
    case "accuracy": accuracyName
    case "learning_rate": learningRateName
    default: name
    }
  }

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
